// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/presenter_keys.h"
#include "app/window/story_screen.h"
#include "core/plan/plan.h"

#include <QFont>
#include <QObject>
#include <QTimer>

#include <memory>

class QDockWidget;
class QMainWindow;
class QSplitter;

namespace lapidary::window {

class NotesWindow;
class StageCover;
class StoryCaption;

/// Shows a story step by step over the whole window: large type, no menus, no frames, the step's text beside
/// the views. Views stay live; the plan that is changed there is a trial (Document::beginTrial), so that all
/// is as it was when it ends.
class Presenter final : public QObject {
    Q_OBJECT

public:
    /// `evidence`: matrix over plots; of the window's middle it alone is shown.
    Presenter(QMainWindow& window, QSplitter& evidence, StoryScreen screen);
    ~Presenter() override;

    struct Options {
        bool fullScreen = true;
    };
    /// Needs an open model. A story without steps presents what is on screen.
    void start(results::Story story, std::size_t step, Options options);
    void stop();
    bool active() const { return m_before != nullptr; }

    const results::Story& story() const { return m_story; }
    std::size_t step() const { return m_step; }
    void goTo(std::size_t step);
    void goBy(int steps);
    /// As the step has it, whatever was tried.
    void goHome();
    void run(const PresenterCommand& command);

    StoryCaption& caption() const { return *m_caption; }
    StageCover& cover() const { return *m_cover; }
    NotesWindow* notes() const { return m_notes; } // null: not asked for yet

Q_SIGNALS:
    void started();
    void ended();
    void message(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Before;
    void remember();
    void hideChrome(bool fullScreen);
    void restore();
    void enlarge(QWidget& view) const;
    void showDockFor(const std::string& workspace);
    void showStage(const results::StoryStep& step);
    void onPlanChanged();
    void toggleNotes();
    void closeNotes();
    void keepTried();
    bool onKey(QObject* watched, QEvent* event);
    const results::StoryStep& current() const { return m_story.steps[m_step]; }
    plan::Plan planOf(const results::StoryStep& step) const;

    QMainWindow& m_window;
    QSplitter& m_evidence;
    StoryScreen m_screen;
    results::Story m_story;
    std::size_t m_step = 0;
    plan::Plan m_stepPlan; // of that step, before anything was tried
    QDockWidget* m_captionDock;
    StoryCaption* m_caption;
    StageCover* m_cover;
    NotesWindow* m_notes = nullptr;
    QTimer m_spotlight; // Control is held alone for so long
    std::unique_ptr<Before> m_before;
};

} // namespace lapidary::window
