// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"

class QCustomPlot;

namespace lapidary::widgets {

struct Theme;

/// Boxes with labels, and lines between pairs of marks, which QCustomPlot does not draw. The plot owns them.
void addTiles(QCustomPlot& plot, const PlotSeries& series, const Theme& theme);
void addSegments(QCustomPlot& plot, const PlotSeries& series, const Theme& theme);

} // namespace lapidary::widgets
