// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sentence.h"

#include <QString>

namespace lapidary::widgets {

/// What core says, in the user's language (context `lapidary::core`): a sentence, or a text of a table such
/// as the help of a method. packaging/translation_sources.py finds them in core's sources.
QString coreText(const base::Sentence& sentence);

} // namespace lapidary::widgets
