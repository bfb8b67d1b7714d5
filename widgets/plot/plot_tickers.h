// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"

#include <QFont>

class QCPAxis;

namespace lapidary::widgets {

struct Theme;

/// Ticks for the range that an axis shows on `pixels` of the screen.
void applyTicker(QCPAxis& axis, const PlotAxis& content, bool log, double pixels);
void styleAxis(QCPAxis& axis, const Theme& theme, const QFont& font);

} // namespace lapidary::widgets
