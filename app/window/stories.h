// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/choose_path.h"
#include "app/window/presenter.h"
#include "widgets/stories/story_book.h"

#include <QObject>

#include <functional>
#include <optional>

namespace lapidary::widgets {
class StoriesPanel;
}

namespace lapidary::window {

/// Stories of the open project and the lessons: keeps them in the project, takes steps from the screen and
/// brings them back, presents.
class Stories final : public QObject {
    Q_OBJECT

public:
    /// What only the main window can do.
    struct Window {
        QMainWindow& window;
        QSplitter& evidence;
        std::function<QString()> workspace;
        std::function<void(const QString&)> showWorkspace;
        std::function<void(const QString&)> open; // a model or project, as Document::open()
    };
    Stories(Window window, StoryScreen screen);

    widgets::StoryBook& book() { return m_book; }
    widgets::StoriesPanel& panel() const { return *m_panel; }
    Presenter& presenter() const { return *m_presenter; }

    /// Behind the step that is looked at.
    void addStep();
    void updateStep();
    /// Plan and all; one step of the plan's history.
    void showStep();

    /// The story that is looked at, from its step on; what is on screen where there is none.
    void present(Presenter::Options options = {});
    /// By the title of a story of the project, or id or title of a lesson, from a step on. A lesson opens the
    /// built-in model first, and what was open again when it ends. False: there is no such story.
    bool presentNamed(const QString& name, std::size_t step, Presenter::Options options = {});
    /// What waited for the model that is open now; to be called once all views show it.
    void startWaiting();
    /// The story of that name; nothing where there is none. An empty name: the first of the project.
    std::optional<results::Story> find(const QString& name) const;

Q_SIGNALS:
    void message(const QString& text);
    void failed(const QString& why);

private:
    void onOpened();
    void keep();
    void onEnded();
    QString openedAs() const;

    struct Waiting {
        results::Story story;
        std::size_t step = 0;
        Presenter::Options options;
    };

    Window m_window;
    StoryScreen m_screen;
    widgets::StoryBook m_book;
    widgets::StoriesPanel* m_panel;
    Presenter* m_presenter;
    std::optional<Waiting> m_waiting; // for the built-in model to open
    QString m_returnTo;               // when the lesson ends; empty: nothing
};

} // namespace lapidary::window
