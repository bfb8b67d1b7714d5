// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"

#include <ATen/core/Tensor.h>
#include <vector>

namespace lapidary::engine {

/// All eigenvalues, ascending, of a symmetric float64 matrix [n, n] whose lower triangle is read; error about
/// n 2^-53 of the largest by absolute value. On the host: Householder reduction to tridiagonal form in
/// panels, then QL without square roots; 4/3 n^3 flops, half of them at the speed of the cache that holds n^2
/// / 2 values, `control` polled between columns. Faster than the LAPACK of the libtorch wheel and, unlike it,
/// cancellable. Elsewhere torch's solver. Errors: Cancelled, NotConverged (values that are not finite).
base::Result<std::vector<double>> symmetricEigenvalues(const at::Tensor& a, const base::RunControl& control);

} // namespace lapidary::engine
