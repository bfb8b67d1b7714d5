// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace lapidary::widgets {

/// One job as a person sees it: what runs, how far it is, how it ended.
struct JobView {
    enum class State { Idle, Waiting, Running, Cancelling, Finished, Cancelled, Failed };
    State state = State::Idle;
    QString title; // "Measure SmolLM2-135M-Instruct"
    QString stage; // "Measuring: block 3 · down"
    int step = 1;  // of `steps`, each with its own share
    int steps = 1;
    double share = 0.0;                // 0..1 of the step's work
    double seconds = 0.0;              // since it began
    std::optional<double> secondsLeft; // in this step; an estimate, once there is ground for one
    QString result;                    // Finished: what came of it, in a sentence
    QString error;                     // Failed: what, where, what to do
    bool canResume = false;            // Failed or Cancelled: what is finished was kept

    bool active() const {
        return state == State::Waiting || state == State::Running || state == State::Cancelling;
    }
};

} // namespace lapidary::widgets
