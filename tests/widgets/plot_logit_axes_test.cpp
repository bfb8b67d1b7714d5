// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/plot/logit_axes_content.h"
#include "widgets/plot/logit_view.h"
#include "widgets/plot/plot_table.h"

#include <QComboBox>
#include <QTableView>
#include <QTest>

#include <gtest/gtest.h>

#include <algorithm>

namespace lapidary::widgets {
namespace {

/// Two components of three positions and two tokens.
results::LogitAxes axesOf(double shift) {
    results::LogitAxes axes;
    axes.count = 2;
    axes.width = 1;
    axes.directions = {1.0, 1.0};
    axes.centre = {0.0, 0.0};
    axes.tokens = {{7, " the"}, {9, "\n"}};
    axes.loadings = {0.5F, -0.25F, -0.125F, 0.75F};
    axes.positions = {{0, 4, 7, " the", "once upon"}, {0, 9, 9, "\n", "a time"}, {1, 3, 7, " the", "in"}};
    axes.scores = {1.0F, 2.0F, 3.0F, 4.0F, -5.0F, -6.0F};
    results::LogitAxes::OnReference& on = axes.onReference.emplace();
    on.count = 2;
    for (const float score : axes.scores)
        on.scores.push_back(score + static_cast<float>(shift));
    on.overlaps = {1.0, 0.0, 0.0, 1.0};
    on.angles = {3.0, 41.0};
    return axes;
}

ViewState withAxes() {
    ViewState state = tests::sampleState();
    auto project = std::make_shared<results::ProjectData>(*state.project);
    project->logits->axes = axesOf(0.0);
    project->logits->axes->onReference.reset();
    auto measured = std::make_shared<results::ModelMeasurements>();
    measured->logits.emplace().axes = axesOf(3.0);
    measured->logits->axes->positions[2].place = 99; // was not measured of A
    project->runs.at(*state.comparedRun).measured = measured;
    state.project = project;
    return state;
}

const PlotSeries* ofKind(const PlotContent& content, PlotSeries::Kind kind) {
    const auto found = std::ranges::find(content.series, kind, &PlotSeries::kind);
    return found == content.series.end() ? nullptr : &*found;
}

TEST(LogitPositions, JoinTheSamePositionOfAAndB) {
    const PlotContent content = logitPositionsContent(withAxes(), {});
    ASSERT_EQ(content.series.size(), 3U);
    const PlotSeries* joins = ofKind(content, PlotSeries::Kind::Segments);
    ASSERT_NE(joins, nullptr);
    EXPECT_EQ(joins->points.size(), 4U) << "two pairs: the third position is another one";
    EXPECT_EQ(joins->points[0].x, 1.0);
    EXPECT_EQ(joins->points[1].x, 4.0);
    EXPECT_TRUE(joins->decoration);
    const PlotSeries& a = content.series[1];
    const PlotSeries& b = content.series[2];
    EXPECT_TRUE(a.name.startsWith(QStringLiteral("A: ")));
    EXPECT_EQ(a.points.size(), 3U);
    EXPECT_EQ(a.points[2].y, -6.0);
    EXPECT_EQ(a.pointNames[0], QStringLiteral("…once␣upon▸␣the"));
    EXPECT_EQ(a.pointKeys[2], QStringLiteral("position:2"));
    EXPECT_TRUE(b.name.startsWith(QStringLiteral("B: ")));
    EXPECT_TRUE(content.title.contains(QStringLiteral("B on A's axes, signs aligned")));
    EXPECT_TRUE(content.bandChooses);
    EXPECT_EQ(tableOf(content).rows.size(), 5U);
}

TEST(LogitPositions, ChosenOnesComeFirst) {
    const PlotContent content = logitPositionsContent(withAxes(), {2, 1}, {1});
    const PlotTable table = tableOf(content);
    EXPECT_TRUE(table.rowNames[0].contains(QStringLiteral("⏎")));
    EXPECT_EQ(table.rows[0][0], 4.0) << "x is the second component";
}

TEST(LogitLoadings, AreATableOfTokens) {
    const PlotTable table = tableOf(logitLoadingsContent(withAxes(), {}));
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rowNames[0], QStringLiteral("␣the"));
    EXPECT_EQ(table.rows[1], (std::vector<double>{-0.125, 0.75}));
}

TEST(LogitAngles, AreThoseOfTheComparedRun) {
    const PlotContent content = logitAnglesContent(withAxes());
    ASSERT_EQ(content.series.size(), 1U);
    EXPECT_EQ(content.series[0].points[1].y, 41.0);
    ViewState alone = withAxes();
    alone.comparedRun.reset();
    EXPECT_FALSE(logitAnglesContent(alone).emptyText.isEmpty());
}

TEST(LogitAxesContent, SayWhatIsMissing) {
    const ViewState old = tests::sampleState(); // measured before there were axes
    EXPECT_EQ(logitAxesCount(old), 0);
    for (const PlotContent& content :
         {logitPositionsContent(old, {}), logitLoadingsContent(old, {}), logitAnglesContent(old),
          logitPositionsContent(ViewState(), {}), logitPositionsContent(withAxes(), {1, 8})})
        EXPECT_FALSE(content.emptyText.isEmpty());
}

TEST(LogitView, ABoxChoosesPositionsAndListsTheirTokens) {
    const ViewState state = withAxes();
    SelectionModel selection;
    tests::resetSelection(selection, state);
    QWidget host;
    LogitView view(selection);
    view.setParent(&host);
    host.resize(720, 420);
    view.resize(host.size());
    view.show(state);
    view.show();
    host.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&host));
    view.findChild<QComboBox*>(QStringLiteral("logitFace"))->setCurrentIndex(1);
    QTest::qWait(20);
    PlotView& plot = view.plot();
    QWidget* canvas = plot.childAt(plot.rect().center());
    const auto at = [&](double x, double y) {
        return canvas->mapFrom(&plot, plot.positionOf(x, y).toPoint());
    };
    QTest::mousePress(canvas, Qt::LeftButton, Qt::ShiftModifier, at(0.5, 1.5));
    QTest::mouseMove(canvas, at(2.0, 3.0));
    QTest::mouseMove(canvas, at(3.3, 4.3));
    QTest::mouseRelease(canvas, Qt::LeftButton, Qt::ShiftModifier, at(3.3, 4.3));
    const auto* tokens = view.findChild<QTableView*>(QStringLiteral("logitTokens"))->model();
    ASSERT_EQ(tokens->rowCount(), 2);
    EXPECT_EQ(tokens->index(0, 0).data().toString(), QStringLiteral("␣the"));
    EXPECT_EQ(plot.content().series[1].points.size(), 2U) << "the chosen ones";
}

} // namespace
} // namespace lapidary::widgets
