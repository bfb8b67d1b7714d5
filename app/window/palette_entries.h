// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/palette/palette_model.h"

#include <vector>

namespace lapidary::window {

class MainWindow;

/// Everything that the palette finds: commands, docks, sites, named sets, pages of the help.
std::vector<widgets::PaletteEntry> paletteEntries(MainWindow& window);

/// A setting with its value, for the selected sites: "bits 4", "rank 50 %", "sparsity 2:4", "group none".
/// Nothing where the text is none of these.
std::vector<widgets::PaletteEntry> settingEntries(MainWindow& window, const QString& query);

} // namespace lapidary::window
