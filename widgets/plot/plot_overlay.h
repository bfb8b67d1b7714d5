// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/plot/plot_cursor.h"

#include <QRectF>
#include <QString>

#include <map>
#include <optional>

class QCPLayerable;
class QCustomPlot;

namespace lapidary::widgets {

struct Theme;

/// Of the marks of a grid's levels, pixels above the foot.
inline constexpr double kLevelHeight = 14.0;

/// What moves over the curves and is drawn without drawing them again.
struct OverlayState {
    std::optional<PlotPlace> cursor;
    QString focusedHandle;                         // empty: none
    std::optional<double> dragged;                 // position of the focused handle while it is moved
    std::optional<QRectF> band;                    // a box that is drawn, pixels
    mutable std::map<QString, QRectF> handleBoxes; // labels as drawn last: they can be grabbed too
};

/// References the values that the figure owns.
struct OverlaySource {
    const PlotContent& content;
    const Theme& theme;
    const OverlayState& state;
};

/// Reference lines, levels, handles, cursor, and the text of an empty plot. The plot owns the result.
QCPLayerable* addOverlay(QCustomPlot& plot, const OverlaySource& source);
/// Of a mark on the screen; nothing where the axis cannot show it.
std::optional<QPointF> pixelOf(const QCustomPlot& plot, const PlotContent& content, const PlotSeries& series,
                               const PlotPoint& point);

} // namespace lapidary::widgets
