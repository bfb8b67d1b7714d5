// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_cursor.h"

#include "widgets/state/number_text.h"

#include <QCoreApplication>
#include <QRectF>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lapidary::widgets {

namespace {

struct PlotCursorText {
    Q_DECLARE_TR_FUNCTIONS(PlotCursor)
};

constexpr std::size_t kPage = 10;

QString valueText(const PlotAxis& axis, double value) {
    for (const PlotTick& tick : axis.categories)
        if (tick.position == value)
            return tick.label;
    const bool whole = axis.whole && value == std::round(value);
    const QString number = whole ? countText(static_cast<std::int64_t>(value)) : significant(value);
    return axis.pure() ? number : number + QLatin1Char(' ') + axis.unit;
}

std::size_t nearestInX(const PlotSeries& series, double x) {
    const auto right = std::ranges::lower_bound(series.points, x, {}, &PlotPoint::x);
    if (right == series.points.begin())
        return 0;
    if (right == series.points.end())
        return series.points.size() - 1;
    const auto at = static_cast<std::size_t>(right - series.points.begin());
    return x - series.points[at - 1].x <= right->x - x ? at - 1 : at;
}

std::optional<std::size_t> otherSeries(const PlotContent& content, std::size_t from, bool up) {
    for (std::size_t i = 1; i < content.series.size(); ++i) {
        const std::size_t count = content.series.size();
        const std::size_t other = (from + (up ? count - i : i)) % count;
        if (!content.series[other].points.empty() && !content.series[other].decoration)
            return other;
    }
    return std::nullopt;
}

std::size_t stepped(std::size_t point, std::size_t count, PlotStep step) {
    switch (step) {
    case PlotStep::Left:
        return point == 0 ? 0 : point - 1;
    case PlotStep::Right:
        return std::min(point + 1, count - 1);
    case PlotStep::PageLeft:
        return point < kPage ? 0 : point - kPage;
    case PlotStep::PageRight:
        return std::min(point + kPage, count - 1);
    case PlotStep::First:
        return 0;
    case PlotStep::Last:
        return count - 1;
    case PlotStep::Up:
    case PlotStep::Down:
        return point;
    }
    return point;
}

/// On the series that matters most, else on the first.
std::optional<PlotPlace> firstPlace(const PlotContent& content, bool last) {
    std::optional<PlotPlace> first;
    for (std::size_t s = 0; s < content.series.size(); ++s) {
        const PlotSeries& series = content.series[s];
        if (!series.points.empty() && !series.decoration && (!first || series.strong))
            first = PlotPlace{s, last ? series.points.size() - 1 : 0};
    }
    return first;
}

bool isFilled(const PlotSeries& series) {
    return series.kind == PlotSeries::Kind::Tiles ||
           (series.width > 0.0 &&
            (series.kind == PlotSeries::Kind::Bars || series.kind == PlotSeries::Kind::Stacked ||
             series.kind == PlotSeries::Kind::Ranges));
}

/// Corners of a bar or tile in units of the axes, as points that stand for themselves.
std::pair<PlotPoint, PlotPoint> cornersOf(const PlotSeries& series, std::size_t index) {
    const PlotPoint& point = series.points[index];
    const double width = series.kind == PlotSeries::Kind::Tiles ? series.widths[index] : series.width;
    const bool bar = series.kind == PlotSeries::Kind::Bars;
    return {{point.x - 0.5 * width, bar ? 0.0 : point.low},
            {point.x + 0.5 * width, bar ? point.y : point.high}};
}

/// The bar or tile that a pixel lies on.
std::optional<PlotPlace> placeUnder(const PlotContent& content, const PlotProjection& project,
                                    QPointF pixel) {
    static const PlotSeries kAsItIs; // a line: its marks lie where they say
    for (std::size_t s = 0; s < content.series.size(); ++s) {
        const PlotSeries& series = content.series[s];
        if (series.decoration || series.rightAxis || !isFilled(series))
            continue;
        for (std::size_t p = 0; p < series.points.size(); ++p) {
            const auto [low, high] = cornersOf(series, p);
            const auto left = project(kAsItIs, low);
            const auto right = project(kAsItIs, high);
            if (left && right && QRectF(*left, *right).normalized().contains(pixel))
                return PlotPlace{s, p};
        }
    }
    return std::nullopt;
}

/// Where marks lie in a square, so that left is as far as up.
class Square final {
public:
    explicit Square(const PlotContent& content)
        : m_content(content) {
        for (const PlotSeries& series : content.series)
            for (const PlotPoint& point : series.points) {
                m_box.first.x = std::min(m_box.first.x, xOf(point));
                m_box.second.x = std::max(m_box.second.x, xOf(point));
                m_box.first.y = std::min(m_box.first.y, yOf(series, point));
                m_box.second.y = std::max(m_box.second.y, yOf(series, point));
            }
    }
    QPointF at(const PlotPlace& place) const {
        const PlotSeries& series = m_content.series[place.series];
        const PlotPoint& point = series.points[place.point];
        return {share(xOf(point), m_box.first.x, m_box.second.x),
                share(yOf(series, point), m_box.first.y, m_box.second.y)};
    }

private:
    static double scaled(double value, bool log) {
        return log && value > 0.0 ? std::log(value) : log ? kNoNumber : value;
    }
    static double share(double value, double low, double high) {
        return high > low ? (value - low) / (high - low) : 0.0;
    }
    double xOf(const PlotPoint& point) const { return scaled(point.x, m_content.x.log); }
    double yOf(const PlotSeries& series, const PlotPoint& point) const {
        const bool tile = series.kind == PlotSeries::Kind::Tiles;
        return scaled(tile ? 0.5 * (point.low + point.high) : point.y, m_content.y.log);
    }

    const PlotContent& m_content;
    std::pair<PlotPoint, PlotPoint> m_box{{1e300, 1e300}, {-1e300, -1e300}};
};

/// The nearest mark to one side; what lies aside counts double.
std::optional<PlotPlace> towards(const PlotContent& content, const PlotPlace& from, PlotStep step) {
    const Square square(content);
    const QPointF start = square.at(from);
    const bool sideways = step != PlotStep::Up && step != PlotStep::Down;
    const bool forward = step == PlotStep::Up || step == PlotStep::Right || step == PlotStep::PageRight;
    std::optional<PlotPlace> nearest = from;
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t s = 0; s < content.series.size(); ++s)
        for (std::size_t p = 0; p < content.series[s].points.size() && !content.series[s].decoration; ++p) {
            const QPointF way = square.at({s, p}) - start;
            const double along = (forward ? 1.0 : -1.0) * (sideways ? way.x() : way.y());
            const double aside = std::abs(sideways ? way.y() : way.x());
            if (along > 1e-9 && along + 2.0 * aside < best) {
                best = along + 2.0 * aside;
                nearest = PlotPlace{s, p};
            }
        }
    return nearest;
}

QString pointName(const PlotSeries& series, std::size_t point) {
    return static_cast<qsizetype>(point) < series.pointNames.size()
               ? series.pointNames[static_cast<qsizetype>(point)]
               : QString();
}

} // namespace

double shownValue(const PlotPoint& point) {
    return std::isnan(point.y) ? point.high : point.y;
}

bool exists(const PlotContent& content, const PlotPlace& place) {
    return place.series < content.series.size() && place.point < content.series[place.series].points.size();
}

QString keyOf(const PlotContent& content, const PlotPlace& place) {
    return exists(content, place)
               ? content.series[place.series].pointKeys.value(static_cast<qsizetype>(place.point))
               : QString();
}

std::optional<PlotPlace> nearestPlace(const PlotContent& content, const PlotProjection& project,
                                      QPointF pixel, double reach) {
    if (const auto under = placeUnder(content, project, pixel))
        return under;
    std::optional<PlotPlace> nearest;
    double best = reach;
    for (std::size_t s = 0; s < content.series.size(); ++s) {
        const PlotSeries& series = content.series[s];
        if (series.decoration)
            continue;
        for (std::size_t p = 0; p < series.points.size(); ++p) {
            const std::optional<QPointF> at = project(series, series.points[p]);
            if (!at)
                continue;
            const double distance = std::hypot(at->x() - pixel.x(), at->y() - pixel.y());
            if (distance < best) {
                best = distance;
                nearest = PlotPlace{s, p};
            }
        }
    }
    return nearest;
}

std::optional<PlotPlace> stepPlace(const PlotContent& content, const std::optional<PlotPlace>& from,
                                   PlotStep step) {
    if (!from || !exists(content, *from))
        return firstPlace(content, step == PlotStep::Last);
    if (content.rowsByMark && step != PlotStep::First && step != PlotStep::Last)
        return towards(content, *from, step);
    const PlotSeries& series = content.series[from->series];
    if (step == PlotStep::Up || step == PlotStep::Down) {
        const auto other = otherSeries(content, from->series, step == PlotStep::Up);
        if (!other)
            return from;
        return PlotPlace{*other, nearestInX(content.series[*other], series.points[from->point].x)};
    }
    return PlotPlace{from->series, stepped(from->point, series.points.size(), step)};
}

QString placeText(const PlotContent& content, const PlotPlace& place) {
    if (!exists(content, place))
        return {};
    const PlotSeries& series = content.series[place.series];
    const PlotPoint& point = series.points[place.point];
    const PlotAxis& axis = series.rightAxis && content.right ? *content.right : content.y;
    const QString name = pointName(series, place.point);
    const QString where =
        name.isEmpty() ? content.x.title + QLatin1Char(' ') + valueText(content.x, point.x) : name;
    const bool stands = series.kind == PlotSeries::Kind::Stacked || series.kind == PlotSeries::Kind::Tiles;
    const QString ends =
        stands || std::isnan(point.low) || std::isnan(point.high)
            ? QString()
            : PlotCursorText::tr("%1 to %2").arg(valueText(axis, point.low), valueText(axis, point.high));
    QString value = std::isnan(point.y) ? ends : valueText(axis, point.y);
    if (!std::isnan(point.y) && !ends.isEmpty())
        value += QStringLiteral(" (") + ends + QLatin1Char(')');
    if (series.mark == PlotSeries::Mark::Predicted)
        value = PlotCursorText::tr("%1, predicted").arg(value);
    return series.name.isEmpty() || series.name == where
               ? PlotCursorText::tr("%1: %2 %3", "place, axis, value").arg(where, axis.title, value)
               : PlotCursorText::tr("%1 · %2: %3 %4", "series, place, axis, value")
                     .arg(series.name, where, axis.title, value);
}

} // namespace lapidary::widgets
