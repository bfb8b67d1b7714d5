// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/methods/kernel.h"

namespace lapidary::engine::methods {

/// The matrix of the settings' rank nearest to `weight` in the norm tr(D C D^T); `moment` undefined: C = I.
/// With the eigenvectors U of W C W^T it is U_r U_r^T W (no inverse of a root of C is needed); where `out` is
/// larger, with those V of L^T W^T W L, L L^T = C, it is (W L V_r)(V_r^T L^-1). `damping` mean(diag C) I is
/// added to C, at least 1e-10 of it, so that directions which C does not see are taken by their plain norm.
/// All in float64; one product with C, one Gram matrix and one eigenproblem of the smaller side.
base::Result<Factors> truncate(const MatrixJob& job, const at::Tensor& moment, double damping,
                               const base::RunControl& control, Figures& figures);

} // namespace lapidary::engine::methods
