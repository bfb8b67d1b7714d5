// SPDX-License-Identifier: GPL-3.0-or-later
// Tool bar, workspaces and saved arrangements of the main window.
#include "app/window/main_window.h"

#include "app/window/first_steps.h"
#include "app/window/workspaces.h"
#include "widgets/matrix/matrix_panel.h"
#include "widgets/theme/icons.h"

#include <QAction>
#include <QDockWidget>
#include <QEvent>
#include <QInputDialog>
#include <QMenu>
#include <QScreen>
#include <QSettings>
#include <QStyle>
#include <QToolBar>
#include <QToolButton>

#include <utility>
#include <vector>

namespace lapidary::window {

namespace {
constexpr QSize kFirstSize(1280, 800);
constexpr int kFrameHeight = 48;
const QString kSearch = QStringLiteral("search");
/// Actions with an icon; those but the search stand in the tool bar.
const std::vector<std::pair<QString, QString>> kIcons = {
    {QStringLiteral("openFile"), QStringLiteral("open")},
    {QStringLiteral("measure"), QStringLiteral("measure")},
    {QStringLiteral("compress"), QStringLiteral("compress")},
    {QStringLiteral("undo"), QStringLiteral("undo")},
    {QStringLiteral("redo"), QStringLiteral("redo")},
    {QStringLiteral("help"), QStringLiteral("help")},
    {QStringLiteral("palette"), kSearch}};
} // namespace

void MainWindow::buildToolBar() {
    auto* bar = new QToolBar(tr("Tool bar"), this);
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    bar->setIconSize({side, side});
    for (const auto& [action, icon] : kIcons)
        if (icon != kSearch)
            bar->addAction(m_actions.at(action));
    bar->addSeparator();
    for (const QString& name : Workspaces::names())
        bar->addAction(m_actions.at(QStringLiteral("workspace:") + name));
    auto* gap = new QWidget(bar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(gap);
    auto* find = new QToolButton(bar);
    find->setObjectName(QStringLiteral("findButton"));
    find->setText(tr("Ctrl+K  search actions, sites, settings, help"));
    find->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    find->setFocusPolicy(Qt::TabFocus);
    find->setIcon(m_actions.at(QStringLiteral("palette"))->icon());
    connect(find, &QToolButton::clicked, m_actions.at(QStringLiteral("palette")), &QAction::trigger);
    bar->addWidget(find);
    addToolBar(bar);
    showIcons();
    connect(m_workspaces, &Workspaces::changed, this, [this](const QString& name) {
        m_actions.at(QStringLiteral("workspace:") + name)->setChecked(true);
    });
}

void MainWindow::showIcons() {
    for (const auto& [action, icon] : kIcons)
        m_actions.at(action)->setIcon(widgets::themedIcon(icon, palette()));
    if (auto* find = findChild<QToolButton*>(QStringLiteral("findButton")))
        find->setIcon(m_actions.at(QStringLiteral("palette"))->icon());
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_actions.empty())
        showIcons();
}

void MainWindow::buildLayoutMenu(QMenu& view) {
    m_layoutMenu = view.addMenu(tr("&Layout"));
    add(m_layoutMenu, QStringLiteral("resetLayout"), tr("&Reset this workspace"), {},
        [this] { m_workspaces->reset(); });
    add(m_layoutMenu, QStringLiteral("saveLayout"), tr("&Save this layout as…"), {},
        [this] { askSaveLayout(); });
    m_layoutMenu->addSeparator();
    connect(m_workspaces, &Workspaces::layoutsChanged, this, &MainWindow::listLayouts);
    listLayouts();
}

/// The saved arrangements, below the commands.
void MainWindow::listLayouts() {
    static const char* const kSaved = "savedLayout";
    for (QAction* action : m_layoutMenu->actions())
        if (action->property(kSaved).toBool())
            action->deleteLater();
    const QStringList layouts = m_workspaces->layouts();
    for (const QString& name : layouts) {
        QAction* action = m_layoutMenu->addAction(QString(name).replace(u'&', QStringLiteral("&&")));
        action->setObjectName(QStringLiteral("layout:") + name);
        action->setProperty(kSaved, true);
        connect(action, &QAction::triggered, this, [this, name] { m_workspaces->applyLayout(name); });
    }
    if (layouts.isEmpty())
        return;
    QMenu* forget = m_layoutMenu->addMenu(tr("&Forget"));
    forget->menuAction()->setProperty(kSaved, true);
    connect(forget->menuAction(), &QObject::destroyed, forget, &QObject::deleteLater);
    for (const QString& name : layouts)
        connect(forget->addAction(QString(name).replace(u'&', QStringLiteral("&&"))), &QAction::triggered,
                this, [this, name] { m_workspaces->forgetLayout(name); });
}

void MainWindow::askSaveLayout() {
    auto* dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("saveLayoutDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save this layout"));
    dialog->setLabelText(tr("Name of the layout; one of the same name is replaced."));
    dialog->setOkButtonText(tr("Save"));
    connect(dialog, &QInputDialog::textValueSelected, m_workspaces, &Workspaces::saveLayout);
    dialog->open();
}

void MainWindow::restoreLayout() {
    resize(kFirstSize);
    if (m_services.settings != nullptr) {
        // With its frame it would not fit.
        const QSize room = screen()->availableSize();
        if (room.width() <= kFirstSize.width() || room.height() <= kFirstSize.height() + kFrameHeight)
            setWindowState(Qt::WindowMaximized);
        restoreGeometry(m_services.settings->value(QStringLiteral("window/geometry")).toByteArray());
    }
    m_workspaces->begin();
}

void MainWindow::keepLayout() {
    if (m_services.settings != nullptr)
        m_services.settings->setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_workspaces->store();
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (std::exchange(m_wasShown, true))
        return;
    m_workspaces->windowShown();
    if (m_firstSteps->isFirstStart())
        showFirstSteps();
    m_matrix->matrix().setFocus();
}

void MainWindow::showWorkspace(const QString& name) {
    m_workspaces->change(name);
}

void MainWindow::showDock(const QString& name) {
    QDockWidget* dock = m_docks.at(name);
    dock->show();
    dock->raise();
}

} // namespace lapidary::window
