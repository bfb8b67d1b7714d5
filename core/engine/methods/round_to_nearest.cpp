// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/grid_fit.h"
#include "core/engine/methods/kernel.h"

namespace lapidary::engine::methods {

// Grids need no mask: pruned weights are zeros, which change neither extremes nor errors of a grid that holds
// 0.
base::Result<Grid> roundToNearest(const MatrixJob& job, const base::RunControl& control,
                                  Figures& /*figures*/) {
    return roundMatrix(job.weight, gridRule(job.settings, job.types.scale), control);
}

} // namespace lapidary::engine::methods
