// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of the main window. Every command is an action with a name, so that tests and later a palette
// find it.
#include "app/window/main_window.h"

#include "app/window/action_lists.h"
#include "app/window/disclosure_box.h"
#include "app/window/error_text.h"
#include "app/window/figures.h"
#include "app/window/kept_theme.h"
#include "app/window/plot_area.h"
#include "app/window/vision_menu.h"
#include "app/window/workspaces.h"
#include "core/plan/preset.h"
#include "core/session/cached_models.h"
#include "widgets/help/help_pages.h"
#include "widgets/inspector/family_box.h"
#include "widgets/matrix/matrix_panel.h"
#include "widgets/panels/history_panel.h"
#include "widgets/panels/model_tree.h"
#include "widgets/panels/plan_table.h"
#include "widgets/state/core_text.h"
#include "widgets/state/number_text.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QFutureWatcher>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QtConcurrentRun>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <tuple>

namespace lapidary::window {

QAction* MainWindow::add(QMenu* menu, const QString& name, const QString& text, const QKeySequence& keys,
                         std::function<void()> run) {
    QAction* action = menu->addAction(text);
    action->setObjectName(name);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    m_actions.emplace(name, action);
    return action;
}

void MainWindow::buildMenus() {
    buildFileMenu();
    buildEditMenu();
    buildSelectMenu();
    buildPlanMenu();
    buildRunMenu();
    buildViewMenu();
    buildHelpMenu();
}

void MainWindow::buildFileMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    add(menu, QStringLiteral("openFile"), tr("&Open a file…"), QKeySequence::Open,
        [this] { askOpen(PathQuestion::Kind::OpenFile); });
    add(menu, QStringLiteral("openFolder"), tr("Open a model &folder…"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), [this] { askOpen(PathQuestion::Kind::OpenFolder); });
    m_recentMenu = menu->addMenu(tr("Open &recent"));
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::showRecent);
    m_cacheMenu = menu->addMenu(tr("Open from this machine's &caches"));
    connect(m_cacheMenu, &QMenu::aboutToShow, this, &MainWindow::showCachedModels);
    add(menu, QStringLiteral("openBuiltin"), tr("Open the &built-in model"), {},
        [this] { open(QStringLiteral("builtin")); });
    add(menu, QStringLiteral("openSample"), tr("Open the sa&mple project: SmolLM2-135M, measured"), {},
        [this] { open(QStringLiteral("sample")); });
    add(menu, QStringLiteral("locateModel"), tr("&Locate the model…"), {}, [this] { askLocateModel(); });
    menu->addSeparator();
    add(menu, QStringLiteral("saveProject"), tr("&Save the project as…"), QKeySequence::SaveAs,
        [this] { askSaveProject(); });
    menu->addSeparator();
    add(menu, QStringLiteral("importPlan"), tr("&Import a plan…"), {}, [this] { askImportPlan(); });
    add(menu, QStringLiteral("exportPlan"), tr("&Export the plan…"),
        QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_E), [this] { askExportPlan(); });
    menu->addSeparator();
    add(menu, QStringLiteral("quit"), tr("&Quit"), QKeySequence::Quit, [this] { close(); });
}

void MainWindow::buildEditMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Edit"));
    add(menu, QStringLiteral("undo"), tr("&Undo"), QKeySequence::Undo, [this] { m_document.undo(); });
    QAction* redo =
        add(menu, QStringLiteral("redo"), tr("&Redo"), QKeySequence::Redo, [this] { m_document.redo(); });
    redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    add(menu, QStringLiteral("nameStep"), tr("Keep the plan as a s&napshot…"), {}, [this] {
        m_docks.at(QStringLiteral("history"))->show();
        m_docks.at(QStringLiteral("history"))->raise();
        m_history->nameCurrentStep();
    });
}

void MainWindow::buildPlanMenu() {
    QMenu* menu = m_planMenu = menuBar()->addMenu(tr("&Plan"));
    QMenu* presets = menu->addMenu(tr("&Preset"));
    for (const plan::Preset& preset : plan::presetTable()) {
        const std::string name = preset.name;
        QAction* action = add(presets, QStringLiteral("preset:") + QString::fromStdString(name),
                              QString::fromStdString(name), {}, [this, name] { m_document.setPreset(name); });
        action->setToolTip(widgets::coreText(preset.help));
        action->setCheckable(true);
    }
    presets->setToolTipsVisible(true);
    menu->addSeparator();
    add(menu, QStringLiteral("raise"), tr("One notch &up"), QKeySequence(Qt::CTRL | Qt::Key_Up),
        [this] { notch(1); });
    add(menu, QStringLiteral("lower"), tr("One notch &down"), QKeySequence(Qt::CTRL | Qt::Key_Down),
        [this] { notch(-1); });
    add(menu, QStringLiteral("skip"), tr("&Leave the selected sites dense"),
        QKeySequence(Qt::CTRL | Qt::Key_L), [this] { skipSelected(); });
    add(menu, QStringLiteral("reset"), tr("&Reset the selected sites"),
        QKeySequence(Qt::CTRL | Qt::Key_Backspace), [this] { resetSelected(); });
    QAction* lock = add(menu, QStringLiteral("lock"), tr("Loc&k or unlock the selected sites"),
                        QKeySequence(Qt::Key_K), [this] { lockSelected(); });
    lock->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    for (QWidget* view : std::initializer_list<QWidget*>{m_tree, m_matrix, m_table})
        view->addAction(lock);
}

void MainWindow::buildRunMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Run"));
    add(menu, QStringLiteral("measure"), tr("&Measure the model…"), QKeySequence(Qt::CTRL | Qt::Key_M),
        [this] { askMeasure(); });
    add(menu, QStringLiteral("compress"), tr("&Compress by the plan…"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), [this] { askCompress(); });
    add(menu, QStringLiteral("cancel"), tr("C&ancel the job"), QKeySequence(Qt::CTRL | Qt::Key_Period),
        [this] { m_work.cancel(); });
    add(menu, QStringLiteral("resume"), tr("&Go on from what is finished"), {}, [this] { m_work.resume(); });
    menu->addSeparator();
    m_deviceMenu = menu->addMenu(tr("&Device"));
    m_deviceGroup = new QActionGroup(this);
    QAction* automatic =
        m_deviceMenu->addAction(tr("auto: the CUDA device with most free memory, else the processor"));
    automatic->setData(QStringLiteral("auto"));
    automatic->setCheckable(true);
    automatic->setChecked(true);
    m_deviceGroup->addAction(automatic);
    connect(m_deviceGroup, &QActionGroup::triggered, this, [this](QAction* action) {
        m_work.setDevice(action->data().toString().toStdString());
        m_device->setText(tr("device: %1").arg(action->data().toString()));
    });
    connect(m_deviceMenu, &QMenu::aboutToShow, this, &MainWindow::showDevices);
}

void MainWindow::buildViewMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    auto* workspaces = new QActionGroup(this);
    int key = Qt::Key_1;
    for (const QString& name : Workspaces::names()) {
        QAction* action =
            add(menu, QStringLiteral("workspace:") + name, Workspaces::title(name),
                QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key++)), [this, name] { showWorkspace(name); });
        action->setCheckable(true);
        workspaces->addAction(action);
    }
    buildLayoutMenu(*menu);
    menu->addSeparator();
    for (const auto& [name, dock] : m_docks)
        menu->addAction(dock->toggleViewAction());
    QMenu* plots = menu->addMenu(tr("Pl&ots"));
    plots->addActions(m_plots->commands());
    plots->addSeparator();
    add(plots, QStringLiteral("exportFigures"), tr("&Export all plots…"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), [this] {
            askWriteFigures(*m_plots, m_services.choosePath, [this](const QString& text) { say(text); });
        });
    menu->addSeparator();
    QMenu* themes = menu->addMenu(tr("&Theme"));
    auto* group = new QActionGroup(this);
    const std::vector<std::pair<widgets::ThemeChoice, QString>> choices = {
        {widgets::ThemeChoice::System, tr("as the &desktop")},
        {widgets::ThemeChoice::Light, tr("&light")},
        {widgets::ThemeChoice::Dark, tr("d&ark")},
        {widgets::ThemeChoice::HighContrast, tr("&high contrast")}};
    for (const auto& [choice, text] : choices) {
        QAction* action = themes->addAction(text);
        action->setCheckable(true);
        action->setChecked(choice == keptTheme(m_services.settings));
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice = choice] {
            keepTheme(m_services.settings, choice);
            Q_EMIT themeChosen(choice);
        });
    }
    buildLanguageMenu(menu);
    buildDisclosure(*menu);
    addVisionMenu(*menu, *this);
    add(menu, QStringLiteral("fullScreen"), tr("&Full screen"), QKeySequence(Qt::Key_F11),
        [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
}

/// The same choice as at the foot of the window, where a menu and the palette have it.
void MainWindow::buildDisclosure(QMenu& view) {
    QMenu* menu = view.addMenu(tr("Level of &detail"));
    auto* group = new QActionGroup(this);
    std::map<plan::Disclosure, QAction*> actions;
    for (const auto& [level, name, text] :
         std::initializer_list<std::tuple<plan::Disclosure, const char*, QString>>{
             {plan::Disclosure::Learn, "learn", tr("&Learn: bits, sparsity and rank")},
             {plan::Disclosure::Standard, "standard", tr("&Standard: what most need")},
             {plan::Disclosure::Expert, "expert", tr("&Expert: all settings")}}) {
        actions[level] = add(menu, QStringLiteral("disclosure:") + QString::fromLatin1(name), text, {},
                             [this, level = level] { m_disclosure->choose(level); });
        actions[level]->setCheckable(true);
        group->addAction(actions[level]);
    }
    const auto show = [this, actions](plan::Disclosure level) {
        actions.at(level)->setChecked(true);
        for (widgets::FamilyBox* box : findChildren<widgets::FamilyBox*>())
            box->setDisclosure(level);
    };
    connect(m_disclosure, &DisclosureBox::chosen, this, show);
    show(m_disclosure->level());
}

void MainWindow::buildHelpMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    add(menu, QStringLiteral("help"), tr("&Help for this view"), QKeySequence(Qt::Key_F1),
        [this] { showHelp(widgets::helpPageOf(QApplication::focusWidget())); });
    add(menu, QStringLiteral("helpStart"), tr("&Introduction"), {},
        [this] { showHelp(widgets::HelpPages::startPage()); });
    add(menu, QStringLiteral("firstSteps"), tr("&First steps to try"), {}, [this] { showFirstSteps(); });
    menu->addSeparator();
    buildFinding(*menu);
    menu->addSeparator();
    add(menu, QStringLiteral("about"), tr("&About Lapidary"), {}, [this] {
        auto* box = new QMessageBox(
            QMessageBox::NoIcon, tr("About Lapidary"),
            tr("<p><b>Lapidary %1</b></p><p>A workbench for compressing language models.</p>"
               "<p>Free software under the GNU General Public License, version 3 or later.</p>")
                .arg(QStringLiteral(LAPIDARY_VERSION)),
            QMessageBox::Ok, this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
}

void MainWindow::showRecent() {
    m_recentMenu->clear();
    const QStringList recent = m_services.settings == nullptr
                                   ? QStringList()
                                   : m_services.settings->value(QStringLiteral("recent")).toStringList();
    for (const QString& path : recent)
        connect(m_recentMenu->addAction(path), &QAction::triggered, this, [this, path] { open(path); });
    if (recent.isEmpty())
        m_recentMenu->addAction(tr("nothing yet"))->setEnabled(false);
}

void MainWindow::showCachedModels() {
    m_cacheMenu->clear();
    m_cacheMenu->addAction(tr("looking…"))->setEnabled(false);
    auto* watcher = new QFutureWatcher<std::vector<session::CachedModel>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        const std::vector<session::CachedModel> models = watcher->result();
        watcher->deleteLater();
        m_cacheMenu->clear();
        for (const session::CachedModel& model : models) {
            const QString path = QString::fromStdString(model.path.string());
            const QString text = tr("%1, %2").arg(QString::fromStdString(model.name),
                                                  widgets::bytesText(static_cast<double>(model.bytes)));
            QAction* action = m_cacheMenu->addAction(text);
            action->setToolTip(path);
            connect(action, &QAction::triggered, this, [this, path] { open(path); });
        }
        if (models.empty())
            m_cacheMenu->addAction(tr("no models found"))->setEnabled(false);
    });
    watcher->setFuture(QtConcurrent::run([] { return session::cachedModels(); }));
}

/// The list comes from the engine, which is loaded for it: only when someone asks.
void MainWindow::showDevices() {
    if (m_devicesKnown)
        return;
    m_devicesKnown = true;
    QAction* looking = m_deviceMenu->addAction(tr("looking…"));
    looking->setEnabled(false);
    JobHandler handler;
    handler.ended = [this, looking](base::Result<session::JobResult> result) {
        delete looking;
        if (!result) {
            m_devicesKnown = false;
            complain(errorText(result.error()));
            return;
        }
        for (const engine::DeviceInfo& device : std::get<std::vector<engine::DeviceInfo>>(*result)) {
            const QString name = QString::fromStdString(device.name);
            QAction* action =
                m_deviceMenu->addAction(tr("%1: %2, %3 of %4 free")
                                            .arg(name, QString::fromStdString(device.description),
                                                 widgets::bytesText(static_cast<double>(device.freeBytes)),
                                                 widgets::bytesText(static_cast<double>(device.totalBytes))));
            action->setData(name);
            action->setCheckable(true);
            m_deviceGroup->addAction(action);
        }
    };
    m_runner.start([](session::Session& session) { return session.listDevices(); }, std::move(handler));
}

void MainWindow::enable(const char* name, std::initializer_list<Condition> conditions) {
    QAction* action = m_actions.at(QString::fromLatin1(name));
    const auto* failed = std::ranges::find(conditions, false, &Condition::holds);
    action->setEnabled(failed == conditions.end());
    action->setProperty(kWhyNotProperty, failed == conditions.end() ? QString() : failed->otherwise);
}

void MainWindow::updateActions() {
    const plan::History& history = m_document.history();
    const Condition open{m_document.isOpen(), tr("no model is open")};
    const Condition any{open.holds && !m_selection.set().empty(), tr("nothing is selected")};
    const Condition idle{!m_work.active(), tr("a job is running")};
    const Condition present{m_document.modelPresent(), tr("the model is not on this machine")};
    const Condition computed{!open.holds || m_document.state().model->config.experts.empty(),
                             tr("mixtures of experts are not computed yet")};
    enable("undo", {open, {history.canUndo(), tr("nothing was done yet")}});
    enable("redo", {open, {history.canRedo(), tr("nothing was undone")}});
    const auto nameStep = [&](const char* name, const QString& plain, const QString& named,
                              std::optional<plan::StepIndex> step) {
        // An ampersand of the words is none of the menu's.
        const QString words = step ? QString::fromStdString(history.steps()[*step].words)
                                         .replace(QLatin1Char('&'), QStringLiteral("&&"))
                                   : QString();
        m_actions.at(QString::fromLatin1(name))->setText(words.isEmpty() ? plain : named.arg(words));
    };
    nameStep("undo", tr("&Undo"), tr("&Undo: %1"),
             open.holds && history.canUndo() ? std::optional(history.current()) : std::nullopt);
    nameStep("redo", tr("&Redo"), tr("&Redo: %1"),
             open.holds ? history.steps()[history.current()].redo : std::nullopt);
    enable("nameStep", {open});
    for (const char* name : {"selectAll", "invert", "pin", "blockBefore", "blockAfter", "filter"})
        enable(name, {open});
    for (const char* name : {"selectNone", "nameSet", "raise", "lower", "skip", "reset", "lock"})
        enable(name, {open, any});
    enable("clearFilter", {{m_selection.filter().has_value(), tr("there is no filter")}});
    enable("back", {{m_selection.canGoBack(), tr("there is no selection before")}});
    enable("forward", {{m_selection.canGoForward(), tr("there is no selection after")}});
    for (const char* name : {"importPlan", "exportPlan"})
        enable(name, {open});
    enable("saveProject", {open, idle}); // a running measurement fills the file that was open when it began
    enable("locateModel", {open, idle, {!m_document.modelPresent(), tr("the model is here")}});
    for (const char* name : {"measure", "compress"})
        enable(name, {open, idle, present, computed});
    enable("cancel", {{m_work.active(), tr("nothing is running")}});
    enable("resume", {idle, {m_work.view().canResume, tr("nothing was left unfinished")}});
    for (const plan::Preset& preset : plan::presetTable()) {
        const std::string name = "preset:" + preset.name;
        enable(name.c_str(), {open});
        m_actions.at(QString::fromStdString(name))
            ->setChecked(open.holds && history.plan().preset == preset.name);
    }
}

} // namespace lapidary::window
