// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>

namespace lapidary::window {

/// What to do with one job's events, on the window thread. Any may be empty.
struct JobHandler {
    std::function<void()> started;
    std::function<void(const base::Progress&)> progress;
    std::function<void(const session::PartialResult&)> partial;
    std::function<void(const base::Error&)> warned;
    std::function<void(base::Result<session::JobResult>)> ended;
};

/// The session's jobs in the window: submits, drains the events at 10 Hz while a job is open, and hands each
/// to its handler. Never waits, but for the end of the program. Window thread only.
class JobRunner final : public QObject {
    Q_OBJECT

public:
    explicit JobRunner(session::EngineProvider provider, QObject* parent = nullptr);
    ~JobRunner() override;

    using Submit = std::function<session::JobId(session::Session&)>;
    session::JobId start(const Submit& submit, JobHandler handler);
    void cancel(session::JobId job);
    bool busy() const { return !m_handlers.empty(); }

private:
    void drain();
    void handle(session::Event event);

    std::unique_ptr<session::Session> m_session; // made with the first job: its thread is not needed before
    session::EngineProvider m_provider;
    std::map<session::JobId, JobHandler> m_handlers;
    QTimer m_timer;
};

} // namespace lapidary::window
