// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/view_state.h"

#include <QString>
#include <QStringList>

class QTextDocument;

namespace lapidary::widgets {

/// A text whose placeholders stand as numbers.
struct FilledText {
    QString text;
    QStringList unknown; // placeholders without a number: a dash stands there
};

/// Numbers in the texts of stories, so that they stay true whatever plan and measurements say:
///
/// - of the model: `{bytes_before}`, `{bytes_after}`, `{saved}`, `{saved_percent}`, `{bits_per_weight}`,
///   `{parameters}`, `{blocks}`;
/// - of a site, `{NAME@SITE}`: `shape`, `parameters`, `bytes`, `bytes_after`, `share`, `share_after`, `rank`
///   (full), `break_even`, `rank:90`, `rank:90:weighted` (directions for that energy), `energy:16` (share in
///   the first directions), and every metric of the layer matrix by its id;
/// - of several, `{NAME@GLOB}`: bytes, weights and shares add up, of the rest the mean; `{max:NAME@GLOB}`,
///   `{min:…}`, and `{where_max:…}`, `{where_min:…}`, which name the site; `{count@GLOB}`;
/// - `{A/B}`: how many times B goes into A.
///
/// Other text in braces stays as it is.
FilledText fillStoryText(const QString& text, const ViewState& state);

/// A text from a file, not trusted: neither pictures, which would be fetched, nor HTML.
void setStoryMarkdown(QTextDocument& document, const QString& text);

} // namespace lapidary::widgets
