// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/plot_links.h"

#include "app/window/plot_area.h"
#include "widgets/plot/plot_view.h"
#include "widgets/state/selection_model.h"

#include <QAction>

#include <gtest/gtest.h>

namespace lapidary::window {
namespace {

using widgets::PlotContent;
using widgets::PlotView;

PlotContent overBlocks(const char* title, const char* link = "block") {
    PlotContent content;
    content.id = QLatin1String(title);
    content.x = {QStringLiteral("block"), QStringLiteral("1")};
    content.x.link = QLatin1String(link);
    content.y = {QLatin1String(title), QStringLiteral("1")};
    widgets::PlotSeries series;
    for (int i = 0; i < 30; ++i)
        series.points.push_back({static_cast<double>(i), 1.0 + i});
    content.series = {series};
    return content;
}

struct PlotLinksTest : testing::Test {
    PlotLinksTest() {
        a.setContent(overBlocks("a"));
        b.setContent(overBlocks("b"));
        other.setContent(overBlocks("c", "channel"));
        for (PlotView* plot : {&a, &b, &other})
            links.add(*plot);
    }
    void zoom(PlotView& plot, double lower, double upper) {
        plot.setRanges({{lower, upper}, plot.ranges().y, plot.ranges().right});
    }
    PlotView a;
    PlotView b;
    PlotView other;
    PlotLinks links;
};

TEST_F(PlotLinksTest, PlotsOverTheSameFollowEachOtherInXAlone) {
    const widgets::PlotRanges before = b.ranges();
    zoom(a, 5, 10);
    EXPECT_EQ(b.ranges().x, (widgets::PlotRange{5, 10}));
    EXPECT_EQ(b.ranges().y, before.y);
    EXPECT_FALSE(other.zoomedX());
    b.fit();
    EXPECT_FALSE(a.zoomedX());
}

TEST_F(PlotLinksTest, OneThatComesTakesTheRangeAtOnce) {
    zoom(a, 5, 10);
    other.setContent(overBlocks("d"));
    EXPECT_EQ(other.ranges().x, (widgets::PlotRange{5, 10}));
}

TEST_F(PlotLinksTest, SwitchedOffEachKeepsItsOwn) {
    links.setOn(false);
    zoom(a, 5, 10);
    EXPECT_FALSE(b.zoomedX());
}

TEST(PlotArea, PutsAnyPlotIntoAnyPlace) {
    widgets::SelectionModel selection;
    PlotArea area(selection);
    ASSERT_EQ(area.places(), 2U);
    EXPECT_EQ(area.placeOf(QStringLiteral("spectrum")), 0U);
    EXPECT_EQ(area.placeOf(QStringLiteral("bytes")), 1U);
    area.put(QStringLiteral("bytes"), 0);
    EXPECT_EQ(area.placeOf(QStringLiteral("bytes")), 0U);
    for (const PlotArea::Named& plot : area.plots())
        area.put(plot.id, 0);
    EXPECT_EQ(area.places(), 2U);
    std::size_t second = 0;
    for (const PlotArea::Named& plot : area.plots())
        second += area.placeOf(plot.id) == 1 ? 1 : 0;
    EXPECT_EQ(second, 1U) << "no place is left empty";
}

TEST(PlotArea, EveryPlotHasACommand) {
    widgets::SelectionModel selection;
    PlotArea area(selection);
    for (const PlotArea::Named& plot : area.plots())
        EXPECT_NE(area.findChild<QAction*>(QStringLiteral("plot:") + plot.id), nullptr);
}

} // namespace
} // namespace lapidary::window
