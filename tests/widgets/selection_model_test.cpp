// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state/selection_model.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace lapidary::widgets {
namespace {

using model::SiteId;

const SiteId a("a");
const SiteId b("b");
const SiteId c("c");

struct SelectionModelTest : testing::Test {
    SelectionModelTest() { selection.reset({c, b, a}); }
    SelectionModel selection;
};

TEST_F(SelectionModelTest, BeginsWithTheFirstSite) {
    EXPECT_EQ(selection.focus(), c);
    EXPECT_EQ(selection.set(), SelectionModel::SiteSet{c});
    EXPECT_FALSE(selection.canGoBack());
}

TEST_F(SelectionModelTest, ListsTheSetInModelOrder) {
    selection.select({a, c});
    EXPECT_EQ(selection.selected(), (SelectionModel::Sites{c, a}));
}

TEST_F(SelectionModelTest, ToggleKeepsAFocusInTheSet) {
    selection.toggle(a);
    EXPECT_EQ(selection.focus(), a);
    selection.toggle(a);
    EXPECT_EQ(selection.focus(), c);
    selection.toggle(c);
    EXPECT_TRUE(selection.focus().name.empty());
}

TEST_F(SelectionModelTest, ABoxKeepsTheFocusWhereItIsInIt) {
    selection.focusOn(b);
    selection.select({a, b});
    EXPECT_EQ(selection.focus(), b);
    selection.select({c});
    EXPECT_EQ(selection.focus(), c);
    selection.select({a, b, c}, a);
    EXPECT_EQ(selection.focus(), a);
}

TEST_F(SelectionModelTest, AllAndTheOthersAreWithinTheFilter) {
    QSignalSpy changed(&selection, &SelectionModel::filterChanged);
    selection.setFilter(SelectionModel::SiteSet{a, b});
    selection.setFilter(SelectionModel::SiteSet{a, b});
    EXPECT_EQ(changed.count(), 1);
    EXPECT_FALSE(selection.inFilter(c));
    selection.selectAll();
    EXPECT_EQ(selection.set(), (SelectionModel::SiteSet{a, b}));
    selection.focusOn(a);
    selection.invert();
    EXPECT_EQ(selection.set(), SelectionModel::SiteSet{b});
    selection.reset({a});
    EXPECT_FALSE(selection.filter()) << "another model, no filter";
}

TEST_F(SelectionModelTest, StepsToTheSameKindInOtherBlocks) {
    selection.reset({SiteId("embed"), SiteId("blocks.0.q"), SiteId("blocks.0.k"), SiteId("blocks.2.q"),
                     SiteId("blocks.11.q"), SiteId("blocks.11.k")});
    selection.stepBlock(1);
    EXPECT_EQ(selection.focus(), SiteId("embed")) << "is in no block";
    selection.focusOn(SiteId("blocks.0.q"));
    for (const char* next : {"blocks.2.q", "blocks.11.q", "blocks.11.q"}) {
        selection.stepBlock(1);
        EXPECT_EQ(selection.focus(), SiteId(next));
    }
    selection.stepBlock(-1);
    EXPECT_EQ(selection.focus(), SiteId("blocks.2.q"));
    selection.focusOn(SiteId("blocks.11.k"));
    selection.stepBlock(-1);
    EXPECT_EQ(selection.focus(), SiteId("blocks.0.k")) << "blocks without the kind are passed over";
}

TEST_F(SelectionModelTest, PinsTheFocusAndUnpinsIt) {
    selection.togglePin();
    EXPECT_EQ(selection.pinned(), c);
    selection.focusOn(a);
    selection.togglePin();
    EXPECT_EQ(selection.pinned(), a);
    selection.togglePin();
    EXPECT_TRUE(selection.pinned().name.empty());
}

TEST_F(SelectionModelTest, InvertAllAndNone) {
    selection.invert();
    EXPECT_EQ(selection.set(), (SelectionModel::SiteSet{a, b}));
    selection.selectAll();
    EXPECT_EQ(selection.set().size(), 3U);
    selection.clear();
    EXPECT_TRUE(selection.set().empty());
}

TEST_F(SelectionModelTest, GoesBackAndForwardAndForgetsWhatWasLeft) {
    selection.focusOn(b);
    selection.focusOn(a);
    selection.goBack();
    EXPECT_EQ(selection.focus(), b);
    selection.goBack();
    EXPECT_EQ(selection.focus(), c);
    EXPECT_FALSE(selection.canGoBack());
    selection.goForward();
    EXPECT_EQ(selection.focus(), b);
    selection.focusOn(c);
    EXPECT_FALSE(selection.canGoForward());
}

TEST_F(SelectionModelTest, TheFocusFallsBackToTheFirstInModelOrder) {
    selection.select({a, b}); // the model has c, b, a
    EXPECT_EQ(selection.focus(), b);
    selection.toggle(c);
    selection.toggle(c);
    EXPECT_EQ(selection.focus(), b);
}

TEST_F(SelectionModelTest, ADragIsOneStepOfThePast) {
    selection.focusOn(b);
    const SelectionModel::Gesture drag = selection.newGesture();
    selection.focusOn(a, drag);
    selection.select({a, b}, a, drag);
    selection.select({a, b, c}, c, drag);
    selection.goBack();
    EXPECT_EQ(selection.set(), SelectionModel::SiteSet{b});
    selection.goForward();
    EXPECT_EQ(selection.set().size(), 3U);
    // Going back ends a gesture, and one that ends where it began was none.
    const SelectionModel::Gesture other = selection.newGesture();
    selection.focusOn(a, other);
    selection.select({a, b, c}, c, other);
    selection.goBack();
    EXPECT_EQ(selection.set(), SelectionModel::SiteSet{b});
    selection.select({a, c}, a, other);
    selection.goBack();
    EXPECT_EQ(selection.set(), SelectionModel::SiteSet{b}) << "a step of its own";
}

TEST_F(SelectionModelTest, SaysOnlyWhatChanged) {
    const QSignalSpy sets(&selection, &SelectionModel::setChanged);
    const QSignalSpy focuses(&selection, &SelectionModel::focusChanged);
    const QSignalSpy hovers(&selection, &SelectionModel::hoverChanged);
    selection.focusOn(c);
    selection.setHover(a);
    selection.setHover(a);
    EXPECT_EQ(sets.count(), 0);
    EXPECT_EQ(focuses.count(), 0);
    EXPECT_EQ(hovers.count(), 1);
    selection.select({b, c});
    EXPECT_EQ(sets.count(), 1);
    EXPECT_EQ(focuses.count(), 0) << "the focus stayed where it was";
}

} // namespace
} // namespace lapidary::widgets
