// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_overlay.h"

#include "widgets/plot/plot_colors.h"
#include "widgets/plot/plot_labels.h"
#include "widgets/theme/color_map.h"
#include "widgets/theme/theme.h"

#include "widgets/plot/qt_words.h"

#include "qcustomplot.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lapidary::widgets {

namespace {

constexpr double kLevelWidth = 1.6;
constexpr double kVeilGap = 12.0;

class Overlay final : public QCPLayerable {
public:
    Overlay(QCustomPlot& plot, const OverlaySource& source)
        : QCPLayerable(&plot, QStringLiteral("overlay"))
        , m_source(source) {}

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(true); }

    void draw(QCPPainter* painter) override {
        m_source.state.handleBoxes.clear();
        if (m_source.content.empty())
            return drawEmpty(*painter);
        drawForbidden(*painter);
        drawLevels(*painter);
        std::vector<LineLabel> labels;
        for (const PlotReference& reference : m_source.content.references)
            drawReference(*painter, reference, labels);
        for (const PlotHandle& handle : m_source.content.handles)
            drawHandle(*painter, handle, labels);
        drawLabels(*painter, labels);
        drawCursor(*painter);
        drawBand(*painter);
    }

private:
    /// To the middle of the axes' own pixels.
    QRectF area() const { return QRectF(mParentPlot->axisRect()->rect()).adjusted(0.0, 0.0, -1.0, -1.0); }
    bool inX(double x) const { return mParentPlot->xAxis->range().contains(x); }
    bool inY(double y) const { return mParentPlot->yAxis->range().contains(y); }

    void drawEmpty(QCPPainter& painter) const {
        const QRectF whole = QRectF(mParentPlot->viewport()).adjusted(16, 24, -16, -16);
        painter.setPen(m_source.theme.mutedText);
        painter.setFont(mParentPlot->font());
        painter.drawText(whole, Qt::AlignCenter | Qt::TextWordWrap, m_source.content.emptyText);
    }

    double positionOf(const PlotHandle& handle) const {
        const bool moved = handle.id == m_source.state.focusedHandle;
        return moved ? m_source.state.dragged.value_or(handle.position) : handle.position;
    }

    /// What lies above a handle that forbids it: a thin veil with lines across, seen in grey print too.
    void drawForbidden(QCPPainter& painter) const {
        QRectF place = area();
        for (const PlotHandle& handle : m_source.content.handles) {
            if (!handle.forbids)
                continue;
            if (handle.vertical)
                place.setLeft(std::max(place.left(), mParentPlot->xAxis->coordToPixel(positionOf(handle))));
            else
                place.setBottom(
                    std::min(place.bottom(), mParentPlot->yAxis->coordToPixel(positionOf(handle))));
            if (place.width() <= 0.0 || place.height() <= 0.0)
                continue;
            QColor veil = m_source.theme.warning;
            veil.setAlphaF(0.08F);
            painter.fillRect(place, veil);
            veil.setAlphaF(0.35F);
            painter.setPen(QPen(veil, 1.0));
            for (double x = place.left() - place.height(); x < place.right(); x += kVeilGap)
                drawAcross(painter, place, x);
        }
    }

    static void drawAcross(QCPPainter& painter, const QRectF& place, double x) {
        const double left = std::max(x, place.left());
        const double right = std::min(x + place.height(), place.right());
        if (left < right)
            painter.drawLine(QLineF(left, place.bottom() - (left - x), right, place.bottom() - (right - x)));
    }

    void drawLevels(QCPPainter& painter) const {
        const QRectF place = area();
        for (const PlotLevels& levels : m_source.content.levels) {
            const QPen mark(colorOf(levels.color, m_source.theme), kLevelWidth, Qt::SolidLine, Qt::FlatCap);
            // A rim of ground keeps them apart from the bars behind.
            const QPen rim(m_source.theme.background, 3.0 * kLevelWidth, Qt::SolidLine, Qt::FlatCap);
            for (const double position : levels.positions) {
                if (!inX(position))
                    continue;
                const double x = mParentPlot->xAxis->coordToPixel(position);
                const QLineF line(x, place.bottom(), x, place.bottom() - kLevelHeight);
                for (const QPen& pen : {rim, mark}) {
                    painter.setPen(pen);
                    painter.drawLine(line);
                }
            }
        }
    }

    void drawReference(QCPPainter& painter, const PlotReference& reference,
                       std::vector<LineLabel>& labels) const {
        const QColor color = colorOf(reference.color, m_source.theme);
        painter.setPen(QPen(color, 1.2, Qt::DashLine));
        drawLine(painter, reference.vertical, reference.position);
        LineLabel label;
        label.text = reference.label;
        label.color = color;
        addLabel(std::move(label), reference.vertical, reference.position, labels);
    }

    void drawHandle(QCPPainter& painter, const PlotHandle& handle, std::vector<LineLabel>& labels) const {
        const bool focused = handle.id == m_source.state.focusedHandle;
        const double position = positionOf(handle);
        const QColor color = colorOf(handle.color, m_source.theme);
        const bool hollow = handle.hollow && !(focused && m_source.state.dragged);
        painter.setPen(QPen(color, focused ? 3.0 : 1.8, hollow ? Qt::DotLine : Qt::SolidLine));
        drawLine(painter, handle.vertical, position);
        if (!handle.labelled)
            return;
        LineLabel label;
        label.text = handle.words ? handle.words(position) : handle.name;
        if (handle.shorterWords)
            label.shorter = handle.shorterWords(position);
        label.color = color;
        label.filled = true;
        label.hollow = hollow;
        label.handle = handle.id;
        addLabel(std::move(label), handle.vertical, position, labels);
    }

    void drawLine(QCPPainter& painter, bool vertical, double position) const {
        const QRectF place = area();
        if (vertical && inX(position)) {
            const double x = mParentPlot->xAxis->coordToPixel(position);
            painter.drawLine(QLineF(x, place.top(), x, place.bottom()));
        } else if (!vertical && inY(position)) {
            const double y = mParentPlot->yAxis->coordToPixel(position);
            painter.drawLine(QLineF(place.left(), y, place.right(), y));
        }
    }

    /// They are collected and placed together.
    void addLabel(LineLabel label, bool vertical, double position, std::vector<LineLabel>& labels) const {
        if (label.text.isEmpty() || !(vertical ? inX(position) : inY(position)))
            return;
        label.vertical = vertical;
        label.at = vertical ? mParentPlot->xAxis->coordToPixel(position)
                            : mParentPlot->yAxis->coordToPixel(position);
        labels.push_back(std::move(label));
    }

    void drawLabels(QCPPainter& painter, std::vector<LineLabel>& labels) const {
        if (labels.empty())
            return;
        placeLabels(labels, inkOf(*mParentPlot, m_source.content, area()), area(),
                    QFontMetricsF(mParentPlot->font()));
        for (const LineLabel& label : labels)
            drawLabel(painter, label);
    }

    void drawLabel(QCPPainter& painter, const LineLabel& label) const {
        const Theme& theme = m_source.theme;
        painter.setFont(mParentPlot->font());
        if (label.filled) {
            const bool focused = label.handle == m_source.state.focusedHandle;
            painter.setPen(QPen(label.color, focused ? 2.0 : 1.0));
            painter.setBrush(label.hollow ? theme.background : label.color);
            painter.drawRoundedRect(label.box, 3.0, 3.0);
            painter.setPen(label.hollow ? theme.text : textColorOn(label.color));
            m_source.state.handleBoxes[label.handle] = label.box;
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.background);
            painter.drawRect(label.box);
            painter.setPen(theme.mutedText);
        }
        painter.drawText(label.box, Qt::AlignCenter | Qt::TextSingleLine, label.text);
    }

    void drawCursor(QCPPainter& painter) const {
        const std::optional<PlotPlace>& cursor = m_source.state.cursor;
        if (!cursor || !exists(m_source.content, *cursor))
            return;
        const PlotSeries& series = m_source.content.series[cursor->series];
        const auto at = pixelOf(*mParentPlot, m_source.content, series, series.points[cursor->point]);
        const QRectF place = area();
        if (!at || !place.adjusted(-1, -1, 1, 1).contains(*at))
            return;
        painter.setPen(QPen(m_source.theme.mutedText, 1.0, Qt::DotLine));
        painter.drawLine(QLineF(at->x(), place.top(), at->x(), place.bottom()));
        painter.drawLine(QLineF(place.left(), at->y(), place.right(), at->y()));
        painter.setPen(QPen(m_source.theme.selection, 2.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(*at, 6.0, 6.0);
    }

    void drawBand(QCPPainter& painter) const {
        if (!m_source.state.band)
            return;
        painter.setPen(QPen(m_source.theme.selection, 1.0, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(*m_source.state.band);
    }

    OverlaySource m_source;
};

} // namespace

QCPLayerable* addOverlay(QCustomPlot& plot, const OverlaySource& source) {
    return new Overlay(plot, source); // the plot owns it
}

std::optional<QPointF> pixelOf(const QCustomPlot& plot, const PlotContent& content, const PlotSeries& series,
                               const PlotPoint& point) {
    const QCPAxis* value = series.rightAxis && content.right ? plot.yAxis2 : plot.yAxis;
    const double y = series.kind == PlotSeries::Kind::Stacked ? point.high
                     : series.kind == PlotSeries::Kind::Tiles ? 0.5 * (point.low + point.high)
                                                              : shownValue(point);
    const auto hidden = [](const QCPAxis* axis, double number) {
        return std::isnan(number) || (axis->scaleType() == QCPAxis::stLogarithmic && number <= 0.0);
    };
    if (hidden(plot.xAxis, point.x) || hidden(value, y))
        return std::nullopt;
    return QPointF(plot.xAxis->coordToPixel(point.x), value->coordToPixel(y));
}

} // namespace lapidary::widgets
