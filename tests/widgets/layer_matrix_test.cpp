// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/matrix/layer_matrix.h"
#include "widgets/matrix/matrix_panel.h"

#include <QAccessible>
#include <QComboBox>
#include <QCompleter>
#include <QCoreApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

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

TEST_F(LayerMatrixTest, ADragOnTheGlyphIsOneEditAndEscapeTakesItBack) {
    const SiteId site = block(0, "attn.q");
    QSignalSpy dragged(&matrix, &LayerMatrix::notchDragged);
    QSignalSpy cancelled(&matrix, &LayerMatrix::notchCancelled);
    const QPoint glyph = matrix.glyphRect(site).center();
    ASSERT_TRUE(matrix.cellRect(site).contains(glyph));
    click(block(2, "attn.q"));
    QTest::mousePress(&matrix, Qt::LeftButton, {}, glyph);
    QTest::mouseRelease(&matrix, Qt::LeftButton, {}, glyph);
    EXPECT_EQ(selection.focus(), site) << "not selected before: the press selects";
    QTest::mousePress(&matrix, Qt::LeftButton, {}, glyph);
    QTest::mouseMove(&matrix, glyph - QPoint(0, 30));
    QTest::mouseMove(&matrix, glyph + QPoint(0, 15));
    ASSERT_EQ(dragged.count(), 2);
    EXPECT_EQ(dragged[0][0].toInt(), 2) << "up is more";
    EXPECT_EQ(dragged[1][0].toInt(), -1) << "counted from where it began";
    EXPECT_EQ(dragged[0][1], dragged[1][1]);
    key(Qt::Key_Escape);
    ASSERT_EQ(cancelled.count(), 1);
    EXPECT_EQ(cancelled[0][0], dragged[0][1]);
    QTest::mouseRelease(&matrix, Qt::LeftButton, {}, glyph);
    EXPECT_EQ(dragged.count(), 2);
}

/// A wheel turn over a point of the matrix.
void turn(LayerMatrix& matrix, const QPoint& at, int notches, Qt::KeyboardModifiers modifiers = {}) {
    QWheelEvent event(at, matrix.mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&matrix, &event);
}

TEST_F(LayerMatrixTest, ControlAndWheelAskForNotchesWithTheFocus) {
    QSignalSpy dragged(&matrix, &LayerMatrix::notchDragged);
    const QPoint at = matrix.cellRect(block(1, "attn.q")).center();
    matrix.clearFocus();
    turn(matrix, at, 1, Qt::ControlModifier);
    EXPECT_EQ(dragged.count(), 0);
    matrix.setFocus();
    ASSERT_TRUE(matrix.hasFocus());
    turn(matrix, at, 1, Qt::ControlModifier);
    turn(matrix, at, 1, Qt::ControlModifier);
    ASSERT_EQ(dragged.count(), 2);
    EXPECT_EQ(dragged[1][0].toInt(), 2);
    EXPECT_EQ(dragged[0][1], dragged[1][1]) << "turned without a pause: one edit";
}

TEST_F(LayerMatrixTest, TheWheelZoomsNarrowColumnsAndThenScrolls) {
    tests::SampleOptions deep;
    deep.blocks = 150;
    const ViewState many = tests::sampleState(deep);
    tests::resetSelection(selection, many);
    matrix.show(many);
    const SiteId site = block(60, "attn.q");
    const int narrow = matrix.cellRect(site).width();
    ASSERT_LT(narrow, 6);
    const QPoint at = matrix.cellRect(site).center();
    for (int i = 0; i < 8; ++i)
        turn(matrix, at, 1, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_GT(matrix.cellRect(site).width(), 2 * narrow);
    EXPECT_NEAR(matrix.cellRect(site).center().x(), at.x(), 12) << "what is under the pointer stays";
    const int left = matrix.cellRect(site).left();
    turn(matrix, at, -1, Qt::ShiftModifier);
    EXPECT_LT(matrix.cellRect(site).left(), left);
    selection.focusOn(block(149, "mlp.down"));
    EXPECT_TRUE(matrix.rect().contains(matrix.cellRect(block(149, "mlp.down")))) << "the focus is in sight";
    key(Qt::Key_A);
    EXPECT_EQ(matrix.cellRect(site).width(), narrow);
}

TEST_F(LayerMatrixTest, MeansAndFusedPartnersAreSaid) {
    QSignalSpy readouts(&matrix, &LayerMatrix::readout);
    const QRect cell = matrix.cellRect(block(1, "mlp.down"));
    QTest::mouseMove(&matrix, {matrix.width() - 20, cell.center().y()});
    ASSERT_FALSE(readouts.isEmpty());
    EXPECT_TRUE(readouts.last()[0].toString().contains(QStringLiteral("mean")))
        << readouts.last()[0].toString().toStdString();
    EXPECT_TRUE(matrix.describe(block(1, "attn.q")).contains(QStringLiteral("fused with k and v")));
    EXPECT_FALSE(matrix.describe(block(1, "attn.o")).contains(QStringLiteral("fused")));
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
    plan::Plan locked;
    locked.locked.insert(block(0, "attn.q"));
    matrix.show(tests::withPlan(state, locked));
    EXPECT_NE(picture(), planned) << "a padlock";
    EXPECT_TRUE(matrix.describe(block(0, "attn.q")).contains(QStringLiteral("locked")));
    matrix.show(tests::withPlan(state, plan::Plan{}));
    EXPECT_EQ(picture(), planned);
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
    EXPECT_EQ(panel.matrix().figures().metric().id, "rank:99");
    panel.setMetric(QStringLiteral("no such metric"));
    EXPECT_EQ(panel.metric(), QStringLiteral("rank:99"));
}

TEST(MatrixPanel, TheMetricIsFoundByTypingAPartOfItsName) {
    SelectionModel selection;
    MatrixPanel panel(selection);
    auto* box = panel.findChild<QComboBox*>(QStringLiteral("metric"));
    QCompleter& completer = *box->completer();
    completer.setCompletionPrefix(QStringLiteral("STABLE"));
    ASSERT_GE(completer.completionCount(), 2) << "of the model, and the difference of the run";
    box->setEditText(QStringLiteral("nonsense"));
    Q_EMIT box->lineEdit()->returnPressed();
    EXPECT_EQ(panel.metric(), QStringLiteral("error:bits:4"));
}

TEST(MatrixPanel, ScaleAndLimitsAreOfTheMetric) {
    const ViewState state = tests::sampleState();
    SelectionModel selection;
    tests::resetSelection(selection, state);
    MatrixPanel panel(selection);
    panel.show(state);
    auto* scale = panel.findChild<QComboBox*>(QStringLiteral("metricScale"));
    auto* limits = panel.findChild<QComboBox*>(QStringLiteral("metricLimits"));
    auto* low = panel.findChild<QLineEdit*>(QStringLiteral("metricLow"));
    EXPECT_EQ(scale->currentIndex(), 1) << "errors are logarithmic";
    scale->setCurrentIndex(0);
    Q_EMIT scale->activated(0);
    EXPECT_FALSE(panel.matrix().figures().scale().logarithmic);
    EXPECT_TRUE(low->isHidden());
    limits->setCurrentIndex(2);
    Q_EMIT limits->activated(2);
    EXPECT_FALSE(low->isHidden());
    low->setText(QStringLiteral("0.05"));
    Q_EMIT low->editingFinished();
    EXPECT_DOUBLE_EQ(panel.matrix().figures().scale().low, 0.05);
    panel.setMetric(QStringLiteral("rank:99"));
    EXPECT_EQ(limits->currentIndex(), 0);
    panel.setMetric(QStringLiteral("error:bits:4"));
    EXPECT_EQ(limits->currentIndex(), 2) << "as it was left";
    panel.setMetric(QStringLiteral("diff:alpha"));
    EXPECT_FALSE(scale->isEnabled());
}

} // namespace
} // namespace lapidary::widgets
