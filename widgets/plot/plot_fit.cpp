// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_fit.h"

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

// Below this part of the largest value a logarithmic axis shows rounding, not data.
constexpr double kLogFloor = 1e-9;
constexpr double kAir = 0.04;

class Extent final {
public:
    explicit Extent(bool log)
        : m_log(log) {}

    void add(double value) {
        if (!std::isfinite(value) || (m_log && value <= 0.0))
            return;
        m_lower = std::min(m_lower, value);
        m_upper = std::max(m_upper, value);
    }
    bool any() const { return m_lower <= m_upper; }

    PlotRange range(const PlotAxis& axis) const {
        PlotRange range = any() ? PlotRange{m_lower, m_upper} : PlotRange{m_log ? 0.1 : 0.0, 1.0};
        if (m_log)
            range = withAirLog({std::max(range.lower, range.upper * kLogFloor), range.upper});
        else
            range = withAir(range);
        if (axis.lower && (!m_log || *axis.lower > 0.0))
            range.lower = *axis.lower;
        if (axis.upper && (!m_log || *axis.upper > 0.0))
            range.upper = *axis.upper;
        return range.lower < range.upper ? range : PlotRange{range.lower, range.lower + 1.0};
    }

private:
    static PlotRange withAir(PlotRange range) {
        const double span = range.upper - range.lower;
        const double air = span > 0.0 ? kAir * span : std::max(0.5 * std::abs(range.upper), 0.5);
        return {range.lower == 0.0 && span > 0.0 ? 0.0 : range.lower - air, range.upper + air};
    }
    static PlotRange withAirLog(PlotRange range) {
        const double span = std::log10(range.upper / range.lower);
        const double factor = span > 0.0 ? std::pow(10.0, std::max(kAir * span, 0.02)) : 3.0;
        return {range.lower / factor, range.upper * factor};
    }

    bool m_log = false;
    double m_lower = std::numeric_limits<double>::infinity();
    double m_upper = -std::numeric_limits<double>::infinity();
};

Extent extentInX(const PlotContent& content, bool log) {
    Extent extent(log);
    for (const PlotSeries& series : content.series)
        for (const PlotPoint& point : series.points) {
            extent.add(point.x - 0.5 * series.width);
            extent.add(point.x + 0.5 * series.width);
        }
    for (const PlotReference& reference : content.references)
        if (reference.vertical)
            extent.add(reference.position);
    for (const PlotHandle& handle : content.handles)
        if (handle.vertical)
            extent.add(handle.position);
    return extent;
}

Extent extentInY(const PlotContent& content, bool right, bool log) {
    Extent extent(log);
    for (const PlotSeries& series : content.series) {
        if (series.rightAxis != right)
            continue;
        if ((series.kind == PlotSeries::Kind::Bars || series.kind == PlotSeries::Kind::Stacked) && !log)
            extent.add(0.0);
        for (const PlotPoint& point : series.points)
            for (const double value : {point.y, point.low, point.high})
                extent.add(value);
    }
    if (right)
        return extent;
    for (const PlotReference& reference : content.references)
        if (!reference.vertical)
            extent.add(reference.position);
    for (const PlotHandle& handle : content.handles)
        if (!handle.vertical)
            extent.add(handle.position);
    return extent;
}

} // namespace

PlotRanges fittedRanges(const PlotContent& content, const PlotScales& scales) {
    PlotRanges ranges;
    ranges.x = extentInX(content, scales.logX).range(content.x);
    ranges.y = extentInY(content, false, scales.logY).range(content.y);
    if (content.right)
        ranges.right = extentInY(content, true, content.right->log).range(*content.right);
    return ranges;
}

bool canBeLogX(const PlotContent& content) {
    return extentInX(content, true).any();
}

bool canBeLogY(const PlotContent& content) {
    return extentInY(content, false, true).any();
}

} // namespace lapidary::widgets
