// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_clip.h"

#include "widgets/plot/segment_part.h"

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

using Kind = PlotSeries::Kind;

/// A range on a scale where it is drawn evenly.
class Scale final {
public:
    Scale(const PlotRange& range, bool log)
        : m_log(log)
        , m_lower(to(range.lower))
        , m_upper(to(range.upper)) {}

    double to(double value) const { return m_log ? std::log10(value) : value; } // NaN of what cannot be shown
    double from(double place) const { return m_log ? std::pow(10.0, place) : place; }
    double lower() const { return m_lower; }
    double upper() const { return m_upper; }
    bool contains(double value) const { return to(value) >= m_lower && to(value) <= m_upper; }
    double clamped(double value) const { return from(std::clamp(to(value), m_lower, m_upper)); }

private:
    bool m_log = false;
    double m_lower = 0.0;
    double m_upper = 0.0;
};

std::vector<PlotPoint> clippedLine(const std::vector<PlotPoint>& points, const Scale& x, const Scale& y) {
    std::vector<PlotPoint> result;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const double x0 = x.to(points[i].x);
        const double x1 = x.to(points[i + 1].x);
        const double y0 = y.to(points[i].y);
        const double y1 = y.to(points[i + 1].y);
        if (!std::isfinite(x0 + x1 + y0 + y1))
            continue;
        SegmentPart part;
        if (!narrow(part, {x0, x1}, {x.lower(), x.upper()}) ||
            !narrow(part, {y0, y1}, {y.lower(), y.upper()}))
            continue;
        const auto at = [&](double share) {
            return PlotPoint{x.from(x0 + share * (x1 - x0)), y.from(y0 + share * (y1 - y0))};
        };
        const bool joined = part.first == 0.0 && !result.empty() && !std::isnan(result.back().y);
        if (!joined) {
            if (!result.empty())
                result.push_back({result.back().x, kNoNumber}); // a gap
            result.push_back(at(part.first));
        }
        result.push_back(at(part.last));
        if (part.last < 1.0)
            result.push_back({result.back().x, kNoNumber});
    }
    return result;
}

/// From the foot and over it; what a logarithmic axis cannot show lies a little below it.
std::vector<PlotPoint> stairs(const std::vector<PlotPoint>& points, const Scale& y, bool log) {
    const double under = log ? y.from(2.0 * y.lower() - y.upper()) : 0.0;
    std::vector<PlotPoint> corners;
    double before = under;
    for (const PlotPoint& point : points) {
        const double height = log && point.y <= 0.0 ? under : point.y;
        corners.push_back({point.x, before});
        corners.push_back({point.x, height});
        before = height;
    }
    return corners;
}

void clip(PlotSeries& series, const Scale& x, const Scale& y, bool log) {
    switch (series.kind) {
    case Kind::Steps:
        series.points = stairs(series.points, y, log);
        series.kind = Kind::Line;
        [[fallthrough]];
    case Kind::Line:
        series.points = clippedLine(series.points, x, y);
        break;
    case Kind::Points:
        std::erase_if(series.points,
                      [&](const PlotPoint& point) { return !x.contains(point.x) || !y.contains(point.y); });
        break;
    case Kind::Band:
        std::erase_if(series.points, [&](const PlotPoint& point) { return !x.contains(point.x); });
        for (PlotPoint& point : series.points) {
            point.low = y.clamped(point.low);
            point.high = y.clamped(point.high);
        }
        break;
    case Kind::Bars:
    case Kind::Stacked:
    case Kind::Ranges:
    case Kind::Tiles:
    case Kind::Segments:
        break; // their drawing cuts them
    }
    series.pointNames.clear();
}

} // namespace

PlotContent clippedTo(const PlotContent& content, const PlotRanges& ranges, const PlotScales& scales) {
    PlotContent result = content;
    const Scale x(ranges.x, scales.logX);
    for (PlotSeries& series : result.series) {
        const bool right = series.rightAxis && content.right;
        const bool log = right ? content.right->log : scales.logY;
        clip(series, x, Scale(right ? ranges.right : ranges.y, log), log);
    }
    return result;
}

} // namespace lapidary::widgets
