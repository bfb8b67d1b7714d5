// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

#include <vector>

class QFontMetricsF;

namespace lapidary::widgets {

/// A label beside a vertical line.
struct LineLabel {
    double x = 0.0; // of the line, pixels
    QString text;   // shortened where it does not fit
    QColor color;
    bool filled = false; // a box: can be grabbed
    bool hollow = false;
    QString handle; // id, empty for a reference line
    QRectF box;     // result
};

/// Gives each label a box in `area`: right of its line, else left, in the lowest row where it covers no
/// other. Curves that fall leave room at the foot.
void placeLabels(std::vector<LineLabel>& labels, const QRectF& area, const QFontMetricsF& metrics);

} // namespace lapidary::widgets
