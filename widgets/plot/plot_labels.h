// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_ink.h"

#include <QColor>
#include <QRectF>
#include <QString>

#include <vector>

class QFontMetricsF;

namespace lapidary::widgets {

/// A label beside a line that crosses the plot.
struct LineLabel {
    bool vertical = true;
    double at = 0.0; // of the line, pixels: x of a vertical one, y of a horizontal one
    QString text;    // shortened where it does not fit
    QString shorter; // where the text takes most of the plot or covers more ink; empty: none
    QColor color;
    bool filled = false; // a box: can be grabbed
    bool hollow = false;
    QString handle; // id, empty for a reference line
    QRectF box;     // result
};

/// Gives each label a box in `area` beside its line where it covers no other label, little of the ink and no
/// other label's line; handles choose first. Labels of horizontal lines leave their line only where there is
/// no room beside it.
void placeLabels(std::vector<LineLabel>& labels, const PlotInk& ink, const QRectF& area,
                 const QFontMetricsF& metrics);

} // namespace lapidary::widgets
