// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/plot/plot_fit.h"

class QCustomPlot;

namespace lapidary::widgets {

struct Theme;

/// Puts the series of a content into an empty plot; names go into its legend.
void addSeries(QCustomPlot& plot, const PlotContent& content, const PlotScales& scales, const Theme& theme);

} // namespace lapidary::widgets
