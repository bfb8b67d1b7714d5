// SPDX-License-Identifier: GPL-3.0-or-later
// Finding and reaching: the command palette, the keys of the present view, the way from pane to pane and from
// control to control.
#include "app/window/main_window.h"

#include "app/window/keys_of_view.h"
#include "app/window/palette_entries.h"
#include "app/window/panes.h"
#include "app/window/plot_area.h"
#include "app/window/tab_order.h"
#include "widgets/help/keys_overlay.h"
#include "widgets/matrix/matrix_panel.h"
#include "widgets/palette/command_palette.h"
#include "widgets/run/budget_bar.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QScrollArea>
#include <QSettings>

namespace lapidary::window {

namespace {
constexpr int kRecentCommands = 12;
const QString kRecentKey = QStringLiteral("palette/recent");
} // namespace

void MainWindow::buildFinding(QMenu& help) {
    m_palette = new widgets::CommandPalette(*this);
    connect(m_palette, &widgets::CommandPalette::chosen, this, &MainWindow::rememberCommand);
    m_keys = new widgets::KeysOverlay(*this);
    m_panes = std::make_unique<Panes>(*this, QList<QWidget*>{m_budget, m_matrix, m_plots});
    if (m_services.settings != nullptr)
        m_recentCommands = m_services.settings->value(kRecentKey).toStringList();
    QAction* palette =
        add(&help, QStringLiteral("palette"), tr("Find and &do anything…"), {}, [this] { openPalette(); });
    palette->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_K), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)});
    add(&help, QStringLiteral("keys"), tr("&Keys of this view"), QKeySequence(Qt::Key_H),
        [this] { m_keys->open(keysSections(*this, QApplication::focusWidget())); });
    add(&help, QStringLiteral("nextPane"), tr("&Next pane"), QKeySequence(Qt::Key_F6),
        [this] { m_panes->step(1); });
    add(&help, QStringLiteral("previousPane"), tr("&Previous pane"), QKeySequence(Qt::SHIFT | Qt::Key_F6),
        [this] { m_panes->step(-1); });
}

void MainWindow::openPalette() {
    m_palette->open(
        paletteEntries(*this), [this](const QString& query) { return settingEntries(*this, query); },
        m_recentCommands);
}

/// Tab, wherever the focus is in this window.
bool MainWindow::focusNextPrevChild(bool next) {
    const QList<QWidget*> stops = tabStops(*this, m_panes->all());
    if (stops.isEmpty())
        return false;
    const qsizetype at = stops.indexOf(QApplication::focusWidget());
    const qsizetype step = next ? 1 : stops.size() - 1;
    const qsizetype to = at < 0 ? 0 : (at + step) % stops.size();
    stops[to]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    for (QWidget* around = stops[to]->parentWidget(); around != nullptr; around = around->parentWidget())
        if (auto* scroll = qobject_cast<QScrollArea*>(around))
            scroll->ensureWidgetVisible(stops[to]);
    return true;
}

void MainWindow::rememberCommand(const QString& id) {
    m_recentCommands.removeAll(id);
    m_recentCommands.prepend(id);
    m_recentCommands = m_recentCommands.mid(0, kRecentCommands);
    if (m_services.settings != nullptr)
        m_services.settings->setValue(kRecentKey, m_recentCommands);
}

} // namespace lapidary::window
