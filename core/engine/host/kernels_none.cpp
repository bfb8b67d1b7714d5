// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/host/host_kernels.h"

namespace lapidary::engine {

// Built where the target is not x86-64: torch's operators do the work.
const HostKernels* hostKernels() {
    return nullptr;
}

} // namespace lapidary::engine
