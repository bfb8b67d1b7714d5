// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/plot/plot_fit.h"

namespace lapidary::widgets {

/// The series cut off at the ranges, for drawings that know no clipping (QSvgGenerator of Qt 6.4). Lines end
/// where they leave; steps become lines.
PlotContent clippedTo(const PlotContent& content, const PlotRanges& ranges, const PlotScales& scales);

} // namespace lapidary::widgets
