// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"

#include <QColor>
#include <QString>

#include <vector>

class QCPAbstractPlottable;
class QCPAxis;

namespace lapidary::widgets {

struct BarLook {
    QString name;
    QColor fill;           // invalid: outline alone
    QColor outline;        // invalid: none
    double rim = 1.0;      // pixels of the outline of a bar
    double width = 0.0;    // in units of x; 0: a hairline
    bool fromZero = false; // from 0 to y, else from low to high
    bool caps = false;     // error bars
};

/// Bars and ranges on linear and logarithmic axes, which QCPBars and QCPErrorBars do not draw. The plot owns
/// the result.
QCPAbstractPlottable* addBars(QCPAxis* key, QCPAxis* value, std::vector<PlotPoint> points,
                              const BarLook& look);

} // namespace lapidary::widgets
