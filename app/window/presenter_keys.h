// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

class QKeyEvent;
class QWidget;

namespace lapidary::window {

/// What a key asks of a presentation.
struct PresenterCommand {
    enum class Kind { Next, Back, First, Bookmark, Home, Black, Notes, Keep, Undo, Redo, End };
    Kind kind = Kind::Next;
    int bookmark = 0; // of Kind::Bookmark
};

/// Nothing where the key is for the control that has the focus: letters and digits while typing, arrows in a
/// plot or the matrix, Space on a button, Esc where a line is held or a table is shown.
std::optional<PresenterCommand> presenterCommand(const QKeyEvent& key, const QWidget* focus,
                                                 const QWidget* caption);

} // namespace lapidary::window
