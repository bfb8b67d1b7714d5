// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_figure.h"

#include "widgets/plot/plot_colors.h"
#include "widgets/plot/plot_series.h"
#include "widgets/plot/plot_tickers.h"

#include "widgets/plot/qt_words.h"

#include "qcustomplot.h"

#include <QEvent>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lapidary::widgets {

namespace {

// Below these sizes (pixels) the parts are left out, the least needed first.
constexpr int kFootHeight = 230;
constexpr int kFootWidth = 260;
constexpr int kTitleHeight = 120;
constexpr double kLegendShare = 0.22; // of the height
constexpr int kLegendHeight = 200;
constexpr double kLegendGap = 24.0; // between icon, text and the next item
constexpr double kTextMargin = 12.0;

QFont scaled(QFont font, double factor, bool bold = false) {
    if (font.pointSizeF() > 0.0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(std::max(1, static_cast<int>(font.pixelSize() * factor)));
    font.setBold(bold);
    return font;
}

/// Apart from what lies over it: references, handles, levels.
bool drawsAlike(const PlotContent& a, const PlotContent& b) {
    return a.title == b.title && a.footLine == b.footLine && a.emptyText == b.emptyText && a.x == b.x &&
           a.y == b.y && a.right == b.right && a.series == b.series;
}

PlotRange rangeOf(const QCPAxis& axis) {
    return {axis.range().lower, axis.range().upper};
}

} // namespace

struct PlotFigure::Parts {
    QPointer<QCustomPlot> plot;
    bool ownsPlot = false;
    QCPTextElement* title = nullptr; // the plot owns these
    QCPTextElement* foot = nullptr;
    QCPLegend* legend = nullptr;
    QCPAxisRect* axes = nullptr;
    ~Parts() {
        if (ownsPlot)
            delete plot.data();
    }
};

PlotFigure::PlotFigure(const Theme& theme, QWidget* parent)
    : m_plot(new QCustomPlot(parent))
    , m_parts(std::make_unique<Parts>())
    , m_theme(theme) {
    m_parts->plot = m_plot;
    m_parts->ownsPlot = parent == nullptr;
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setInteractions({});
    m_plot->setAutoAddPlottableToLegend(true);
    // Several times as fast; files look better without.
    m_plot->setPlottingHint(QCP::phFastPolylines, parent != nullptr);
    // QCustomPlot has a layer "overlay", which is drawn into a buffer of its own.
    m_parts->title = new QCPTextElement(m_plot);
    m_parts->foot = new QCPTextElement(m_plot);
    m_parts->legend = m_plot->legend;
    m_parts->axes = m_plot->axisRect();
    m_parts->axes->insetLayout()->take(m_parts->legend);
    m_parts->axes->setMinimumMargins(QMargins(8, 4, 14, 8));
    addOverlay(*m_plot, {m_content, m_theme, m_overlay});
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis})
        connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, &PlotFigure::updateTickers);
    m_plot->installEventFilter(this);
    rebuild();
}

PlotFigure::~PlotFigure() = default;

QWidget* PlotFigure::widget() const {
    return m_plot;
}

void PlotFigure::setContent(PlotContent content) {
    const bool sameMeaning = content.meaning() == m_content.meaning();
    const bool alike = sameMeaning && drawsAlike(content, m_content);
    m_content = std::move(content);
    if (!sameMeaning) {
        m_fittedX = m_fittedY = true;
        m_scales = {m_content.x.log, m_content.y.log};
    }
    if (m_overlay.cursor && !exists(m_content, *m_overlay.cursor))
        m_overlay.cursor.reset();
    if (alike && nextRanges() == ranges())
        redrawOverlay(); // at each step of a drag
    else
        rebuild();
}

void PlotFigure::setTheme(const Theme& theme) {
    m_theme = theme;
    rebuild();
}

void PlotFigure::setFootLineShown(bool shown) {
    m_footLineShown = shown;
    arrange(m_plot->size());
    replot();
}

void PlotFigure::rebuild() {
    const PlotRanges next = nextRanges();
    m_plot->clearPlottables();
    applyScales();
    applyTheme();
    if (!m_content.empty())
        addSeries(*m_plot, m_content, m_scales, m_theme);
    applyRanges(next);
    updateTickers(); // before the layout asks for ticks
    arrange(m_plot->size());
    replot();
}

/// Fitted, but for what people zoomed.
PlotRanges PlotFigure::nextRanges() const {
    PlotRanges next = fittedRanges(m_content, m_scales);
    if (!m_fittedX)
        next.x = rangeOf(*m_plot->xAxis);
    if (!m_fittedY)
        next.y = rangeOf(*m_plot->yAxis);
    return next;
}

void PlotFigure::setScales(const PlotScales& scales) {
    const PlotScales before = m_scales;
    m_scales.logX = scales.logX && canBeLogX(m_content);
    m_scales.logY = scales.logY && canBeLogY(m_content);
    m_fittedX = m_fittedX || m_scales.logX != before.logX;
    m_fittedY = m_fittedY || m_scales.logY != before.logY;
    rebuild();
}

void PlotFigure::applyScales() {
    const auto apply = [](QCPAxis* axis, bool log) {
        axis->setScaleType(log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    };
    apply(m_plot->xAxis, m_scales.logX);
    apply(m_plot->yAxis, m_scales.logY);
    apply(m_plot->yAxis2, m_content.right && m_content.right->log);
}

PlotRanges PlotFigure::ranges() const {
    return {rangeOf(*m_plot->xAxis), rangeOf(*m_plot->yAxis), rangeOf(*m_plot->yAxis2)};
}

void PlotFigure::applyRanges(const PlotRanges& ranges) {
    m_plot->xAxis->setRange(ranges.x.lower, ranges.x.upper);
    m_plot->yAxis->setRange(ranges.y.lower, ranges.y.upper);
    m_plot->yAxis2->setRange(ranges.right.lower, ranges.right.upper);
}

void PlotFigure::setRanges(const PlotRanges& ranges) {
    m_fittedX = m_fittedY = false;
    applyRanges(ranges);
    replot();
}

void PlotFigure::setRangeX(const PlotRange& range) {
    m_fittedX = false;
    m_plot->xAxis->setRange(range.lower, range.upper);
    replot();
}

void PlotFigure::fit() {
    m_fittedX = m_fittedY = true;
    applyRanges(nextRanges());
    replot();
}

void PlotFigure::fitX() {
    m_fittedX = true;
    applyRanges(nextRanges());
    replot();
}

void PlotFigure::zoomAt(const QPointF& pixel, double factor, bool inX, bool inY) {
    if (m_content.empty())
        return;
    m_fittedX = m_fittedX && !inX;
    m_fittedY = m_fittedY && !inY;
    if (inX)
        m_plot->xAxis->scaleRange(factor, m_plot->xAxis->pixelToCoord(pixel.x()));
    if (inY)
        m_plot->yAxis->scaleRange(factor, m_plot->yAxis->pixelToCoord(pixel.y()));
    replot();
}

void PlotFigure::panBy(const QPointF& pixels) {
    if (m_content.empty())
        return;
    m_fittedX = m_fittedY = false;
    const QRectF place = area();
    // Through pixels, so that it is right on logarithmic axes too.
    m_plot->xAxis->setRange(xAt(place.left() - pixels.x()), xAt(place.right() - pixels.x()));
    m_plot->yAxis->setRange(yAt(place.bottom() - pixels.y()), yAt(place.top() - pixels.y()));
    replot();
}

void PlotFigure::redrawOverlay() {
    drawSoon(Drawing::Overlay);
}

void PlotFigure::replot() {
    drawSoon(Drawing::All);
}

/// Changes in a row are drawn once; what is not seen waits until it is.
void PlotFigure::drawSoon(Drawing what) {
    m_due = std::max(m_due, what);
    if (std::exchange(m_queued, true))
        return;
    QTimer::singleShot(0, this, [this] {
        m_queued = false;
        if (m_plot->isVisible())
            draw();
    });
}

void PlotFigure::draw() {
    const Drawing due = std::exchange(m_due, Drawing::None);
    if (due == Drawing::All)
        m_plot->replot(QCustomPlot::rpQueuedRefresh);
    else if (due == Drawing::Overlay)
        m_plot->layer(QStringLiteral("overlay"))->replot();
}

QRectF PlotFigure::area() const {
    return m_parts->axes->rect();
}

std::optional<QPointF> PlotFigure::pixelOf(const PlotSeries& series, const PlotPoint& point) const {
    return widgets::pixelOf(*m_plot, m_content, series, point);
}

double PlotFigure::xAt(double pixel) const {
    return m_plot->xAxis->pixelToCoord(pixel);
}

double PlotFigure::yAt(double pixel) const {
    return m_plot->yAxis->pixelToCoord(pixel);
}

double PlotFigure::pixelOfX(double x) const {
    return m_plot->xAxis->coordToPixel(x);
}

double PlotFigure::pixelOfY(double y) const {
    return m_plot->yAxis->coordToPixel(y);
}

bool PlotFigure::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_plot)
        return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::Resize) {
        arrange(m_plot->size());
        replot();
        return true; // QCustomPlot would draw at once, at each of the sizes that a layout tries
    }
    if (event->type() == QEvent::Paint) {
        // QCustomPlot asks for the ratio once, at its birth; the window may move to another screen.
        if (m_plot->bufferDevicePixelRatio() != m_plot->devicePixelRatioF()) {
            m_plot->setBufferDevicePixelRatio(m_plot->devicePixelRatioF());
            m_due = Drawing::All;
        }
        draw();
    }
    return QObject::eventFilter(watched, event);
}

void PlotFigure::applyTheme() {
    const QFont& base = m_plot->font();
    m_plot->setBackground(m_theme.background);
    m_parts->title->setFont(scaled(base, 1.0, true));
    m_parts->title->setTextColor(m_theme.text);
    m_parts->title->setTextFlags(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine);
    m_parts->foot->setFont(scaled(base, 0.85));
    m_parts->foot->setTextColor(m_theme.mutedText);
    m_parts->foot->setTextFlags(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine);
    m_parts->legend->setFont(base);
    m_parts->legend->setTextColor(m_theme.text);
    m_parts->legend->setBrush(Qt::NoBrush);
    m_parts->legend->setBorderPen(Qt::NoPen);
    m_parts->legend->setRowSpacing(0);
    m_parts->legend->setMargins(QMargins(4, 0, 4, 0));
    // A little higher than the text, which QCustomPlot cuts at the row's end.
    m_parts->legend->setIconTextPadding(10);
    m_parts->legend->setIconSize(18, QFontMetrics(base).height() + 3);
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis, m_plot->yAxis2})
        styleAxis(*axis, m_theme, base);
}

void PlotFigure::updateTickers() {
    const QRectF place = area();
    applyTicker(*m_plot->xAxis, m_content.x, m_scales.logX, place.width());
    applyTicker(*m_plot->yAxis, m_content.y, m_scales.logY, place.height());
    const PlotAxis right = m_content.right.value_or(PlotAxis());
    applyTicker(*m_plot->yAxis2, right, right.log, place.height());
}

QString PlotFigure::axisLabel(const PlotAxis& axis, double length) const {
    const QFontMetricsF metrics(m_plot->xAxis->labelFont());
    const QString unit = axis.label().mid(axis.title.size());
    const double room = length - metrics.horizontalAdvance(unit);
    return metrics.elidedText(axis.title, Qt::ElideRight, std::max(room, 0.0)) + unit;
}

bool PlotFigure::legendFits(QSize size) {
    QCPLegend& legend = *m_parts->legend;
    const QFontMetricsF metrics(legend.font());
    double widest = 1.0;
    int count = 0;
    // Wrapped in columns, the legend has empty cells too.
    for (int i = 0; i < legend.itemCount(); ++i)
        if (auto* item = qobject_cast<QCPPlottableLegendItem*>(legend.item(i))) {
            widest = std::max(widest, metrics.horizontalAdvance(item->plottable()->name()));
            ++count;
        }
    if (count < 2 || size.height() < kLegendHeight)
        return false;
    const double itemWidth = widest + legend.iconSize().width() + kLegendGap;
    const int columns = std::clamp(static_cast<int>((size.width() - kTextMargin) / itemWidth), 1, count);
    const int rows = (count + columns - 1) / columns;
    legend.setWrap(columns);
    legend.setFillOrder(QCPLayoutGrid::foColumnsFirst, true);
    return itemWidth <= size.width() && rows * (metrics.height() + 4.0) <= kLegendShare * size.height();
}

void PlotFigure::placeRows(bool title, bool legend, bool foot) {
    QCPLayoutGrid& rows = *m_plot->plotLayout();
    const std::array<std::pair<QCPLayoutElement*, bool>, 4> parts = {
        {{m_parts->title, title}, {m_parts->legend, legend}, {m_parts->axes, true}, {m_parts->foot, foot}}};
    for (const auto& [part, wanted] : parts)
        if (part->layout() == &rows)
            rows.take(part);
    rows.simplify();
    rows.setRowSpacing(2);
    rows.setMargins(QMargins(6, 3, 4, 2));
    int row = 0;
    for (const auto& [part, wanted] : parts) {
        part->setVisible(wanted);
        if (!wanted)
            continue;
        rows.addElement(row, 0, part);
        rows.setRowStretchFactor(row++, part == m_parts->axes ? 1.0 : 0.001);
    }
}

void PlotFigure::arrange(QSize size) {
    const bool title = size.height() >= kTitleHeight || m_content.empty();
    const bool foot = m_footLineShown && !m_content.footLine.isEmpty() && !m_content.empty() &&
                      size.height() >= kFootHeight && size.width() >= kFootWidth;
    const double width = size.width() - kTextMargin;
    m_parts->title->setText(
        QFontMetricsF(m_parts->title->font()).elidedText(m_content.title, Qt::ElideRight, width));
    m_parts->foot->setText(
        QFontMetricsF(m_parts->foot->font()).elidedText(m_content.footLine, Qt::ElideRight, width));
    placeRows(title, !m_content.empty() && legendFits(size), foot);
    const bool drawn = !m_content.empty();
    m_plot->xAxis->setVisible(drawn);
    m_plot->yAxis->setVisible(drawn);
    m_plot->yAxis2->setVisible(drawn && m_content.right);
    m_plot->xAxis->grid()->setVisible(drawn && !m_content.x.bare);
    m_plot->yAxis->grid()->setVisible(drawn && !m_content.y.bare);
    m_plot->xAxis->setLabel(axisLabel(m_content.x, width - 80.0));
    const double height = 0.62 * size.height();
    m_plot->yAxis->setLabel(m_content.y.bare ? QString() : axisLabel(m_content.y, height));
    m_plot->yAxis2->setLabel(m_content.right ? axisLabel(*m_content.right, height) : QString());
    m_plot->setViewport(QRect(QPoint(0, 0), size));
    m_plot->plotLayout()->update(QCPLayoutElement::upPreparation);
    m_plot->plotLayout()->update(QCPLayoutElement::upMargins);
    m_plot->plotLayout()->update(QCPLayoutElement::upLayout);
    updateTickers();
}

} // namespace lapidary::widgets
