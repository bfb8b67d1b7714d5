// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tab_order.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QTabBar>

#include <algorithm>
#include <utility>
#include <vector>

namespace lapidary::window {

namespace {

constexpr int kAbovePanes = -1;
constexpr int kPlacesPerPane = 2; // the pane, then its tabs

const QDockWidget* dockOf(const QWidget* widget) {
    while (widget != nullptr && qobject_cast<const QDockWidget*>(widget) == nullptr)
        widget = widget->parentWidget();
    return qobject_cast<const QDockWidget*>(widget);
}

/// A widget that is scrolled away is a stop (the scroll area follows the focus), one behind a tab is none.
bool isStop(const QWidget& widget, const QMainWindow& window) {
    if ((widget.focusPolicy() & Qt::TabFocus) != Qt::TabFocus || !widget.isEnabled() ||
        widget.focusProxy() != nullptr || widget.window() != &window || !widget.isVisible())
        return false;
    if (qobject_cast<const QTabBar*>(&widget) != nullptr && widget.visibleRegion().isEmpty())
        return false; // of docks that were parted again
    const QDockWidget* dock = dockOf(&widget);
    return dock == nullptr || !dock->visibleRegion().isEmpty();
}

/// The pane that these tabs show now.
qsizetype paneOfTabs(const QTabBar& tabs, const QList<QWidget*>& panes) {
    const auto at = std::ranges::find_if(panes, [&](const QWidget* pane) {
        return qobject_cast<const QDockWidget*>(pane) != nullptr &&
               pane->windowTitle() == tabs.tabText(tabs.currentIndex());
    });
    return std::distance(panes.begin(), at);
}

int placeOf(const QWidget& widget, const QMainWindow& window, const QList<QWidget*>& panes) {
    if (const auto* tabs = qobject_cast<const QTabBar*>(&widget);
        tabs != nullptr && tabs->parent() == &window)
        return static_cast<int>(kPlacesPerPane * paneOfTabs(*tabs, panes)) + 1;
    for (qsizetype i = 0; i < panes.size(); ++i)
        if (panes[i] == &widget || panes[i]->isAncestorOf(&widget))
            return static_cast<int>(kPlacesPerPane * i);
    return kAbovePanes;
}

} // namespace

QList<QWidget*> tabStops(const QMainWindow& window, const QList<QWidget*>& panes) {
    std::vector<std::pair<int, QWidget*>> placed;
    for (QWidget* widget = window.nextInFocusChain(); widget != &window; widget = widget->nextInFocusChain())
        if (isStop(*widget, window))
            placed.emplace_back(placeOf(*widget, window, panes), widget);
    std::ranges::stable_sort(placed, {}, [](const auto& entry) { return entry.first; });
    QList<QWidget*> stops;
    for (const auto& [place, widget] : placed)
        stops += widget;
    return stops;
}

} // namespace lapidary::window
