// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace lapidary::results {

/// Shape of a matrix with n >= m: the longer side and the shorter. Its eigenvalues here are those of the
/// m x m correlation matrix, lambda = s^2 / n.
struct MatrixSides {
    std::int64_t longer = 0;
    std::int64_t shorter = 0;
    static MatrixSides of(std::int64_t out, std::int64_t in) {
        return out >= in ? MatrixSides{out, in} : MatrixSides{in, out};
    }
};

/// Density of the eigenvalues in bins that are equally wide on a logarithmic axis from the smallest positive
/// one to the largest: the share of all eigenvalues a unit of lambda. Values below `floor` times the largest
/// are rounding and in no bin. Empty where fewer than two values are left.
struct EigenvalueDensity {
    std::vector<double> edges;   // one more than bins
    std::vector<double> density; // 1 / lambda
};
EigenvalueDensity eigenvalueDensity(const std::vector<double>& singularValues, const MatrixSides& sides,
                                    std::size_t bins, double floor = 1e-9);

/// Where the eigenvalues of a matrix of independent entries of one variance lie (Marchenko and Pastur 1967):
/// between sigma^2 (1 -+ sqrt(m / n))^2, sigma^2 = sum s^2 / (m n), the mean square of the entries.
struct RandomBulk {
    double variance = 0.0; // sigma^2
    double lower = 0.0;
    double upper = 0.0;
    double ratio = 1.0;      // m / n
    std::int64_t beyond = 0; // eigenvalues of the matrix above `upper`

    /// Of the random matrix's eigenvalues: sqrt((upper - x)(x - lower)) / (2 pi sigma^2 (m / n) x).
    double density(double lambda) const;
};
RandomBulk randomBulk(const std::vector<double>& singularValues, const MatrixSides& sides);

} // namespace lapidary::results
