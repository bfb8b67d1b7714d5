// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/methods/kernel.h"

namespace lapidary::engine::methods {

/// The kept weights after `settings.update`: as they are (`none`), the least-squares optimum for the mask
/// (`optimal`), or one sweep of optimal brain surgeon (`obs`). Zero where the mask is false.
base::Result<at::Tensor> updateKept(const MatrixJob& job, const base::RunControl& control, Figures& figures);

/// min over V, zero off the mask, of tr((V - W) C (V - W)^T), C damped by `damping` times its mean diagonal
/// on both sides: 20 conjugate-gradient steps in float64 from the masked weight, preconditioned by the
/// inverse of C, for all rows of a panel at once (evidence.md 3; trinity brief 3.3). 80 out in^2 flops. The
/// objective never rises: rows whose residual is at rounding level stop.
base::Result<at::Tensor> optimalUpdate(const MatrixJob& job, double damping, const base::RunControl& control,
                                       Figures& figures);

/// SparseGPT's sweep (arXiv:2301.00774) for a mask that is given.
base::Result<at::Tensor> obsUpdate(const MatrixJob& job, double damping, const base::RunControl& control,
                                   Figures& figures);

} // namespace lapidary::engine::methods
