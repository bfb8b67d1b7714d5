// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;
class QWidget;

namespace lapidary::window {

/// "Seen as": shows `seen` as people without one kind of cones see it, or in grey; to check colours. Each
/// choice is an action `vision:NAME`.
void addVisionMenu(QMenu& view, QWidget& seen);

} // namespace lapidary::window
