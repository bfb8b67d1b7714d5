// SPDX-License-Identifier: GPL-3.0-or-later
// 32 registers: 14 x 2 sums, two strips, one broadcast.
#define LAPIDARY_LANES 16
#define LAPIDARY_ROWS 14
#include "core/engine/host/kernel_loops.h"

namespace lapidary::engine {

extern const HostKernels kHostKernelsAvx512;
const HostKernels kHostKernelsAvx512 = kKernels;

} // namespace lapidary::engine
