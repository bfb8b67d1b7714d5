// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/stories.h"

#include "app/window/document.h"
#include "app/window/error_text.h"
#include "app/window/lessons.h"
#include "core/session/builtin_files.h"
#include "widgets/stories/stories_panel.h"

#include <QMainWindow>

#include <algorithm>
#include <utility>

namespace lapidary::window {

namespace {
const std::string kKey = "stories"; // in the workbench of the project
} // namespace

Stories::Stories(Window window, StoryScreen screen)
    : QObject(&window.window)
    , m_window(std::move(window))
    , m_screen(screen)
    , m_panel(new widgets::StoriesPanel(m_book, &m_window.window))
    , m_presenter(new Presenter(m_window.window, m_window.evidence, screen)) {
    connect(&m_screen.document, &Document::opened, this, &Stories::onOpened);
    connect(&m_book, &widgets::StoryBook::changed, this, &Stories::keep);
    connect(m_panel, &widgets::StoriesPanel::addRequested, this, &Stories::addStep);
    connect(m_panel, &widgets::StoriesPanel::updateRequested, this, &Stories::updateStep);
    connect(m_panel, &widgets::StoriesPanel::showRequested, this, &Stories::showStep);
    connect(m_panel, &widgets::StoriesPanel::presentRequested, this, [this] { present(); });
    connect(m_presenter, &Presenter::message, this, &Stories::message);
    connect(m_presenter, &Presenter::ended, this, &Stories::onEnded);
}

void Stories::onOpened() {
    const base::Json& kept = m_screen.document.workbench(kKey);
    auto stories = results::storiesFromJson(kept, m_screen.document.projectPath().string());
    if (!stories) {
        // Perhaps a newer program's: they wait there for it.
        m_screen.document.setWorkbench(kKey + "-unread", kept);
        Q_EMIT failed(
            tr("The stories of this project could not be read: %1").arg(errorText(stories.error())));
    }
    m_book.load(stories ? *std::move(stories) : std::vector<results::Story>());
    m_panel->setOpen(true);
}

void Stories::keep() {
    const std::vector<results::Story>& stories = m_book.stories();
    m_screen.document.setWorkbench(kKey, stories.empty() ? base::Json() : base::Json(toJson(stories)));
}

void Stories::addStep() {
    if (!m_screen.document.isOpen())
        return;
    m_book.addStep(captureStep(m_screen, m_window.workspace()));
    Q_EMIT message(tr("Step %1 of “%2” is what is on screen")
                       .arg(m_book.stepIndex() + 1)
                       .arg(QString::fromStdString(m_book.story()->title)));
}

void Stories::updateStep() {
    if (m_book.step() == nullptr || !m_screen.document.isOpen())
        return;
    results::StoryStep step = captureStep(m_screen, m_window.workspace());
    step.title = m_book.step()->title;
    step.text = m_book.step()->text;
    step.notes = m_book.step()->notes;
    step.bookmark = m_book.step()->bookmark;
    m_book.changeStep(std::move(step));
}

void Stories::showStep() {
    const results::StoryStep* step = m_book.step();
    if (step == nullptr || !m_screen.document.isOpen())
        return;
    if (!step->workspace.empty())
        m_window.showWorkspace(QString::fromStdString(step->workspace));
    if (!step->plan.is_null())
        if (const auto plan = plan::planFromJson(step->plan, kKey))
            m_screen.document.setPlan(*plan,
                                      tr("plan of the step “%1”").arg(QString::fromStdString(step->title)));
    const QStringList missing = window::showStep(m_screen, *step);
    if (!missing.isEmpty())
        Q_EMIT message(tr("Not here: %1").arg(missing.join(QStringLiteral(", "))));
}

void Stories::present(Presenter::Options options) {
    m_presenter->start(m_book.story() != nullptr ? *m_book.story() : results::Story(), m_book.stepIndex(),
                       options);
}

std::optional<results::Story> Stories::find(const QString& name) const {
    const std::vector<results::Story>& own = m_book.stories();
    if (name.isEmpty())
        return own.empty() ? std::nullopt : std::optional(own.front());
    if (const auto at = std::ranges::find(own, name.toStdString(), &results::Story::title); at != own.end())
        return *at;
    const Lesson* lesson = findLesson(name);
    return lesson == nullptr ? std::nullopt : std::optional(lesson->story);
}

QString Stories::openedAs() const {
    const Document& document = m_screen.document;
    if (!document.isOpen())
        return {};
    return QString::fromStdString(
        (document.isRecorded() ? std::filesystem::path(session::kSample) : document.projectPath()).string());
}

bool Stories::presentNamed(const QString& name, std::size_t step, Presenter::Options options) {
    std::optional<results::Story> story = find(name);
    if (!story || m_presenter->active())
        return story.has_value();
    const bool lesson =
        findLesson(name) != nullptr && std::ranges::find(m_book.stories(), *story) == m_book.stories().end();
    m_waiting = Waiting{*std::move(story), step, options};
    if (!lesson || (m_screen.document.isOpen() && m_screen.document.isBuiltin())) {
        startWaiting();
    } else {
        m_returnTo = openedAs();
        m_window.open(QString::fromUtf8(session::kBuiltin.data(), session::kBuiltin.size()));
    }
    return true;
}

void Stories::startWaiting() {
    if (const auto waiting = std::exchange(m_waiting, std::nullopt))
        m_presenter->start(waiting->story, waiting->step, waiting->options);
}

void Stories::onEnded() {
    if (const QString path = std::exchange(m_returnTo, {}); !path.isEmpty())
        m_window.open(path);
}

} // namespace lapidary::window
