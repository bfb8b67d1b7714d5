// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/results/story.h"

#include <QObject>
#include <QString>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace lapidary::widgets {

/// The stories of the open project, the one step that is looked at, and the undo of what was done to them.
/// Window thread only.
class StoryBook final : public QObject {
    Q_OBJECT

public:
    explicit StoryBook(QObject* parent = nullptr);

    /// Of the project that was opened; there is nothing to undo then.
    void load(std::vector<results::Story> stories);
    const std::vector<results::Story>& stories() const { return m_now.stories; }

    const results::Story* story() const; // null: there is none
    std::size_t storyIndex() const { return m_now.story; }
    const results::StoryStep* step() const; // null: there is none
    std::size_t stepIndex() const { return m_now.step; }
    void goTo(std::size_t story, std::size_t step);

    // Each is undone by one undo(); those in a row with the same non-empty `mergeKey` by one too.
    void addStory(const std::string& title);
    void removeStory();
    void changeStory(const std::string& title, std::int64_t minutes, const std::string& mergeKey = {});
    /// Behind the step that is looked at, which it becomes; in a first story where there is none.
    void addStep(results::StoryStep step);
    void changeStep(results::StoryStep step, const std::string& mergeKey = {});
    void duplicateStep();
    void removeStep();
    /// To where `to` is now; false where there is no such place.
    bool moveStep(std::size_t from, std::size_t to);

    bool canUndo() const { return !m_past.empty(); }
    bool canRedo() const { return !m_future.empty(); }
    void undo();
    void redo();

Q_SIGNALS:
    void changed();      // what is to be kept; not by load()
    void placeChanged(); // another story or step is looked at

private:
    struct State {
        std::vector<results::Story> stories;
        std::size_t story = 0;
        std::size_t step = 0;
    };
    void begin(const std::string& mergeKey = {});
    void end();
    results::Story& current() { return m_now.stories[m_now.story]; }

    State m_now;
    std::vector<State> m_past;
    std::vector<State> m_future;
    std::string m_mergeKey; // of the last change; empty: none
};

} // namespace lapidary::widgets
