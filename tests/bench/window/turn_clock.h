// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QString>

#include <optional>
#include <vector>

namespace lapidary::bench {

/// What the window's thread did from an input, or from the first event after a wait, to the next input or
/// wait. Passes of the event loop in between count as one turn: a click, what it queued and the drawing of
/// it. The timer that makes the simulated input is left out.
struct Turn {
    double wallMs = 0.0;
    double processorMs = 0.0;         // the thread's own; the rest it was ready to run, but did not
    std::optional<double> responseMs; // from when its input was due to the end of the turn
    const char* doing = "";           // what the simulated person does
    QString slowestEvent;             // the event that took longest, and its receiver
    double slowestMs = 0.0;
};

/// A turn to which more may come.
struct OpenTurn {
    Turn turn;
    double beginMs = 0.0;
    double endMs = 0.0;
    double processorBeginMs = 0.0;
    std::optional<double> dueMs;
    int events = 0; // delivered whole
};

/// An application that times the turns of its event loop. Window thread only, but for notify(), which Qt
/// calls in every thread that delivers events.
class TimedApplication final : public QApplication {
public:
    TimedApplication(int& argc, char** argv);

    bool notify(QObject* receiver, QEvent* event) override;

    /// A simulated input is delivered next: what it is part of, and when it was due (nowMs()).
    void beginInput(const char* doing, double dueMs);
    static double nowMs();
    /// The turns since the last call.
    std::vector<Turn> takeTurns();

private:
    void beginTurn();
    void endTurn();
    void commit();

    std::vector<Turn> m_turns;
    std::optional<OpenTurn> m_open;
    bool m_inTurn = false;
    int m_depth = 0;
    const char* m_doing = "";
    std::optional<double> m_dueMs; // of the input that begins a turn
};

} // namespace lapidary::bench
