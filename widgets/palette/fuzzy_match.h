// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace lapidary::widgets {

/// The words of a text in lower case, without what only parts or marks them (& … · / and the like); dots
/// part words too: "blocks.3.mlp.down" is four.
QStringList wordsOf(const QString& text);

/// How well a query fits: each of its words must fit a word of `name` or of `more`, in any order, as a
/// beginning, a part, or with a typo (one letter in words of four or more, two of seven or more: changed,
/// missing, too many, or two in each other's place). 0: it does not; words of the name count more than
/// others.
double fuzzyScore(const QStringList& query, const QStringList& name, const QStringList& more);

} // namespace lapidary::widgets
