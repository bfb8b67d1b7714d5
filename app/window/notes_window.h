// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/results/story.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QTextBrowser;

namespace lapidary::widgets {
struct ViewState;
}

namespace lapidary::window {

/// For the speaker: notes of the step, what comes next, the time. On another screen than the audience's where
/// there is one.
class NotesWindow final : public QWidget {
    Q_OBJECT

public:
    explicit NotesWindow(QWidget* presented);

    void showStep(const results::Story& story, std::size_t step, const widgets::ViewState& state);
    void placeBeside(const QWidget& presented);
    /// Since when the presentation is on.
    void startClock();

private:
    void showTime();

    std::int64_t m_minutes = 0;
    QLabel* m_title;
    QTextBrowser* m_notes;
    QLabel* m_nextTitle;
    QTextBrowser* m_next;
    QLabel* m_clock;
    QLabel* m_elapsed;
    QTimer m_tick;
    QElapsedTimer m_since;
};

} // namespace lapidary::window
