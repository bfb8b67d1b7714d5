// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_series.h"

#include "widgets/plot/plot_bars.h"
#include "widgets/plot/plot_colors.h"
#include "widgets/plot/plot_shapes.h"
#include "widgets/theme/theme.h"

#include "widgets/plot/qt_words.h"

#include "qcustomplot.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lapidary::widgets {

namespace {

using Kind = PlotSeries::Kind;

constexpr double kFaint = 0.35;
constexpr double kBandTint = 0.28;
constexpr double kThin = 1.4; // pixels
constexpr double kRim = 1.8;
constexpr double kHalo = 2.0;        // more than a rim
constexpr qsizetype kMarksALine = 8; // at most twice as many

struct Place {
    QCustomPlot& plot;
    QCPAxis* key;
    QCPAxis* value;
    bool logKey;
    bool logValue;
    const Theme& theme;
};

/// NaN makes a gap; so does what a logarithmic axis cannot show, but steps go down to where it would be.
double shown(double value, bool log, Kind kind) {
    if (!log || !(value <= 0.0))
        return value;
    return kind == Kind::Steps ? std::numeric_limits<double>::min() : kNoNumber;
}

QCPGraph* addGraph(const Place& place, const PlotSeries& series, double PlotPoint::*value) {
    QCPGraph* graph = place.plot.addGraph(place.key, place.value);
    graph->setName(series.name);
    graph->setSelectable(QCP::stNone);
    if (!series.inLegend)
        graph->removeFromLegend();
    QVector<QCPGraphData> data;
    data.reserve(static_cast<qsizetype>(series.points.size()) + 1);
    if (series.kind == Kind::Steps && !series.points.empty())
        data.append(QCPGraphData(series.points.front().x, shown(0.0, place.logValue, series.kind)));
    for (const PlotPoint& point : series.points)
        if (!place.logKey || point.x > 0.0)
            data.append(QCPGraphData(point.x, shown(point.*value, place.logValue, series.kind)));
    graph->data()->set(data, std::ranges::is_sorted(series.points, {}, &PlotPoint::x));
    return graph;
}

QColor lineColor(const PlotSeries& series, const Theme& theme) {
    const QColor color = colorOf(series.color, theme);
    return series.faint ? tinted(color, theme, kFaint) : color;
}

QCPScatterStyle scatter(const PlotSeries& series, const QColor& color, const Theme& theme) {
    const auto shape = [&series] {
        switch (series.shape) {
        case PlotSeries::Shape::Circle:
            return QCPScatterStyle::ssCircle;
        case PlotSeries::Shape::Square:
            return QCPScatterStyle::ssSquare;
        case PlotSeries::Shape::Triangle:
            return QCPScatterStyle::ssTriangle;
        case PlotSeries::Shape::Diamond:
            return QCPScatterStyle::ssDiamond;
        }
        return QCPScatterStyle::ssCircle;
    }();
    const bool hollow = series.mark == PlotSeries::Mark::Predicted;
    return {shape, QPen(color, 1.6), QBrush(hollow ? theme.background : color), series.strong ? 9.0 : 7.0};
}

QCPGraph* addLine(const Place& place, const PlotSeries& series, const QPen& pen) {
    QCPGraph* graph = addGraph(place, series, &PlotPoint::y);
    graph->setPen(pen);
    graph->setLineStyle(series.kind == Kind::Steps ? QCPGraph::lsStepLeft : QCPGraph::lsLine);
    return graph;
}

void addLine(const Place& place, const PlotSeries& series) {
    const double width = series.outlined ? kRim : kThin;
    QPen pen(lineColor(series, place.theme), series.strong ? 2.4 : width);
    if (series.dashed)
        pen.setStyle(Qt::DashLine);
    pen.setJoinStyle(Qt::RoundJoin);
    if (series.outlined) {
        QPen halo = pen;
        halo.setColor(place.theme.background);
        halo.setWidthF(width + kHalo);
        addLine(place, series, halo)->removeFromLegend();
    }
    QCPGraph* graph = addLine(place, series, pen);
    if (series.marked) {
        graph->setScatterStyle(scatter(series, pen.color(), place.theme));
        graph->setScatterSkip(
            static_cast<int>(std::max<qsizetype>(std::ssize(series.points) / kMarksALine - 1, 0)));
    }
}

void addPoints(const Place& place, const PlotSeries& series) {
    const QColor color = lineColor(series, place.theme);
    if (std::ranges::any_of(series.points, [](const PlotPoint& point) { return !std::isnan(point.low); })) {
        BarLook look;
        look.outline = color;
        look.caps = true;
        addBars(place.key, place.value, series.points, look)->removeFromLegend();
    }
    QCPGraph* graph = addGraph(place, series, &PlotPoint::y);
    graph->setPen(QPen(color, 1.4));
    graph->setLineStyle(QCPGraph::lsNone);
    graph->setScatterStyle(scatter(series, color, place.theme));
}

void addBand(const Place& place, const PlotSeries& series) {
    QCPGraph* low = addGraph(place, series, &PlotPoint::low);
    QCPGraph* high = addGraph(place, series, &PlotPoint::high);
    low->removeFromLegend();
    const QColor fill = tinted(colorOf(series.color, place.theme), place.theme, kBandTint);
    low->setPen(QPen(fill, 1.0));
    high->setPen(QPen(fill, 1.0));
    high->setBrush(fill);
    high->setChannelFillGraph(low);
}

void addBarSeries(const Place& place, const PlotSeries& series) {
    const QColor color = lineColor(series, place.theme);
    const bool hollow = series.outlined || series.mark == PlotSeries::Mark::Predicted;
    BarLook look;
    look.name = series.name;
    look.fill = hollow ? QColor() : color;
    look.outline = hollow || series.width <= 0.0 ? color : QColor();
    if (series.outlined)
        look.rim = kRim;
    else if (series.faint)
        look.outline = colorOf(series.color, place.theme);
    look.width = series.width;
    look.fromZero = series.kind == Kind::Bars;
    QCPAbstractPlottable* bars = addBars(place.key, place.value, series.points, look);
    if (!series.inLegend)
        bars->removeFromLegend();
}

} // namespace

void addSeries(QCustomPlot& plot, const PlotContent& content, const PlotScales& scales, const Theme& theme) {
    for (const PlotSeries& series : content.series) {
        const bool right = series.rightAxis && content.right;
        const Place place{plot,
                          plot.xAxis,
                          right ? plot.yAxis2 : plot.yAxis,
                          scales.logX,
                          right ? content.right->log : scales.logY,
                          theme};
        switch (series.kind) {
        case Kind::Line:
        case Kind::Steps:
            addLine(place, series);
            break;
        case Kind::Points:
            addPoints(place, series);
            break;
        case Kind::Band:
            addBand(place, series);
            break;
        case Kind::Bars:
        case Kind::Stacked:
        case Kind::Ranges:
            addBarSeries(place, series);
            break;
        case Kind::Tiles:
            addTiles(plot, series, theme);
            break;
        case Kind::Segments:
            addSegments(plot, series, theme);
            break;
        }
    }
}

} // namespace lapidary::widgets
