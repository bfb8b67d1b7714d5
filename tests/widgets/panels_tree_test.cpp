// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/panels/model_tree.h"
#include "widgets/panels/site_filter.h"
#include "widgets/panels/site_roles.h"
#include "widgets/panels/site_tree_model.h"
#include "widgets/state/named_sets.h"
#include "widgets/theme/theme.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QTreeView>

namespace lapidary::widgets {
namespace {

using namespace Qt::StringLiterals;

using tests::site;

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

TEST(SiteTreeModel, keepsTheContractAcrossStates) {
    SiteTreeModel model;
    const QAbstractItemModelTester tester(&model, kFatal);
    EXPECT_EQ(model.rowCount(), 0);
    ViewState state = tests::sampleState();
    model.show(state);
    EXPECT_EQ(model.rowCount(), 4); // embed and three blocks; the head is tied
    model.show(tests::withPlan(state, plan::Plan{}));
    plan::Plan broken;
    broken.preset = "no such";
    model.show(tests::withPlan(state, broken));
    EXPECT_FALSE(model.index(0, SiteTreeModel::kTreatment).data(kTreatmentRole).isValid());
    model.show(tests::sampleState({.blocks = 5, .measured = false}));
    EXPECT_EQ(model.rowCount(), 6);
    model.show(ViewState());
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(SiteTreeModel, showsSitesAndSumsBlocks) {
    SiteTreeModel model;
    model.show(tests::sampleState());
    const QModelIndex block = model.index(2, 0);
    EXPECT_EQ(block.data().toString(), u"block 1"_s);
    EXPECT_EQ(model.rowCount(block), 7);
    const QModelIndex down = model.index(6, 0, block);
    EXPECT_EQ(down.data().toString(), u"down"_s);
    EXPECT_EQ(down.data(kSiteRole).toString(), u"blocks.1.mlp.down"_s);
    EXPECT_EQ(down.siblingAtColumn(SiteTreeModel::kShape).data().toString(), u"64 × 192"_s);
    EXPECT_EQ(down.siblingAtColumn(SiteTreeModel::kSize).data().toString(), u"24.6 kB"_s);
    // Block 0 is quantized but for `down`, which is pruned too: mixed.
    EXPECT_FALSE(model.index(1, SiteTreeModel::kTreatment).data(kTreatmentRole).isValid());
    EXPECT_EQ(model.index(0, SiteTreeModel::kTreatment).data(kTreatmentRole).toInt(),
              static_cast<int>(Treatment::Dense));
}

TEST(SiteFilter, takesTextWordsAndGlobs) {
    const ViewState state = tests::sampleState();
    const auto count = [&](const char* text) {
        return filteredSites(*state.model, QString::fromLatin1(text)).size();
    };
    EXPECT_EQ(count(""), 22U);
    EXPECT_EQ(count("MLP"), 9U);
    EXPECT_EQ(count("*.down"), 3U);
    EXPECT_EQ(count("blocks.?.attn.q"), 3U);
    EXPECT_EQ(count("block 1"), 7U);
    EXPECT_EQ(count("block 1 down"), 1U);
    EXPECT_EQ(count("self_attn.q_proj"), 3U); // the Hugging Face name
    EXPECT_EQ(count("mpl"), 0U);
    EXPECT_EQ(nearestFilter(*state.model, u"mpl"_s), u"mlp"_s);
    EXPECT_EQ(nearestFilter(*state.model, u"zzzzzzzzzz"_s), u""_s);
}

class ModelTreeTest : public testing::Test {
protected:
    ModelTreeTest()
        : m_tree(m_selection, m_sets) {
        tests::resetSelection(m_selection, m_state);
        m_tree.show(m_state);
        m_tree.resize(260, 500);
        m_tree.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&m_tree));
    }
    QTreeView& view() { return *m_tree.findChild<QTreeView*>(u"modelTreeView"_s); }
    QModelIndex block(int index) { return view().model()->index(index + 1, 0); }
    void click(const QModelIndex& index, Qt::KeyboardModifiers keys = {}) {
        view().scrollTo(index);
        QTest::mouseClick(view().viewport(), Qt::LeftButton, keys, view().visualRect(index).center());
    }

    ViewState m_state = tests::sampleState();
    SelectionModel m_selection;
    NamedSets m_sets;
    ModelTree m_tree;
};

TEST_F(ModelTreeTest, aClickFocusesAndControlToggles) {
    view().expand(block(1));
    const QSignalSpy changes(&m_selection, &SelectionModel::setChanged);
    click(view().model()->index(0, 0, block(1)));
    EXPECT_EQ(m_selection.focus(), site("blocks.1.attn.q"));
    EXPECT_EQ(m_selection.set().size(), 1U);
    click(view().model()->index(2, 0, block(1)), Qt::ControlModifier);
    EXPECT_EQ(m_selection.set().size(), 2U);
    EXPECT_EQ(m_selection.focus(), site("blocks.1.attn.v"));
    EXPECT_EQ(changes.count(), 2); // one change a gesture
}

TEST_F(ModelTreeTest, aBlockStandsForItsSites) {
    for (const int column : {0, 0, SiteTreeModel::kSize}) {
        click(block(1).siblingAtColumn(column));
        EXPECT_EQ(m_selection.set().size(), 7U);
    }
    EXPECT_TRUE(m_selection.contains(site("blocks.1.mlp.down")));
    click(block(2), Qt::ControlModifier);
    EXPECT_EQ(m_selection.set().size(), 14U);
    click(block(1), Qt::ControlModifier);
    EXPECT_EQ(m_selection.set().size(), 7U);
    // One site out of a selected block.
    view().expand(block(2));
    click(view().model()->index(3, 0, block(2)), Qt::ControlModifier);
    EXPECT_EQ(m_selection.set().size(), 6U);
    EXPECT_FALSE(view().selectionModel()->isSelected(block(2)));
}

TEST_F(ModelTreeTest, arrowsPassOverBlocks) {
    click(view().model()->index(0, 0));
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_Down);
    EXPECT_EQ(view().currentIndex(), block(0));
    EXPECT_EQ(m_selection.set().size(), 7U);
    QTest::keyClick(&view(), Qt::Key_Down);
    EXPECT_EQ(view().currentIndex(), block(1));
    QTest::keyClick(&view(), Qt::Key_Up);
    QTest::keyClick(&view(), Qt::Key_Up);
    EXPECT_EQ(m_selection.focus(), site("embed"));
}

TEST_F(ModelTreeTest, followsTheSharedSelection) {
    m_selection.select({site("blocks.0.attn.q"), site("blocks.2.mlp.up")}, site("blocks.2.mlp.up"));
    EXPECT_EQ(view().selectionModel()->selectedRows().size(), 2);
    EXPECT_EQ(view().currentIndex().data(kSiteRole).toString(), u"blocks.2.mlp.up"_s);
    EXPECT_TRUE(view().isExpanded(block(2)));
    m_selection.clear();
    EXPECT_TRUE(view().selectionModel()->selectedRows().isEmpty());
}

TEST_F(ModelTreeTest, filtersByKeyboard) {
    const QSignalSpy filtered(&m_tree, &ModelTree::filterChanged);
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_Slash);
    auto* field = m_tree.findChild<QLineEdit*>(u"modelFilter"_s);
    EXPECT_TRUE(field->hasFocus());
    QTest::keyClicks(field, u"down"_s);
    EXPECT_EQ(m_tree.filtered().size(), 3U);
    EXPECT_EQ(view().model()->rowCount(), 3);
    EXPECT_EQ(m_tree.findChild<QLabel*>(u"modelFilterCounter"_s)->text(), u"3 of 22"_s);
    EXPECT_GT(filtered.count(), 0);
    QTest::keyClick(field, Qt::Key_Escape);
    EXPECT_TRUE(m_tree.filterText().isEmpty());
    EXPECT_EQ(m_tree.filtered().size(), 22U);
    EXPECT_FALSE(view().isExpanded(block(2)));
}

TEST_F(ModelTreeTest, aFilteredBlockStandsForWhatIsSeen) {
    m_tree.setFilterText(u"*.attn.*"_s);
    click(view().model()->index(0, 0));
    EXPECT_EQ(m_selection.set().size(), 4U);
}

TEST_F(ModelTreeTest, namesTheNearestWhereNothingMatches) {
    m_tree.setFilterText(u"mpl"_s);
    auto* message = m_tree.findChild<QLabel*>(u"modelTreeMessage"_s);
    ASSERT_TRUE(message->isVisible());
    EXPECT_EQ(message->text(), u"0 of 22 match `mpl`"_s);
    m_tree.findChild<QPushButton*>(u"useNearestFilter"_s)->click();
    EXPECT_EQ(m_tree.filterText(), u"mlp"_s);
    EXPECT_EQ(m_tree.filtered().size(), 9U);
    m_tree.setFilterText(u"<b>zzzzzzzzzzzz</b>"_s);
    EXPECT_FALSE(m_tree.findChild<QPushButton*>(u"useNearestFilter"_s)->isVisible());
    m_tree.findChild<QPushButton*>(u"clearFilter"_s)->click();
    EXPECT_TRUE(view().isVisible());
}

TEST_F(ModelTreeTest, hoverGoesOut) {
    view().expand(block(0));
    QTest::mouseMove(view().viewport(), view().visualRect(view().model()->index(1, 0, block(0))).center());
    EXPECT_EQ(m_selection.hover(), site("blocks.0.attn.k"));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(view().viewport(), &leave);
    EXPECT_TRUE(m_selection.hover().name.empty());
}

TEST_F(ModelTreeTest, anotherModelOrNone) {
    m_tree.setFilterText(u"down"_s);
    const ViewState other = tests::sampleState({.blocks = 6});
    tests::resetSelection(m_selection, other);
    m_tree.show(other);
    EXPECT_EQ(m_tree.filtered().size(), 6U); // the filter stays
    m_tree.show(ViewState());
    EXPECT_TRUE(m_tree.findChild<QLabel*>(u"modelTreeMessage"_s)->isVisible());
}

TEST_F(ModelTreeTest, theFilterIsTheWindows) {
    m_tree.setFilterText(u"down"_s);
    ASSERT_TRUE(m_selection.filter().has_value());
    EXPECT_EQ(m_selection.filter()->size(), 3U);
    m_tree.setFilterText({});
    EXPECT_FALSE(m_selection.filter().has_value());
}

TEST_F(ModelTreeTest, keysStepThroughBlocksAndPin) {
    m_selection.focusOn(site("blocks.0.mlp.down"));
    QTest::keyClick(&view(), Qt::Key_BracketRight);
    EXPECT_EQ(m_selection.focus(), site("blocks.1.mlp.down"));
    QTest::keyClick(&view(), Qt::Key_P);
    EXPECT_EQ(m_selection.pinned(), site("blocks.1.mlp.down"));
    QTest::keyClick(&view(), Qt::Key_BracketLeft);
    EXPECT_EQ(m_selection.focus(), site("blocks.0.mlp.down"));
}

} // namespace
} // namespace lapidary::widgets
