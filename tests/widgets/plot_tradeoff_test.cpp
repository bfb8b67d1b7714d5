// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/plot/plot_table.h"
#include "widgets/plot/tradeoff_content.h"
#include "widgets/plot/tradeoff_view.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {
namespace {

using Loss = TradeoffOptions::Loss;
using Size = TradeoffOptions::Size;

/// The sample's run, a smaller one, one evaluated on another text, one that was not evaluated.
ViewState withRuns() {
    ViewState state = tests::sampleState();
    auto project = std::make_shared<results::ProjectData>(*state.project);
    const results::RunReport first = project->runs.front();
    results::RunReport smaller = first;
    smaller.output = "smaller";
    smaller.bytesAfter = first.bytesAfter / 2;
    smaller.after->divergence->klMean = 0.4;
    smaller.after->perplexity = 20.5;
    results::RunReport elsewhere = first;
    elsewhere.after->windows = 7;
    results::RunReport silent = first;
    silent.output = "silent";
    silent.after.reset();
    project->runs = {first, smaller, elsewhere, silent};
    state.project = project;
    return state;
}

const PlotSeries* named(const PlotContent& content, const char* name) {
    const auto found = std::ranges::find(content.series, QLatin1String(name), &PlotSeries::name);
    return found == content.series.end() ? nullptr : &*found;
}

TEST(Tradeoff, PutsEachRunWhereItWasMeasured) {
    const ViewState state = withRuns();
    const PlotContent content = tradeoffContent(state);
    const PlotSeries* compared = named(content, "B: compared run");
    const PlotSeries* runs = named(content, "runs");
    ASSERT_NE(compared, nullptr);
    ASSERT_NE(runs, nullptr);
    EXPECT_DOUBLE_EQ(compared->points[0].x, 1e-6 * static_cast<double>(state.run()->bytesAfter));
    EXPECT_DOUBLE_EQ(compared->points[0].y, 0.0421);
    EXPECT_EQ(runs->points[0].y, 0.4);
    EXPECT_EQ(runs->pointKeys[0], QStringLiteral("run:1"));
    EXPECT_TRUE(content.y.log);
    EXPECT_EQ(content.y.unit, QStringLiteral("nats"));

    TradeoffOptions options;
    options.size = Size::BitsPerWeight;
    options.loss = Loss::Perplexity;
    const PlotContent other = tradeoffContent(state, options);
    EXPECT_NEAR(named(other, "runs")->points[0].y, 8.0, 1e-12);
    EXPECT_NEAR(named(other, "A: dense model")->points[0].x, 16.0, 1e-12);
    EXPECT_EQ(named(other, "A: dense model")->points[0].y, 0.0);
    EXPECT_FALSE(other.y.log);
}

TEST(Tradeoff, WhatCannotBeComparedIsDrawnApartAndSaid) {
    const PlotContent content = tradeoffContent(withRuns());
    const PlotSeries* others = named(content, "evaluated on something else");
    ASSERT_NE(others, nullptr);
    EXPECT_EQ(others->points.size(), 1U);
    EXPECT_NE(others->shape, named(content, "runs")->shape);
    EXPECT_TRUE(others->pointNames[0].contains(QStringLiteral("7 × 2,048 tokens")));
    EXPECT_TRUE(content.summary.contains(QStringLiteral("1 run(s) were evaluated on something else")));
    EXPECT_TRUE(content.summary.contains(QStringLiteral("Not evaluated: 4: silent")));
    // In the table too, without a number.
    const PlotTable table = tableOf(content);
    const qsizetype row =
        table.rowNames.indexOf(QRegularExpression(QStringLiteral(".*silent.*not evaluated")));
    ASSERT_GE(row, 0);
    EXPECT_TRUE(std::isnan(table.rows[static_cast<std::size_t>(row)].back()));
}

TEST(Tradeoff, HasThePlanTheSnapshotsAndTheBudget) {
    const ViewState state = withRuns();
    TradeoffOptions options;
    options.snapshots = {{QStringLiteral("first"), 500'000}};
    PlotContent content = tradeoffContent(state, options);
    ASSERT_EQ(content.references.size(), 2U);
    EXPECT_DOUBLE_EQ(content.references[1].position, 1e-6 * static_cast<double>(state.check->bytesAfter));
    ASSERT_EQ(content.levels.size(), 1U);
    EXPECT_DOUBLE_EQ(content.levels[0].positions[0], 0.5);
    ASSERT_EQ(content.handles.size(), 1U);
    EXPECT_TRUE(content.handles[0].hollow);
    EXPECT_FALSE(content.handles[0].forbids);
    options.budgetBytes = static_cast<double>(state.run()->bytesAfter) - 1.0;
    content = tradeoffContent(state, options);
    EXPECT_TRUE(content.handles[0].forbids);
    EXPECT_TRUE(content.summary.contains(QStringLiteral("1 of 4 runs fit")));
}

TEST(Tradeoff, WithoutRunsItSaysHowToMakeOne) {
    tests::SampleOptions sample;
    sample.run = false;
    const PlotContent content = tradeoffContent(tests::sampleState(sample));
    EXPECT_FALSE(content.empty());
    EXPECT_TRUE(content.summary.contains(QStringLiteral("No run yet")));
    EXPECT_TRUE(tradeoffContent(ViewState()).empty());
}

TEST(Tradeoff, KeysNameRuns) {
    EXPECT_EQ(runOfKey(QStringLiteral("run:12")), std::optional<std::size_t>(12));
    EXPECT_EQ(runOfKey(QStringLiteral("run:x")), std::nullopt);
    EXPECT_EQ(runOfKey(QStringLiteral("blocks.1.attn.q")), std::nullopt);
}

struct TradeoffViewTest : testing::Test {
    TradeoffViewTest() {
        tests::resetSelection(selection, state);
        view.setParent(&host);
        host.resize(640, 420);
        view.resize(host.size());
        view.show(state);
        view.show();
        host.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&host));
        view.setFocus();
    }
    ViewState state = withRuns();
    SelectionModel selection;
    QWidget host;
    TradeoffView view{selection};
};

TEST_F(TradeoffViewTest, EnterOnARunOffersToCompareItAndToLoadItsPlan) {
    QSignalSpy compared(&view, &TradeoffView::runChosen);
    QSignalSpy loaded(&view, &TradeoffView::planRequested);
    QTest::keyClick(&view.plot(), Qt::Key_Right); // the strong one: the compared run
    EXPECT_EQ(view.plot().cursorKey(), QStringLiteral("run:0"));
    QTest::keyClick(&view.plot(), Qt::Key_Return);
    auto* menu = view.findChild<QMenu*>(QStringLiteral("tradeoffRunMenu"));
    ASSERT_NE(menu, nullptr);
    menu->actions().at(1)->trigger();
    menu->actions().at(2)->trigger();
    menu->close();
    ASSERT_EQ(compared.size(), 1);
    EXPECT_EQ(compared[0][0].value<std::size_t>(), 0U);
    EXPECT_EQ(loaded.size(), 1);
}

TEST_F(TradeoffViewTest, TheBudgetIsDraggedAndTyped) {
    auto* field = view.findChild<QDoubleSpinBox*>(QStringLiteral("tradeoffBudget"));
    QTest::keyClick(&view.plot(), Qt::Key_Return); // no mark under the cursor: the handle
    QTest::keyClick(&view.plot(), Qt::Key_Left, Qt::ShiftModifier);
    const double moved = view.plot().content().handles[0].position;
    EXPECT_NEAR(field->value(), moved, 0.05);
    QTest::keyClick(&view.plot(), Qt::Key_Escape);
    EXPECT_EQ(field->value(), 0.0) << "as it was before: none";
    EXPECT_TRUE(view.plot().content().handles[0].hollow);
    field->setValue(0.4);
    EXPECT_DOUBLE_EQ(view.plot().content().handles[0].position, 0.4);
    EXPECT_TRUE(view.plot().content().handles[0].forbids);
}

} // namespace
} // namespace lapidary::widgets
