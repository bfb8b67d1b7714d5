// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"

#include <QColor>

namespace lapidary::widgets {

struct Theme;

QColor colorOf(const PlotColor& color, const Theme& theme);
/// `color` laid thinly over the ground of the plot; opaque, so that it prints the same everywhere.
QColor tinted(const QColor& color, const Theme& theme, double share);

} // namespace lapidary::widgets
