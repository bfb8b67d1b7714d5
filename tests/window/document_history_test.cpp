// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the plan's history: undone, redone, closed, damaged.
#include "app/window/stored_plan.h"
#include "core/plan/edit.h"
#include "core/plan/preset.h"
#include "tests/plan/random_plan.h"
#include "tests/window/document_support.h"

#include <QSignalSpy>
#include <QTest>

namespace lapidary::window {
namespace {

namespace fs = std::filesystem;
using model::SiteId;
using widgets::SettingsEdit;

struct DocumentHistoryTest : WithDocument {
    std::string planFile(const Document& document) const {
        EXPECT_TRUE(document.exportPlan(folder / "plan.json").ok());
        return *base::readTextFile(folder / "plan.json", 1 << 24);
    }
    static void setSeed(Document& document, std::uint64_t seed) {
        plan::Plan plan = document.history().plan();
        plan.seed = seed;
        document.setPlan(plan, QStringLiteral("seed %1").arg(seed));
    }
    static std::uint64_t seedOf(const Document& document) { return document.history().plan().seed; }
};

/// Edits of every kind that the window knows.
class RandomEdits final {
public:
    RandomEdits(Document& document, fs::path folder)
        : m_document(document)
        , m_folder(std::move(folder)) {}

    void makeOne() {
        plan::Plan plan = m_document.history().plan();
        switch (m_maker.random()() % 9) {
        case 0:
            return m_document.setPreset(
                plan::presetTable()[m_maker.random()() % plan::presetTable().size()].name);
        case 1:
            plan.base = m_maker.settings();
            return m_document.setPlan(plan, QStringLiteral("base"));
        case 2:
            plan.rules.push_back(m_maker.rule());
            if (plan.rules.size() > 4)
                plan.rules.erase(plan.rules.begin());
            return m_document.setPlan(plan, QStringLiteral("rules"));
        case 3:
            return importOne();
        case 4:
            // Some settings of old no override can express under the rules of now.
            (void)m_document.revertSites(sites(), m_maker.random()() % m_document.history().steps().size());
            return;
        case 5:
            return m_document.nameStep(m_document.history().current(),
                                       QString::number(m_maker.random()() % 5));
        case 6:
            return notch();
        default:
            return settings();
        }
    }

private:
    std::vector<SiteId> sites() {
        std::vector<SiteId> chosen;
        for (const model::Site* site : m_document.state().model->allSites())
            if (m_maker.random()() % 4 == 0)
                chosen.push_back(site->id);
        return chosen;
    }
    void settings() {
        SettingsEdit edit;
        edit.kind = m_maker.random()() % 4 == 0 ? SettingsEdit::Kind::Reset : SettingsEdit::Kind::Merge;
        edit.sites = sites();
        edit.settings = m_maker.settings();
        edit.words = QStringLiteral("settings “ä”");
        edit.mergeKey = m_maker.coin() ? "drag" + std::to_string(++m_drags) : "";
        m_document.apply(edit);
        if (!edit.mergeKey.empty()) {
            edit.settings = m_maker.settings();
            m_document.apply(edit);
        }
    }
    void notch() {
        plan::Plan plan = m_document.history().plan();
        for (const SiteId& id : sites())
            if (const plan::ResolvedSite* site = m_document.state().resolved(id)) {
                const model::Site& shape = *m_document.state().model->find(id);
                if (const auto moved = plan::notched(site->settings, shape.out, shape.in, -1))
                    plan = plan::withSiteSettings(std::move(plan), {id}, *moved);
            }
        m_document.setPlan(plan, QStringLiteral("notch"));
    }
    void importOne() {
        const plan::Plan other = m_maker.plan(*m_document.state().model);
        tests::writeFile(m_folder / "import.json", plan::toJson(other).dump());
        EXPECT_TRUE(m_document.importPlan(m_folder / "import.json").ok());
    }

    Document& m_document;
    fs::path m_folder;
    tests::PlanMaker m_maker{61};
    int m_drags = 0;
};

TEST_F(DocumentHistoryTest, TwoHundredEditsUndoneRedoneAndReopenedAreTheSameToTheByte) {
    std::string start;
    std::string end;
    base::Json kept;
    {
        Document document;
        ASSERT_TRUE(open(document, folder / "model"));
        start = planFile(document);
        RandomEdits edits(document, folder.path());
        while (document.history().steps().size() <= 200) {
            edits.makeOne();
            QCoreApplication::processEvents(); // writes go on meanwhile
        }
        end = planFile(document);
        EXPECT_NE(end, start);
        while (document.history().canUndo())
            document.undo();
        EXPECT_EQ(planFile(document), start);
        while (document.history().canRedo())
            document.redo();
        EXPECT_EQ(planFile(document), end);
        for (int i = 0; i < 7; ++i)
            document.undo();
        kept = base::Json(document.history().toJson());
    }
    Document again;
    ASSERT_TRUE(open(again, folder / "model"));
    base::Json read(again.history().toJson());
    for (base::Json* json : {&kept, &read})
        json->erase("revision");
    EXPECT_EQ(read, kept) << "the same steps, and where we were";
    while (again.history().canRedo())
        again.redo();
    EXPECT_EQ(planFile(again), end);
    while (again.history().canUndo())
        again.undo();
    EXPECT_EQ(planFile(again), start);
}

TEST_F(DocumentHistoryTest, ALongDragIsWrittenOnTheWay) {
    Document document;
    ASSERT_TRUE(open(document, folder / "model"));
    for (std::uint64_t seed = 1; seed <= 60; ++seed) { // never a pause as long as edits are gathered
        plan::Plan plan = document.history().plan();
        plan.seed = seed;
        document.setPlan(plan, QStringLiteral("drag"), "drag");
        QTest::qWait(25);
    }
    const auto read = results::ProjectFile::read(document.projectPath());
    ASSERT_OK(read);
    EXPECT_GT(read->plan.value("seed", 0), 10);
    settle(document);
    EXPECT_EQ(document.history().steps().size(), 2U);
}

TEST_F(DocumentHistoryTest, EditsDuringAMeasurementLieBesideTheProject) {
    const fs::path project = folder / "p.lapidary";
    Document document;
    ASSERT_TRUE(open(document, folder / "model"));
    document.saveProjectAs(project);
    setSeed(document, 1);
    settle(document);
    document.store().hold();
    auto measuring = results::ProjectFile::open(base::systemFiles(), project);
    ASSERT_OK(measuring);
    setSeed(document, 2);
    settle(document);
    {
        Document afterACrash;
        ASSERT_TRUE(open(afterACrash, project));
        EXPECT_EQ(seedOf(afterACrash), 2U);
        EXPECT_EQ(afterACrash.history().steps().size(), 3U);
        afterACrash.store().hold(); // it would write them at once
    }
    (void)results::ProjectFile(*std::move(measuring));
    document.store().release();
    EXPECT_TRUE(QTest::qWaitFor([&] { return document.store().idle(); }, 20000));
    EXPECT_FALSE(fs::exists(editsBeside(project)));
    Document again;
    ASSERT_TRUE(open(again, project));
    EXPECT_EQ(seedOf(again), 2U);
}

TEST_F(DocumentHistoryTest, ADamagedJournalCostsWhatFollows) {
    const fs::path project = folder / "p.lapidary";
    {
        Document document;
        ASSERT_TRUE(open(document, folder / "model"));
        document.saveProjectAs(project);
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            setSeed(document, seed);
            settle(document);
        }
    }
    const fs::path journal = project.string() + "-journal";
    std::string text = *base::readTextFile(journal, 1 << 24);
    std::vector<std::size_t> lines = {0};
    for (std::size_t end = text.find('\n'); end + 1 < text.size(); end = text.find('\n', end + 1))
        lines.push_back(end + 1);
    ASSERT_GE(lines.size(), 4U);
    text[lines[2] + 120] ^= 1;
    tests::writeFile(journal, text);
    {
        Document document;
        QSignalSpy notice(&document, &Document::notice);
        ASSERT_TRUE(open(document, project));
        ASSERT_EQ(notice.size(), 1);
        EXPECT_TRUE(notice[0][0].toString().contains(QStringLiteral("line 3")))
            << notice[0][0].toString().toStdString();
        EXPECT_EQ(seedOf(document), 1U);
        setSeed(document, 9);
        settle(document);
    }
    EXPECT_TRUE(fs::exists(journal.string() + ".damaged"));
    Document again;
    ASSERT_TRUE(open(again, project));
    EXPECT_EQ(seedOf(again), 9U);
}

TEST_F(DocumentHistoryTest, AHistoryThatCannotBeReadCostsTheStepsAlone) {
    const fs::path project = folder / "p.lapidary";
    {
        Document document;
        ASSERT_TRUE(open(document, folder / "model"));
        document.saveProjectAs(project);
        setSeed(document, 5);
    }
    {
        auto file = results::ProjectFile::open(base::systemFiles(), project);
        ASSERT_OK(file);
        ASSERT_OK(file->recordPlan(file->data().plan, base::Json{{"format", "other"}}));
    }
    Document document;
    QSignalSpy notice(&document, &Document::notice);
    ASSERT_TRUE(open(document, project));
    EXPECT_EQ(notice.size(), 1);
    EXPECT_EQ(seedOf(document), 5U);
    EXPECT_EQ(document.history().steps().size(), 1U);
}

TEST_F(DocumentHistoryTest, TwoWindowsDoNotMixTheirHistories) {
    const fs::path project = folder / "p.lapidary";
    {
        Document one;
        ASSERT_TRUE(open(one, folder / "model"));
        one.saveProjectAs(project);
        settle(one);
        Document two;
        ASSERT_TRUE(open(two, project));
        for (std::uint64_t seed : {1, 2})
            setSeed(one, seed);
        settle(one);
        QTest::qWait(2100); // the file is open for a moment after a write
        for (std::uint64_t seed : {7, 8, 9})
            setSeed(two, seed);
        settle(two);
        QTest::qWait(2100);
        setSeed(one, 3);
        settle(one);
    }
    Document again;
    ASSERT_TRUE(open(again, project));
    EXPECT_EQ(seedOf(again), 3U) << "the last that wrote";
    EXPECT_EQ(again.history().steps().size(), 4U);
    again.undo();
    EXPECT_EQ(seedOf(again), 2U);
}

} // namespace
} // namespace lapidary::window
