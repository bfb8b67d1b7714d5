// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stories/story_book.h"

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

namespace {

constexpr std::size_t kPastLength = 60; // states are whole: plans may be large

template<class T>
auto at(std::vector<T>& list, std::size_t index) {
    return list.begin() + static_cast<std::ptrdiff_t>(index);
}

} // namespace

StoryBook::StoryBook(QObject* parent)
    : QObject(parent) {
}

void StoryBook::load(std::vector<results::Story> stories) {
    m_now = {std::move(stories), 0, 0};
    m_past.clear();
    m_future.clear();
    m_mergeKey.clear();
    Q_EMIT placeChanged();
}

const results::Story* StoryBook::story() const {
    return m_now.story < m_now.stories.size() ? &m_now.stories[m_now.story] : nullptr;
}

const results::StoryStep* StoryBook::step() const {
    const results::Story* shown = story();
    return shown != nullptr && m_now.step < shown->steps.size() ? &shown->steps[m_now.step] : nullptr;
}

void StoryBook::goTo(std::size_t story, std::size_t step) {
    if (story == m_now.story && step == m_now.step)
        return;
    if (story >= m_now.stories.size() || (step != 0 && step >= m_now.stories[story].steps.size()))
        return;
    m_now.story = story;
    m_now.step = step;
    Q_EMIT placeChanged();
}

void StoryBook::begin(const std::string& mergeKey) {
    m_future.clear();
    const bool goesOn = !mergeKey.empty() && mergeKey == m_mergeKey;
    m_mergeKey = mergeKey;
    if (goesOn)
        return;
    m_past.push_back(m_now);
    if (m_past.size() > kPastLength)
        m_past.erase(m_past.begin());
}

void StoryBook::end() {
    m_now.story = std::min(m_now.story, m_now.stories.empty() ? 0 : m_now.stories.size() - 1);
    const results::Story* shown = story();
    m_now.step = shown == nullptr || shown->steps.empty() ? 0 : std::min(m_now.step, shown->steps.size() - 1);
    Q_EMIT changed();
    Q_EMIT placeChanged();
}

void StoryBook::addStory(const std::string& title) {
    begin();
    m_now.stories.push_back({title, 0, {}});
    m_now.story = m_now.stories.size() - 1;
    m_now.step = 0;
    end();
}

void StoryBook::removeStory() {
    if (story() == nullptr)
        return;
    begin();
    m_now.stories.erase(at(m_now.stories, m_now.story));
    m_now.step = 0;
    end();
}

void StoryBook::changeStory(const std::string& title, std::int64_t minutes, const std::string& mergeKey) {
    const results::Story* shown = story();
    if (shown == nullptr || (shown->title == title && shown->minutes == minutes))
        return;
    begin(mergeKey);
    current().title = title;
    current().minutes = minutes;
    end();
}

void StoryBook::addStep(results::StoryStep step) {
    begin();
    if (m_now.stories.empty())
        m_now.stories.push_back({tr("Story").toStdString(), 0, {}});
    std::vector<results::StoryStep>& steps = current().steps;
    m_now.step = steps.empty() ? 0 : m_now.step + 1;
    steps.insert(at(steps, m_now.step), std::move(step));
    end();
}

void StoryBook::changeStep(results::StoryStep changed, const std::string& mergeKey) {
    if (step() == nullptr || *step() == changed)
        return;
    begin(mergeKey);
    current().steps[m_now.step] = std::move(changed);
    end();
}

void StoryBook::duplicateStep() {
    if (step() == nullptr)
        return;
    results::StoryStep copy = *step();
    copy.bookmark.reset(); // a key goes to one step
    addStep(std::move(copy));
}

void StoryBook::removeStep() {
    if (step() == nullptr)
        return;
    begin();
    current().steps.erase(at(current().steps, m_now.step));
    end();
}

bool StoryBook::moveStep(std::size_t from, std::size_t to) {
    const results::Story* shown = story();
    if (shown == nullptr || from >= shown->steps.size() || to >= shown->steps.size())
        return false;
    if (from == to)
        return true;
    begin();
    std::vector<results::StoryStep>& steps = current().steps;
    if (from < to)
        std::rotate(at(steps, from), at(steps, from + 1), at(steps, to + 1));
    else
        std::rotate(at(steps, to), at(steps, from), at(steps, from + 1));
    m_now.step = to;
    end();
    return true;
}

void StoryBook::undo() {
    if (!canUndo())
        return;
    m_future.push_back(std::exchange(m_now, std::move(m_past.back())));
    m_past.pop_back();
    m_mergeKey.clear();
    end();
}

void StoryBook::redo() {
    if (!canRedo())
        return;
    m_past.push_back(std::exchange(m_now, std::move(m_future.back())));
    m_future.pop_back();
    m_mergeKey.clear();
    end();
}

} // namespace lapidary::widgets
