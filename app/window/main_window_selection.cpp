// SPDX-License-Identifier: GPL-3.0-or-later
// What the main window does with the one selection: its menu, filter, named sets, and the keys that no view
// took.
#include "app/window/main_window.h"

#include "widgets/matrix/matrix_panel.h"
#include "widgets/panels/model_tree.h"

#include <QAction>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QStatusBar>

#include <string>

namespace lapidary::window {

namespace {
const std::string kSetsKey = "sets"; // of the project's workbench
} // namespace

void MainWindow::buildSelectMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Select"));
    add(menu, QStringLiteral("selectAll"), tr("&All that the filter leaves"), QKeySequence::SelectAll,
        [this] { m_selection.selectAll(); });
    add(menu, QStringLiteral("selectNone"), tr("&None"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A),
        [this] { m_selection.clear(); });
    add(menu, QStringLiteral("invert"), tr("&Invert the selection"), QKeySequence(Qt::CTRL | Qt::Key_I),
        [this] { m_selection.invert(); });
    menu->addSeparator();
    // Single letters act only in the views, which have them as keys: here they are words alone.
    add(menu, QStringLiteral("blockBefore"), tr("Same kind in the block &before\t["), {},
        [this] { m_selection.stepBlock(-1); });
    add(menu, QStringLiteral("blockAfter"), tr("Same kind in the block a&fter\t]"), {},
        [this] { m_selection.stepBlock(1); });
    add(menu, QStringLiteral("pin"), tr("&Pin the focused site, or unpin it\tP"), {},
        [this] { m_selection.togglePin(); });
    menu->addSeparator();
    add(menu, QStringLiteral("back"), tr("Selection befo&re"), QKeySequence(Qt::ALT | Qt::Key_Left),
        [this] { m_selection.goBack(); });
    add(menu, QStringLiteral("forward"), tr("Selection af&ter"), QKeySequence(Qt::ALT | Qt::Key_Right),
        [this] { m_selection.goForward(); });
    menu->addSeparator();
    add(menu, QStringLiteral("nameSet"), tr("Na&me this set…"), QKeySequence(Qt::CTRL | Qt::Key_G), [this] {
        showDock(QStringLiteral("tree"));
        m_tree->nameSelection();
    });
    add(menu, QStringLiteral("filter"), tr("Filter &sites"), QKeySequence(Qt::Key_Slash), [this] {
        showDock(QStringLiteral("tree"));
        m_tree->focusFilter();
    });
    add(menu, QStringLiteral("clearFilter"), tr("&Clear the filter\tEsc"), {},
        [this] { m_tree->setFilterText({}); });
    connect(&m_sets, &widgets::NamedSets::changed, this,
            [this] { m_document.setWorkbench(kSetsKey, m_sets.toJson()); });
    connect(&m_document, &Document::opened, &m_sets, [this] { m_sets.read(m_document.workbench(kSetsKey)); });
    connect(&m_selection, &widgets::SelectionModel::hoverChanged, this, &MainWindow::showHover);
    connect(&m_selection, &widgets::SelectionModel::filterChanged, this, &MainWindow::updateActions);
}

/// Whichever view the pointer is over: the site and its value, with its unit.
void MainWindow::showHover() {
    const model::SiteId& site = m_selection.hover();
    statusBar()->showMessage(site.name.empty() ? QString() : m_matrix->matrix().describe(site));
}

/// What views leave of Esc comes here: it clears the filter.
void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && m_selection.filter())
        m_tree->setFilterText({});
    else
        QMainWindow::keyPressEvent(event);
}

} // namespace lapidary::window
