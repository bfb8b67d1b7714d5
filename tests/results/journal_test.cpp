// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/project.h"

#include "core/base/hash.h"
#include "tests/results/samples.h"
#include "tests/results/scripts.h"
#include "tests/support/faulty_file_system.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <functional>
#include <gmock/gmock.h>

namespace lapidary::results {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using testing::HasSubstr;
using namespace tests;

/// A saved project, a journal with some records, and the data after each of them.
class Journal : public testing::Test {
protected:
    void SetUp() override {
        Random random(41);
        auto project = ProjectFile::open(unsyncedFiles(), m_path);
        ASSERT_OK(project);
        ASSERT_OK(project->recordSpectra(model::SiteId("saved"), randomSiteSpectra(random)));
        ASSERT_OK(project->save());
        m_states.push_back(project->data());
        for (int i = 0; i < 4; ++i) {
            ASSERT_OK(
                project->recordSpectra(model::SiteId("s" + std::to_string(i)), randomSiteSpectra(random)));
            m_states.push_back(project->data());
        }
        m_text = bytesOf(m_journal);
    }
    void writeJournal(const std::string& text) const { replaceFile(m_journal, text); }
    std::size_t wholeLines(std::size_t bytes) const {
        return static_cast<std::size_t>(
            std::count(m_text.begin(), m_text.begin() + static_cast<std::ptrdiff_t>(bytes), '\n'));
    }
    /// The data when `lines` lines of the journal, the head among them, are there.
    const ProjectData& stateAfter(std::size_t lines) const {
        return m_states[std::max<std::size_t>(lines, 1) - 1];
    }

    TemporaryFolder m_folder;
    fs::path m_path = m_folder / "p.lapidary";
    fs::path m_journal = m_folder / "p.lapidary-journal";
    std::string m_text;
    std::vector<ProjectData> m_states;
};

TEST_F(Journal, DropsATornEndWhereverItIsTorn) {
    for (std::size_t size = 0; size <= m_text.size(); size += 29) {
        writeJournal(m_text.substr(0, size));
        const auto read = ProjectFile::read(m_path);
        ASSERT_OK(read);
        EXPECT_TRUE(same(*read, stateAfter(wholeLines(size)))) << size;
    }
}

TEST_F(Journal, GoesOnBehindATornEnd) {
    Random random(42);
    for (const std::size_t size : {m_text.size() - 1, m_text.size() / 2, std::size_t{10}}) {
        writeJournal(m_text.substr(0, size));
        const SiteSpectra added = randomSiteSpectra(random);
        {
            auto project = ProjectFile::open(unsyncedFiles(), m_path);
            ASSERT_OK(project);
            ASSERT_OK(project->recordSpectra(model::SiteId("new"), added));
        }
        ProjectData wanted = stateAfter(wholeLines(size));
        wanted.spectra[model::SiteId("new")] = added;
        const auto read = ProjectFile::read(m_path);
        ASSERT_OK(read);
        EXPECT_TRUE(same(*read, wanted)) << size;
    }
}

TEST_F(Journal, ADamagedLineInTheMiddleIsSaidAndWhatStandsBeforeIsKept) {
    const std::size_t lastLine = m_text.rfind('\n', m_text.size() - 2) + 1;
    for (std::size_t at = 3; at < lastLine; at += 41) {
        std::string damaged = m_text;
        damaged[at] = damaged[at] == '#' ? '%' : '#';
        writeJournal(damaged);
        const std::size_t intact = wholeLines(at);
        const auto refused = ProjectFile::read(m_path);
        ASSERT_FALSE(refused) << at;
        EXPECT_EQ(refused.error().code, ErrorCode::BadChecksum);
        EXPECT_EQ(refused.error().place, "line " + std::to_string(intact + 1));
        EXPECT_THAT(describe(refused.error()), HasSubstr("is kept"));
        std::optional<Error> damage;
        const auto read = ProjectFile::read(m_path, &damage);
        ASSERT_OK(read);
        EXPECT_TRUE(damage);
        EXPECT_TRUE(same(*read, stateAfter(intact))) << at;
    }
}

TEST_F(Journal, SetsADamagedOneAside) {
    std::string damaged = m_text;
    damaged[m_text.size() / 2] = '#';
    const std::size_t intact = wholeLines(m_text.size() / 2);
    for (const char* aside : {".damaged", ".damaged-2"}) {
        writeJournal(damaged);
        auto project = ProjectFile::open(unsyncedFiles(), m_path);
        ASSERT_OK(project);
        ASSERT_TRUE(project->damage());
        EXPECT_TRUE(same(project->data(), stateAfter(intact)));
        EXPECT_EQ(bytesOf(m_journal.string() + aside), damaged);
    }
    auto project = ProjectFile::open(unsyncedFiles(), m_path);
    ASSERT_OK(project);
    EXPECT_FALSE(project->damage());
    EXPECT_TRUE(same(project->data(), stateAfter(intact)));
}

TEST_F(Journal, FailingToSetADamagedOneAsideLosesNothing) {
    std::string damaged = m_text;
    damaged[m_text.size() / 2] = '#';
    writeJournal(damaged);
    std::size_t step = 1;
    for (;; ++step) {
        FaultyFileSystem files(Fault{.at = step, .kind = {}}, unsyncedFiles());
        const auto project = ProjectFile::open(files, m_path);
        if (!files.fired())
            break;
        EXPECT_FALSE(project);
        EXPECT_EQ(bytesOf(m_journal), damaged);
    }
    EXPECT_GT(step, 3U);
}

TEST_F(Journal, NeverCrashesOnChangedBytes) {
    Random random(43);
    for (int round = 0; round < 300; ++round) {
        std::string changed = m_text.substr(0, random() % 2 == 0 ? m_text.size() : random() % m_text.size());
        for (std::size_t change = random() % 4; change > 0 && !changed.empty(); --change)
            changed[random() % changed.size()] = static_cast<char>(random());
        writeJournal(changed);
        std::optional<Error> damage;
        const auto read = ProjectFile::read(m_path, &damage);
        if (!read)
            continue;
        const bool known = std::any_of(m_states.begin(), m_states.end(),
                                       [&](const ProjectData& state) { return same(*read, state); });
        EXPECT_TRUE(known);
    }
}

TEST_F(Journal, OfAnotherStateOfTheProjectIsRefused) {
    {
        auto project = ProjectFile::open(unsyncedFiles(), m_path);
        ASSERT_OK(project);
        ASSERT_OK(project->save());
        ASSERT_OK(project->recordPlan(1, 2));
        ASSERT_OK(project->save());
    }
    writeJournal(m_text); // continues the state before
    const auto read = ProjectFile::read(m_path);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::Mismatch);
    EXPECT_EQ(read.error().file, m_journal.string());
    EXPECT_FALSE(ProjectFile::open(unsyncedFiles(), m_path));
    fs::remove(m_path);
    EXPECT_EQ(ProjectFile::read(m_path).error().code, ErrorCode::Mismatch);
}

TEST_F(Journal, DamagedInItsFirstLineOfAProjectNeverSavedIsSaid) {
    fs::remove(m_path);
    std::string damaged = m_text;
    damaged[5] = '#';
    writeJournal(damaged);
    const auto refused = ProjectFile::read(m_path);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().place, "line 1");
}

TEST_F(Journal, OfANewerVersionIsRefused) {
    const std::string payload = R"({"base":"","format":"lapidary-journal","version":2})";
    writeJournal(R"({"sequence":0,"sha256":")" + base::sha256Hex("0 " + payload) + R"(","payload":)" +
                 payload + "}\n");
    const auto read = ProjectFile::read(m_path);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::Unsupported);
    EXPECT_THAT(read.error().found, HasSubstr("version 2"));
}

/// One way for the file system to fail.
struct Failing {
    const char* name;
    bool crash;
    bool shortWrite;
};

class FailingSteps : public testing::TestWithParam<Failing> {
protected:
    using Action = std::function<base::Status(ProjectFile&)>;

    /// Records and saves in turn; some records overwrite and clear what was saved before.
    static std::vector<Action> script() {
        Random random(44);
        std::vector<Action> actions;
        const auto record = [&](const char* site) {
            actions.push_back([spectra = randomSiteSpectra(random), site = model::SiteId(site)](
                                  ProjectFile& project) { return project.recordSpectra(site, spectra); });
        };
        const auto save = [&] { actions.push_back([](ProjectFile& project) { return project.save(); }); };
        save();
        record("a");
        record("b");
        save();
        record("a");
        actions.push_back([run = randomRun(random)](ProjectFile& project) { return project.recordRun(run); });
        save();
        save();
        actions.push_back([](ProjectFile& project) { return project.clearPart("spectra"); });
        record("c");
        record("b");
        save();
        record("d");
        return actions;
    }

    /// The data before the first action and after each.
    static std::vector<ProjectData> statesOf(const std::vector<Action>& actions) {
        const TemporaryFolder folder;
        auto project = ProjectFile::open(unsyncedFiles(), folder / "p.lapidary");
        std::vector<ProjectData> states = {project->data()};
        for (const Action& action : actions) {
            EXPECT_TRUE(action(*project));
            states.push_back(project->data());
        }
        return states;
    }

    /// What a reader finds; empty where there is nothing yet.
    static ProjectData onDisk(const fs::path& path) {
        const auto read = ProjectFile::read(path);
        if (read)
            return *read;
        EXPECT_EQ(read.error().code, ErrorCode::FileNotFound) << describe(read.error());
        return {};
    }
};

// After a step fails, the disk holds the state before the action or after it; what was acknowledged is there.
TEST_P(FailingSteps, LoseNothingThatWasAcknowledged) {
    const std::vector<Action> actions = script();
    const std::vector<ProjectData> states = statesOf(actions);
    std::size_t step = 1;
    for (bool fired = true; fired; ++step) {
        const TemporaryFolder folder;
        const fs::path path = folder / "p.lapidary";
        FaultyFileSystem files(
            Fault{.at = step, .kind = {}, .crash = GetParam().crash, .shortWrite = GetParam().shortWrite},
            unsyncedFiles());
        std::size_t done = 0;
        {
            auto project = ProjectFile::open(files, path);
            ASSERT_OK(project);
            for (; done < actions.size() && !files.crashed(); ++done) {
                if (actions[done](*project)) {
                    ASSERT_TRUE(same(onDisk(path), states[done + 1])) << step;
                    continue;
                }
                ASSERT_TRUE(files.fired());
                ASSERT_TRUE(same(project->data(), states[done])) << step;
                const ProjectData found = onDisk(path);
                ASSERT_TRUE(same(found, states[done]) || same(found, states[done + 1])) << step;
                if (files.crashed())
                    break;
                // The cause has gone (space was made): the same action now succeeds.
                ASSERT_OK(actions[done](*project));
                ASSERT_TRUE(same(onDisk(path), states[done + 1])) << step;
            }
        }
        fired = files.fired();
        // The next session takes it from there.
        auto next = ProjectFile::open(unsyncedFiles(), path);
        ASSERT_OK(next);
        ASSERT_TRUE(same(next->data(), states[done]) ||
                    (files.crashed() && same(next->data(), states[done + 1])))
            << step;
        const ProjectData kept = next->data();
        ASSERT_OK(next->save());
        ASSERT_TRUE(same(onDisk(path), kept)) << step;
    }
    EXPECT_GT(step, 40U);
}

INSTANTIATE_TEST_SUITE_P(, FailingSteps,
                         testing::Values(Failing{"once", false, false},
                                         Failing{"once_after_half", false, true},
                                         Failing{"dead", true, false},
                                         Failing{"dead_after_half", true, true}),
                         [](const auto& info) { return std::string(info.param.name); });

} // namespace
} // namespace lapidary::results
