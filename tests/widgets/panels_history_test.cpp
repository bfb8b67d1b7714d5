// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/panels/history_model.h"
#include "widgets/panels/history_panel.h"
#include "widgets/panels/history_words.h"
#include "widgets/panels/site_roles.h"
#include "widgets/state/number_text.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <gtest/gtest.h>

#include <random>

namespace lapidary::widgets {
namespace {

using plan::History;
using plan::StepIndex;
using tests::site;
using namespace Qt::StringLiterals;

plan::Plan planWithSeed(std::uint64_t seed) {
    plan::Plan plan;
    plan.seed = seed;
    return plan;
}

/// start, 1, 2, 3; then from 1 on: 4, 5.
History branched() {
    History history(planWithSeed(0));
    for (std::uint64_t seed : {1, 2, 3})
        history.edit(planWithSeed(seed), "edit " + std::to_string(seed));
    EXPECT_TRUE(history.jump(1).ok());
    for (std::uint64_t seed : {4, 5})
        history.edit(planWithSeed(seed), "edit " + std::to_string(seed));
    return history;
}

std::shared_ptr<const History> shared(const History& history) {
    return std::make_shared<const History>(history);
}

/// Rows as text, those of branches indented.
QStringList textsOf(const HistoryModel& model) {
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex top = model.index(row, 0);
        texts.append(top.data().toString() + u' ' +
                     top.siblingAtColumn(HistoryModel::kWhat).data().toString());
        for (int child = 0; child < model.rowCount(top); ++child)
            texts.append(u"  "_s + model.index(child, 0, top).data().toString() + u' ' +
                         model.index(child, HistoryModel::kWhat, top).data().toString());
    }
    return texts;
}

TEST(HistoryModel, keepsTheRulesOfItemModels) {
    HistoryModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    History history(planWithSeed(0));
    std::mt19937 random(7);
    for (std::uint64_t i = 1; i <= 60; ++i) {
        const auto what = random() % 5;
        if (what == 0)
            (void)history.jump(random() % history.steps().size());
        else if (what == 1)
            history.nameSnapshot("name");
        else
            history.edit(planWithSeed(i), "edit", what == 2 ? "drag" : "");
        model.show(shared(history));
        model.setBytes(random() % history.steps().size(), i);
        if (i % 10 == 0)
            model.setShown(HistoryModel::Steps{1, 2, 5, 9});
        else if (i % 10 == 5)
            model.setShown(std::nullopt);
        for (StepIndex step = 0; step < history.steps().size(); ++step) {
            const QModelIndex at = model.indexOf(step);
            EXPECT_TRUE(!at.isValid() || model.stepAt(at) == step);
        }
    }
    model.show(nullptr);
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(HistoryModel, showsBranchesThatWereLeftBelowOneRow) {
    HistoryModel model;
    History history = branched();
    model.show(shared(history));
    EXPECT_EQ(textsOf(model),
              (QStringList{u"0 start"_s, u"1 edit 1"_s, u"2 step(s) left after step 1 "_s, u"  2 edit 2"_s,
                           u"  3 edit 3"_s, u"4 edit 4 (after step 1)"_s, u"● 5 edit 5"_s}));
    EXPECT_TRUE(model.indexOf(3).data(kMutedRole).toBool());
    EXPECT_FALSE(model.indexOf(4).data(kMutedRole).toBool());
    ASSERT_TRUE(history.undo().ok());
    model.show(shared(history));
    EXPECT_TRUE(model.indexOf(5).data(kMutedRole).toBool()) << "undone, but on the way of redo";
    ASSERT_TRUE(history.jump(3).ok());
    model.show(shared(history));
    EXPECT_EQ(textsOf(model).at(5), u"  4 edit 4 (after step 1)"_s) << "now the others are the branch";
    model.setShown(HistoryModel::Steps{5});
    EXPECT_EQ(textsOf(model), (QStringList{u"0 start"_s, u"● 3 edit 3"_s, u"1 step(s) left after step 4 "_s,
                                           u"  5 edit 5"_s}));
}

TEST(HistoryModel, asksOnceForBytesAndShowsDifferences) {
    HistoryModel model;
    model.show(shared(branched()));
    QSignalSpy wanted(&model, &HistoryModel::bytesWanted);
    const auto change = [&](StepIndex step) {
        return model.indexOf(step).siblingAtColumn(HistoryModel::kChange).data().toString();
    };
    EXPECT_EQ(change(4), u"…"_s);
    EXPECT_EQ(change(5), u"…"_s);
    ASSERT_TRUE(wanted.wait());
    EXPECT_EQ(wanted.size(), 1);
    EXPECT_EQ(wanted[0][0].value<std::vector<StepIndex>>(), (std::vector<StepIndex>{1, 4, 5}));
    QSignalSpy changed(&model, &HistoryModel::dataChanged);
    model.setBytes(1, 40'000'000);
    EXPECT_FALSE(changed.empty());
    model.setBytes(4, 2'000'000);
    model.setBytes(5, 2'001'500);
    model.setBytes(0, 41'000'000);
    EXPECT_EQ(change(0), u"41.0 MB"_s);
    EXPECT_EQ(change(4), u"\u221238.0 MB"_s);
    EXPECT_EQ(change(5), u"+1.50 kB"_s);
    model.setBytes(4, std::nullopt);
    EXPECT_EQ(change(5), dashText()) << "a plan that does not resolve has no size";
}

TEST(HistoryWords, sayWhatDiffersFromNow) {
    const ViewState state = tests::sampleState();
    EXPECT_EQ(differenceFromNow(*state.plan, state.check.get(), state), u"The plan as it is now."_s);
    plan::Plan then = *state.plan;
    then.sites.erase(site("blocks.1.attn.q"));
    then.rules.clear();
    const ViewState before = tests::withPlan(state, then);
    const QString words = differenceFromNow(then, before.check.get(), state);
    EXPECT_TRUE(words.contains(u"other settings at"_s)) << words.toStdString();
    EXPECT_TRUE(words.contains(u"sparsity on 3"_s)) << words.toStdString();
    EXPECT_TRUE(words.contains(u"0 rule(s), now others"_s)) << words.toStdString();
    EXPECT_TRUE(differenceFromNow(then, nullptr, state).contains(u"does not resolve"_s));
}

class HistoryPanelTest : public testing::Test {
protected:
    HistoryPanelTest()
        : m_panel(m_selection) {
        tests::resetSelection(m_selection, tests::sampleState());
        m_panel.show(shared(m_history), true);
        m_panel.resize(700, 300);
        m_panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&m_panel));
        tree().setFocus();
    }
    QTreeView& tree() { return *m_panel.findChild<QTreeView*>(u"historyTree"_s); }
    StepIndex current() { return m_panel.model().stepAt(tree().currentIndex()).value_or(999); }

    SelectionModel m_selection;
    History m_history = branched();
    HistoryPanel m_panel;
};

TEST_F(HistoryPanelTest, goesToAStepByClickOrEnter) {
    QSignalSpy asked(&m_panel, &HistoryPanel::goToRequested);
    EXPECT_EQ(current(), 5U);
    QTest::mouseClick(tree().viewport(), Qt::LeftButton, {},
                      tree().visualRect(m_panel.model().indexOf(1)).center());
    ASSERT_EQ(asked.size(), 1);
    EXPECT_EQ(asked[0][0].value<StepIndex>(), 1U);
    QTest::keyClick(&tree(), Qt::Key_Up);
    EXPECT_EQ(asked.size(), 1) << "arrows only look";
    QTest::keyClick(&tree(), Qt::Key_Return);
    ASSERT_EQ(asked.size(), 2);
    EXPECT_EQ(asked[1][0].value<StepIndex>(), 0U);
}

TEST_F(HistoryPanelTest, branchesFoldByKeyAndStayOpen) {
    tree().setCurrentIndex(m_panel.model().index(2, 0));
    ASSERT_FALSE(tree().isExpanded(tree().currentIndex()));
    QTest::keyClick(&tree(), Qt::Key_Right);
    EXPECT_TRUE(tree().isExpanded(m_panel.model().index(2, 0)));
    QTest::keyClick(&tree(), Qt::Key_Down);
    EXPECT_EQ(current(), 2U);
    ASSERT_TRUE(m_history.jump(4).ok());
    m_history.edit(planWithSeed(9), "another way");
    m_panel.show(shared(m_history), false);
    EXPECT_TRUE(tree().isExpanded(m_panel.model().index(2, 0)));
    EXPECT_EQ(current(), 6U) << "follows the plan";
}

TEST_F(HistoryPanelTest, namesAStepInItsRow) {
    QSignalSpy named(&m_panel, &HistoryPanel::nameRequested);
    QTest::keyClick(&tree(), Qt::Key_F2);
    auto* editor = tree().findChild<QLineEdit*>();
    ASSERT_NE(editor, nullptr);
    QTest::keyClicks(editor, u"half size"_s);
    QTest::keyClick(editor, Qt::Key_Return); // taken once the key is done with
    ASSERT_TRUE(QTest::qWaitFor([&] { return named.size() == 1; }));
    EXPECT_EQ(named[0][0].value<StepIndex>(), 5U);
    EXPECT_EQ(named[0][1].toString(), u"half size"_s);
    m_history.nameSnapshot("half size");
    m_panel.show(shared(m_history), false);
    EXPECT_EQ(tree().currentIndex().siblingAtColumn(HistoryModel::kName).data().toString(), u"★ half size"_s);
}

TEST_F(HistoryPanelTest, revertsWhatIsSelected) {
    QSignalSpy asked(&m_panel, &HistoryPanel::revertRequested);
    auto* revert = m_panel.findChild<QAction*>(u"historyRevert"_s);
    EXPECT_FALSE(revert->isEnabled()) << "this is the current step";
    tree().setCurrentIndex(m_panel.model().indexOf(1));
    EXPECT_TRUE(revert->isEnabled());
    QTest::keyClick(&tree(), Qt::Key_R);
    ASSERT_EQ(asked.size(), 1);
    EXPECT_EQ(asked[0][0].value<StepIndex>(), 1U);
    m_selection.clear();
    EXPECT_FALSE(revert->isEnabled());
}

TEST_F(HistoryPanelTest, filtersByTheSiteInFocus) {
    QSignalSpy asked(&m_panel, &HistoryPanel::stepsOfSiteWanted);
    auto* box = m_panel.findChild<QCheckBox*>(u"historyOneSite"_s);
    EXPECT_TRUE(asked.empty());
    box->setChecked(true);
    ASSERT_EQ(asked.size(), 1);
    m_panel.setStepsOfSite(m_selection.focus(), {4});
    EXPECT_EQ(m_panel.model().rowCount(), 3) << "the start, 4, and where the plan is";
    const model::SiteId before = m_selection.focus();
    m_selection.focusOn(site("blocks.0.attn.k"));
    ASSERT_EQ(asked.size(), 2);
    m_panel.setStepsOfSite(before, {});
    EXPECT_EQ(m_panel.model().rowCount(), 3) << "an answer that came too late";
    box->setChecked(false);
    EXPECT_EQ(m_panel.model().rowCount(), 5);
}

TEST_F(HistoryPanelTest, saysWhatTheChosenStepDiffersIn) {
    QSignalSpy asked(&m_panel, &HistoryPanel::differenceWanted);
    tree().setCurrentIndex(m_panel.model().indexOf(1));
    ASSERT_TRUE(asked.wait());
    m_panel.setDifference(4, u"of another"_s);
    m_panel.setDifference(1, u"bits on 3"_s);
    EXPECT_EQ(m_panel.findChild<QLabel*>(u"historyDifference"_s)->text(), u"bits on 3"_s);
}

} // namespace
} // namespace lapidary::widgets
