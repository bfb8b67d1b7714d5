// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_bars.h"

#include "widgets/plot/qt_words.h"

#include "qcustomplot.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lapidary::widgets {

namespace {

constexpr double kCap = 3.0; // pixels to each side
constexpr double kHairline = 1.4;
constexpr double kLeastWidth = 1.0; // pixels of a filled bar
constexpr double kGapFrom = 8.0;    // bars of this many pixels keep a pixel of ground between them

class Bars final : public QCPAbstractPlottable {
public:
    Bars(QCPAxis* key, QCPAxis* value, std::vector<PlotPoint> points, BarLook look)
        : QCPAbstractPlottable(key, value)
        , m_points(std::move(points))
        , m_look(std::move(look)) {
        setName(m_look.name);
        setSelectable(QCP::stNone);
    }

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1.0; }

    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override {
        found = !m_points.empty();
        return found ? QCPRange(m_points.front().x, m_points.back().x) : QCPRange();
    }
    // Ranges are fitted from the content (plot_fit.h), not from the drawing.
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override {
        found = false;
        return {};
    }

protected:
    void draw(QCPPainter* painter) override {
        applyFillAntialiasingHint(painter);
        painter->setPen(m_look.outline.isValid()
                            ? QPen(m_look.outline, m_look.width > 0.0 ? m_look.rim : kHairline)
                            : QPen(Qt::NoPen));
        painter->setBrush(m_look.fill.isValid() && m_look.width > 0.0 ? QBrush(m_look.fill)
                                                                      : QBrush(Qt::NoBrush));
        for (const PlotPoint& point : m_points)
            drawOne(*painter, point);
    }

    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override {
        const QRectF box =
            rect.adjusted(rect.width() / 4, rect.height() / 4, -rect.width() / 4, -rect.height() / 4);
        if (m_look.width > 0.0) {
            painter->setPen(m_look.outline.isValid() ? QPen(m_look.outline, m_look.rim) : QPen(Qt::NoPen));
            painter->setBrush(m_look.fill.isValid() ? QBrush(m_look.fill) : QBrush(Qt::NoBrush));
            painter->drawRect(box);
        } else {
            painter->setPen(QPen(m_look.outline, kHairline));
            painter->drawLine(QLineF(rect.center().x(), rect.top(), rect.center().x(), rect.bottom()));
        }
    }

private:
    double valuePixel(double value) const {
        const QCPRange range = mValueAxis->range();
        const bool log = mValueAxis->scaleType() == QCPAxis::stLogarithmic;
        // Bars that leave the plot end just outside it: SVG has no clipping.
        const double bounded =
            log && value <= 0.0 ? range.lower : std::clamp(value, range.lower, range.upper);
        return mValueAxis->coordToPixel(bounded);
    }

    void drawOne(QCPPainter& painter, const PlotPoint& point) const {
        const double high = m_look.fromZero ? std::max(point.y, 0.0) : point.high;
        const double low = m_look.fromZero ? std::min(point.y, 0.0) : point.low;
        if (std::isnan(low) || std::isnan(high) || low == high)
            return;
        const QCPRange keys = mKeyAxis->range();
        if (point.x + 0.5 * m_look.width < keys.lower || point.x - 0.5 * m_look.width > keys.upper)
            return;
        const double top = valuePixel(high);
        const double bottom = valuePixel(low);
        if (m_look.width > 0.0)
            drawFilled(painter, point.x, top, bottom);
        else
            drawHairline(painter, mKeyAxis->coordToPixel(point.x), top, bottom);
    }

    void drawFilled(QCPPainter& painter, double x, double top, double bottom) const {
        const QCPRange keys = mKeyAxis->range();
        double left = mKeyAxis->coordToPixel(std::max(x - 0.5 * m_look.width, keys.lower));
        double right = mKeyAxis->coordToPixel(std::min(x + 0.5 * m_look.width, keys.upper));
        if (right - left >= kGapFrom) {
            left += 0.5;
            right -= 0.5;
        } else if (right - left < kLeastWidth) {
            right = left + kLeastWidth;
        }
        painter.drawRect(QRectF(QPointF(left, top), QPointF(right, bottom)).normalized());
    }

    void drawHairline(QCPPainter& painter, double x, double top, double bottom) const {
        painter.drawLine(QLineF(x, top, x, bottom));
        if (!m_look.caps)
            return;
        painter.drawLine(QLineF(x - kCap, top, x + kCap, top));
        painter.drawLine(QLineF(x - kCap, bottom, x + kCap, bottom));
    }

    std::vector<PlotPoint> m_points;
    BarLook m_look;
};

} // namespace

QCPAbstractPlottable* addBars(QCPAxis* key, QCPAxis* value, std::vector<PlotPoint> points,
                              const BarLook& look) {
    return new Bars(key, value, std::move(points), look); // the plot owns its plottables
}

} // namespace lapidary::widgets
