// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session.h"

#include "tests/support/fake_engine.h"

#include <atomic>
#include <chrono>
#include <gtest/gtest.h>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace lapidary::session {
namespace {

using namespace std::chrono_literals;
using tests::FakeEngine;
using Kind = Event::Kind;

EngineProvider provide(int steps, FakeEngine::Fault fault = FakeEngine::Fault::None) {
    return [=]() -> base::Result<std::unique_ptr<engine::Engine>> {
        auto engine = std::make_unique<FakeEngine>();
        engine->steps = steps;
        engine->fault = fault;
        return std::unique_ptr<engine::Engine>(std::move(engine));
    };
}

engine::EvaluationRequest evaluation(std::int64_t windows) {
    engine::EvaluationRequest request;
    request.text.windows = windows;
    return request;
}

/// All events up to the end of `count` jobs.
std::vector<Event> collect(Session& session, std::size_t count) {
    std::vector<Event> all;
    std::size_t ended = 0;
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (ended < count && std::chrono::steady_clock::now() < deadline)
        for (Event& event : session.waitForEvents(100ms)) {
            ended += event.kind == Kind::Finished || event.kind == Kind::Failed ? 1 : 0;
            all.push_back(std::move(event));
        }
    return all;
}

TEST(Session, RunsJobsInOrderAndGivesTheirResults) {
    Session session(provide(2));
    std::map<JobId, std::int64_t> asked;
    for (std::int64_t i = 1; i <= 5; ++i)
        asked[session.evaluate(evaluation(i))] = i;
    JobId last = 0;
    std::size_t finished = 0;
    for (const Event& event : collect(session, 5)) {
        EXPECT_GE(event.job, last) << "events of a later job before the end of an earlier one";
        last = event.job;
        if (event.kind != Kind::Finished)
            continue;
        ++finished;
        EXPECT_EQ(std::get<results::EvaluationReport>(event.result).perplexity,
                  static_cast<double>(asked.at(event.job)));
    }
    EXPECT_EQ(finished, 5U);
}

TEST(Session, EachJobStartsAndEndsOnce) {
    Session session(provide(3));
    session.generate({});
    session.compare({});
    std::map<JobId, std::map<Kind, int>> counts;
    for (const Event& event : collect(session, 2))
        ++counts[event.job][event.kind];
    ASSERT_EQ(counts.size(), 2U);
    for (auto& [job, kinds] : counts) {
        EXPECT_EQ(kinds[Kind::Started], 1);
        EXPECT_EQ(kinds[Kind::Finished], 1);
        EXPECT_EQ(kinds[Kind::Failed], 0);
        EXPECT_GE(kinds[Kind::Progress], 1);
    }
}

TEST(Session, ProgressIsMergedWhileNobodyDrains) {
    Session session(provide(300));
    session.evaluate(evaluation(1));
    std::this_thread::sleep_for(100ms);
    EXPECT_LE(session.drain().size(), 3U) << "a queue that grows with every step";
    collect(session, 1);
}

TEST(Session, CancelEndsARunningJobAsCancelled) {
    Session session(provide(60'000));
    const JobId job = session.evaluate(evaluation(1));
    while (session.waitForEvents(100ms).empty()) {
    }
    const auto start = std::chrono::steady_clock::now();
    session.cancel(job);
    const auto events = collect(session, 1);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 2s) << "the promise of architecture.md";
    ASSERT_FALSE(events.empty());
    EXPECT_EQ(events.back().kind, Kind::Failed);
    EXPECT_EQ(events.back().error.code, base::ErrorCode::Cancelled);
}

TEST(Session, CancelOfAWaitingJobLeavesTheOthersAlone) {
    Session session(provide(50));
    const JobId first = session.evaluate(evaluation(1));
    const JobId second = session.evaluate(evaluation(2));
    const JobId third = session.evaluate(evaluation(3));
    session.cancel(second);
    std::map<JobId, Kind> ends;
    for (const Event& event : collect(session, 3))
        if (event.kind == Kind::Finished || event.kind == Kind::Failed)
            ends[event.job] = event.kind;
    EXPECT_EQ(ends[first], Kind::Finished);
    EXPECT_EQ(ends[second], Kind::Failed);
    EXPECT_EQ(ends[third], Kind::Finished);
}

TEST(Session, AnExceptionOfTheEngineIsAFailedJob) {
    Session session(provide(1, FakeEngine::Fault::Throw));
    session.evaluate(evaluation(1));
    const auto events = collect(session, 1);
    ASSERT_FALSE(events.empty());
    EXPECT_EQ(events.back().error.code, base::ErrorCode::Internal);
    EXPECT_EQ(events.back().error.found, "a broken promise");
}

TEST(Session, AnErrorOfTheEngineArrivesUnchanged) {
    Session session(provide(1, FakeEngine::Fault::Error));
    session.run({});
    const auto events = collect(session, 1);
    ASSERT_FALSE(events.empty());
    EXPECT_EQ(events.back().error.code, base::ErrorCode::OutOfMemory);
    EXPECT_EQ(events.back().error.file, "cuda:0");
}

TEST(Session, AnEngineThatCannotBeLoadedFailsTheJobAndIsTriedAgain) {
    int tries = 0;
    Session session([&]() -> base::Result<std::unique_ptr<engine::Engine>> {
        ++tries;
        return base::Error{base::ErrorCode::EngineMissing, "liblapidary-engine.so", {}, {}, {}, {}};
    });
    session.listDevices();
    session.listDevices();
    const auto events = collect(session, 2);
    ASSERT_FALSE(events.empty());
    EXPECT_EQ(events.back().error.code, base::ErrorCode::EngineMissing);
    EXPECT_EQ(tries, 2);
}

/// Threads that submit and cancel (their own jobs, others' jobs, jobs that never were) while others drain.
class Hammer final {
public:
    void run() {
        std::vector<std::jthread> threads;
        for (int i = 0; i < kSubmitters; ++i)
            threads.emplace_back([this] { submit(); });
        for (int i = 0; i < 2; ++i)
            threads.emplace_back([this, waits = i == 0] { drain(waits); });
    }

    static constexpr int kSubmitters = 3;
    static constexpr int kJobs = 40; // each
    std::map<JobId, std::map<Kind, int>> seen;
    std::set<JobId> cancelled;
    int otherErrors = 0;

private:
    void submit() {
        for (int i = 0; i < kJobs; ++i) {
            const JobId job = m_session.evaluate(evaluation(i));
            for (const JobId stopped : {job, job - 1, job + 1000})
                if ((job + stopped) % 3 == 0) {
                    m_session.cancel(stopped);
                    const std::lock_guard lock(m_mutex);
                    cancelled.insert(stopped);
                }
        }
    }
    void drain(bool waits) {
        const auto deadline = std::chrono::steady_clock::now() + 30s;
        while (m_ended < kSubmitters * kJobs && std::chrono::steady_clock::now() < deadline)
            for (const Event& event : waits ? m_session.waitForEvents(5ms) : m_session.drain()) {
                const std::lock_guard lock(m_mutex);
                ++seen[event.job][event.kind];
                m_ended += event.kind == Kind::Finished || event.kind == Kind::Failed ? 1 : 0;
                otherErrors +=
                    event.kind == Kind::Failed && event.error.code != base::ErrorCode::Cancelled ? 1 : 0;
            }
    }

    Session m_session{provide(1)};
    std::mutex m_mutex;
    std::atomic<int> m_ended = 0;
};

TEST(Session, ManyThreadsMaySubmitCancelAndDrain) {
    Hammer hammer;
    hammer.run();
    EXPECT_EQ(hammer.seen.size(), std::size_t{Hammer::kSubmitters * Hammer::kJobs});
    EXPECT_EQ(hammer.otherErrors, 0);
    int failures = 0;
    for (auto& [job, kinds] : hammer.seen) {
        EXPECT_EQ(kinds[Kind::Started], 1) << job;
        EXPECT_EQ(kinds[Kind::Finished] + kinds[Kind::Failed], 1) << job;
        EXPECT_TRUE(kinds[Kind::Failed] == 0 || hammer.cancelled.contains(job)) << job;
        failures += kinds[Kind::Failed];
    }
    EXPECT_GE(failures, 1) << "no cancel came in time: the test shows nothing";
}

TEST(Session, DestructionCancelsAndWaits) {
    const auto start = std::chrono::steady_clock::now();
    {
        Session session(provide(60'000));
        session.evaluate(evaluation(1));
        session.evaluate(evaluation(2));
        session.waitForEvents(1000ms);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, 3s);
}

} // namespace
} // namespace lapidary::session
