// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/detail/power_law.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lapidary::results::detail {

namespace {

/// Kolmogorov-Smirnov distance between the `count` largest energies and the power law above the smallest of
/// them, or some value above `limit` as soon as that is certain. `logs`: ln x, descending.
double distanceUpTo(const std::vector<double>& logs, std::size_t count, double alpha, double limit) {
    const double n = static_cast<double>(count);
    const double logThreshold = logs[count - 1];
    double distance = 0.0;
    const auto visit = [&](std::size_t i) {
        // i values are larger than x_i: the share at or below it steps from (n - i - 1) / n to (n - i) / n.
        const double above = std::exp((1.0 - alpha) * (logs[i] - logThreshold)); // 1 - P(x)
        const double rank = static_cast<double>(i);
        distance = std::max({distance, std::abs(above - rank / n), std::abs(above - (rank + 1.0) / n)});
    };
    // A coarse pass rejects most thresholds after a few values: the maximum only grows.
    const std::size_t stride = std::max<std::size_t>(1, count / 16);
    for (std::size_t i = stride / 2; i < count; i += stride)
        visit(i);
    for (std::size_t i = 0; i < count && distance < limit; ++i)
        visit(i);
    return distance;
}

} // namespace

std::optional<PowerLawTail> fitPowerLawTail(const std::vector<double>& singularValues) {
    std::vector<double> logs;
    logs.reserve(singularValues.size());
    for (const double s : singularValues)
        if (s > 0.0 && std::isfinite(s))
            logs.push_back(2.0 * std::log(s));
    if (logs.size() < kMinimumTail)
        return std::nullopt;
    std::vector<double> sums(logs.size() + 1, 0.0);
    for (std::size_t i = 0; i < logs.size(); ++i)
        sums[i + 1] = sums[i] + logs[i];

    std::optional<PowerLawTail> best;
    double bestDistance = std::numeric_limits<double>::infinity();
    const std::size_t candidates = logs.size() - kMinimumTail + 1;
    const std::size_t step = (candidates + kThresholds - 1) / kThresholds;
    for (std::size_t count = kMinimumTail; count <= logs.size(); count += step) {
        // The tail takes every value equal to its threshold.
        std::size_t whole = count;
        while (whole < logs.size() && logs[whole] == logs[count - 1])
            ++whole;
        const double n = static_cast<double>(whole);
        const double logSum = sums[whole] - n * logs[whole - 1]; // sum ln(x / x_min)
        if (!(logSum > 1e-12 * n))
            continue;
        const double alpha = 1.0 + n / logSum;
        const double distance = distanceUpTo(logs, whole, alpha, bestDistance);
        if (distance < bestDistance) {
            bestDistance = distance;
            best = PowerLawTail{alpha, std::exp(logs[whole - 1]), distance, static_cast<std::int64_t>(whole)};
        }
    }
    return best;
}

} // namespace lapidary::results::detail
