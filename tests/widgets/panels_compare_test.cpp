// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/panels/compare_models.h"
#include "widgets/panels/compare_view.h"
#include "widgets/panels/site_roles.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace lapidary::widgets {
namespace {

using namespace Qt::StringLiterals;

using tests::site;

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

/// The sample with its run changed.
template<typename Change>
ViewState withRun(const Change& change) {
    ViewState state = tests::sampleState();
    auto project = std::make_shared<results::ProjectData>(*state.project);
    change(project->runs.front());
    state.project = project;
    return state;
}

TEST(CompareModels, keepTheContractAcrossStates) {
    CompareFiguresModel figures;
    CompareSitesModel sites;
    const QAbstractItemModelTester figuresTester(&figures, kFatal);
    const QAbstractItemModelTester sitesTester(&sites, kFatal);
    for (const ViewState& state :
         {ViewState(), tests::sampleState(), tests::sampleState({.run = false}), tests::sampleState()}) {
        figures.show(state);
        sites.show(state);
        EXPECT_EQ(sites.rowCount(), state.run() != nullptr ? 22 : 0);
    }
}

TEST(CompareFigures, holdBothSidesAndTheDifference) {
    const ViewState state = withRun([](results::RunReport& run) { run.bytesAfter = 100'000; });
    const std::vector<ComparedFigure> figures = comparedFigures(state);
    ASSERT_EQ(figures.size(), 8U);
    EXPECT_EQ(figures[0].before, u"12.50"_s);
    EXPECT_EQ(figures[0].after, u"13.10"_s);
    EXPECT_EQ(figures[0].difference, u"+0.600 (+4.80 %)"_s);
    EXPECT_EQ(figures[1].before, u"reference"_s);
    EXPECT_EQ(figures[1].after, u"0.0421"_s);
    EXPECT_EQ(figures[2].after, u"0.610"_s);
    EXPECT_EQ(figures[3].after, u"93.4 %"_s);
    const auto bytes = static_cast<double>(state.model->bytes);
    EXPECT_TRUE(figures[4].difference.startsWith(u"−"_s));
    EXPECT_NEAR(figures[4].difference.section(u", "_s, 1).section(u' ', 0, 0).toDouble(), bytes / 100'000,
                0.01);
    EXPECT_EQ(figures[6].after, u"9.2 s"_s);
    EXPECT_EQ(figures[7].after, u"812 MB"_s);
}

TEST(CompareFigures, sayWhatWasNotEvaluated) {
    const auto figures = comparedFigures(withRun([](results::RunReport& run) {
        run.before.reset();
        run.after->divergence.reset();
    }));
    EXPECT_EQ(figures[0].before, u"not evaluated"_s);
    EXPECT_EQ(figures[0].after, u"13.10"_s);
    EXPECT_EQ(figures[0].difference, u"—"_s);
    EXPECT_EQ(figures[1].after, u"not evaluated"_s);
}

class CompareViewTest : public testing::Test {
protected:
    CompareViewTest()
        : m_view(m_selection) {
        tests::resetSelection(m_selection, m_state);
        m_view.show(m_state);
        m_view.resize(1000, 300);
        m_view.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&m_view));
    }
    QTableView& sites() { return *m_view.findChild<QTableView*>(u"compareSites"_s); }

    ViewState m_state = tests::sampleState();
    SelectionModel m_selection;
    CompareView m_view;
};

TEST_F(CompareViewTest, sharesTheSelectionAndSorts) {
    m_selection.focusOn(site("blocks.1.mlp.up"));
    EXPECT_EQ(sites().currentIndex().data(kSiteRole).toString(), u"blocks.1.mlp.up"_s);
    sites().sortByColumn(CompareSitesModel::kError, Qt::DescendingOrder);
    EXPECT_EQ(sites().model()->index(0, CompareSitesModel::kSite).data().toString(), u"blocks.0.mlp.down"_s);
    EXPECT_EQ(m_selection.focus(), site("blocks.1.mlp.up"));
    EXPECT_EQ(sites().currentIndex().data(kSiteRole).toString(), u"blocks.1.mlp.up"_s);
    QTest::mouseClick(sites().viewport(), Qt::LeftButton, {},
                      sites().visualRect(sites().model()->index(0, 1)).center());
    EXPECT_EQ(m_selection.focus(), site("blocks.0.mlp.down"));
}

TEST_F(CompareViewTest, choosesARunButNotByTheWheel) {
    auto project = std::make_shared<results::ProjectData>(*m_state.project);
    project->runs.push_back(project->runs.front());
    m_state.project = project;
    m_view.show(m_state);
    auto* runs = m_view.findChild<QComboBox*>(u"compareRun"_s);
    EXPECT_EQ(runs->count(), 2);
    const QSignalSpy chosen(&m_view, &CompareView::runChosen);
    sites().setFocus();
    QWheelEvent wheel({5, 5}, runs->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(runs, &wheel);
    EXPECT_EQ(runs->currentIndex(), 0);
    runs->setFocus();
    QTest::keyClick(runs, Qt::Key_Down);
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen.front().front().value<std::size_t>(), 1U);
}

TEST_F(CompareViewTest, isEmptyInWords) {
    m_view.show(tests::sampleState({.run = false}));
    auto* empty = m_view.findChild<QLabel*>(u"compareEmpty"_s);
    EXPECT_TRUE(empty->isVisible());
    EXPECT_EQ(empty->text(), u"No run yet: Run > Compress…"_s);
    ViewState state = m_state;
    state.comparedRun.reset();
    m_view.show(state);
    EXPECT_EQ(empty->text(), u"Choose a run to compare with."_s);
}

} // namespace
} // namespace lapidary::widgets
