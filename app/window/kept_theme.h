// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

class QSettings;

namespace lapidary::window {

/// The theme that people chose last; System where they did not, or without settings (null).
widgets::ThemeChoice keptTheme(const QSettings* settings);
void keepTheme(QSettings* settings, widgets::ThemeChoice choice);

} // namespace lapidary::window
