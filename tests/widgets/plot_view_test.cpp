// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_view.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QWheelEvent>

#include <gtest/gtest.h>

#include <cmath>

namespace lapidary::widgets {
namespace {

PlotContent decay() {
    PlotContent content;
    content.id = QStringLiteral("decay");
    content.title = QStringLiteral("Decay");
    content.summary = QStringLiteral("It falls.");
    content.footLine = QStringLiteral("made up");
    content.x = {QStringLiteral("index"), QStringLiteral("1")};
    content.x.whole = true;
    content.y = {QStringLiteral("size"), QStringLiteral("MB")};
    content.y.log = true;
    PlotSeries series;
    series.name = QStringLiteral("line");
    for (int i = 1; i <= 100; ++i)
        series.points.push_back({static_cast<double>(i), 10.0 / i});
    content.series = {series};
    PlotHandle handle;
    handle.id = QStringLiteral("cut");
    handle.name = QStringLiteral("Cut");
    handle.minimum = 1;
    handle.maximum = 100;
    handle.position = 50;
    handle.words = [](double position) { return QStringLiteral("cut %1").arg(position); };
    content.handles = {handle};
    return content;
}

struct PlotViewTest : testing::Test {
    PlotViewTest() {
        view.resize(500, 360);
        view.setContent(decay());
        view.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
        view.setFocus();
        QTest::qWait(20); // replots are queued
    }
    QWidget* canvas() const { return view.childAt(view.rect().center()); }
    QPoint at(double x) const { return canvas()->mapFrom(&view, view.positionOf(x, 0.5).toPoint()); }
    void wheel(Qt::KeyboardModifiers modifiers) {
        const QPointF place = at(30);
        QWheelEvent event(place, canvas()->mapToGlobal(place), {}, {0, 120}, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QGuiApplication::sendEvent(canvas(), &event);
    }
    void trigger(const char* name) {
        auto* action = view.findChild<QAction*>(QLatin1String(name));
        ASSERT_NE(action, nullptr) << name;
        action->trigger();
    }

    PlotView view;
    QSignalSpy moved{&view, &PlotView::handleMoved};
    QSignalSpy released{&view, &PlotView::handleReleased};
    QSignalSpy cancelled{&view, &PlotView::handleCancelled};
};

TEST_F(PlotViewTest, TheMouseDragsAHandle) {
    QTest::mousePress(canvas(), Qt::LeftButton, {}, at(50));
    QTest::mouseMove(canvas(), at(60));
    QTest::mouseMove(canvas(), at(70));
    EXPECT_EQ(view.readoutText(), QStringLiteral("cut 70"));
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(70));
    ASSERT_GE(moved.size(), 1);
    EXPECT_EQ(moved.last().at(0).toString(), QStringLiteral("cut"));
    EXPECT_EQ(moved.last().at(1).toDouble(), 70.0);
    ASSERT_EQ(released.size(), 1);
    EXPECT_EQ(released.last().at(1).toDouble(), 70.0);
}

TEST_F(PlotViewTest, EscTakesADragBack) {
    const PlotRanges before = view.ranges();
    QTest::mousePress(canvas(), Qt::LeftButton, {}, at(50));
    QTest::mouseMove(canvas(), at(20));
    QTest::keyClick(&view, Qt::Key_Escape);
    EXPECT_EQ(cancelled.size(), 1);
    const auto count = moved.size();
    QTest::mouseMove(canvas(), at(30)); // the button is still down: nothing moves any more
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(30));
    EXPECT_EQ(moved.size(), count);
    EXPECT_EQ(released.size(), 0);
    EXPECT_EQ(view.content().handles[0].position, 50.0);
    EXPECT_EQ(view.ranges().x, before.x);
}

TEST_F(PlotViewTest, KeysMoveAHandle) {
    QTest::keyClick(&view, Qt::Key_Return);
    ASSERT_NE(view.heldHandle(), nullptr);
    QTest::keyClick(&view, Qt::Key_Right);
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&view, Qt::Key_Left);
    EXPECT_EQ(moved.last().at(1).toDouble(), 60.0);
    QTest::keyClick(&view, Qt::Key_End);
    QTest::keyClick(&view, Qt::Key_Right); // at its end: no signal
    EXPECT_EQ(moved.size(), 4);
    QTest::keyClick(&view, Qt::Key_Return);
    EXPECT_EQ(view.heldHandle(), nullptr);
    ASSERT_EQ(released.size(), 1);
    EXPECT_EQ(released.last().at(1).toDouble(), 100.0);
}

TEST_F(PlotViewTest, EscTakesKeysBackAndAnUnmovedHandleSaysNothing) {
    QTest::keyClick(&view, Qt::Key_Return);
    QTest::keyClick(&view, Qt::Key_Return);
    EXPECT_EQ(released.size(), 0);
    QTest::keyClick(&view, Qt::Key_Return);
    QTest::keyClick(&view, Qt::Key_PageUp);
    QTest::keyClick(&view, Qt::Key_Escape);
    EXPECT_EQ(cancelled.size(), 1);
    EXPECT_EQ(released.size(), 0);
    EXPECT_EQ(view.heldHandle(), nullptr);
}

TEST_F(PlotViewTest, ADragGoesOnWhileItsEditsComeBackAsContent) {
    QTest::mousePress(canvas(), Qt::LeftButton, {}, at(50));
    QTest::mouseMove(canvas(), at(60));
    PlotContent next = decay();
    next.handles[0].position = 60;
    view.setContent(next);
    QTest::mouseMove(canvas(), at(65));
    EXPECT_EQ(moved.last().at(1).toDouble(), 65.0);
    next.handles.clear();
    view.setContent(next); // gone: the drag ends
    EXPECT_EQ(view.heldHandle(), nullptr);
    const auto count = moved.size();
    QTest::mouseMove(canvas(), at(80));
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, at(80));
    EXPECT_EQ(moved.size(), count);
}

TEST_F(PlotViewTest, AZoomStaysUntilTheAxesMeanSomethingElse) {
    view.setRanges({{10, 20}, {0.5, 1}, {}});
    PlotContent next = decay();
    next.title = QStringLiteral("Another site");
    next.series[0].points.resize(40);
    view.setContent(next);
    EXPECT_EQ(view.ranges().x, (PlotRange{10, 20}));
    EXPECT_EQ(view.ranges().y, (PlotRange{0.5, 1}));
    next.y.unit = QStringLiteral("GB");
    view.setContent(next);
    EXPECT_GT(view.ranges().x.upper, 40.0);
}

TEST_F(PlotViewTest, AFittedPlotStaysFitted) {
    PlotContent next = decay();
    next.series[0].points.resize(40);
    next.handles.clear();
    view.setContent(next);
    EXPECT_LT(view.ranges().x.upper, 50.0);
}

TEST_F(PlotViewTest, TheWheelZoomsOnlyWithFocusOrCtrl) {
    const PlotRanges before = view.ranges();
    wheel({});
    EXPECT_LT(view.ranges().x.upper, before.x.upper);
    QTest::keyClick(&view, Qt::Key_A);
    EXPECT_EQ(view.ranges().x, before.x);
    view.clearFocus();
    wheel({});
    EXPECT_EQ(view.ranges().x, before.x);
    wheel(Qt::ControlModifier);
    EXPECT_LT(view.ranges().x.upper, before.x.upper);
}

TEST_F(PlotViewTest, DraggingTheGroundPans) {
    const PlotRanges before = view.ranges();
    const QPoint from = at(20); // places move with the ranges
    const QPoint over = at(25);
    const QPoint to = at(30);
    QTest::mousePress(canvas(), Qt::LeftButton, {}, from);
    QTest::mouseMove(canvas(), over);
    QTest::mouseMove(canvas(), to);
    QTest::mouseRelease(canvas(), Qt::LeftButton, {}, to);
    EXPECT_NEAR(view.ranges().x.lower, before.x.lower - 10.0, 0.7); // a pixel is 0.25
    EXPECT_EQ(moved.size(), 0);
}

TEST_F(PlotViewTest, LTogglesTheYAxisAndShiftLTheXAxis) {
    EXPECT_TRUE(view.scales().logY);
    QTest::keyClick(&view, Qt::Key_L);
    EXPECT_FALSE(view.scales().logY);
    QTest::keyClick(&view, Qt::Key_L, Qt::ShiftModifier);
    EXPECT_TRUE(view.scales().logX);
    EXPECT_GT(view.ranges().x.lower, 0.0);
}

TEST_F(PlotViewTest, ArrowsMoveACursorThatIsReadOut) {
    const QSignalSpy readout(&view, &PlotView::readout);
    QTest::keyClick(&view, Qt::Key_Right);
    QTest::keyClick(&view, Qt::Key_Right);
    EXPECT_EQ(view.readoutText(), QStringLiteral("line · index 2: size 5.00 MB"));
    EXPECT_EQ(view.cursorX(), 2.0);
    EXPECT_EQ(readout.last().at(0).toString(), view.readoutText());
    QTest::keyClick(&view, Qt::Key_Escape);
    EXPECT_TRUE(view.readoutText().isEmpty());
}

TEST_F(PlotViewTest, ThePointerReadsTheNearestMark) {
    QTest::mouseMove(canvas(), canvas()->mapFrom(&view, view.positionOf(10, 1.0).toPoint()));
    EXPECT_EQ(view.cursorX(), 10.0);
}

TEST_F(PlotViewTest, TShowsTheSameNumbersAsATable) {
    QTest::keyClick(&view, Qt::Key_T);
    ASSERT_EQ(view.page(), PlotView::Page::Table);
    auto* table = view.findChild<QTableView*>();
    ASSERT_TRUE(table->isVisible());
    const PlotTable numbers = view.table();
    ASSERT_EQ(table->model()->rowCount(), static_cast<int>(numbers.rows.size()));
    ASSERT_EQ(table->model()->columnCount(), numbers.columns.size());
    for (int row = 0; row < table->model()->rowCount(); ++row)
        for (int column = 0; column < table->model()->columnCount(); ++column)
            EXPECT_EQ(table->model()->index(row, column).data(Qt::UserRole).toDouble(),
                      numbers.rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)]);
    const QAbstractItemModelTester tester(table->model(),
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    table->sortByColumn(1, Qt::AscendingOrder);
    EXPECT_EQ(table->model()->index(0, 1).data(Qt::UserRole).toDouble(), 0.1);
    table->selectRow(0);
    trigger("plotCopyData");
    EXPECT_EQ(QGuiApplication::clipboard()->text(), QStringLiteral("100\t0.1\n"));
    QTest::keyClick(table, Qt::Key_T);
    EXPECT_EQ(view.page(), PlotView::Page::Plot);
    EXPECT_TRUE(view.hasFocus());
}

TEST_F(PlotViewTest, WSaysThePlotInWords) {
    QTest::keyClick(&view, Qt::Key_W);
    auto* words = view.findChild<QPlainTextEdit*>();
    ASSERT_TRUE(words->isVisible());
    for (const char* part : {"Decay", "It falls.", "cut 50", "made up"})
        EXPECT_TRUE(words->toPlainText().contains(QLatin1String(part))) << part;
    QTest::keyClick(words, Qt::Key_Escape);
    EXPECT_EQ(view.page(), PlotView::Page::Plot);
}

TEST_F(PlotViewTest, CopiesImageAndData) {
    trigger("plotCopyImage");
    EXPECT_FALSE(QGuiApplication::clipboard()->image().isNull());
    trigger("plotCopyData");
    EXPECT_TRUE(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("index\t")));
}

TEST_F(PlotViewTest, EveryActionHasItsKeyAndActsOnlyWithFocus) {
    QStringList keys;
    for (const QAction* action : view.actions()) {
        EXPECT_FALSE(action->text().isEmpty());
        EXPECT_EQ(action->shortcutContext(), Qt::WidgetWithChildrenShortcut);
        keys << action->shortcut().toString(QKeySequence::PortableText);
    }
    for (const char* key : {"A", "L", "Shift+L", "T", "W", "Ctrl+C", "Ctrl+Shift+C", "Ctrl+E"})
        EXPECT_TRUE(keys.contains(QLatin1String(key))) << key;
}

TEST_F(PlotViewTest, IsAChartForAssistiveTechnology) {
    QAccessibleInterface* chart = QAccessible::queryAccessibleInterface(&view);
    ASSERT_NE(chart, nullptr);
    EXPECT_EQ(chart->role(), QAccessible::Chart);
    EXPECT_EQ(chart->text(QAccessible::Name), QStringLiteral("Decay"));
    EXPECT_EQ(chart->text(QAccessible::Description), QStringLiteral("It falls."));
    QTest::keyClick(&view, Qt::Key_Right);
    EXPECT_EQ(chart->text(QAccessible::Value), view.readoutText());
    ASSERT_NE(chart->valueInterface(), nullptr);
    EXPECT_EQ(chart->valueInterface()->currentValue().toDouble(), 10.0);
    chart->valueInterface()->setCurrentValue(33.0);
    EXPECT_EQ(moved.last().at(1).toDouble(), 33.0);
    EXPECT_EQ(chart->valueInterface()->maximumValue().toDouble(), 100.0);
}

TEST_F(PlotViewTest, AnEmptyPlotSaysWhyAndTakesNoInput) {
    PlotContent nothing;
    nothing.title = QStringLiteral("Decay");
    nothing.emptyText = QStringLiteral("Not measured yet");
    view.setContent(nothing);
    for (const auto key : {Qt::Key_Right, Qt::Key_Return, Qt::Key_L, Qt::Key_A, Qt::Key_Plus})
        QTest::keyClick(&view, key);
    QTest::mouseClick(canvas(), Qt::LeftButton);
    wheel({});
    EXPECT_TRUE(view.readoutText().isEmpty());
    EXPECT_EQ(QAccessible::queryAccessibleInterface(&view)->text(QAccessible::Description),
              QStringLiteral("Not measured yet"));
}

TEST_F(PlotViewTest, WhatIsHiddenIsDrawnWhenItIsSeen) {
    const auto picture = [this] {
        view.clearFocus(); // its frame is not what is compared
        return view.grab().toImage();
    };
    const QImage before = picture();
    view.hide();
    PlotContent other = decay();
    for (PlotPoint& point : other.series[0].points)
        point.y *= point.x;
    view.setContent(other);
    QTest::qWait(20);
    view.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
    const QImage after = picture();
    EXPECT_NE(after, before);
    view.setContent(decay());
    EXPECT_EQ(picture(), before) << "a picture taken at once shows what was set last";
    view.setContent(other);
    QTest::qWait(20);
    EXPECT_EQ(picture(), after);
}

TEST_F(PlotViewTest, LooksTheSameWhateverItShowedBefore) {
    const auto pictureOf = [](PlotView& of) {
        QTest::qWait(20);
        return of.grab().toImage();
    };
    std::vector<PlotContent> contents(6, decay());
    contents[1].handles[0].position = 70.0;
    contents[2].handles[0].position = 200.0; // outside: the axes reach to it
    contents[3].title += QStringLiteral(" of another site");
    contents[4].series[0].points[5].y = kNoNumber;
    contents[5].emptyText = QStringLiteral("Not measured.");
    for (const PlotContent& content : contents) {
        view.setContent(content);
        PlotView fresh;
        fresh.resize(view.size());
        fresh.setContent(content);
        fresh.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&fresh));
        view.clearFocus(); // its frame
        fresh.clearFocus();
        EXPECT_EQ(pictureOf(view), pictureOf(fresh)) << &content - contents.data();
        view.setContent(contents.front());
    }
}

TEST_F(PlotViewTest, HoldsEverySizeFromItsSmallest) {
    for (const QSize size : {view.minimumSize(), QSize(320, 220), QSize(1600, 900)}) {
        view.resize(size);
        QTest::qWait(5);
        EXPECT_GT(view.positionOf(60, 1).x(), view.positionOf(40, 1).x());
        EXPECT_GT(view.positionOf(60, 0.5).y(), view.positionOf(60, 5).y());
    }
}

} // namespace
} // namespace lapidary::widgets
