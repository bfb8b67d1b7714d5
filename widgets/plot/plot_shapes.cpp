// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_shapes.h"

#include "widgets/plot/plot_colors.h"
#include "widgets/plot/segment_part.h"
#include "widgets/theme/theme.h"

#include "widgets/plot/qt_words.h"

#include "qcustomplot.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

constexpr double kTint = 0.32; // dark or light text can be read on it
constexpr double kGap = 1.0;   // pixels of ground between tiles
constexpr double kRim = 2.0;
constexpr double kTextMargin = 4.0;
constexpr double kSegment = 1.0;

/// What both have: nothing can be selected, ranges are fitted from the content (plot_fit.h).
class Shapes : public QCPAbstractPlottable {
public:
    Shapes(QCustomPlot& plot, const PlotSeries& series)
        : QCPAbstractPlottable(plot.xAxis, plot.yAxis)
        , m_series(series) {
        setName(series.name);
        setSelectable(QCP::stNone);
    }
    double selectTest(const QPointF&, bool, QVariant*) const override { return -1.0; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override { return none(found); }
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override {
        return none(found);
    }

protected:
    const PlotSeries& series() const { return m_series; }
    QPointF pixel(double x, double y) const {
        return {mKeyAxis->coordToPixel(x), mValueAxis->coordToPixel(y)};
    }
    QRectF area() const { return QRectF(mKeyAxis->axisRect()->rect()); }

private:
    static QCPRange none(bool& found) {
        found = false;
        return {};
    }
    PlotSeries m_series;
};

class Tiles final : public Shapes {
public:
    Tiles(QCustomPlot& plot, const PlotSeries& series, const Theme& theme)
        : Shapes(plot, series)
        , m_fill(series.outlined ? QColor() : tinted(colorOf(series.color, theme), theme, kTint))
        , m_rim(colorOf(series.color, theme))
        , m_text(theme.text) {}

protected:
    void draw(QCPPainter* painter) override {
        for (std::size_t i = 0; i < series().points.size(); ++i)
            drawOne(*painter, i);
    }
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override {
        painter->setPen(QPen(m_rim, 1.0));
        painter->setBrush(m_fill);
        painter->drawRect(
            rect.adjusted(rect.width() / 4, rect.height() / 4, -rect.width() / 4, -rect.height() / 4));
    }

private:
    void drawOne(QCPPainter& painter, std::size_t index) const {
        const PlotPoint& point = series().points[index];
        const double half = 0.5 * series().widths[index];
        const QRectF whole =
            QRectF(pixel(point.x - half, point.high), pixel(point.x + half, point.low)).normalized();
        // Cut here: SVG has no clipping.
        const QRectF box = whole.intersected(area()).adjusted(kGap, kGap, -kGap, -kGap);
        if (box.width() <= 0.0 || box.height() <= 0.0)
            return;
        if (series().outlined) {
            painter.setPen(QPen(m_rim, kRim));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(box);
            return;
        }
        painter.setPen(QPen(m_rim, 1.0));
        painter.setBrush(m_fill);
        painter.drawRect(box);
        drawLabel(painter, box, series().labels.value(static_cast<qsizetype>(index)));
    }

    void drawLabel(QCPPainter& painter, const QRectF& box, const QString& label) const {
        const QFont font = mParentPlot->font();
        const QFontMetricsF metrics(font);
        const QRectF inside = box.adjusted(kTextMargin, 1.0, -kTextMargin, -1.0);
        if (label.isEmpty() || metrics.height() > inside.height())
            return;
        // A label that does not fit says nothing: the first word alone is tried, then none.
        QString text = label;
        if (metrics.horizontalAdvance(text) > inside.width())
            text = label.section(QLatin1Char(' '), 0, 0);
        if (metrics.horizontalAdvance(text) > inside.width())
            return;
        painter.setFont(font);
        painter.setPen(m_text);
        painter.drawText(inside, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine, text);
    }

    QColor m_fill; // invalid: the rim alone
    QColor m_rim;
    QColor m_text;
};

class Segments final : public Shapes {
public:
    Segments(QCustomPlot& plot, const PlotSeries& series, const Theme& theme)
        : Shapes(plot, series)
        , m_color(colorOf(series.color, theme)) {
        if (series.faint)
            m_color = tinted(m_color, theme, 0.5);
    }

protected:
    void draw(QCPPainter* painter) override {
        applyDefaultAntialiasingHint(painter);
        painter->setPen(QPen(m_color, kSegment));
        const QRectF place = area();
        for (std::size_t i = 0; i + 1 < series().points.size(); i += 2) {
            const QPointF from = pixel(series().points[i].x, series().points[i].y);
            const QPointF to = pixel(series().points[i + 1].x, series().points[i + 1].y);
            SegmentPart part;
            if (!std::isfinite(from.x() + from.y() + to.x() + to.y()) ||
                !narrow(part, {from.x(), to.x()}, {place.left(), place.right()}) ||
                !narrow(part, {from.y(), to.y()}, {place.top(), place.bottom()}))
                continue;
            painter->drawLine(from + part.first * (to - from), from + part.last * (to - from));
        }
    }
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override {
        painter->setPen(QPen(m_color, kSegment));
        painter->drawLine(QLineF(rect.left(), rect.center().y(), rect.right(), rect.center().y()));
    }

private:
    QColor m_color;
};

void finish(QCPAbstractPlottable* shapes, const PlotSeries& series) {
    if (!series.inLegend)
        shapes->removeFromLegend();
}

} // namespace

void addTiles(QCustomPlot& plot, const PlotSeries& series, const Theme& theme) {
    finish(new Tiles(plot, series, theme), series); // the plot owns its plottables
}

void addSegments(QCustomPlot& plot, const PlotSeries& series, const Theme& theme) {
    finish(new Segments(plot, series, theme), series);
}

} // namespace lapidary::widgets
