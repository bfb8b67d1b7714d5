// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <functional>
#include <vector>

namespace lapidary::engine {

/// Chooses a rank (1 .. n) from the eigenvalues, descending.
using RankChoice = std::function<std::int64_t(const std::vector<double>& eigenvalues)>;

/// An orthonormal basis [n, r] of the eigenvectors of the r largest eigenvalues of a symmetric float64 [n,
/// n]. Up to order 1024, and off the CPU, by the library's eigensolver, columns by falling eigenvalue (9 n^3
/// flops). Above, where one call would take many seconds without a way to stop it: eigenvalues
/// (symmetricEigenvalues), then the matrix sign function of A - t I, t between eigenvalues r and r + 1, by
/// the dynamically weighted Halley iteration in its Cholesky form (Nakatsukasa, Bai and Gygi 2010;
/// Nakatsukasa and Higham 2013), some 40 n^3 flops in products and panelled factorisations, all polled;
/// columns in no order. Eigenvalues closer than 1e-8 of the norm
/// count as equal at the cut.
base::Result<at::Tensor> leadingSpace(const at::Tensor& a, const RankChoice& rank,
                                      const base::RunControl& control);

/// The same by the sign function whatever the size, for tests.
base::Result<at::Tensor> leadingSpaceBySign(const at::Tensor& a, const RankChoice& rank,
                                            const base::RunControl& control);

/// a b by panels of rows of a, polled between them.
base::Result<at::Tensor> product(const at::Tensor& a, const at::Tensor& b, const base::RunControl& control);

} // namespace lapidary::engine
