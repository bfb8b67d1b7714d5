// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"

#include <ATen/core/Tensor.h>
#include <optional>
#include <string>

namespace lapidary::engine {

/// Lower L with L L^T = a, float64 [n, n], of which the lower triangle is read; nothing where `a` is not
/// positive definite. n^3 / 3 flops, in panels of 512 columns, `control` polled between them (no call above
/// n 512^2 2 flops).
base::Result<std::optional<at::Tensor>> cholesky(const at::Tensor& a, const base::RunControl& control);

/// Inverse of a lower triangular L, float64 [n, n]. n^3 / 3 flops in blocks of 512 rows, polled.
base::Result<at::Tensor> invertLower(const at::Tensor& lower, const base::RunControl& control);

/// a + share mean(diag a) I, and its factorisation with the share that it needed.
struct DampedFactor {
    at::Tensor lower;   // L L^T = the damped matrix
    double share = 0.0; // of the mean diagonal
};
/// Tries `share`, then ten times as much (from 1e-8 where it is 0), up to `tries` times. Errors:
/// NotConverged, with `what` as the place.
base::Result<DampedFactor> dampedCholesky(const at::Tensor& a, double share, int tries,
                                          const std::string& what, const base::RunControl& control);

/// The upper triangular U with U^T U = a^-1, by one Cholesky factorisation of `a` in reversed order (a factor
/// of the reversed matrix, inverted and reversed again), damped as above.
struct InverseFactor {
    at::Tensor upper; // float64 [n, n]
    double share = 0.0;
};
base::Result<InverseFactor> inverseFactor(const at::Tensor& a, double share, const std::string& what,
                                          const base::RunControl& control);

/// Eigenvalues in descending order and eigenvectors as columns of a symmetric float64 [n, n]; about 9 n^3
/// flops.
struct Eigen {
    at::Tensor values;
    at::Tensor vectors;
};
base::Result<Eigen> symmetricEigen(const at::Tensor& a, const base::RunControl& control);

} // namespace lapidary::engine
