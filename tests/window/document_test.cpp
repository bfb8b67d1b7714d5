// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/checkpoint_maker.h"
#include "tests/support/environment.h"
#include "tests/window/document_support.h"

#include <QSignalSpy>
#include <QTest>

namespace lapidary::window {
namespace {

namespace fs = std::filesystem;
using model::SiteId;
using widgets::SettingsEdit;

const SiteId kSite("blocks.0.attn.q");

SettingsEdit bits(int value, const std::string& mergeKey = {}) {
    SettingsEdit edit;
    edit.sites = {kSite};
    edit.settings.families.emplace(plan::Family::Quantization,
                                   base::Json{{"method", "rtn"}, {"bits", value}, {"group", 32}});
    edit.words = QStringLiteral("bits %1").arg(value);
    edit.mergeKey = mergeKey;
    return edit;
}

struct DocumentTest : WithDocument {
    static std::uint64_t bytesOf(const Document& document) { return *document.state().bytesAfter(kSite); }
};

TEST_F(DocumentTest, OpensAModelAndCountsItsBytes) {
    Document document;
    ASSERT_TRUE(open(document, folder / "model"));
    EXPECT_EQ(document.state().model->blocks.size(), 2U);
    ASSERT_NE(document.state().check, nullptr) << document.state().planError.toStdString();
    EXPECT_TRUE(document.modelPresent());
    EXPECT_FALSE(document.history().canUndo());
}

TEST_F(DocumentTest, AFailedOpenKeepsWhatWasOpen) {
    Document document;
    ASSERT_TRUE(open(document, folder / "model"));
    const auto model = document.state().model;
    EXPECT_FALSE(open(document, folder / "nothing"));
    EXPECT_EQ(document.state().model, model);
}

TEST_F(DocumentTest, EditsAreStepsThatCanBeUndoneAndRedone) {
    Document document;
    ASSERT_TRUE(open(document, folder / "model"));
    QSignalSpy changed(&document, &Document::planChanged);
    const std::uint64_t dense = bytesOf(document);
    document.apply(bits(4));
    const std::uint64_t four = bytesOf(document);
    EXPECT_LT(four, dense);
    document.apply(bits(3));
    EXPECT_LT(bytesOf(document), four);
    document.undo();
    EXPECT_EQ(bytesOf(document), four);
    document.undo();
    EXPECT_EQ(bytesOf(document), dense);
    document.redo();
    EXPECT_EQ(bytesOf(document), four);
    EXPECT_EQ(changed.count(), 5);
}

TEST_F(DocumentTest, EditsLeaveLockedSitesAndTellHowMany) {
    Document document;
    ASSERT_TRUE(open(document, folder / "model"));
    QSignalSpy told(&document, &Document::told);
    SettingsEdit lock = bits(4);
    lock.kind = SettingsEdit::Kind::Lock;
    document.apply(lock);
    const std::uint64_t dense = bytesOf(document);
    SettingsEdit both = bits(4, "a drag");
    both.sites.emplace_back("blocks.0.attn.k");
    document.apply(both);
    document.apply(both);
    EXPECT_EQ(bytesOf(document), dense);
    EXPECT_EQ(told.count(), 1) << "a drag tells it once";
    EXPECT_TRUE(document.history().plan().sites.contains(SiteId("blocks.0.attn.k")));
    lock.kind = SettingsEdit::Kind::Unlock;
    document.apply(lock);
    document.apply(bits(4));
    EXPECT_LT(bytesOf(document), dense);
}

TEST_F(DocumentTest, ATrialIsShownButNeitherKeptNorWritten) {
    Document document;
    ASSERT_TRUE(open(document, folder / "model"));
    const std::uint64_t dense = bytesOf(document);
    plan::Plan trial = document.history().plan();
    trial.preset = "w8";
    document.preview(trial, QStringLiteral("preset w8"));
    EXPECT_LT(bytesOf(document), dense);
    EXPECT_EQ(document.state().preview, QStringLiteral("preset w8"));
    EXPECT_FALSE(document.history().canUndo());
    document.endPreview();
    EXPECT_EQ(bytesOf(document), dense);
    document.preview(trial, QStringLiteral("preset w8"));
    document.setPlan(trial, QStringLiteral("preset w8"));
    EXPECT_TRUE(document.state().preview.isEmpty());
    EXPECT_EQ(document.history().steps().size(), 2U);
    document.preview(plan::Plan(), QStringLiteral("dense"));
    document.undo();
    EXPECT_EQ(bytesOf(document), dense);
    EXPECT_TRUE(document.state().preview.isEmpty());
}

TEST_F(DocumentTest, TargetAndRuntimeComeBackWithTheModel) {
    {
        Document document;
        ASSERT_TRUE(open(document, folder / "model"));
        ASSERT_NE(document.state().reach, nullptr);
        document.setTarget(123456);
        document.setRuntime(plan::Runtime::LlamaCpp);
        settle(document);
    }
    Document again;
    ASSERT_TRUE(open(again, folder / "model"));
    EXPECT_EQ(again.state().targetBytes, 123456U);
    EXPECT_EQ(again.state().runtime, plan::Runtime::LlamaCpp);
    again.setTarget(std::nullopt);
    EXPECT_TRUE(again.workbench("target").is_null());
}

TEST_F(DocumentTest, ADragIsOneStepAndCanBeTakenBack) {
    Document document;
    ASSERT_TRUE(open(document, folder / "model"));
    const std::uint64_t dense = bytesOf(document);
    for (const int value : {7, 6, 5})
        document.apply(bits(value, "drag 1"));
    document.undo();
    EXPECT_EQ(bytesOf(document), dense);
    for (const int value : {7, 6})
        document.apply(bits(value, "drag 2"));
    document.takeBack("another drag");
    EXPECT_LT(bytesOf(document), dense);
    document.takeBack("drag 2");
    EXPECT_EQ(bytesOf(document), dense);
}

TEST_F(DocumentTest, ThePlanAndItsHistoryComeBackWithTheModel) {
    std::uint64_t four = 0;
    {
        Document document;
        ASSERT_TRUE(open(document, folder / "model"));
        document.apply(bits(4));
        four = bytesOf(document);
        document.apply(bits(8));
        document.undo();
    } // the destructor writes what is not written yet
    Document again;
    ASSERT_TRUE(open(again, folder / "model"));
    EXPECT_EQ(bytesOf(again), four);
    ASSERT_TRUE(again.history().canRedo());
    again.redo();
    EXPECT_GT(bytesOf(again), four);
}

TEST_F(DocumentTest, TheWorkbenchComesBackWithTheModel) {
    {
        Document document;
        ASSERT_TRUE(open(document, folder / "model"));
        EXPECT_TRUE(document.workbench("target").is_null());
        QSignalSpy changed(&document, &Document::workbenchChanged);
        document.setWorkbench("target", 60e6);
        document.setWorkbench("target", 60e6);
        document.setWorkbench("sets", base::Json::object());
        document.setWorkbench("sets", nullptr);
        EXPECT_EQ(changed.count(), 3);
        settle(document);
    }
    Document again;
    ASSERT_TRUE(open(again, folder / "model"));
    EXPECT_EQ(again.workbench("target"), 60e6);
    EXPECT_TRUE(again.workbench("sets").is_null());
}

TEST_F(DocumentTest, AProjectOpensWithoutItsModel) {
    const fs::path saved = folder / "copy.lapidary";
    {
        Document document;
        ASSERT_TRUE(open(document, folder / "model"));
        document.apply(bits(4));
        document.saveProjectAs(saved);
        settle(document);
    }
    fs::remove_all(folder / "model");
    Document document;
    ASSERT_TRUE(open(document, saved));
    EXPECT_FALSE(document.modelPresent());
    EXPECT_TRUE(document.history().canUndo());
    EXPECT_NE(document.state().check, nullptr);
}

TEST_F(DocumentTest, TheModelOfAProjectCanBeLocated) {
    const fs::path saved = folder / "copy.lapidary";
    {
        Document document;
        ASSERT_TRUE(open(document, folder / "model"));
        document.saveProjectAs(saved);
        settle(document);
    }
    fs::rename(folder / "model", folder / "moved");
    tests::RandomModel larger;
    larger.blocks = 3;
    tests::makeCheckpoint(folder / "other", larger);
    {
        Document document;
        ASSERT_TRUE(open(document, saved));
        QSignalSpy located(&document, &Document::modelLocated);
        QSignalSpy failed(&document, &Document::failed);
        document.locateModel(folder / "other");
        ASSERT_TRUE(failed.wait());
        EXPECT_TRUE(failed[0][0].toString().contains(QLatin1String("another model")));
        document.locateModel(folder / "nowhere");
        ASSERT_TRUE(failed.wait());
        EXPECT_FALSE(document.modelPresent());
        document.locateModel(folder / "moved");
        ASSERT_TRUE(located.wait());
        EXPECT_TRUE(document.modelPresent());
        EXPECT_EQ(document.modelPath(), folder / "moved");
        settle(document);
    }
    Document again;
    ASSERT_TRUE(open(again, saved));
    EXPECT_TRUE(again.modelPresent()) << "the project remembers it";
}

TEST_F(DocumentTest, TheSampleOpensWithoutItsModel) {
    const tests::EnvironmentVariable cache("XDG_CACHE_HOME", (folder / "cache").string());
    Document document;
    ASSERT_TRUE(open(document, "sample"));
    EXPECT_TRUE(document.isRecorded());
    EXPECT_FALSE(document.isBuiltin());
    EXPECT_FALSE(document.modelPresent());
    EXPECT_NE(document.state().check, nullptr) << document.state().planError.toStdString();
    ASSERT_NE(document.state().run(), nullptr);
    EXPECT_NE(document.state().measuredResult(), nullptr);
}

TEST_F(DocumentTest, PlansGoOutAndComeIn) {
    Document document;
    ASSERT_TRUE(open(document, folder / "model"));
    document.apply(bits(4));
    const plan::Plan before = document.history().plan();
    ASSERT_TRUE(document.exportPlan(folder / "plan.json").ok());
    document.undo();
    ASSERT_TRUE(document.importPlan(folder / "plan.json").ok());
    EXPECT_EQ(document.history().plan().sites, before.sites);
    tests::writeFile(folder / "bad.json", "{\"format\": \"something\"}");
    EXPECT_FALSE(document.importPlan(folder / "bad.json").ok());
    EXPECT_EQ(document.history().plan().sites, before.sites) << "a plan that cannot be read changes nothing";
}

TEST_F(DocumentTest, APlanThatDoesNotResolveSaysWhy) {
    Document document;
    ASSERT_TRUE(open(document, folder / "model"));
    plan::Plan plan;
    plan.base.families.emplace(plan::Family::Quantization, base::Json{{"bits", 4}});
    document.setPlan(plan, QStringLiteral("no method"));
    EXPECT_EQ(document.state().check, nullptr);
    EXPECT_FALSE(document.state().planError.isEmpty());
    document.undo();
    EXPECT_NE(document.state().check, nullptr);
}

TEST_F(DocumentTest, PartialResultsAppearInTheState) {
    Document document;
    ASSERT_TRUE(open(document, folder / "model"));
    QSignalSpy changed(&document, &Document::measurementsChanged);
    results::SiteSpectra spectra;
    spectra.weight = results::makeSpectrum({3.0, 2.0, 1.0});
    document.merge({"spectra", kSite.name, std::make_shared<const session::PartialResult::Value>(spectra)});
    document.measured();
    EXPECT_EQ(changed.count(), 1);
    EXPECT_EQ(document.state().project->spectra.at(kSite).weight.singularValues.size(), 3U);
    results::Provenance other;
    document.merge({"spectra", "", std::make_shared<const session::PartialResult::Value>(other)});
    EXPECT_TRUE(document.state().project->spectra.empty())
        << "a part that begins anew forgets what was there";
}

} // namespace
} // namespace lapidary::window
