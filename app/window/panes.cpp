// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/panes.h"

#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>

#include <algorithm>
#include <tuple>
#include <utility>

namespace lapidary::window {

namespace {

bool takesFocus(const QWidget& widget) {
    return (widget.focusPolicy() & Qt::TabFocus) != 0 && widget.isVisible() && widget.isEnabled();
}

/// What a pane that was not visited yet gives the focus to: what stands for it, else the first that takes it.
QWidget* entryOf(QWidget& pane) {
    QWidget* inner = &pane;
    if (const auto* dock = qobject_cast<QDockWidget*>(&pane))
        inner = dock->widget();
    QWidget* standsFor = inner;
    while (standsFor->focusProxy() != nullptr)
        standsFor = standsFor->focusProxy();
    if (takesFocus(*standsFor))
        return standsFor;
    for (QWidget* child : inner->findChildren<QWidget*>())
        if (takesFocus(*child) && child->focusProxy() == nullptr)
            return child;
    return nullptr;
}

} // namespace

Panes::Panes(const QMainWindow& window, QList<QWidget*> centre)
    : m_window(window)
    , m_centre(std::move(centre)) {
}

QList<QWidget*> Panes::all() const {
    using Rank = std::tuple<int, int, int, QWidget*>;
    std::vector<Rank> ranked;
    const auto add = [&](QWidget* pane, int column) {
        const QPoint at = pane->mapTo(pane->window(), QPoint());
        ranked.emplace_back(column, column == 3 ? at.x() : at.y(), column == 3 ? at.y() : at.x(), pane);
    };
    for (QWidget* pane : m_centre)
        if (!pane->visibleRegion().isEmpty() && entryOf(*pane) != nullptr)
            add(pane, 1);
    for (QDockWidget* dock : m_window.findChildren<QDockWidget*>()) {
        if (dock->visibleRegion().isEmpty() || entryOf(*dock) == nullptr)
            continue;
        const Qt::DockWidgetArea area = m_window.dockWidgetArea(dock);
        add(dock, dock->isFloating()                ? 4
                  : area == Qt::LeftDockWidgetArea  ? 0
                  : area == Qt::RightDockWidgetArea ? 2
                                                    : 3);
    }
    std::ranges::sort(ranked);
    QList<QWidget*> panes;
    for (const Rank& rank : ranked)
        panes += std::get<QWidget*>(rank);
    return panes;
}

void Panes::step(int step) {
    const QList<QWidget*> panes = all();
    if (panes.isEmpty())
        return;
    QWidget* focused = QApplication::focusWidget();
    QWidget* from = paneOf(focused, panes);
    if (from != nullptr)
        m_last[from] = focused;
    const qsizetype at = panes.indexOf(from);
    const qsizetype next = at < 0 ? 0 : (at + step + panes.size()) % panes.size();
    enter(*panes[next]);
}

void Panes::enter(QWidget& pane) {
    QWidget* last = m_last.value(&pane);
    if (QWidget* to = last != nullptr && takesFocus(*last) ? last : entryOf(pane))
        to->setFocus(Qt::TabFocusReason);
}

QWidget* Panes::paneOf(QWidget* widget, const QList<QWidget*>& panes) const {
    for (QWidget* pane : panes)
        if (widget != nullptr && (pane == widget || pane->isAncestorOf(widget)))
            return pane;
    return nullptr;
}

} // namespace lapidary::window
