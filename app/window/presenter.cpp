// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/presenter.h"

#include "app/window/document.h"
#include "app/window/notes_window.h"
#include "app/window/plot_area.h"
#include "app/window/stage_cover.h"
#include "app/window/story_caption.h"
#include "widgets/matrix/matrix_panel.h"
#include "widgets/state/selection_model.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QLayout>
#include <QMainWindow>
#include <QMenuBar>
#include <QPointer>
#include <QSplitter>
#include <QStatusBar>
#include <QToolBar>

#include <algorithm>
#include <map>

namespace lapidary::window {

namespace {

constexpr double kType = 1.6;
constexpr double kLines = 2.0;
constexpr int kSpotlightMs = 250;     // longer than Ctrl+Z takes
constexpr double kCaptionShare = 0.3; // of the window's width
constexpr int kNarrowest = 300;

/// The dock that a workspace is about; empty: views alone.
QString dockOf(const std::string& workspace) {
    static const std::map<std::string, QString> kDocks = {{"plan", QStringLiteral("inspector")},
                                                          {"compare", QStringLiteral("compare")},
                                                          {"run", QStringLiteral("run")}};
    const auto at = kDocks.find(workspace);
    return at == kDocks.end() ? QString() : at->second;
}

} // namespace

/// Everything that the presentation changes and brings back.
struct Presenter::Before {
    QByteArray docks;
    Qt::WindowStates windowState;
    std::vector<QPointer<QWidget>> hidden; // bars and what else was visible
    QPointer<QWidget> focus;
    widgets::SelectionModel::Memory selection;
    results::StoryStep screen; // metric, plots and their controls
    QStringList onlyPlots;
    QByteArray evidence;
    std::map<QDockWidget*, QPointer<QWidget>> titles; // of docks that showed one
};

Presenter::Presenter(QMainWindow& window, QSplitter& evidence, StoryScreen screen)
    : QObject(&window)
    , m_window(window)
    , m_evidence(evidence)
    , m_screen(screen)
    , m_captionDock(new QDockWidget(&window))
    , m_caption(new StoryCaption(m_captionDock))
    , m_cover(new StageCover(window)) {
    m_captionDock->setObjectName(QStringLiteral("caption"));
    m_captionDock->setWindowTitle(tr("Step"));
    m_captionDock->setFeatures(QDockWidget::NoDockWidgetFeatures);
    m_captionDock->setTitleBarWidget(new QWidget(m_captionDock));
    m_captionDock->setWidget(m_caption);
    m_captionDock->hide();
    connect(m_caption, &StoryCaption::backRequested, this, [this] { goBy(-1); });
    connect(m_caption, &StoryCaption::nextRequested, this, [this] { goBy(1); });
    connect(m_caption, &StoryCaption::endRequested, this, &Presenter::stop);
    connect(m_caption, &StoryCaption::homeRequested, this, &Presenter::goHome);
    connect(m_caption, &StoryCaption::keepRequested, this, &Presenter::keepTried);
    connect(m_cover, &StageCover::blackClicked, this, [this] { m_cover->setBlack(false); });
    connect(&m_screen.document, &Document::planChanged, this, &Presenter::onPlanChanged);
    connect(&m_screen.document, &Document::opened, this, &Presenter::stop);
    m_spotlight.setSingleShot(true);
    m_spotlight.setInterval(kSpotlightMs);
    connect(&m_spotlight, &QTimer::timeout, this, [this] { m_cover->setSpotlight(true); });
}

Presenter::~Presenter() = default;

void Presenter::start(results::Story story, std::size_t step, Options options) {
    if (active() || !m_screen.document.isOpen())
        return;
    if (story.steps.empty()) {
        story.steps.push_back(captureStep(m_screen, {}));
        story.steps.front().title.clear();
    }
    m_story = std::move(story);
    m_step = std::min(step, m_story.steps.size() - 1);
    remember();
    m_screen.document.beginTrial();
    hideChrome(options.fullScreen);
    qApp->installEventFilter(this);
    goHome();
    Q_EMIT started();
}

void Presenter::remember() {
    m_before = std::make_unique<Before>();
    m_before->docks = m_window.saveState();
    m_before->windowState = m_window.windowState();
    m_before->focus = m_window.focusWidget();
    m_before->selection = m_screen.selection.memory();
    m_before->screen = captureStep(m_screen, {});
    m_before->onlyPlots = m_screen.plots.shownOnly();
    m_before->evidence = m_evidence.saveState();
}

void Presenter::hideChrome(bool fullScreen) {
    const auto hide = [this](QWidget* widget) {
        if (widget == nullptr || widget->isHidden())
            return;
        m_before->hidden.emplace_back(widget);
        widget->hide();
    };
    hide(m_window.menuBar());
    hide(m_window.statusBar());
    for (QToolBar* bar : m_window.findChildren<QToolBar*>(QString(), Qt::FindDirectChildrenOnly))
        hide(bar);
    for (QWidget* part :
         m_window.centralWidget()->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
        if (part != &m_evidence)
            hide(part);
    enlarge(m_evidence);
    m_caption->setFontScale(kType);
    if (fullScreen)
        m_window.setWindowState(m_window.windowState() | Qt::WindowFullScreen);
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_captionDock);
}

void Presenter::enlarge(QWidget& view) const {
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * kType);
    widgets::setStroke(view, kLines); // before the font, whose change it waits for
    view.setFont(font);
}

void Presenter::stop() {
    if (!active())
        return;
    qApp->removeEventFilter(this);
    m_spotlight.stop();
    m_cover->setBlack(false);
    m_cover->setSpotlight(false);
    closeNotes();
    restore();
    Q_EMIT ended();
}

void Presenter::restore() {
    const std::unique_ptr<Before> before = std::move(m_before);
    m_window.removeDockWidget(m_captionDock);
    for (const auto& [dock, title] : before->titles) {
        delete dock->titleBarWidget();
        dock->setTitleBarWidget(title);
        widgets::setStroke(*dock->widget(), 1.0);
        dock->widget()->setFont(QFont());
    }
    widgets::setStroke(m_evidence, 1.0);
    m_evidence.setFont(QFont());
    m_screen.document.endTrial();
    m_screen.matrix.show();
    m_screen.plots.show();
    for (QWidget* part : before->hidden)
        if (part != nullptr)
            part->show();
    m_window.setWindowState(before->windowState);
    m_window.restoreState(before->docks);
    m_evidence.restoreState(before->evidence);
    m_window.layout()->activate(); // plots are placed by the room they have
    m_window.centralWidget()->layout()->activate();
    m_screen.plots.showOnly(before->onlyPlots);
    before->screen.run.reset(); // endTrial() brought it back, none too
    showStep(m_screen, before->screen);
    m_screen.selection.recall(before->selection);
    if (before->focus != nullptr)
        before->focus->setFocus();
}

plan::Plan Presenter::planOf(const results::StoryStep& step) const {
    if (!step.plan.is_null())
        if (const auto plan = plan::planFromJson(step.plan, m_story.title))
            return *plan;
    return m_screen.document.keptPlan();
}

void Presenter::goTo(std::size_t step) {
    if (!active() || step >= m_story.steps.size())
        return;
    m_cover->setBlack(false);
    m_cover->fadeFromNow();
    m_step = step;
    goHome();
}

void Presenter::goBy(int steps) {
    const auto wanted = static_cast<std::ptrdiff_t>(m_step) + steps;
    if (wanted >= 0)
        goTo(static_cast<std::size_t>(wanted));
}

void Presenter::goHome() {
    if (!active())
        return;
    const results::StoryStep& step = current();
    m_stepPlan = planOf(step);
    m_screen.document.tryPlan(m_stepPlan);
    showStage(step);
    const QStringList missing = showStep(m_screen, step);
    m_caption->showStep(m_story, m_step, m_screen.document.state());
    m_caption->setTried(false);
    if (m_notes != nullptr)
        m_notes->showStep(m_story, m_step, m_screen.document.state());
    m_caption->setFocus();
    if (!missing.isEmpty())
        Q_EMIT message(tr("The step “%1” asks for what is not here: %2")
                           .arg(QString::fromStdString(step.title), missing.join(QStringLiteral(", "))));
}

/// Which parts of the window the step needs.
void Presenter::showStage(const results::StoryStep& step) {
    QStringList plots;
    for (const results::StoryPlot& plot : step.plots)
        plots += QString::fromStdString(plot.id);
    showDockFor(step.workspace);
    m_screen.plots.showOnly(plots);
    m_screen.plots.setVisible(!plots.isEmpty());
    m_screen.matrix.setVisible(step.matrix || plots.isEmpty());
    const int width = std::max(kNarrowest, static_cast<int>(kCaptionShare * m_window.width()));
    m_window.resizeDocks({m_captionDock}, {width}, Qt::Horizontal);
}

void Presenter::showDockFor(const std::string& workspace) {
    const QString wanted = dockOf(workspace);
    for (QDockWidget* dock : m_window.findChildren<QDockWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        if (dock == m_captionDock)
            continue;
        const bool shown = dock->objectName() == wanted && !dock->isFloating();
        if (shown && !m_before->titles.contains(dock)) {
            m_before->titles[dock] = dock->titleBarWidget();
            dock->setTitleBarWidget(new QWidget(dock));
            enlarge(*dock->widget());
        }
        dock->setVisible(shown);
    }
    m_captionDock->show();
}

void Presenter::onPlanChanged() {
    if (!active())
        return;
    m_caption->showState(m_screen.document.state());
    m_caption->setTried(m_screen.document.history().plan() != m_stepPlan);
}

void Presenter::keepTried() {
    const QString title = QString::fromStdString(current().title);
    const QString name = title.isEmpty() ? tr("tried while presenting") : tr("tried at “%1”").arg(title);
    if (m_screen.document.keepTried(name)) {
        m_caption->setTried(false);
        Q_EMIT message(tr("Kept as a branch of the history: %1").arg(name));
    }
}

void Presenter::closeNotes() {
    if (m_notes == nullptr)
        return;
    m_notes->hide();
    m_notes->deleteLater(); // the key that closes it may have come from there
    m_notes = nullptr;
    m_window.activateWindow();
}

void Presenter::toggleNotes() {
    if (m_notes != nullptr && m_notes->isVisible())
        return closeNotes();
    delete m_notes; // closed by its frame
    m_notes = new NotesWindow(&m_window);
    m_notes->placeBeside(m_window);
    m_notes->startClock();
    m_notes->showStep(m_story, m_step, m_screen.document.state());
    m_notes->show();
}

void Presenter::run(const PresenterCommand& command) {
    using Kind = PresenterCommand::Kind;
    switch (command.kind) {
    case Kind::Next:
        return goBy(1);
    case Kind::Back:
        return goBy(-1);
    case Kind::First:
        return goTo(0);
    case Kind::Home:
        return goHome();
    case Kind::Black:
        return m_cover->setBlack(!m_cover->isBlack());
    case Kind::Notes:
        return toggleNotes();
    case Kind::Keep:
        return keepTried();
    case Kind::Undo:
        return m_screen.document.undo();
    case Kind::Redo:
        return m_screen.document.redo();
    case Kind::End:
        return m_cover->isBlack() ? m_cover->setBlack(false) : stop();
    case Kind::Bookmark:
        const auto at = std::ranges::find(m_story.steps, command.bookmark, &results::StoryStep::bookmark);
        if (at != m_story.steps.end())
            goTo(static_cast<std::size_t>(at - m_story.steps.begin()));
        return;
    }
}

bool Presenter::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress:
        return onKey(watched, event);
    case QEvent::KeyRelease:
        if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Control) {
            m_spotlight.stop();
            m_cover->setSpotlight(false);
        }
        return false;
    case QEvent::ApplicationStateChange:
    case QEvent::WindowDeactivate:
        m_spotlight.stop();
        m_cover->setSpotlight(false);
        return false;
    default:
        return false;
    }
}

bool Presenter::onKey(QObject* watched, QEvent* event) {
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (widget == nullptr || QApplication::activePopupWidget() != nullptr ||
        QApplication::activeModalWidget() != nullptr)
        return false;
    const bool inNotes = m_notes != nullptr && widget->window() == m_notes;
    if (widget->window() != &m_window && !inNotes)
        return false;
    const auto& key = *static_cast<QKeyEvent*>(event);
    if (key.key() == Qt::Key_Control && !key.isAutoRepeat() && event->type() == QEvent::KeyPress)
        m_spotlight.start();
    else if (key.key() != Qt::Key_Control)
        m_spotlight.stop();
    const auto command = presenterCommand(key, inNotes ? nullptr : widget, m_caption);
    if (!command)
        return false;
    event->accept(); // a shortcut of the window's would take it
    if (event->type() == QEvent::KeyPress)
        run(*command);
    return true;
}

} // namespace lapidary::window
