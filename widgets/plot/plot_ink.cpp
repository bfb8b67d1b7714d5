// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_ink.h"

#include "widgets/plot/plot_overlay.h"
#include "widgets/plot/segment_part.h"

#include "widgets/plot/qt_words.h"

#include "qcustomplot.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace lapidary::widgets {

namespace {

constexpr double kSquare = 3.0; // pixels
constexpr double kMarkSize = 9.0;
constexpr double kHairline = 1.4;

constexpr double kStrong = 3.0;
constexpr double kUsual = 2.0;
constexpr double kContext = 1.0;

double weightOf(const PlotSeries& series) {
    if (series.strong)
        return kStrong;
    return series.faint || series.rightAxis ? kContext : kUsual;
}

/// Adds the series of a content to the ink.
class Inker final {
public:
    Inker(PlotInk& ink, const QCustomPlot& plot, const PlotContent& content, const QRectF& area)
        : m_ink(ink)
        , m_plot(plot)
        , m_content(content)
        , m_area(area) {}

    void add(const PlotSeries& series) {
        switch (series.kind) {
        case PlotSeries::Kind::Line:
        case PlotSeries::Kind::Steps:
            addCurve(series, &PlotPoint::y);
            break;
        case PlotSeries::Kind::Band:
            addCurve(series, &PlotPoint::low);
            addCurve(series, &PlotPoint::high);
            break;
        case PlotSeries::Kind::Points:
            addMarks(series);
            break;
        case PlotSeries::Kind::Bars:
        case PlotSeries::Kind::Stacked:
        case PlotSeries::Kind::Ranges:
            for (const PlotPoint& point : series.points)
                addBar(series, point);
            break;
        case PlotSeries::Kind::Tiles:
        case PlotSeries::Kind::Segments:
            break; // no line with a label crosses them
        }
    }

private:
    std::optional<QPointF> at(const PlotSeries& series, double x, double y) const {
        return pixelOf(m_plot, m_content, series, {x, y});
    }

    void addCurve(const PlotSeries& series, double PlotPoint::*value) {
        std::optional<QPointF> before;
        for (const PlotPoint& point : series.points) {
            std::optional<QPointF> here = at(series, point.x, point.*value);
            if (!here && series.kind == PlotSeries::Kind::Steps)
                here = QPointF(m_plot.xAxis->coordToPixel(point.x), m_area.bottom());
            if (before && here && series.kind == PlotSeries::Kind::Steps) {
                const QPointF corner(here->x(), before->y());
                m_ink.addLine(*before, corner, weightOf(series));
                m_ink.addLine(corner, *here, weightOf(series));
            } else if (before && here) {
                m_ink.addLine(*before, *here, weightOf(series));
            }
            before = here;
        }
    }

    void addMarks(const PlotSeries& series) {
        for (const PlotPoint& point : series.points)
            if (const auto here = at(series, point.x, point.y))
                m_ink.addBox(
                    QRectF(here->x() - kMarkSize / 2.0, here->y() - kMarkSize / 2.0, kMarkSize, kMarkSize),
                    kStrong);
    }

    void addBar(const PlotSeries& series, const PlotPoint& point) {
        const bool bar = series.kind == PlotSeries::Kind::Bars;
        const auto left = at(series, point.x - 0.5 * series.width, bar ? point.y : point.high);
        const auto right = at(series, point.x + 0.5 * series.width, bar ? 0.0 : point.low);
        if (!left)
            return;
        const double bottom = right ? right->y() : m_area.bottom();
        const double width = right ? right->x() - left->x() : 0.0;
        m_ink.addBox(
            QRectF(left->x(), left->y(), std::max(width, kHairline), bottom - left->y()).normalized(),
            weightOf(series));
    }

    PlotInk& m_ink;
    const QCustomPlot& m_plot;
    const PlotContent& m_content;
    QRectF m_area;
};

} // namespace

PlotInk::PlotInk(const QRectF& area)
    : m_area(area)
    , m_columns(std::max(1, static_cast<int>(std::ceil(area.width() / kSquare))))
    , m_rows(std::max(1, static_cast<int>(std::ceil(area.height() / kSquare))))
    , m_weights(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows)) {
}

std::size_t PlotInk::square(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns) +
           static_cast<std::size_t>(column);
}

PlotInk::Span PlotInk::columnsOf(const QRectF& box) const {
    const double left = std::max(box.left() - m_area.left(), 0.0);
    const double right = std::min(box.right() - m_area.left(), m_area.width());
    if (left > right)
        return {};
    return {static_cast<int>(left / kSquare), std::min(static_cast<int>(right / kSquare), m_columns - 1)};
}

PlotInk::Span PlotInk::rowsOf(const QRectF& box) const {
    const double top = std::max(box.top() - m_area.top(), 0.0);
    const double bottom = std::min(box.bottom() - m_area.top(), m_area.height());
    if (top > bottom)
        return {};
    return {static_cast<int>(top / kSquare), std::min(static_cast<int>(bottom / kSquare), m_rows - 1)};
}

void PlotInk::addBox(const QRectF& box, double weight) {
    const Span columns = columnsOf(box);
    const Span rows = rowsOf(box);
    for (int row = rows.first; row <= rows.last; ++row)
        for (int column = columns.first; column <= columns.last; ++column)
            m_weights[square(column, row)] = std::max(m_weights[square(column, row)], weight);
}

void PlotInk::addLine(QPointF from, QPointF to, double weight) {
    // A curve that is zoomed far into runs over many screens.
    SegmentPart part;
    if (!narrow(part, {from.x(), to.x()}, {m_area.left(), m_area.right()}) ||
        !narrow(part, {from.y(), to.y()}, {m_area.top(), m_area.bottom()}))
        return;
    const QPointF way = to - from;
    const double length = (part.last - part.first) * std::hypot(way.x(), way.y());
    const int steps = std::max(1, static_cast<int>(std::ceil(length / (0.5 * kSquare))));
    for (int i = 0; i <= steps; ++i) {
        const QPointF at = from + (part.first + (part.last - part.first) * i / steps) * way;
        addBox(QRectF(at, QSizeF(0.0, 0.0)), weight);
    }
}

double PlotInk::under(const QRectF& box) const {
    const Span columns = columnsOf(box);
    const Span rows = rowsOf(box);
    double sum = 0.0;
    for (int row = rows.first; row <= rows.last; ++row)
        for (int column = columns.first; column <= columns.last; ++column)
            sum += m_weights[square(column, row)];
    return sum;
}

PlotInk inkOf(const QCustomPlot& plot, const PlotContent& content, const QRectF& area) {
    PlotInk ink(area);
    Inker inker(ink, plot, content, area);
    for (const PlotSeries& series : content.series)
        inker.add(series);
    for (const PlotLevels& levels : content.levels)
        for (const double position : levels.positions) {
            const double x = plot.xAxis->coordToPixel(position);
            ink.addLine({x, area.bottom() - kLevelHeight}, {x, area.bottom()}, kUsual);
        }
    return ink;
}

} // namespace lapidary::widgets
