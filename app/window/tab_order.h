// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QMainWindow;
class QWidget;

namespace lapidary::window {

/// What Tab reaches in the window, in its order: what is above the panes, then pane after pane, each followed
/// by the tabs that it is one of. Within a pane the order is Qt's. Left out is what lies behind another tab,
/// which Qt's own walk would enter.
QList<QWidget*> tabStops(const QMainWindow& window, const QList<QWidget*>& panes);

} // namespace lapidary::window
