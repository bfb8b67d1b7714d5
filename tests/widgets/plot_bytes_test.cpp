// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/plot/bytes_content.h"
#include "widgets/plot/bytes_table.h"
#include "widgets/plot/bytes_view.h"
#include "widgets/plot/plot_cursor.h"
#include "widgets/plot/plot_table.h"
#include "widgets/plot/squarify.h"

#include <QTest>

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace lapidary::widgets {
namespace {

double sumOf(const PlotSeries& series) {
    return std::accumulate(series.points.begin(), series.points.end(), 0.0,
                           [](double sum, const PlotPoint& point) { return sum + point.y; });
}

double sumOf(const PlotContent& content, PlotSeries::Kind kind) {
    double sum = 0.0;
    for (const PlotSeries& series : content.series)
        if (series.kind == kind && !series.decoration)
            sum += sumOf(series);
    return sum;
}

TEST(Squarify, FillsTheBoxInTheRatioOfTheSizes) {
    const std::vector<double> sizes = {6, 6, 4, 3, 2, 2, 1, 0};
    const QRectF whole(0, 0, 6, 4);
    const std::vector<QRectF> boxes = squarified(sizes, whole);
    ASSERT_EQ(boxes.size(), sizes.size());
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        EXPECT_NEAR(boxes[i].width() * boxes[i].height(), sizes[i], 1e-12) << i;
        for (std::size_t j = i + 1; j < boxes.size(); ++j) {
            const QRectF both = boxes[i].intersected(boxes[j]);
            EXPECT_NEAR(both.width() * both.height(), 0.0, 1e-9) << i << ' ' << j;
        }
    }
    // The paper's example: the first two stand at the left, 3 x 2 each.
    EXPECT_NEAR(boxes[0].width(), 3.0, 1e-12);
    EXPECT_NEAR(boxes[1].height(), 2.0, 1e-12);
    EXPECT_TRUE(squarified({}, whole).empty());
    EXPECT_TRUE(squarified({0.0}, whole)[0].isEmpty());
}

TEST(Bytes, StackUpToTheBytesOfThePlan) {
    const ViewState state = tests::sampleState();
    for (const bool asFound : {false, true}) {
        const PlotContent content = bytesContent(state, {}, {BytesBy::Kind, asFound});
        EXPECT_NEAR(1e6 * sumOf(content, PlotSeries::Kind::Stacked),
                    static_cast<double>(state.check->bytesAfter), 0.5);
        EXPECT_NEAR(1e6 * sumOf(content.series.front()),
                    static_cast<double>(asFound ? state.check->bytesSource : state.check->bytesBefore), 0.5);
        EXPECT_NEAR(1e6 * sumOf(content.series.back()), static_cast<double>(state.run()->bytesAfter), 0.5);
    }
    const PlotContent content = bytesContent(state, {});
    ASSERT_EQ(content.x.categories.size(), 9U); // q k v o gate up down embed, norms: the head is tied
    EXPECT_EQ(content.x.categories.front().label, QStringLiteral("q"));
    QStringList names;
    for (const PlotSeries& series : content.series)
        names << series.name;
    EXPECT_EQ(names.join(u'|'),
              QStringLiteral("before, at 16 bits|dense values|factors|codes|scales and zero "
                             "points|masks|B: compressed"));
    EXPECT_FALSE(content.summary.isEmpty());
    EXPECT_FALSE(content.footLine.isEmpty());
}

TEST(Bytes, SegmentsOfACategoryStandOnEachOther) {
    const PlotContent content = bytesContent(tests::sampleState(), {});
    const auto down = static_cast<std::size_t>(
        std::ranges::find(content.x.categories, QStringLiteral("down"), &PlotTick::label) -
        content.x.categories.begin());
    double foot = 0.0;
    for (const PlotSeries& series : content.series)
        if (series.kind == PlotSeries::Kind::Stacked) {
            EXPECT_DOUBLE_EQ(series.points[down].low, foot);
            EXPECT_DOUBLE_EQ(series.points[down].high - series.points[down].low, series.points[down].y);
            foot = series.points[down].high;
        }
    EXPECT_GT(foot, 0.0);
}

TEST(Bytes, TheTableHasAKindARow) {
    const PlotTable table = tableOf(bytesContent(tests::sampleState(), {}));
    EXPECT_EQ(table.rows.size(), 9U);
    EXPECT_EQ(table.rowNames[6], QStringLiteral("down"));
    EXPECT_EQ(table.columns.size(), 8); // x, before, five parts, B
    EXPECT_FALSE(table.columns.join(u' ').contains(QStringLiteral("lower")));
}

TEST(Bytes, ByBlockCountTheBlocksAndSayWhatIsLeft) {
    const ViewState state = tests::sampleState();
    const PlotContent content = bytesContent(state, {model::SiteId("blocks.1.attn.q")}, {BytesBy::Block});
    EXPECT_EQ(content.series.front().points.size(), state.model->blocks.size());
    EXPECT_EQ(content.x.link, QStringLiteral("block"));
    ASSERT_TRUE(content.selectedX);
    EXPECT_EQ(content.selectedX->lower, 0.5);
    EXPECT_LT(1e6 * sumOf(content, PlotSeries::Kind::Stacked), static_cast<double>(state.check->bytesAfter));
    EXPECT_TRUE(content.summary.contains(QStringLiteral("in no block")));
}

TEST(Bytes, TheMapHasATileASite) {
    const ViewState state = tests::sampleState();
    const model::SiteId selected("blocks.1.attn.q");
    const PlotContent content = bytesContent(state, {selected}, {BytesBy::Map});
    const PlotTable table = tableOf(content);
    EXPECT_EQ(table.rows.size(), state.check->sites.size());
    EXPECT_EQ(table.columns.size(), 1) << "where a tile lies means nothing";
    double area = 0.0;
    double bytes = 0.0;
    for (const PlotSeries& series : content.series)
        for (std::size_t i = 0; i < series.points.size() && !series.decoration; ++i) {
            area += series.widths[i] * (series.points[i].high - series.points[i].low);
            bytes += 1e6 * series.points[i].y;
        }
    double sites = 0.0;
    for (const plan::SiteBytes& site : state.check->sites)
        sites += static_cast<double>(site.bytes);
    EXPECT_NEAR(bytes, sites, 0.5);
    EXPECT_GT(area, 0.9 * *content.x.upper); // frames take the rest
    EXPECT_LE(area, *content.x.upper);
    EXPECT_EQ(content.series.back().points.size(), 1U) << "one is outlined";
}

TEST(Bytes, ArrowKeysGoToTheTileBeside) {
    const PlotContent content = bytesContent(tests::sampleState(), {}, {BytesBy::Map});
    const auto first = stepPlace(content, std::nullopt, PlotStep::Right);
    ASSERT_TRUE(first);
    std::optional<PlotPlace> place = first;
    for (int i = 0; i < 100; ++i)
        place = stepPlace(content, place, PlotStep::Left);
    const auto xOf = [&](const PlotPlace& at) { return content.series[at.series].points[at.point].x; };
    const double left = xOf(*place);
    place = stepPlace(content, place, PlotStep::Right);
    EXPECT_GT(xOf(*place), left);
    EXPECT_FALSE(content.series[place->series].decoration);
}

TEST(Bytes, APlanThatDoesNotResolveIsSaid) {
    ViewState state = tests::sampleState();
    state.setCheck(nullptr, QStringLiteral("no such method"));
    EXPECT_TRUE(bytesContent(state, {}).emptyText.contains(QStringLiteral("no such method")));
    EXPECT_TRUE(bytesContent(ViewState(), {}).empty());
}

TEST(Bytes, PartsAreNamedByWhatTheyHold) {
    const auto part = [](const char* name, plan::PartKind kind) {
        plan::PartLayout layout;
        layout.name = name;
        layout.kind = kind;
        return bytePartOf(layout);
    };
    EXPECT_EQ(part("weight", plan::PartKind::Dense), BytePart::Values);
    EXPECT_EQ(part("up.weight", plan::PartKind::Dense), BytePart::Factors);
    EXPECT_EQ(part("up.codes", plan::PartKind::Codes), BytePart::Codes);
    EXPECT_EQ(part("zero_point", plan::PartKind::ZeroPoint), BytePart::Scales);
    EXPECT_EQ(part("values", plan::PartKind::Values), BytePart::Values);
}

TEST(BytesView, AClickOnASegmentSelectsItsSites) {
    const ViewState state = tests::sampleState();
    SelectionModel selection;
    tests::resetSelection(selection, state);
    QWidget host;
    BytesView view(selection);
    view.setParent(&host);
    host.resize(640, 420);
    view.resize(host.size());
    view.show(state);
    view.show();
    host.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&host));
    QTest::qWait(20);
    const PlotContent& content = view.plot().content();
    const PlotSeries& before = content.series.front();
    const PlotPoint down = before.points[6];
    QWidget* canvas = view.plot().childAt(view.plot().rect().center());
    const QPoint at = canvas->mapFrom(&view.plot(), view.plot().positionOf(down.x, 0.5 * down.y).toPoint());
    QTest::mouseClick(canvas, Qt::LeftButton, {}, at);
    EXPECT_EQ(selection.set().size(), state.model->blocks.size());
    for (const model::SiteId& site : selection.set())
        EXPECT_TRUE(site.name.ends_with("mlp.down"));
    QTest::keyClick(&view.plot(), Qt::Key_Left);
    QTest::keyClick(&view.plot(), Qt::Key_Space, Qt::ControlModifier);
    EXPECT_EQ(selection.set().size(), 2 * state.model->blocks.size());
    EXPECT_EQ(view.moreFigures().size(), 2U);
}

} // namespace
} // namespace lapidary::widgets
