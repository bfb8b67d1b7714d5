// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/eigenvalue_density.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lapidary::results {

EigenvalueDensity eigenvalueDensity(const std::vector<double>& singularValues, const MatrixSides& sides,
                                    std::size_t bins, double floor) {
    EigenvalueDensity result;
    std::vector<double> eigenvalues;
    const double n = static_cast<double>(sides.longer);
    for (const double s : singularValues)
        eigenvalues.push_back(s * s / n);
    const double largest = eigenvalues.empty() ? 0.0 : *std::ranges::max_element(eigenvalues);
    std::erase_if(eigenvalues, [&](double value) { return !(value > floor * largest); });
    if (eigenvalues.size() < 2 || bins == 0)
        return result;
    const double low = std::log(*std::ranges::min_element(eigenvalues));
    const double high = std::log(largest);
    if (!(high > low))
        return result;
    const double width = (high - low) / static_cast<double>(bins);
    for (std::size_t i = 0; i <= bins; ++i)
        result.edges.push_back(std::exp(low + width * static_cast<double>(i)));
    std::vector<std::int64_t> counts(bins, 0);
    for (const double value : eigenvalues)
        ++counts[std::min(static_cast<std::size_t>((std::log(value) - low) / width), bins - 1)];
    for (std::size_t i = 0; i < bins; ++i)
        result.density.push_back(static_cast<double>(counts[i]) / static_cast<double>(singularValues.size()) /
                                 (result.edges[i + 1] - result.edges[i]));
    return result;
}

double RandomBulk::density(double lambda) const {
    if (!(lambda > lower && lambda < upper))
        return 0.0;
    return std::sqrt((upper - lambda) * (lambda - lower)) /
           (2.0 * std::numbers::pi * variance * ratio * lambda);
}

RandomBulk randomBulk(const std::vector<double>& singularValues, const MatrixSides& sides) {
    RandomBulk bulk;
    const double n = static_cast<double>(sides.longer);
    const double m = static_cast<double>(sides.shorter);
    double energy = 0.0;
    for (const double s : singularValues)
        energy += s * s;
    bulk.variance = energy / (m * n);
    bulk.ratio = m / n;
    bulk.lower = bulk.variance * std::pow(1.0 - std::sqrt(bulk.ratio), 2);
    bulk.upper = bulk.variance * std::pow(1.0 + std::sqrt(bulk.ratio), 2);
    bulk.beyond = std::ranges::count_if(singularValues, [&](double s) { return s * s / n > bulk.upper; });
    return bulk;
}

} // namespace lapidary::results
