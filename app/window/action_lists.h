// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

class QAction;
class QMainWindow;
class QWidget;

namespace lapidary::window {

/// The dynamic property of an action that says why it cannot be done now.
inline constexpr char kWhyNotProperty[] = "whyNot";

struct ListedAction {
    QAction* action = nullptr;
    QString place; // its menus, "View › Layout"; else the view that it belongs to
};
/// Every command of the window: those of the menus in their order, then those that views keep to themselves.
std::vector<ListedAction> allActions(const QMainWindow& window);

/// Without the mark of its key and without what stands behind a tab.
QString actionText(const QAction& action);
/// Its shortcut, or what stands behind the tab; as the platform writes it.
QString actionKeys(const QAction& action);
/// The accessible name of the widget, of its dock, or of the nearest ancestor that has one.
QString viewName(const QWidget* widget);

} // namespace lapidary::window
