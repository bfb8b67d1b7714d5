// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

/// Inner loops of symmetricEigenvalues in float64, on plain arrays.
namespace lapidary::engine::kernels {

double dot(const double* x, const double* y, std::int64_t n);

/// out += a x + b y
void addScaled(double* out, double a, const double* x, double b, const double* y, std::int64_t n);

/// y += the contribution of rows first .. last - 1 of the lower triangle of a symmetric matrix (row-major,
/// rows `stride` apart) to the matrix times x; `first` is a multiple of 4. Reads each value once.
void addSymmetricRows(const double* a, std::int64_t stride, std::int64_t first, std::int64_t last,
                      const double* x, double* y);

} // namespace lapidary::engine::kernels
