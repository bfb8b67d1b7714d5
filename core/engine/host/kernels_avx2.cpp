// SPDX-License-Identifier: GPL-3.0-or-later
// 16 registers: 6 x 2 sums, two strips, one broadcast.
#define LAPIDARY_LANES 8
#define LAPIDARY_ROWS 6
#include "core/engine/host/kernel_loops.h"

namespace lapidary::engine {

extern const HostKernels kHostKernelsAvx2;
const HostKernels kHostKernelsAvx2 = kKernels;

} // namespace lapidary::engine
