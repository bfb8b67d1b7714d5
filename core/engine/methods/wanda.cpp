// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/kernel.h"
#include "core/engine/methods/mask_select.h"

namespace lapidary::engine::methods {

// Sun et al. 2023, arXiv:2306.11695: score |W_ij| * ||X_j||_2, compared inside a row or a group of M. The
// norm is taken as sqrt(mean square): a common factor does not change the order.
base::Result<at::Tensor> wandaMask(const MatrixJob& job, const base::RunControl& control) {
    at::Tensor meanSquare = job.inputs.meanSquare;
    if (!meanSquare.defined() && job.inputs.moment.defined())
        meanSquare = job.inputs.moment.diagonal();
    if (!meanSquare.defined())
        return base::Error{base::ErrorCode::NotMeasured,
                           {},
                           "wanda",
                           "no statistics of the input channels",
                           "their mean squares",
                           "give a calibration text"};
    const at::Tensor norm = meanSquare.clamp_min(0.0).sqrt().to(at::kFloat);
    return selectMask(job.weight, norm, *plan::sparsityPattern(job.settings), control);
}

} // namespace lapidary::engine::methods
