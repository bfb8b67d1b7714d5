// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/metric_scale.h"

#include "widgets/theme/color_map.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace lapidary::widgets {

namespace {

constexpr std::size_t kFew = 50;
constexpr double kTail = 0.02;

std::pair<double, double> limitsOf(const std::vector<double>& sorted, ScaleChoice::Limits limits) {
    if (limits == ScaleChoice::Limits::All || sorted.size() < kFew)
        return {sorted.front(), sorted.back()};
    const auto last = static_cast<double>(sorted.size() - 1);
    return {sorted[static_cast<std::size_t>(std::floor(kTail * last))],
            sorted[static_cast<std::size_t>(std::ceil((1.0 - kTail) * last))]};
}

} // namespace

bool allPositive(const std::vector<double>& values) {
    return !values.empty() && std::ranges::all_of(values, [](double value) { return value > 0.0; });
}

MetricScale MetricScale::of(const std::vector<double>& values, const ScaleChoice& choice) {
    MetricScale scale;
    scale.diverging = choice.diverging;
    scale.low = choice.diverging ? -1.0 : 0.0;
    if (values.empty())
        return scale;
    std::vector<double> sorted = values;
    std::ranges::sort(sorted);
    std::tie(scale.low, scale.high) = choice.limits == ScaleChoice::Limits::Typed
                                          ? std::pair(choice.low, choice.high)
                                          : limitsOf(sorted, choice.limits);
    if (choice.diverging) {
        const double reach = std::max({std::abs(scale.low), std::abs(scale.high), 1e-12});
        scale.low = -reach;
        scale.high = reach;
    } else if (scale.high <= scale.low) {
        scale.high = scale.low + std::max(std::abs(scale.low), 1e-12);
    }
    scale.logarithmic = choice.logarithmic && !choice.diverging && scale.low > 0.0 && sorted.front() > 0.0;
    scale.below = static_cast<std::size_t>(std::ranges::lower_bound(sorted, scale.low) - sorted.begin());
    scale.above = static_cast<std::size_t>(sorted.end() - std::ranges::upper_bound(sorted, scale.high));
    return scale;
}

double MetricScale::share(double value) const {
    if (logarithmic && value <= 0.0)
        return 0.0;
    const double share =
        logarithmic ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
    return std::clamp(share, 0.0, 1.0);
}

QColor MetricScale::colorOfShare(double share, bool darkTheme) const {
    return diverging ? divergingColor(2.0 * share - 1.0, darkTheme) : sequentialColor(share, darkTheme);
}

QColor MetricScale::color(double value, bool darkTheme) const {
    return colorOfShare(share(value), darkTheme);
}

} // namespace lapidary::widgets
