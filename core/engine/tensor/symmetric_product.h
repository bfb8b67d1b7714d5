// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace lapidary::engine {

/// a^T a for a [rows, n], in float64 whatever the type of `a`: [n, n]. Only panels on and below the diagonal
/// are multiplied (about 0.6 of the 2 rows n^2 flops) and mirrored. Rows are converted in chunks, so that the
/// scratch is 16 MiB whatever the height. Products of float32 values are exact in float64 and their sums
/// neither over- nor underflow, so no scaling is needed.
at::Tensor gramOfColumns(const at::Tensor& a);

/// a a^T for a [n, columns], otherwise as gramOfColumns.
at::Tensor gramOfRows(const at::Tensor& a);

/// `into` [n, n] float64 += a^T a with float32 products, panels as above but NOT mirrored: what lies above
/// the diagonal panels stays as it was (mirrorLower at the end). `scratch` [n, n] float32 is overwritten.
void addFloatProduct(at::Tensor& into, at::Tensor& scratch, const at::Tensor& a);

/// Copies the lower triangle onto the upper one, in place.
void mirrorLower(at::Tensor& square);

} // namespace lapidary::engine
