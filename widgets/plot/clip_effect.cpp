// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/clip_effect.h"

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

struct Interval {
    double first = 0.0;
    double last = 0.0;
    double width() const { return std::max(last - first, 0.0); }
};

/// Integral of (x - centre)^2.
double squares(const Interval& over, double centre) {
    return (std::pow(over.last - centre, 3.0) - std::pow(over.first - centre, 3.0)) / 3.0;
}

/// Integral of the squared distance to the nearest level: from the middle below each to the middle above it.
double roundingError(const Interval& bin, const std::vector<double>& levels) {
    double sum = 0.0;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        Interval part = bin;
        if (i > 0)
            part.first = std::max(bin.first, 0.5 * (levels[i - 1] + levels[i]));
        if (i + 1 < levels.size())
            part.last = std::min(bin.last, 0.5 * (levels[i] + levels[i + 1]));
        if (part.width() > 0.0)
            sum += squares(part, levels[i]);
    }
    return sum;
}

} // namespace

ClipEffect clipEffect(const results::Histogram& histogram, const ClipLimits& limits,
                      const std::vector<double>& levels) {
    const double width =
        (histogram.maximum - histogram.minimum) / static_cast<double>(histogram.counts.size());
    double weights = 0.0;
    double clipped = 0.0;
    double power = 0.0;
    double error = 0.0;
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        const auto count = static_cast<double>(histogram.counts[i]);
        if (count <= 0.0)
            continue;
        const double first = histogram.minimum + static_cast<double>(i) * width;
        const Interval bin = {first, first + width};
        const double below = Interval{bin.first, std::min(bin.last, limits.low)}.width();
        const double above = Interval{std::max(bin.first, limits.high), bin.last}.width();
        weights += count;
        clipped += count * (below + above) / width;
        power += count * squares(bin, 0.0) / width;
        error += count * roundingError(bin, levels) / width;
    }
    return {weights > 0.0 ? clipped / weights : 0.0, 10.0 * std::log10(power / error)};
}

} // namespace lapidary::widgets
