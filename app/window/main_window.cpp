// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include "app/window/disclosure_box.h"
#include "app/window/error_text.h"
#include "app/window/history_dock.h"
#include "app/window/missing_model_bar.h"
#include "app/window/panes.h"
#include "app/window/plot_area.h"
#include "app/window/recovery.h"
#include "app/window/undo_toast.h"
#include "app/window/workspaces.h"
#include "core/results/run_plan.h"
#include "widgets/help/help_view.h"
#include "widgets/inspector/inspector.h"
#include "widgets/matrix/matrix_panel.h"
#include "widgets/panels/compare_view.h"
#include "widgets/panels/history_panel.h"
#include "widgets/panels/log_view.h"
#include "widgets/panels/model_tree.h"
#include "widgets/panels/notice_strip.h"
#include "widgets/panels/plan_table.h"
#include "widgets/panels/problems_view.h"
#include "widgets/run/budget_bar.h"
#include "widgets/run/job_panel.h"

#include <QAction>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QSplitter>
#include <QStatusBar>
#include <QUrl>
#include <QVBoxLayout>

namespace lapidary::window {

namespace {
constexpr int kStatusMs = 8000;

QString fileText(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}
} // namespace

MainWindow::MainWindow(WindowServices services, QWidget* parent)
    : QMainWindow(parent)
    , m_services(std::move(services))
    , m_runner(m_services.engine)
    , m_work(m_document, m_runner) {
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    buildViews();
    buildMenus();
    buildToolBar();
    connectViews();
    connectDocument();
    restoreLayout();
    showState();
    showTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildViews() {
    m_budget = new widgets::BudgetBar(this);
    m_missingModel = new MissingModelBar(this);
    m_matrix = new widgets::MatrixPanel(m_selection, this);
    m_plots = new PlotArea(m_selection, this);
    m_tree = new widgets::ModelTree(m_selection, m_sets, this);
    m_inspector = new widgets::Inspector(m_selection, this);
    m_table = new widgets::PlanTable(m_selection, this);
    m_compare = new widgets::CompareView(m_selection, this);
    m_history = new widgets::HistoryPanel(m_selection, this);
    m_job = new widgets::JobPanel(this);
    m_problems = new widgets::ProblemsView(m_selection, this);
    m_log = new widgets::LogView(this);
    m_help = new widgets::HelpView(this);
    m_matrix->setProperty(widgets::kHelpProperty, QStringLiteral("matrix"));

    auto* evidence = new QSplitter(Qt::Vertical, this);
    evidence->addWidget(m_matrix);
    evidence->addWidget(m_plots);
    evidence->setStretchFactor(0, 1);
    evidence->setStretchFactor(1, 1);
    evidence->setChildrenCollapsible(false);
    m_workspaces = new Workspaces(*this, *evidence, m_services.settings);
    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_budget);
    layout->addWidget(m_missingModel);
    auto* recovery = new widgets::NoticeStrip(QStringLiteral("recovery"), centre);
    layout->addWidget(recovery);
    layout->addWidget(evidence, 1);
    setCentralWidget(centre);
    auto* history = new HistoryDock(m_document, m_selection, *m_history, *new UndoToast(centre), this);
    connect(history, &HistoryDock::failed, this, &MainWindow::complain);
    if (m_services.settings != nullptr) { // a picture leaves nothing behind
        auto* sessions = new Recovery(m_document, *recovery, sessionsFolder(), this);
        connect(sessions, &Recovery::openRequested, this, &MainWindow::open);
        connect(sessions, &Recovery::said, this, &MainWindow::say);
    }

    addDock(QStringLiteral("tree"), tr("Model"), m_tree, Qt::LeftDockWidgetArea);
    addDock(QStringLiteral("inspector"), tr("Inspector"), m_inspector, Qt::RightDockWidgetArea);
    addDock(QStringLiteral("table"), tr("Plan"), m_table, Qt::BottomDockWidgetArea);
    addDock(QStringLiteral("history"), tr("History"), m_history, Qt::BottomDockWidgetArea);
    addDock(QStringLiteral("run"), tr("Run"), m_job, Qt::BottomDockWidgetArea);
    addDock(QStringLiteral("compare"), tr("Before and after"), m_compare, Qt::BottomDockWidgetArea);
    addDock(QStringLiteral("problems"), tr("Problems"), m_problems, Qt::BottomDockWidgetArea);
    addDock(QStringLiteral("log"), tr("Log"), m_log, Qt::BottomDockWidgetArea);
    addDock(QStringLiteral("help"), tr("Help"), m_help, Qt::RightDockWidgetArea);
    buildFirstSteps();
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);

    m_disclosure = new DisclosureBox(m_services.settings, this);
    statusBar()->addPermanentWidget(m_disclosure);
    m_device = new QLabel(tr("device: auto"), this);
    statusBar()->addPermanentWidget(m_device);
}

QDockWidget* MainWindow::addDock(const QString& name, const QString& title, QWidget* view,
                                 Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    if (!view->property(widgets::kHelpProperty).isValid())
        view->setProperty(widgets::kHelpProperty, name);
    dock->setWidget(view);
    addDockWidget(area, dock);
    dock->toggleViewAction()->setObjectName(QStringLiteral("dock:") + name);
    m_workspaces->addDock(dock, area);
    m_docks.emplace(name, dock);
    return dock;
}

void MainWindow::connectViews() {
    connect(m_inspector, &widgets::Inspector::editRequested, this, &MainWindow::changePlan);
    connect(m_table, &widgets::PlanTable::editRequested, this, &MainWindow::changePlan);
    connect(m_plots, &PlotArea::editRequested, this, &MainWindow::changePlan);
    connect(&m_matrix->matrix(), &widgets::LayerMatrix::notchRequested, this, &MainWindow::notch);
    connect(&m_matrix->matrix(), &widgets::LayerMatrix::notchDragged, this, &MainWindow::dragNotch);
    connect(&m_matrix->matrix(), &widgets::LayerMatrix::notchCancelled, this,
            [this](const QString& key) { m_document.takeBack(key.toStdString()); });
    const auto readout = [this](const QString& text) { statusBar()->showMessage(text); };
    connect(&m_matrix->matrix(), &widgets::LayerMatrix::readout, this, readout);
    connect(m_plots, &PlotArea::readout, this, readout);
    connect(m_plots, &PlotArea::editCancelled, &m_document, &Document::takeBack);
    connect(m_plots, &PlotArea::message, this, &MainWindow::say);
    connect(m_plots, &PlotArea::runChosen, &m_document, &Document::compareRun);
    connect(m_plots, &PlotArea::planRequested, this, [this](std::size_t run) {
        if (const auto plan = results::planOf(m_document.project().runs.at(run)))
            m_document.setPlan(*plan, tr("plan of run %1").arg(run + 1));
        else
            complain(errorText(plan.error()));
    });
    connect(m_tree, &widgets::ModelTree::filterChanged, this,
            [this](const std::set<model::SiteId>& filtered) {
                const bool all = m_tree->filterText().isEmpty();
                m_matrix->matrix().setFilter(all ? std::nullopt : std::optional(filtered));
                m_table->setFilter(filtered);
            });
    connect(m_help, &widgets::HelpView::leaveRequested, this, &MainWindow::leaveHelp);
    connect(m_compare, &widgets::CompareView::runChosen, &m_document, &Document::compareRun);
    connect(m_budget, &widgets::BudgetBar::formatChosen, &m_document, &Document::setFormat);
    connect(m_budget, &widgets::BudgetBar::targetChosen, &m_document, &Document::setTarget);
    connect(m_problems, &widgets::ProblemsView::runtimeChosen, &m_document, &Document::setRuntime);
    connect(m_budget, &widgets::BudgetBar::problemsRequested, this,
            [this] { showDock(QStringLiteral("problems")); });
    connect(m_missingModel, &MissingModelBar::locateRequested, this, &MainWindow::askLocateModel);
    m_log->setSave([this](const QString& text) { askSaveLog(text); });
    connect(m_job, &widgets::JobPanel::measureRequested, this, &MainWindow::askMeasure);
    connect(m_job, &widgets::JobPanel::compressRequested, this, &MainWindow::askCompress);
    connect(m_job, &widgets::JobPanel::cancelRequested, &m_work, &Work::cancel);
    connect(m_job, &widgets::JobPanel::resumeRequested, &m_work, &Work::resume);
    connect(&m_selection, &widgets::SelectionModel::setChanged, this, &MainWindow::updateActions);
    connect(&m_selection, &widgets::SelectionModel::pastChanged, this, &MainWindow::updateActions);
}

void MainWindow::connectDocument() {
    connect(&m_document, &Document::opened, this, &MainWindow::onOpened);
    connect(&m_document, &Document::openFailed, this, [this](const QString& why) {
        complain(tr("Not opened: %1").arg(why));
        Q_EMIT opened(false);
    });
    connect(&m_document, &Document::modelLocated, this, [this] {
        showModelPresence();
        updateActions();
        say(tr("The model of this project is %1").arg(fileText(m_document.modelPath())));
    });
    connect(&m_document, &Document::planChanged, this, &MainWindow::showState);
    connect(&m_document, &Document::measurementsChanged, this, &MainWindow::showState);
    connect(&m_document, &Document::runsChanged, this, &MainWindow::showState);
    connect(&m_document, &Document::told, this, &MainWindow::say);
    connect(&m_document, &Document::failed, this, [this](const QString& why) { complain(why); });
    connect(&m_document, &Document::notice, this, &MainWindow::complain);
    connect(&m_document, &Document::saved, this, [this](const QString& path) {
        say(tr("The project is kept in %1 from here on").arg(path));
        remember(path);
    });
    connect(&m_work, &Work::changed, this, &MainWindow::onJobChanged);
    connect(&m_work, &Work::logged, m_log, [this](widgets::LogView::Severity severity, const QString& line) {
        m_log->append(severity, line);
    });
    connect(&m_work, &Work::compressed, this, [this] { showDock(QStringLiteral("compare")); });
}

void MainWindow::open(const QString& path) {
    if (m_work.active()) {
        complain(tr("A job is running: cancel it before you open another model."));
        return;
    }
    statusBar()->showMessage(tr("Opening %1").arg(path));
    m_document.open(path.toStdString());
}

void MainWindow::onOpened() {
    widgets::SelectionModel::Sites sites;
    for (const model::Site* site : m_document.state().model->allSites())
        sites.push_back(site->id);
    m_selection.reset(std::move(sites));
    showState(); // first: a view that takes a new model may select its first row
    // A block is more telling than the embedding, which comes first.
    if (const auto blocks = m_document.state().model->blockSites(); !blocks.empty())
        m_selection.focusOn(blocks.front()->id);
    for (const QString& site : m_options.select)
        if (m_document.state().model->find(model::SiteId(site.toStdString())) == nullptr)
            complain(tr("--select: there is no site %1").arg(site));
    widgets::SelectionModel::SiteSet selected;
    for (const QString& site : m_options.select)
        selected.insert(model::SiteId(site.toStdString()));
    if (!selected.empty())
        m_selection.select(selected, model::SiteId(m_options.select.front().toStdString()));
    m_options.select.clear();
    showTitle();
    if (!m_document.isRecorded())
        remember(fileText(m_document.projectPath().parent_path() == ownProjectsFolder()
                              ? m_document.modelPath()
                              : m_document.projectPath()));
    showModelPresence();
    say(tr("%1 is open").arg(m_document.state().modelName));
    Q_EMIT opened(true);
}

void MainWindow::showModelPresence() {
    if (m_document.modelPresent())
        m_missingModel->hide();
    else
        m_missingModel->showMissing(fileText(m_document.modelPath()), m_document.isRecorded());
}

void MainWindow::showState() {
    const widgets::ViewState& state = m_document.state();
    m_budget->show(state);
    m_matrix->show(state);
    m_plots->show(state, m_document.history());
    m_tree->show(state);
    m_inspector->show(state);
    m_table->show(state);
    m_compare->show(state);
    m_problems->show(state);
    updateActions();
}

void MainWindow::showTitle() {
    setWindowTitle(m_document.isOpen() ? tr("%1 – Lapidary").arg(m_document.state().modelName)
                                       : tr("Lapidary"));
}

void MainWindow::onJobChanged(const widgets::JobView& job) {
    m_job->show(job);
    updateActions();
    const int percent = static_cast<int>(100.0 * job.share);
    if (job.active() && job.steps > 1)
        statusBar()->showMessage(
            tr("%1: %2 % of step %3 of %4").arg(job.title).arg(percent).arg(job.step).arg(job.steps));
    else if (job.active())
        statusBar()->showMessage(tr("%1: %2 %").arg(job.title).arg(percent));
    else
        statusBar()->showMessage(job.state == widgets::JobView::State::Failed ? job.error : job.result,
                                 kStatusMs);
    if (job.state == widgets::JobView::State::Failed)
        showDock(QStringLiteral("run"));
    if (!job.active() && m_closing)
        close();
}

void MainWindow::say(const QString& text) {
    statusBar()->showMessage(text, kStatusMs);
    m_log->append(text);
}

void MainWindow::complain(const QString& text) {
    statusBar()->showMessage(text, kStatusMs);
    m_log->append(widgets::LogView::Severity::Error, text);
    showDock(QStringLiteral("log"));
}

void MainWindow::apply(const StartOptions& options) {
    m_options = options;
    if (options.size)
        resize(*options.size);
    if (!options.workspace.isEmpty())
        showWorkspace(options.workspace);
    if (!options.metric.isEmpty())
        m_matrix->setMetric(options.metric);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (m_work.active()) {
        // What is finished is kept; the window goes when the job has stopped.
        m_closing = true;
        m_work.cancel();
        say(tr("Stopping the job; what is finished is kept"));
        event->ignore();
        return;
    }
    keepLayout();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().constFirst().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = event->mimeData()->urls().constFirst().toLocalFile();
    event->acceptProposedAction();
    if (path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) {
        if (m_document.isOpen())
            if (const base::Status status = m_document.importPlan(path.toStdString()); !status)
                complain(errorText(status.error()));
        return;
    }
    open(path);
}

} // namespace lapidary::window
