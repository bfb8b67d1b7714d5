// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/choose_path.h"
#include "app/window/document.h"
#include "app/window/job_runner.h"
#include "app/window/start_options.h"
#include "app/window/work.h"
#include "widgets/state/named_sets.h"
#include "widgets/state/selection_model.h"

#include <QMainWindow>
#include <QPointer>

#include <initializer_list>
#include <map>
#include <memory>
#include <string>

class QActionGroup;
class QDockWidget;
class QLabel;
class QMenu;
class QSettings;

namespace lapidary::widgets {
class BudgetBar;
class CommandPalette;
class CompareView;
class FirstTasks;
class HelpView;
class HistoryPanel;
class Inspector;
class JobPanel;
class KeysOverlay;
class LogView;
class MatrixPanel;
class ModelTree;
class PlanTable;
class ProblemsView;
} // namespace lapidary::widgets

namespace lapidary::window {

class DisclosureBox;
class FirstSteps;
class MissingModelBar;
class Panes;
class PlotArea;
class Workspaces;

/// What the window needs from outside; tests give an engine of their own and answer its questions.
struct WindowServices {
    session::EngineProvider engine;
    PathChooser choosePath;
    QSettings* settings = nullptr; // not owned
};

/// The one window: wires document, selection and jobs to the views. It knows no numbers: values are the
/// document's, drawing the views'.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(WindowServices services, QWidget* parent = nullptr);
    ~MainWindow() override;

    void open(const QString& path);
    /// Size, workspace, metric now; the selection once the model is open.
    void apply(const StartOptions& options);
    void showWorkspace(const QString& name);
    /// Opens a page of the help in its dock; the start page where there is none of this name.
    void showHelp(const QString& page);
    /// Opens a dock where it was put away, and brings it to the front of its tabs.
    void showDock(const QString& name);

    Document& document() { return m_document; }
    widgets::SelectionModel& selection() { return m_selection; }
    widgets::NamedSets& sets() { return m_sets; }
    Work& work() { return m_work; }
    PlotArea& plots() { return *m_plots; }
    Workspaces& workspaces() { return *m_workspaces; }
    widgets::MatrixPanel& matrix() { return *m_matrix; }

Q_SIGNALS:
    void opened(bool ok);
    void themeChosen(widgets::ThemeChoice choice);
    void languageChosen(const QString& language); // empty: the system's; the window is to be made anew

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    // main_window.cpp
    void buildViews();
    QDockWidget* addDock(const QString& name, const QString& title, QWidget* view, Qt::DockWidgetArea area);
    void connectViews();
    void connectDocument();
    void showState();
    void showTitle();
    void onOpened();
    void showModelPresence();
    void onJobChanged(const widgets::JobView& job);
    void say(const QString& text);      // status bar and log
    void complain(const QString& text); // status bar, log and the log's dock

    // main_window_layout.cpp
    void buildToolBar();
    void showIcons();
    void buildLayoutMenu(QMenu& view);
    void listLayouts();
    void askSaveLayout();
    void restoreLayout();
    void keepLayout();

    // main_window_selection.cpp
    void buildSelectMenu();
    void showHover();

    // main_window_start.cpp
    void buildFirstSteps();
    void showFirstSteps();
    void showTask(const QString& id);

    // main_window_palette.cpp
    void buildFinding(QMenu& help);
    void openPalette();
    void rememberCommand(const QString& id);

    // main_window_menus.cpp
    void buildMenus();
    void buildFileMenu();
    void buildEditMenu();
    void buildPlanMenu();
    void buildRunMenu();
    void buildViewMenu();
    void buildHelpMenu();
    void buildLanguageMenu(QMenu* view);
    void buildDisclosure(QMenu& view);
    void showRecent();
    void showCachedModels();
    void showDevices();
    /// Of an action: it can be done where all hold, else the first that does not says why.
    struct Condition {
        bool holds = false;
        QString otherwise;
    };
    void enable(const char* name, std::initializer_list<Condition> conditions);
    void updateActions();
    QAction* add(QMenu* menu, const QString& name, const QString& text, const QKeySequence& keys,
                 std::function<void()> run);

    // main_window_commands.cpp
    void askOpen(PathQuestion::Kind kind);
    void askLocateModel();
    void askSaveLog(const QString& text);
    void askSaveProject();
    void askImportPlan();
    void askExportPlan();
    void askMeasure();
    void askCompress();
    void changePlan(const widgets::SettingsEdit& edit);
    void skipSelected();
    void resetSelected();
    void lockSelected();
    void leaveHelp();
    void notch(int notches);
    void dragNotch(int notches, const QString& key);
    void applyNotch(const widgets::ViewState& from, int notches, const std::string& mergeKey);
    void remember(const QString& path);
    std::filesystem::path lastText(const QString& key) const;
    MeasureSettings lastMeasure() const;
    CompressSettings lastCompress() const;

    WindowServices m_services;
    widgets::SelectionModel m_selection;
    widgets::NamedSets m_sets;
    Document m_document;
    JobRunner m_runner;
    Work m_work;
    StartOptions m_options;
    QString m_notchKey; // of the drag that began at m_notchFrom
    widgets::ViewState m_notchFrom;

    widgets::BudgetBar* m_budget = nullptr;
    MissingModelBar* m_missingModel = nullptr;
    widgets::MatrixPanel* m_matrix = nullptr;
    PlotArea* m_plots = nullptr;
    widgets::ModelTree* m_tree = nullptr;
    widgets::Inspector* m_inspector = nullptr;
    widgets::PlanTable* m_table = nullptr;
    widgets::CompareView* m_compare = nullptr;
    widgets::HistoryPanel* m_history = nullptr;
    widgets::JobPanel* m_job = nullptr;
    widgets::ProblemsView* m_problems = nullptr;
    widgets::LogView* m_log = nullptr;
    widgets::HelpView* m_help = nullptr;
    QPointer<QWidget> m_beforeHelp; // had the focus
    widgets::FirstTasks* m_firstTasks = nullptr;
    FirstSteps* m_firstSteps = nullptr;
    widgets::CommandPalette* m_palette = nullptr;
    QStringList m_recentCommands; // of the palette, latest first
    widgets::KeysOverlay* m_keys = nullptr;
    std::unique_ptr<Panes> m_panes;
    QLabel* m_device = nullptr;
    DisclosureBox* m_disclosure = nullptr;
    Workspaces* m_workspaces = nullptr;
    std::map<QString, QDockWidget*> m_docks;
    std::map<QString, QAction*> m_actions;
    QMenu* m_layoutMenu = nullptr;
    QMenu* m_planMenu = nullptr;
    QMenu* m_recentMenu = nullptr;
    QMenu* m_cacheMenu = nullptr;
    QMenu* m_deviceMenu = nullptr;
    QActionGroup* m_deviceGroup = nullptr;
    bool m_devicesKnown = false;
    bool m_closing = false;
    bool m_wasShown = false;
};

} // namespace lapidary::window
