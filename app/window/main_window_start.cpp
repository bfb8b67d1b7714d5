// SPDX-License-Identifier: GPL-3.0-or-later
// What the main window offers to someone who sees it for the first time.
#include "app/window/main_window.h"

#include "app/window/first_steps.h"
#include "app/window/panes.h"
#include "widgets/help/first_tasks.h"
#include "widgets/help/help_pages.h"
#include "widgets/matrix/matrix_panel.h"
#include "widgets/run/budget_bar.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QTimer>

#include <functional>
#include <map>

namespace lapidary::window {

namespace {
constexpr int kHeightInLines = 17;
} // namespace

void MainWindow::buildFirstSteps() {
    m_firstTasks = new widgets::FirstTasks(firstTasks(), this);
    m_firstTasks->setProperty(widgets::kHelpProperty, widgets::HelpPages::startPage());
    addDock(QStringLiteral("firstSteps"), tr("First steps"), m_firstTasks, Qt::LeftDockWidgetArea);
    m_firstSteps = new FirstSteps(*m_firstTasks, m_document, m_selection, m_work, m_services.settings, this);
    connect(m_firstTasks, &widgets::FirstTasks::showRequested, this, &MainWindow::showTask);
}

/// Below the model tree, where the workspace for planning has its place.
void MainWindow::showFirstSteps() {
    showWorkspace(QStringLiteral("plan"));
    QDockWidget* dock = m_docks.at(QStringLiteral("firstSteps"));
    QDockWidget* tree = m_docks.at(QStringLiteral("tree"));
    const bool wasHidden = dock->isHidden() && !dock->isFloating();
    const int column = tree->width();
    showDock(QStringLiteral("firstSteps"));
    if (!wasHidden)
        return;
    // Once it is laid out: the column keeps its width, the tree gives of its height.
    QTimer::singleShot(0, this, [this, dock, tree, column] {
        const int wanted = kHeightInLines * fontMetrics().height();
        resizeDocks({tree, dock}, {tree->height() + dock->height() - wanted, wanted}, Qt::Vertical);
        resizeDocks({tree}, {column}, Qt::Horizontal);
    });
}

/// Where a first task is done.
void MainWindow::showTask(const QString& id) {
    const auto enterDock = [this](const char* name) {
        showDock(QString::fromLatin1(name));
        m_panes->enter(*m_docks.at(QString::fromLatin1(name)));
    };
    const std::map<QString, std::function<void()>> places = {
        {QStringLiteral("look"), [this] { m_matrix->matrix().setFocus(Qt::ShortcutFocusReason); }},
        {QStringLiteral("preset"), [this] { menuBar()->setActiveAction(m_planMenu->menuAction()); }},
        {QStringLiteral("edit"), [&] { enterDock("inspector"); }},
        {QStringLiteral("target"), [this] { m_budget->focusTarget(); }},
        {QStringLiteral("undo"), [&] { enterDock("history"); }},
        {QStringLiteral("run"), [this] { m_actions.at(QStringLiteral("compress"))->trigger(); }}};
    if (const auto place = places.find(id); place != places.end())
        place->second();
}

} // namespace lapidary::window
