// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <functional>
#include <stop_token>
#include <string>

namespace lapidary::base {

/// How far a job is. `done` and `total` are weighted work units (flops where known); `stage` names what runs
/// now
/// ("moments/blocks.3"), with the work unit's own name.
struct Progress {
    std::string stage;
    double done = 0.0;
    double total = 0.0;
};

/// Cancel and progress of one job. Thread-compatible; the stop token may be triggered from any thread. Every
/// loop over blocks, sites, windows and column panels calls `cancelled()` (or `check()`) once per step, so
/// that a cancel takes effect within 2 s.
class RunControl final {
public:
    using Sink = std::function<void(const Progress&)>;

    RunControl() = default;
    explicit RunControl(std::stop_token stop, Sink sink = {})
        : m_stop(std::move(stop))
        , m_sink(std::move(sink)) {}

    bool cancelled() const { return m_stop.stop_requested(); }

    /// An error with code Cancelled once a stop was requested.
    Status check() const {
        if (cancelled())
            return Error{ErrorCode::Cancelled, m_progress.stage, {}, {}, {}, {}};
        return {};
    }

    void setTotal(double units) { m_progress.total = units; }
    void beginStage(std::string stage) {
        m_progress.stage = std::move(stage);
        publish();
    }
    void advance(double units) {
        m_progress.done += units;
        publish();
    }
    const Progress& progress() const { return m_progress; }

private:
    void publish() const {
        if (m_sink)
            m_sink(m_progress);
    }

    std::stop_token m_stop;
    Sink m_sink;
    Progress m_progress;
};

} // namespace lapidary::base
