// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChar>
#include <Qt>

namespace lapidary::widgets {

/// Roles that the item models of sites share; links, delegates and proxies need no more of a model.
inline constexpr int kSortRole = Qt::UserRole; // the value behind a cell's text, for sorting
inline constexpr int kSiteRole =
    Qt::UserRole + 1; // name of the row's site; empty for a row that groups sites
inline constexpr int kTreatmentRole =
    Qt::UserRole + 2; // int of Treatment, drawn as a coloured glyph before the text
inline constexpr int kBarRole = Qt::UserRole + 3;   // share 0..1 of the longest bar in the column
inline constexpr int kMutedRole = Qt::UserRole + 4; // true: text that only fills a gap
inline constexpr int kSeverityRole =
    Qt::UserRole + 5; // int of Emphasis: colour of a text that says the same in words

/// Behind numbers and their headers, so that they do not touch the column to their right.
inline constexpr char16_t kNumberMargin = 0x2002; // en space

enum class Emphasis { None, Warning, Error };

} // namespace lapidary::widgets
