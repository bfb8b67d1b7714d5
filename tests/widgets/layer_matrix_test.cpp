// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/matrix/layer_matrix.h"
#include "widgets/matrix/matrix_panel.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

namespace lapidary::widgets {
namespace {

using model::SiteId;

SiteId block(int index, const char* rest) {
    return SiteId("blocks." + std::to_string(index) + "." + rest);
}

struct LayerMatrixTest : testing::Test {
    LayerMatrixTest() {
        tests::resetSelection(selection, state);
        matrix.resize(700, 320);
        matrix.show(state);
        matrix.QWidget::show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&matrix));
    }
    void click(const SiteId& site, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::mouseClick(&matrix, Qt::LeftButton, modifiers, matrix.cellRect(site).center());
    }
    void key(Qt::Key pressed, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(&matrix, pressed, modifiers);
    }

    ViewState state = tests::sampleState();
    SelectionModel selection;
    LayerMatrix matrix{selection};
};

TEST_F(LayerMatrixTest, HasACellForEverySite) {
    EXPECT_EQ(matrix.layout().cells().size(), state.model->allSites().size());
    EXPECT_EQ(matrix.layout().rows(), 7);
    for (const model::Site* site : state.model->allSites())
        EXPECT_TRUE(matrix.rect().contains(matrix.cellRect(site->id))) << site->id.name;
}

TEST_F(LayerMatrixTest, AClickFocusesControlAddsShiftExtends) {
    click(block(0, "attn.k"));
    EXPECT_EQ(selection.focus(), block(0, "attn.k"));
    EXPECT_EQ(selection.set().size(), 1U);
    click(block(2, "mlp.up"), Qt::ControlModifier);
    EXPECT_EQ(selection.set().size(), 2U);
    click(block(0, "attn.q"));
    click(block(1, "attn.v"), Qt::ShiftModifier);
    EXPECT_EQ(selection.set().size(), 6U) << "q, k, v of two blocks";
}

TEST_F(LayerMatrixTest, ADraggedBoxSelectsWhatItTouches) {
    const QPoint from = matrix.cellRect(block(1, "mlp.gate")).center();
    const QPoint to = matrix.cellRect(block(2, "mlp.down")).center();
    QTest::mousePress(&matrix, Qt::LeftButton, {}, from);
    QTest::mouseMove(&matrix, (from + to) / 2);
    QTest::mouseMove(&matrix, to);
    QTest::mouseRelease(&matrix, Qt::LeftButton, {}, to);
    EXPECT_EQ(selection.set().size(), 6U);
    EXPECT_TRUE(selection.contains(block(2, "mlp.up")));
    selection.goBack();
    EXPECT_EQ(selection.set().size(), 1U) << "one drag, one step";
    EXPECT_FALSE(selection.canGoBack());
}

TEST_F(LayerMatrixTest, HeadersSelectRowsAndColumns) {
    QTest::mouseClick(&matrix, Qt::LeftButton, {}, {matrix.cellRect(block(1, "attn.q")).center().x(), 4});
    EXPECT_EQ(selection.set().size(), 7U);
    EXPECT_TRUE(selection.contains(block(1, "mlp.down")));
    QTest::mouseClick(&matrix, Qt::LeftButton, {}, {4, matrix.cellRect(block(0, "attn.o")).center().y()});
    EXPECT_EQ(selection.set().size(), state.model->blocks.size());
    EXPECT_TRUE(selection.contains(block(2, "attn.o")));
}

TEST_F(LayerMatrixTest, ArrowsMoveShiftExtendsSpaceToggles) {
    selection.focusOn(block(1, "attn.q"));
    key(Qt::Key_Right);
    EXPECT_EQ(selection.focus(), block(2, "attn.q"));
    key(Qt::Key_Down);
    EXPECT_EQ(selection.focus(), block(2, "attn.k"));
    key(Qt::Key_Left, Qt::ShiftModifier);
    key(Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_EQ(selection.set().size(), 4U);
    key(Qt::Key_Space);
    EXPECT_EQ(selection.set().size(), 3U);
}

TEST_F(LayerMatrixTest, PlusAndMinusAskForANotch) {
    QSignalSpy notches(&matrix, &LayerMatrix::notchRequested);
    key(Qt::Key_Plus);
    key(Qt::Key_Minus);
    ASSERT_EQ(notches.count(), 2);
    EXPECT_EQ(notches[0][0].toInt(), 1);
    EXPECT_EQ(notches[1][0].toInt(), -1);
}

TEST_F(LayerMatrixTest, HoverSaysTheValueWithItsName) {
    QSignalSpy readouts(&matrix, &LayerMatrix::readout);
    QTest::mouseMove(&matrix, matrix.cellRect(block(1, "mlp.down")).center());
    ASSERT_FALSE(readouts.isEmpty());
    EXPECT_TRUE(readouts.last()[0].toString().contains(QStringLiteral("blocks.1.mlp.down")));
    EXPECT_EQ(selection.hover(), block(1, "mlp.down"));
}

TEST_F(LayerMatrixTest, IsATableToScreenReaders) {
    QAccessibleInterface* table = QAccessible::queryAccessibleInterface(&matrix);
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(table->role(), QAccessible::Table);
    ASSERT_NE(table->tableInterface(), nullptr);
    EXPECT_EQ(table->tableInterface()->rowCount(), 7);
    QAccessibleInterface* cell = table->tableInterface()->cellAt(0, 1);
    ASSERT_NE(cell, nullptr);
    EXPECT_EQ(cell->text(QAccessible::Name), matrix.describe(block(0, "attn.q")));
    EXPECT_EQ(table->childCount(), static_cast<int>(state.model->allSites().size()));
}

TEST_F(LayerMatrixTest, IsDrawnAnewForAnotherPlanFilterOrMetric) {
    const auto picture = [this] { return matrix.grab().toImage(); };
    const QImage before = picture();
    EXPECT_EQ(picture(), before);
    matrix.show(tests::withPlan(state, plan::Plan{}));
    const QImage planned = picture();
    EXPECT_NE(planned, before) << "the glyphs of the treatments";
    matrix.setFilter(std::set{block(0, "attn.q")});
    const QImage filtered = picture();
    EXPECT_NE(filtered, planned);
    matrix.setMetric(siteMetrics().back());
    EXPECT_NE(picture(), filtered);
    matrix.setMetric(siteMetrics().front());
    matrix.setFilter(std::nullopt);
    matrix.show(state);
    EXPECT_EQ(picture(), before);
}

TEST_F(LayerMatrixTest, AnEmptyWindowSaysWhatToDo) {
    matrix.show(ViewState());
    EXPECT_TRUE(matrix.layout().cells().empty());
    matrix.grab(); // draws the sentence; nothing to divide by
    key(Qt::Key_Right);
    QTest::mouseClick(&matrix, Qt::LeftButton, {}, {100, 100});
}

TEST(MatrixPanel, ChoosesTheMetricByItsId) {
    SelectionModel selection;
    MatrixPanel panel(selection);
    panel.setMetric(QStringLiteral("rank:99"));
    EXPECT_EQ(panel.metric(), QStringLiteral("rank:99"));
    EXPECT_EQ(panel.matrix().metric().id, "rank:99");
    panel.setMetric(QStringLiteral("no such metric"));
    EXPECT_EQ(panel.metric(), QStringLiteral("rank:99"));
}

} // namespace
} // namespace lapidary::widgets
