// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/api/engine.h"
#include "core/results/project.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace lapidary::session {

using JobId = std::uint64_t;

/// A result came in while a job runs: what part ("spectra", "activations", …), its key (site, group) and the
/// value; a Provenance says that the part begins anew, measured on that, and what was known of it before no
/// longer holds.
struct PartialResult {
    using Value = std::variant<results::SiteSpectra, results::ChannelStatistics, results::LogitPca,
                               std::vector<results::Sensitivity>, results::Provenance>;
    std::string part;
    std::string key;
    std::shared_ptr<const Value> value;
};
/// What the project file holds after it, for a view that follows a running measurement.
void merge(const PartialResult& partial, results::ProjectData& project);

/// What a finished job made; monostate where the job's product is a file that it was told to write.
using JobResult =
    std::variant<std::monostate, results::EvaluationReport, engine::MeasureReport, results::RunReport,
                 engine::ConvertReport, engine::GenerateReport, engine::CompareReport,
                 std::vector<engine::DeviceInfo>, std::shared_ptr<const results::ModelMeasurements>>;

struct Event {
    enum class Kind { Started, Progress, Partial, Warning, Finished, Failed };
    JobId job = 0;
    Kind kind = Kind::Started;
    base::Progress progress;
    PartialResult partial;
    JobResult result;  // Finished
    base::Error error; // Warning; Failed: code Cancelled after cancel()
};

struct MeasureJob {
    engine::MeasureRequest request;
    std::filesystem::path
        project;             // .lapidary file to fill; results of the same model, text and protocol are kept
    bool savePartial = true; // save the project when the job is cancelled or fails, too
};

using EngineProvider = std::function<base::Result<std::unique_ptr<engine::Engine>>()>;

/// The face of core: jobs run one after another on one engine thread, which owns the engine (made by
/// `provider` at the first job) and with it libtorch. Thread-safe. Progress events of one job are merged
/// while nobody drains them, so the queue stays short. The destructor cancels and waits.
class Session final {
public:
    explicit Session(EngineProvider provider);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    JobId evaluate(engine::EvaluationRequest request);
    JobId measure(MeasureJob job);
    /// Into values alone, for a result that is laid over its source (no sensitivity).
    JobId measureValues(engine::MeasureRequest request);
    JobId run(engine::RunRequest request);
    JobId convert(engine::ConvertRequest request);
    JobId generate(engine::GenerateRequest request);
    JobId compare(engine::CompareRequest request);
    JobId listDevices();

    /// Asks a waiting or running job to stop; its Failed event has code Cancelled. Unknown or finished:
    /// nothing happens.
    void cancel(JobId job);

    /// All events since the last call; never waits.
    std::vector<Event> drain();
    /// As drain(), but waits until there is one or the time is over.
    std::vector<Event> waitForEvents(std::chrono::milliseconds atMost);

private:
    using Work = std::function<base::Result<JobResult>(engine::Engine&, base::RunControl&)>;
    struct Job {
        JobId id = 0;
        Work work;
        std::stop_source stop;
    };

    JobId submit(const std::function<Work(JobId)>& makeWork);
    void loop(const std::stop_token& stop);
    void runJob(Job& job);
    base::Result<JobResult> guarded(Job& job, base::RunControl& control);
    void publish(Event event);

    EngineProvider m_provider;
    std::unique_ptr<engine::Engine> m_engine; // engine thread only
    std::mutex m_mutex;
    std::condition_variable_any m_jobArrived;
    std::condition_variable m_eventArrived;
    std::deque<Job> m_jobs; // waiting
    std::optional<JobId> m_runningId;
    std::stop_source m_runningStop;
    std::deque<Event> m_events;
    JobId m_lastId = 0;
    std::jthread m_thread; // last: it uses everything above
};

} // namespace lapidary::session
