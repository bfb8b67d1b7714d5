// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/action_lists.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QSet>

namespace lapidary::window {

namespace {

void addMenu(const QMenu& menu, const QString& place, std::vector<ListedAction>& list, QSet<QAction*>& seen) {
    for (QAction* action : menu.actions()) {
        if (action->isSeparator() || action->text().isEmpty() || seen.contains(action))
            continue;
        seen.insert(action);
        if (const QMenu* below = action->menu())
            addMenu(*below, place + QStringLiteral(" › ") + actionText(*action), list, seen);
        else
            list.push_back({action, place});
    }
}

} // namespace

std::vector<ListedAction> allActions(const QMainWindow& window) {
    std::vector<ListedAction> list;
    QSet<QAction*> seen;
    for (QAction* entry : window.menuBar()->actions())
        if (const QMenu* menu = entry->menu())
            addMenu(*menu, actionText(*entry), list, seen);
    for (QAction* action : window.findChildren<QAction*>()) {
        const bool known = seen.contains(action) || action->isSeparator() || action->menu() != nullptr;
        if (known || action->objectName().isEmpty() || action->text().isEmpty())
            continue;
        const QList<QObject*> owners = action->associatedObjects();
        const QWidget* view = nullptr;
        for (QObject* owner : owners)
            if (auto* widget = qobject_cast<QWidget*>(owner); widget != nullptr && view == nullptr)
                view = widget;
        if (view != nullptr && view->isVisible())
            list.push_back({action, viewName(view)});
    }
    return list;
}

QString actionText(const QAction& action) {
    QString text = action.text().section(u'\t', 0, 0);
    text.replace(QStringLiteral("&&"), QString(QChar(1)));
    text.remove(u'&');
    return text.replace(QChar(1), u'&');
}

QString actionKeys(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& key : action.shortcuts())
        keys += key.toString(QKeySequence::NativeText);
    if (keys.isEmpty() && action.text().contains(u'\t'))
        keys += action.text().section(u'\t', 1);
    return keys.join(QStringLiteral(", "));
}

QString viewName(const QWidget* widget) {
    for (; widget != nullptr && !widget->isWindow(); widget = widget->parentWidget()) {
        if (const auto* dock = qobject_cast<const QDockWidget*>(widget))
            return dock->windowTitle();
        if (!widget->accessibleName().isEmpty())
            return widget->accessibleName();
    }
    return {};
}

} // namespace lapidary::window
