// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/plot/activation_extents.h"
#include "widgets/plot/activation_view.h"
#include "widgets/plot/handle_drag.h"
#include "widgets/state/selection_model.h"

#include <QAction>
#include <QComboBox>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

#include <algorithm>

namespace lapidary::widgets {
namespace {

TEST(HandleDrag, StepsByAFactorOnALogarithmicAxis) {
    PlotHandle handle;
    handle.byFactor = true;
    handle.step = 2.0;
    handle.minimum = 1.0;
    handle.maximum = 100.0;
    handle.position = 8.0;
    EXPECT_EQ(snapped(handle, 23.0), 32.0) << "nearest in the logarithm";
    EXPECT_EQ(snapped(handle, 0.0), 1.0);
    EXPECT_EQ(snapped(handle, 99.0), 100.0) << "not beyond the end";
    HandleDrag drag;
    drag.begin(handle);
    EXPECT_TRUE(drag.moveBy(1));
    EXPECT_EQ(drag.position(), 16.0);
    EXPECT_EQ(stepAt(handle, drag.position()), 16.0);
    EXPECT_TRUE(drag.moveBy(-3));
    EXPECT_EQ(drag.position(), 2.0);
}

struct ThresholdsTest : testing::Test {
    ThresholdsTest() {
        tests::resetSelection(selection, state);
        selection.focusOn(model::SiteId("blocks.1.attn.q"));
        host.resize(620, 420);
        view.setParent(&host);
        view.resize(host.size());
        view.show(state);
        view.show();
        host.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&host));
        view.plot().setFocus();
        QTest::qWait(20);
    }
    /// Picks a handle up (0 the first) and moves it.
    void move(int handle, Qt::Key key) {
        for (int i = 0; i <= handle; ++i)
            QTest::keyClick(&view.plot(), Qt::Key_Return);
        QTest::keyClick(&view.plot(), key);
        for (int i = handle; i < 2; ++i)
            QTest::keyClick(&view.plot(), Qt::Key_Return);
        ASSERT_EQ(view.plot().heldHandle(), nullptr);
    }
    const PlotHandle& handle(std::size_t i) { return view.plot().content().handles.at(i); }

    ViewState state = tests::sampleState();
    SelectionModel selection;
    QWidget host;
    ActivationView view{selection};
    QAction* select = view.findChild<QAction*>(QStringLiteral("activationSelect"));
};

TEST_F(ThresholdsTest, CountAndSetAgreeWithTheStatistics) {
    const std::vector<InputExtent> extents = inputExtents(state).dense;
    ASSERT_EQ(extents.size(), 12U); // 4 kinds in 3 blocks
    for (const double limit : {1.0, 20.0, 36.5, 40.0, 100.0}) {
        std::set<model::InputGroupId> expected;
        for (const auto& [group, statistics] : state.project->activations)
            if (std::ranges::max(statistics.absmax) > limit)
                expected.insert(group);
        EXPECT_EQ(exceeding(extents, {limit, 1e9}), expected) << limit;
        const std::vector<PlotHandle> handles = thresholdHandles(extents, {limit, 1e9});
        EXPECT_TRUE(handles[0]
                        .words(handles[0].position)
                        .endsWith(QStringLiteral(": %1 of 12").arg(expected.size())));
        EXPECT_FALSE(handles[0].hollow);
    }
    // Either line counts.
    const auto largest = exceeding(extents, {40.0, 1e9});
    const auto p99 = exceeding(extents, {1e9, 5.0});
    EXPECT_LT(largest.size(), p99.size());
    EXPECT_EQ(exceeding(extents, {40.0, 5.0}), p99) << "here the one holds the other";
}

TEST_F(ThresholdsTest, SuggestionsLeaveMostBelow) {
    EXPECT_TRUE(handle(0).hollow);
    EXPECT_TRUE(handle(1).hollow);
    EXPECT_FALSE(handle(0).vertical);
    const auto some = exceeding(extentsOfKind(inputExtents(state).dense, "attn.in"), {});
    EXPECT_EQ(some.size(), 1U);
    EXPECT_EQ(select->text(), QStringLiteral("Select 1 of 3"));
}

TEST_F(ThresholdsTest, InputsOfZerosHaveNoThresholds) {
    InputExtent zero;
    zero.group = model::InputGroupId("blocks.0.attn.in");
    EXPECT_TRUE(thresholdHandles({zero}, {}).empty());
    EXPECT_TRUE(thresholdHandles({}, {}).empty());
    EXPECT_TRUE(exceeding({zero}, {}).empty());
}

TEST_F(ThresholdsTest, KeysMoveTheLinesAndSelectWhatExceeds) {
    move(0, Qt::Key_Home); // all exceed
    EXPECT_EQ(select->text(), QStringLiteral("Select 3 of 3"));
    EXPECT_FALSE(handle(0).hollow);
    EXPECT_TRUE(handle(1).hollow) << "the other is still a suggestion";
    QTest::keyClick(&view.plot(), Qt::Key_S);
    EXPECT_EQ(selection.set().size(), 9U) << "q, k, v of three blocks";
    EXPECT_EQ(selection.focus(), model::SiteId("blocks.1.attn.q")) << "it is among them";
    selection.goBack();
    EXPECT_EQ(selection.set().size(), 1U);
    move(0, Qt::Key_End);
    move(1, Qt::Key_End);
    EXPECT_EQ(select->text(), QStringLiteral("Select 0 of 3"));
    EXPECT_FALSE(select->isEnabled());
}

TEST_F(ThresholdsTest, TheMouseDragsALineAndTheButtonSelects) {
    view.findChild<QComboBox*>()->setCurrentIndex(1); // all inputs
    ASSERT_EQ(view.plot().content().handles.size(), 2U);
    QTest::qWait(20);
    const double from = handle(0).position;
    const auto pixel = [&](double y) { return view.plot().positionOf(0.5, y).toPoint(); };
    QWidget* canvas = view.plot().childAt(view.plot().rect().center());
    const auto at = [&](double y) { return canvas->mapFrom(&view.plot(), pixel(y)); };
    const QPoint start = at(from);
    const QPoint end = at(37.5);
    QTest::mousePress(canvas, Qt::LeftButton, {}, start);
    QTest::mouseMove(canvas, (start + end) / 2);
    QTest::mouseMove(canvas, end);
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, end);
    EXPECT_NEAR(handle(0).position, 37.5, 37.5 * 0.03);
    EXPECT_EQ(select->text(), QStringLiteral("Select 8 of 12")) << "blocks 1 and 2";
    QTest::mouseClick(view.findChild<QToolButton*>(QStringLiteral("activationSelectButton")), Qt::LeftButton);
    EXPECT_EQ(selection.set().size(), 14U);
}

TEST_F(ThresholdsTest, EscPutsALineBack) {
    const double before = handle(0).position;
    QTest::keyClick(&view.plot(), Qt::Key_Return);
    QTest::keyClick(&view.plot(), Qt::Key_Home);
    EXPECT_NE(handle(0).position, before);
    QTest::keyClick(&view.plot(), Qt::Key_Escape);
    EXPECT_EQ(handle(0).position, before);
    EXPECT_TRUE(handle(0).hollow);
    EXPECT_EQ(select->text(), QStringLiteral("Select 1 of 3"));
}

TEST_F(ThresholdsTest, ChannelsHaveNone) {
    view.findChild<QComboBox*>()->setCurrentIndex(2);
    EXPECT_TRUE(view.plot().content().handles.empty());
    EXPECT_FALSE(select->isEnabled());
    view.show(ViewState());
    EXPECT_FALSE(select->isEnabled());
}

} // namespace
} // namespace lapidary::widgets
