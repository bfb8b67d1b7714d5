// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/handle_drag.h"
#include "widgets/plot/plot_cursor.h"
#include "widgets/plot/plot_fit.h"
#include "widgets/plot/plot_ink.h"
#include "widgets/plot/plot_labels.h"
#include "widgets/plot/plot_table.h"

#include <gtest/gtest.h>

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QLocale>

#include <cmath>

namespace lapidary::widgets {
namespace {

PlotSeries series(const char* name, std::vector<PlotPoint> points) {
    PlotSeries made;
    made.name = QString::fromLatin1(name);
    made.points = std::move(points);
    return made;
}

PlotContent twoLines() {
    PlotContent content;
    content.id = QStringLiteral("test");
    content.title = QStringLiteral("Two lines");
    content.x = {QStringLiteral("index"), QStringLiteral("1")};
    content.y = {QStringLiteral("size"), QStringLiteral("MB")};
    content.x.whole = true;
    content.series = {series("a", {{1, 10}, {2, 20}, {3, 40}}), series("b", {{2, 0.5}, {4, 0.25}})};
    return content;
}

TEST(PlotTable, OneRowAnXAndOneColumnASeries) {
    const PlotTable table = tableOf(twoLines());
    EXPECT_EQ(table.columns, QStringList({QStringLiteral("index"), QStringLiteral("a: size [MB]"),
                                          QStringLiteral("b: size [MB]")}));
    ASSERT_EQ(table.rows.size(), 4U);
    EXPECT_EQ(table.rows[1], (std::vector<double>{2, 20, 0.5}));
    EXPECT_TRUE(std::isnan(table.rows[0][2]));
    EXPECT_TRUE(std::isnan(table.rows[3][1]));
}

TEST(PlotTable, RangesHaveTwoColumnsAndASecondPointAtAnXItsOwnRow) {
    PlotContent content = twoLines();
    content.series = {series("r", {{1, kNoNumber, 2, 3}}), series("p", {{50, 1}, {50, 2}})};
    content.series[0].kind = PlotSeries::Kind::Ranges;
    content.series[1].pointNames = {QStringLiteral("2:4"), QStringLiteral("half")};
    const PlotTable table = tableOf(content);
    EXPECT_EQ(table.columns.size(), 4);
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_EQ(table.rows[0][1], 2);
    EXPECT_EQ(table.rows[0][2], 3);
    EXPECT_EQ(table.rows[2][3], 2);
    EXPECT_EQ(table.rowNames, QStringList({QString(), QStringLiteral("2:4"), QStringLiteral("half")}));
}

TEST(PlotTable, FilesKeepThePointWhateverTheLanguage) {
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    PlotContent content = twoLines();
    content.series[1].name = QStringLiteral("b, \"quoted\"");
    const QByteArray csv = csvOf(tableOf(content));
    const QString tsv = tsvOf(tableOf(content));
    QLocale::setDefault(before);
    EXPECT_EQ(csv, "index,a: size [MB],\"b, \"\"quoted\"\": size [MB]\"\n1,10,\n2,20,0.5\n3,40,\n4,,0.25\n");
    EXPECT_TRUE(tsv.contains(QStringLiteral("2\t20\t0.5\n")));
}

TEST(PlotCursor, FindsTheNearestMarkWithinReach) {
    const PlotContent content = twoLines();
    const auto project = [](const PlotSeries&, const PlotPoint& point) {
        return std::optional(QPointF(10 * point.x, point.y));
    };
    EXPECT_EQ(nearestPlace(content, project, {21, 19}, 5), (PlotPlace{0, 1}));
    EXPECT_EQ(nearestPlace(content, project, {39, 1}, 5), (PlotPlace{1, 1}));
    EXPECT_FALSE(nearestPlace(content, project, {80, 80}, 5));
}

TEST(PlotCursor, MovesAlongASeriesAndToTheNearestXOfAnother) {
    const PlotContent content = twoLines();
    auto place = stepPlace(content, std::nullopt, PlotStep::Right);
    EXPECT_EQ(place, (PlotPlace{0, 0}));
    place = stepPlace(content, place, PlotStep::Left);
    EXPECT_EQ(place, (PlotPlace{0, 0}));
    place = stepPlace(content, place, PlotStep::Last);
    EXPECT_EQ(place, (PlotPlace{0, 2}));
    place = stepPlace(content, place, PlotStep::Down);
    EXPECT_EQ(place, (PlotPlace{1, 0})); // x 3 is as near to 2 as to 4: the first
    EXPECT_EQ(placeText(content, *place), QStringLiteral("b · index 2: size 0.500 MB"));
}

TEST(PlotCursor, PredictedIsSaid) {
    PlotContent content = twoLines();
    content.series[0].mark = PlotSeries::Mark::Predicted;
    content.series[0].points[0] = {1, 10, 8, 13};
    EXPECT_EQ(placeText(content, {0, 0}),
              QStringLiteral("a · index 1: size 10.0 MB (8.00 MB to 13.0 MB), predicted"));
    EXPECT_EQ(placeText(content, {7, 0}), QString());
}

TEST(PlotFit, ShowsEverythingWithAirAndKeepsLimits) {
    PlotContent content = twoLines();
    const PlotRanges linear = fittedRanges(content, {});
    EXPECT_LT(linear.x.lower, 1.0);
    EXPECT_GT(linear.x.upper, 4.0);
    EXPECT_LT(linear.y.lower, 0.25);
    content.y.upper = 100.0;
    EXPECT_EQ(fittedRanges(content, {}).y.upper, 100.0);
}

TEST(PlotFit, ALogarithmicAxisSeesPositiveNumbersAlone) {
    PlotContent content = twoLines();
    content.series[0].points[0].y = 0.0;
    content.series[0].points[1].y = 1e-30; // rounding, not data
    const PlotRanges ranges = fittedRanges(content, {false, true});
    EXPECT_GT(ranges.y.lower, 1e-9);
    EXPECT_TRUE(canBeLogY(content));
    content.series = {series("none", {{1, 0}, {2, -1}})};
    EXPECT_FALSE(canBeLogY(content));
}

TEST(PlotFit, NothingOrOnePointStillGivesARange) {
    PlotContent content = twoLines();
    content.series.clear();
    EXPECT_LT(fittedRanges(content, {}).x.lower, fittedRanges(content, {}).x.upper);
    content.series = {series("one", {{5, 0}})};
    const PlotRanges ranges = fittedRanges(content, {});
    EXPECT_LT(ranges.x.lower, 5.0);
    EXPECT_GT(ranges.x.upper, 5.0);
    EXPECT_LT(ranges.y.lower, ranges.y.upper);
}

TEST(HandleDrag, SnapsToStepsWithinLimits) {
    PlotHandle handle;
    handle.minimum = 1;
    handle.maximum = 8;
    handle.step = 2;
    handle.position = 3;
    EXPECT_EQ(snapped(handle, 4.2), 5);
    EXPECT_EQ(snapped(handle, -3), 1);
    EXPECT_EQ(snapped(handle, 99), 8);
    HandleDrag drag;
    EXPECT_FALSE(drag.moveTo(5));
    drag.begin(handle);
    EXPECT_FALSE(drag.moveTo(3.4));
    EXPECT_TRUE(drag.moveBy(1));
    EXPECT_EQ(drag.position(), 5);
    EXPECT_EQ(drag.start(), 3);
}

/// Labels of lines at these pixels, all upright or all level.
std::vector<LineLabel> labelsAt(const std::vector<double>& lines, bool vertical, const QString& text) {
    std::vector<LineLabel> labels;
    for (const double at : lines) {
        LineLabel& label = labels.emplace_back();
        label.vertical = vertical;
        label.at = at;
        label.text = text;
        label.filled = true;
    }
    return labels;
}

QFontMetricsF metrics() {
    return QFontMetricsF(QGuiApplication::font());
}

void expectApart(const std::vector<LineLabel>& labels, const QRectF& area) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
        EXPECT_TRUE(area.contains(labels[i].box)) << i;
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_FALSE(labels[i].box.intersects(labels[j].box)) << i << ' ' << j;
    }
}

TEST(PlotLabels, DoNotCoverEachOtherNorLeaveTheArea) {
    std::vector<LineLabel> labels =
        labelsAt({180.0, 180.0, 180.0, 180.0}, true, QStringLiteral("break-even 384"));
    labels[3].text = QStringLiteral("a label that is much longer than the whole plot is wide, and goes on");
    const QRectF area(40, 10, 150, 120);
    placeLabels(labels, PlotInk(area), area, metrics());
    expectApart(labels, area);
}

TEST(PlotLabels, OfLevelLinesCloseTogetherKeepApartAndNearTheirOwnLine) {
    const QRectF area(40, 10, 300, 160);
    // In the middle, at the top and at the foot, where one side has no room.
    for (const double first : {60.0, 20.0, 30.0, 150.0}) {
        std::vector<LineLabel> labels =
            labelsAt({first, first + 6.0}, false, QStringLiteral("largest > 12.3: 2 of 30"));
        placeLabels(labels, PlotInk(area), area, metrics());
        SCOPED_TRACE(first);
        expectApart(labels, area);
        EXPECT_LT(std::abs(labels[0].box.center().y() - labels[0].at),
                  std::abs(labels[0].box.center().y() - labels[1].at));
        EXPECT_LT(std::abs(labels[1].box.center().y() - labels[1].at),
                  std::abs(labels[1].box.center().y() - labels[0].at));
    }
    // As wide as the plot they are stacked.
    const QRectF narrow(40, 10, 120, 90);
    std::vector<LineLabel> labels =
        labelsAt({50.0, 52.0, 54.0}, false, QStringLiteral("largest channel > 12.3: 2 of 30"));
    placeLabels(labels, PlotInk(narrow), narrow, metrics());
    expectApart(labels, narrow);
}

TEST(PlotLabels, AreShorterInASmallPlot) {
    std::vector<LineLabel> labels = labelsAt({50.0}, true, QStringLiteral("rank 24 · energy 90 %"));
    labels[0].shorter = QStringLiteral("rank 24");
    const QRectF wide(0, 0, 900, 200);
    placeLabels(labels, PlotInk(wide), wide, metrics());
    EXPECT_EQ(labels[0].text, QStringLiteral("rank 24 · energy 90 %"));
    const QRectF small(0, 0, 140, 80);
    placeLabels(labels, PlotInk(small), small, metrics());
    EXPECT_EQ(labels[0].text, QStringLiteral("rank 24"));
}

TEST(PlotLabels, SitWhereTheCurveIsNot) {
    const QRectF area(0, 0, 300, 200);
    // Falls from the left top to the right foot: below it there is room at the left, above it at the right.
    PlotInk ink(area);
    ink.addLine({0.0, 0.0}, {300.0, 200.0}, 1.0);
    for (const double x : {20.0, 150.0, 280.0}) {
        std::vector<LineLabel> labels = labelsAt({x}, true, QStringLiteral("rank 24"));
        placeLabels(labels, ink, area, metrics());
        EXPECT_EQ(ink.under(labels[0].box), 0.0) << x;
        EXPECT_TRUE(labels[0].box.left() > x || labels[0].box.right() < x) << "beside its line";
    }
}

TEST(PlotInk, CountsWhatABoxCovers) {
    PlotInk ink(QRectF(100, 100, 300, 300));
    ink.addBox(QRectF(100, 100, 50, 50), 1.0);
    EXPECT_EQ(ink.under(QRectF(200, 200, 50, 50)), 0.0);
    const double whole = ink.under(QRectF(100, 100, 50, 50));
    EXPECT_GT(whole, 0.0);
    ink.addBox(QRectF(100, 100, 50, 50), 0.5);
    EXPECT_EQ(ink.under(QRectF(100, 100, 50, 50)), whole) << "the heavier counts";
    ink.addLine({-1e9, 350.0}, {1e9, 350.0}, 2.0); // zoomed far into
    EXPECT_GT(ink.under(QRectF(380, 340, 10, 20)), 0.0);
    EXPECT_EQ(ink.under(QRectF(0, 0, 50, 50)), 0.0) << "outside";
    ink.addLine({0.0, 0.0}, {50.0, 50.0}, 2.0);
    EXPECT_EQ(ink.under(QRectF(100, 100, 50, 50)), whole);
}

} // namespace
} // namespace lapidary::widgets
