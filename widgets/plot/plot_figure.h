// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/plot/plot_fit.h"
#include "widgets/plot/plot_overlay.h"
#include "widgets/theme/theme.h"

#include <QObject>
#include <QRectF>
#include <QSize>

#include <memory>
#include <optional>

class QCustomPlot;
class QWidget;

namespace lapidary::widgets {

/// Draws a content with QCustomPlot: title, legend, axes, curves, overlay, foot line; arranges them for a
/// size and drops what a small one has no room for. PlotView shows one, the export makes its own. Knows no
/// input.
class PlotFigure final : public QObject {
    Q_OBJECT

public:
    /// `parent` of the canvas; none: the figure is only painted from.
    PlotFigure(const Theme& theme, QWidget* parent);
    ~PlotFigure() override;

    QCustomPlot& canvas() const { return *m_plot; }
    QWidget* widget() const;

    const PlotContent& content() const { return m_content; }
    /// Keeps zoom and scales while the axes mean the same.
    void setContent(PlotContent content);
    const Theme& theme() const { return m_theme; }
    void setTheme(const Theme& theme);
    void setFootLineShown(bool shown);
    bool footLineShown() const { return m_footLineShown; }

    const PlotScales& scales() const { return m_scales; }
    void setScales(const PlotScales& scales); // fits what changed
    PlotRanges ranges() const;
    void setRanges(const PlotRanges& ranges); // a zoom
    void setRangeX(const PlotRange& range);   // y goes on as it was
    void fit();
    void fitX();
    bool fitted() const { return m_fittedX && m_fittedY; }
    bool fittedX() const { return m_fittedX; }
    /// About a pixel; a factor below 1 shows less.
    void zoomAt(const QPointF& pixel, double factor, bool inX, bool inY);
    void panBy(const QPointF& pixels);

    OverlayState& overlay() { return m_overlay; }
    const OverlayState& overlay() const { return m_overlay; }
    void redrawOverlay(); // soon
    void replot();        // soon
    /// Elides and drops what does not fit into the size.
    void arrange(QSize size);

    QRectF area() const; // inside the axes, pixels
    std::optional<QPointF> pixelOf(const PlotSeries& series, const PlotPoint& point) const;
    double xAt(double pixel) const;
    double yAt(double pixel) const;
    double pixelOfX(double x) const;
    double pixelOfY(double y) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Parts;
    enum class Drawing { None, Overlay, All };
    void drawSoon(Drawing what);
    void draw();
    void rebuild();
    void applyTheme();
    void applyScales();
    void applyRanges(const PlotRanges& ranges);
    PlotRanges nextRanges() const;
    void updateTickers();
    void placeRows(bool title, bool legend, bool foot);
    bool legendFits(QSize size);
    QString axisLabel(const PlotAxis& axis, double length) const;

    QCustomPlot* m_plot = nullptr; // owned by its parent, else by m_parts
    std::unique_ptr<Parts> m_parts;
    Theme m_theme;
    PlotContent m_content;
    PlotScales m_scales;
    OverlayState m_overlay;
    bool m_fittedX = true; // not zoomed by people: follows the content
    bool m_fittedY = true;
    bool m_footLineShown = true;
    Drawing m_due = Drawing::None;
    bool m_queued = false; // a drawing of what is due
};

} // namespace lapidary::widgets
