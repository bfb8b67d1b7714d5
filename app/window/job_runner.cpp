// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/job_runner.h"

#include <unistd.h>
#include <utility>

namespace lapidary::window {

namespace {
constexpr int kDrainMs = 100;
constexpr int kComputeNiceness = 10;

/// Called on the engine's thread, before it starts those that compute with it: they inherit the niceness,
/// which Linux keeps for each thread, and give way to the window's.
base::Result<std::unique_ptr<engine::Engine>> engineThatGivesWay(const session::EngineProvider& provider) {
    ::nice(kComputeNiceness);
    return provider();
}
} // namespace

JobRunner::JobRunner(session::EngineProvider provider, QObject* parent)
    : QObject(parent)
    , m_provider([provider = std::move(provider)] { return engineThatGivesWay(provider); }) {
    m_timer.setInterval(kDrainMs);
    connect(&m_timer, &QTimer::timeout, this, &JobRunner::drain);
}

JobRunner::~JobRunner() = default;

session::JobId JobRunner::start(const Submit& submit, JobHandler handler) {
    if (!m_session)
        m_session = std::make_unique<session::Session>(m_provider);
    const session::JobId job = submit(*m_session);
    m_handlers.emplace(job, std::move(handler));
    m_timer.start();
    return job;
}

void JobRunner::cancel(session::JobId job) {
    if (m_session)
        m_session->cancel(job);
}

void JobRunner::drain() {
    for (session::Event& event : m_session->drain())
        handle(std::move(event));
    if (m_handlers.empty())
        m_timer.stop();
}

void JobRunner::handle(session::Event event) {
    const auto at = m_handlers.find(event.job);
    if (at == m_handlers.end())
        return;
    const JobHandler& handler = at->second;
    using Kind = session::Event::Kind;
    switch (event.kind) {
    case Kind::Started:
        if (handler.started)
            handler.started();
        break;
    case Kind::Progress:
        if (handler.progress)
            handler.progress(event.progress);
        break;
    case Kind::Partial:
        if (handler.partial)
            handler.partial(event.partial);
        break;
    case Kind::Warning:
        if (handler.warned)
            handler.warned(event.error);
        break;
    case Kind::Finished:
    case Kind::Failed: {
        // Taken out first: what follows a job may start the next one.
        const JobHandler last = std::move(at->second);
        m_handlers.erase(at);
        if (!last.ended)
            break;
        if (event.kind == Kind::Finished)
            last.ended(std::move(event.result));
        else
            last.ended(std::move(event.error));
        break;
    }
    }
}

} // namespace lapidary::window
