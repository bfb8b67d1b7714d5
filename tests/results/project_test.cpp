// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/project.h"

#include "core/formats/hdf5.h"
#include "core/results/measurements_json.h"
#include "tests/results/samples.h"
#include "tests/results/scripts.h"
#include "tests/support/test_data.h"

#include <gmock/gmock.h>

namespace lapidary::results {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Json;
using testing::HasSubstr;
using namespace tests;

TEST(Project, RoundTripsThroughTheFileAndThroughTheJournal) {
    Random random(31);
    for (int round = 0; round < 25; ++round) {
        const TemporaryFolder folder;
        const fs::path path = folder / "model.lapidary";
        const ProjectData wanted = randomProject(random);
        {
            auto project = ProjectFile::open(unsyncedFiles(), path);
            ASSERT_OK(project);
            for (const ProjectRecord& record : recordsOf(wanted))
                ASSERT_OK(project->record(record));
            EXPECT_TRUE(same(project->data(), wanted));
        }
        {
            auto project = ProjectFile::open(unsyncedFiles(), path);
            ASSERT_OK(project);
            EXPECT_TRUE(same(project->data(), wanted));
            EXPECT_EQ(project->recovered(), !recordsOf(wanted).empty());
            ASSERT_OK(project->save());
        }
        EXPECT_FALSE(fs::exists(path.string() + "-journal"));
        const auto read = ProjectFile::read(path);
        ASSERT_OK(read);
        EXPECT_TRUE(same(*read, wanted));
        auto project = ProjectFile::open(unsyncedFiles(), path);
        ASSERT_OK(project);
        EXPECT_TRUE(same(project->data(), wanted));
        EXPECT_FALSE(project->recovered());
    }
}

TEST(Project, ARunTakesTheMeasurementsOfItsOutputLater) {
    Random random(41);
    const TemporaryFolder folder;
    auto project = ProjectFile::open(unsyncedFiles(), folder / "runs.lapidary");
    ASSERT_OK(project);
    std::vector<RunReport> runs(2);
    runs[0].output = "first";
    runs[1].output = "second";
    for (const RunReport& run : runs)
        ASSERT_OK(project->recordRun(run));
    ASSERT_OK(project->save());
    auto measured = std::make_shared<ModelMeasurements>();
    measured->spectra[model::SiteId("blocks.0.attn.q")] = randomSiteSpectra(random);
    runs[0].measured = measured;
    ASSERT_OK(project->recordRun(runs[0]));
    ASSERT_OK(project->recordRun(runs[1])); // forgets nothing and adds nothing
    ASSERT_EQ(project->data().runs.size(), 2U);
    for (int round = 0; round < 2; ++round) { // from the journal, then from the file
        const auto read = ProjectFile::read(folder / "runs.lapidary");
        ASSERT_OK(read);
        ASSERT_EQ(read->runs.size(), 2U);
        EXPECT_TRUE(same(read->runs[0], runs[0]));
        EXPECT_TRUE(same(read->runs[1], runs[1]));
        ASSERT_OK(project->save());
    }
}

TEST(Project, EqualDataGiveEqualBytes) {
    Random random(32);
    const TemporaryFolder folder;
    const ProjectData data = randomProject(random);
    std::vector<ProjectRecord> records = recordsOf(data);
    for (const char* name : {"a.lapidary", "b.lapidary"}) {
        auto project = ProjectFile::open(unsyncedFiles(), folder / name);
        ASSERT_OK(project);
        for (const ProjectRecord& record : records)
            ASSERT_OK(project->record(record));
        ASSERT_OK(project->save());
        ASSERT_OK(project->save());
        // The second time everything is said twice.
        const std::vector<ProjectRecord> once = records;
        records.insert(records.end(), once.begin(), once.end());
    }
    EXPECT_EQ(bytesOf(folder / "a.lapidary"), bytesOf(folder / "b.lapidary"));
}

TEST(Project, RecordsGoOnAfterASave) {
    Random random(33);
    const TemporaryFolder folder;
    const fs::path path = folder / "p.lapidary";
    auto project = ProjectFile::open(unsyncedFiles(), path);
    ASSERT_OK(project);
    const SiteSpectra first = randomSiteSpectra(random);
    const SiteSpectra second = randomSiteSpectra(random);
    ASSERT_OK(project->recordSpectra(model::SiteId("a"), first));
    ASSERT_OK(project->save());
    ASSERT_OK(project->recordSpectra(model::SiteId("b"), second));
    const auto read = ProjectFile::read(path);
    ASSERT_OK(read);
    EXPECT_TRUE(same(read->spectra.at(model::SiteId("a")), first));
    EXPECT_TRUE(same(read->spectra.at(model::SiteId("b")), second));
}

TEST(Project, ClearsAPartWithItsProvenance) {
    Random random(34);
    const TemporaryFolder folder;
    auto project = ProjectFile::open(unsyncedFiles(), folder / "p.lapidary");
    ASSERT_OK(project);
    for (const char* part : {"spectra", "activations", "logits", "sensitivity"})
        ASSERT_OK(project->recordProvenance(part, randomProvenance(random)));
    ASSERT_OK(project->recordSpectra(model::SiteId("a"), randomSiteSpectra(random)));
    ASSERT_OK(project->recordActivations(model::InputGroupId("g"), randomStatistics(random)));
    ASSERT_OK(project->recordLogits(randomLogits(random)));
    ASSERT_OK(project->recordSensitivity({randomSensitivity(random)}));
    ASSERT_OK(project->recordRun(randomRun(random)));
    std::size_t left = 4;
    for (const char* part : {"spectra", "activations", "logits", "sensitivity"}) {
        ASSERT_OK(project->clearPart(part));
        EXPECT_EQ(project->data().provenance.size(), --left);
    }
    ASSERT_OK(project->clearPart("runs"));
    EXPECT_TRUE(same(project->data(), ProjectData()));
    EXPECT_EQ(project->clearPart("everything").error().code, ErrorCode::UnknownName);
    const auto read = ProjectFile::read(folder / "p.lapidary");
    ASSERT_OK(read);
    EXPECT_TRUE(same(*read, ProjectData()));
}

TEST(Project, ReplacesPointsOfTheSameSiteAndSetting) {
    const TemporaryFolder folder;
    auto project = ProjectFile::open(unsyncedFiles(), folder / "p.lapidary");
    ASSERT_OK(project);
    const model::SiteId a("a");
    const model::SiteId b("b");
    ASSERT_OK(project->recordSensitivity({{a, "bits:3", 0.1, {}, {}}, {b, "bits:3", 0.2, {}, {}}}));
    ASSERT_OK(project->recordSensitivity({{a, "bits:4", 0.3, {}, {}}, {a, "bits:3", 0.4, {}, 0.5}}));
    const auto& points = project->data().sensitivity;
    ASSERT_EQ(points.size(), 3U);
    EXPECT_EQ(points[0].relativeError, 0.4);
    EXPECT_EQ(points[0].measuredKl, 0.5);
    EXPECT_EQ(points[1].site, b);
    EXPECT_EQ(points[2].setting, "bits:4");
}

TEST(Project, KeepsPlanAndHistoryTogether) {
    const TemporaryFolder folder;
    auto project = ProjectFile::open(unsyncedFiles(), folder / "p.lapidary");
    ASSERT_OK(project);
    const Json plan = {{"seed", 1}};
    const Json history = {{"nodes", {1, 2}}};
    ASSERT_OK(project->recordPlan(plan, history));
    EXPECT_EQ(project->data().plan, plan);
    EXPECT_EQ(project->data().history, history);
}

TEST(Project, KeepsTheWorkbenchByKeys) {
    const TemporaryFolder folder;
    const fs::path path = folder / "p.lapidary";
    {
        auto project = ProjectFile::open(unsyncedFiles(), path);
        ASSERT_OK(project);
        ASSERT_OK(project->recordWorkbench("sets", {{"outliers", {"blocks.0.mlp.down"}}}));
        ASSERT_OK(project->recordWorkbench("target", 130e6));
        ASSERT_OK(project->save());
        ASSERT_OK(project->recordWorkbench("target", 60e6));
        ASSERT_OK(project->recordWorkbench("sets", nullptr));
        EXPECT_FALSE(project->recordWorkbench("", 1));
    }
    const auto read = ProjectFile::read(path);
    ASSERT_OK(read);
    EXPECT_EQ(read->workbench, (Json{{"target", 60e6}}));
}

TEST(Project, ReplacesBytesThatAreNoText) {
    const TemporaryFolder folder;
    const fs::path path = folder / "p.lapidary";
    Random random(35);
    const model::ModelSpec spec = randomModel(random);
    auto project = ProjectFile::open(unsyncedFiles(), path);
    ASSERT_OK(project);
    ASSERT_OK(project->recordModel(spec, "caf\xE9"));
    EXPECT_EQ(project->data().modelPath, "caf\xEF\xBF\xBD");
    const auto replayed = ProjectFile::read(path);
    ASSERT_OK(replayed);
    EXPECT_TRUE(same(*replayed, project->data()));
}

TEST(Project, RefusesARecordThatItCouldNotRead) {
    const TemporaryFolder folder;
    const fs::path path = folder / "p.lapidary";
    auto project = ProjectFile::open(unsyncedFiles(), path);
    ASSERT_OK(project);
    EXPECT_EQ(project->record({"colour", "x", 1}).error().code, ErrorCode::UnknownName);
    EXPECT_FALSE(project->record({"spectra", "x", Json::object()}));
    EXPECT_FALSE(project->record({"spectra", "", toJson(SiteSpectra())}));
    EXPECT_FALSE(project->record({"sensitivity", "", Json::object()}));
    // All of several or none.
    EXPECT_FALSE(project->record(std::vector<ProjectRecord>{{"plan", "", 1}, {"logits", "", 1}}));
    EXPECT_TRUE(same(project->data(), ProjectData()));
    EXPECT_FALSE(fs::exists(path.string() + "-journal"));
}

TEST(Project, HasOneWriterAndManyReaders) {
    const TemporaryFolder folder;
    const fs::path path = folder / "p.lapidary";
    EXPECT_EQ(ProjectFile::read(path).error().code, ErrorCode::FileNotFound);
    {
        auto project = ProjectFile::open(unsyncedFiles(), path);
        ASSERT_OK(project);
        ASSERT_OK(project->recordPlan(1, 2));
        const auto second = ProjectFile::open(unsyncedFiles(), path);
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().code, ErrorCode::FileLocked);
        EXPECT_EQ(second.error().file, path.string());
        const auto read = ProjectFile::read(path);
        ASSERT_OK(read);
        EXPECT_EQ(read->plan, 1);
        // Another name of the same project does not get around the lock.
        ASSERT_OK(project->save());
        fs::create_symlink(path, folder / "link.lapidary");
        EXPECT_FALSE(ProjectFile::open(unsyncedFiles(), folder / "link.lapidary"));
    }
    EXPECT_TRUE(ProjectFile::open(unsyncedFiles(), folder / "link.lapidary"));
    ASSERT_OK(ProjectFile::read(folder / "link.lapidary"));
}

TEST(Project, RefusesAnotherKindOrVersionOfFile) {
    const TemporaryFolder folder;
    const fs::path path = folder / "p.lapidary";
    const auto write = [&](const formats::Hdf5Content& content) {
        const auto image = formats::encodeHdf5(content);
        ASSERT_TRUE(image);
        ASSERT_TRUE(base::writeFileAtomically(base::systemFiles(), path, *image));
    };
    replaceFile(path, "a text");
    EXPECT_EQ(ProjectFile::read(path).error().code, ErrorCode::Truncated);
    write({});
    EXPECT_THAT(ProjectFile::read(path).error().found, HasSubstr("another program"));
    formats::Hdf5Content content;
    content.texts["/lapidary/format"] = "lapidary-project";
    content.texts["/lapidary/version"] = "2";
    write(content);
    EXPECT_EQ(ProjectFile::read(path).error().code, ErrorCode::Unsupported);
    EXPECT_FALSE(ProjectFile::open(unsyncedFiles(), path));
    content.texts["/lapidary/version"] = "1";
    write(content);
    ASSERT_OK(ProjectFile::read(path)); // without a checksum nothing is compared
    content.texts["/lapidary/sha256"] = std::string(64, '0');
    write(content);
    EXPECT_EQ(ProjectFile::read(path).error().code, ErrorCode::BadChecksum);
    content.texts.erase("/lapidary/sha256");
    content.texts["/holiday"] = "pictures";
    write(content);
    EXPECT_EQ(ProjectFile::read(path).error().place, "/holiday");
}

TEST(Project, SurvivesDamageOfTheFile) {
    Random random(36);
    const TemporaryFolder folder;
    const fs::path path = folder / "p.lapidary";
    const ProjectData wanted = randomProject(random);
    {
        auto project = ProjectFile::open(unsyncedFiles(), path);
        ASSERT_OK(project);
        for (const ProjectRecord& record : recordsOf(wanted))
            ASSERT_OK(project->record(record));
        ASSERT_OK(project->save());
    }
    const std::string sound = bytesOf(path);
    for (std::size_t size = 0; size < sound.size(); size += 97) {
        replaceFile(path, sound.substr(0, size));
        EXPECT_FALSE(ProjectFile::read(path)) << size;
    }
    for (int round = 0; round < 300; ++round) {
        std::string changed = sound;
        for (std::size_t change = 0; change <= random() % 3; ++change)
            changed[random() % changed.size()] = static_cast<char>(random());
        replaceFile(path, changed);
        // The checksum finds what the structure does not; changed padding is no damage.
        if (const auto read = ProjectFile::read(path)) {
            EXPECT_TRUE(same(*read, wanted));
        }
    }
}

} // namespace
} // namespace lapidary::results
