// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session.h"

#include "core/session/measure_job.h"

#include <algorithm>
#include <exception>

namespace lapidary::session {

using base::Error;
using base::ErrorCode;
using base::Result;

Session::Session(EngineProvider provider)
    : m_provider(std::move(provider))
    , m_thread([this](const std::stop_token& stop) { loop(stop); }) {
}

Session::~Session() {
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.clear();
        m_runningStop.request_stop();
    }
    m_thread.request_stop();
}

namespace {

/// Wraps an engine call whose report is one of JobResult's alternatives.
template<class Report, class Request>
auto callEngine(Request request, Result<Report> (engine::Engine::*call)(const Request&, base::RunControl&)) {
    return [request = std::move(request), call](engine::Engine& engine,
                                                base::RunControl& control) -> Result<JobResult> {
        LAPIDARY_TRY(Report report, (engine.*call)(request, control));
        return JobResult(std::move(report));
    };
}

/// Puts one partial result where it belongs.
struct Merger {
    results::ProjectData& project;
    const PartialResult& partial;

    void operator()(const results::SiteSpectra& value) const {
        project.spectra.insert_or_assign(model::SiteId(partial.key), value);
    }
    void operator()(const results::ChannelStatistics& value) const {
        project.activations.insert_or_assign(model::InputGroupId(partial.key), value);
    }
    void operator()(const results::LogitPca& value) const { project.logits = value; }
    void operator()(const std::vector<results::Sensitivity>& value) const {
        results::mergeSensitivity(project, value);
    }
    void operator()(const results::Provenance& value) const {
        results::clearPart(project, partial.part);
        project.provenance.insert_or_assign(partial.part, value);
    }
};

} // namespace

void merge(const PartialResult& partial, results::ProjectData& project) {
    if (partial.value)
        std::visit(Merger{project, partial}, *partial.value);
}

JobId Session::evaluate(engine::EvaluationRequest request) {
    return submit([&](JobId) { return callEngine(std::move(request), &engine::Engine::evaluate); });
}

JobId Session::run(engine::RunRequest request) {
    return submit([&](JobId) { return callEngine(std::move(request), &engine::Engine::run); });
}

JobId Session::convert(engine::ConvertRequest request) {
    return submit([&](JobId) { return callEngine(std::move(request), &engine::Engine::convert); });
}

JobId Session::generate(engine::GenerateRequest request) {
    return submit([&](JobId) { return callEngine(std::move(request), &engine::Engine::generate); });
}

JobId Session::compare(engine::CompareRequest request) {
    return submit([&](JobId) { return callEngine(std::move(request), &engine::Engine::compare); });
}

JobId Session::measureValues(engine::MeasureRequest request) {
    request.sensitivity = false;
    return submit([request = std::move(request)](JobId) -> Work {
        return [request](engine::Engine& engine, base::RunControl& control) -> Result<JobResult> {
            LAPIDARY_TRY(auto values, session::measureValues(engine, request, control));
            return JobResult(std::move(values));
        };
    });
}

JobId Session::measure(MeasureJob job) {
    return submit([&](JobId id) {
        return [this, id, job = std::move(job)](engine::Engine& engine,
                                                base::RunControl& control) -> Result<JobResult> {
            MeasureListener listener;
            listener.arrived = [this, id](PartialResult partial) {
                Event event;
                event.job = id;
                event.kind = Event::Kind::Partial;
                event.partial = std::move(partial);
                publish(std::move(event));
            };
            listener.warned = [this, id](const Error& warning) {
                Event event;
                event.job = id;
                event.kind = Event::Kind::Warning;
                event.error = warning;
                publish(std::move(event));
            };
            LAPIDARY_TRY(engine::MeasureReport report, measureIntoProject(engine, job, listener, control));
            return JobResult(std::move(report));
        };
    });
}

JobId Session::listDevices() {
    return submit([](JobId) {
        return [](engine::Engine& engine, base::RunControl&) -> Result<JobResult> {
            return JobResult(engine.devices());
        };
    });
}

JobId Session::submit(const std::function<Work(JobId)>& makeWork) {
    const std::lock_guard lock(m_mutex);
    const JobId id = ++m_lastId;
    m_jobs.push_back(Job{id, makeWork(id), std::stop_source()});
    m_jobArrived.notify_one();
    return id;
}

void Session::cancel(JobId job) {
    const std::lock_guard lock(m_mutex);
    if (m_runningId == job)
        m_runningStop.request_stop();
    for (Job& waiting : m_jobs)
        if (waiting.id == job)
            waiting.stop.request_stop();
}

std::vector<Event> Session::drain() {
    const std::lock_guard lock(m_mutex);
    std::vector<Event> events(std::make_move_iterator(m_events.begin()),
                              std::make_move_iterator(m_events.end()));
    m_events.clear();
    return events;
}

std::vector<Event> Session::waitForEvents(std::chrono::milliseconds atMost) {
    {
        std::unique_lock lock(m_mutex);
        m_eventArrived.wait_for(lock, atMost, [this] { return !m_events.empty(); });
    }
    return drain();
}

void Session::loop(const std::stop_token& stop) {
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            if (!m_jobArrived.wait(lock, stop, [this] { return !m_jobs.empty(); }))
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
            m_runningId = job.id;
            m_runningStop = job.stop;
        }
        runJob(job);
        const std::lock_guard lock(m_mutex);
        m_runningId.reset();
    }
}

void Session::runJob(Job& job) {
    Event event;
    event.job = job.id;
    publish(event);
    base::RunControl control(job.stop.get_token(), [this, id = job.id](const base::Progress& progress) {
        Event step;
        step.job = id;
        step.kind = Event::Kind::Progress;
        step.progress = progress;
        publish(std::move(step));
    });
    Result<JobResult> result = guarded(job, control);
    if (result) {
        event.kind = Event::Kind::Finished;
        event.result = *std::move(result);
    } else {
        event.kind = Event::Kind::Failed;
        event.error = std::move(result).error();
    }
    event.progress = control.progress();
    publish(std::move(event));
}

/// The session's boundary: a broken promise inside ends here as a failed job, never as a dead window.
Result<JobResult> Session::guarded(Job& job, base::RunControl& control) {
    try {
        LAPIDARY_CHECK(control.check());
        if (!m_engine) {
            LAPIDARY_TRY(m_engine, m_provider());
        }
        return job.work(*m_engine, control);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "main memory", control.progress().stage, {}, {}, {}};
    } catch (const std::exception& broken) {
        return Error{ErrorCode::Internal, control.progress().stage, {}, broken.what(), {}, {}};
    }
}

void Session::publish(Event event) {
    const std::lock_guard lock(m_mutex);
    const bool merge = event.kind == Event::Kind::Progress && !m_events.empty() &&
                       m_events.back().job == event.job && m_events.back().kind == Event::Kind::Progress;
    if (merge)
        m_events.back() = std::move(event);
    else
        m_events.push_back(std::move(event));
    m_eventArrived.notify_all();
}

} // namespace lapidary::session
