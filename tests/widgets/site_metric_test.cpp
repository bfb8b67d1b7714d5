// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/sample_state.h"
#include "widgets/matrix/site_metric.h"

#include <gtest/gtest.h>

#include <set>

namespace lapidary::widgets {
namespace {

using model::SiteId;

SiteMetric metric(const std::string& id) {
    for (const SiteMetric& known : siteMetrics())
        if (known.id == id)
            return known;
    ADD_FAILURE() << "no metric " << id;
    return {};
}

TEST(SiteMetric, EachHasANameAHelpAndAnIdOfItsOwn) {
    std::set<std::string> ids;
    for (const SiteMetric& known : siteMetrics()) {
        EXPECT_FALSE(known.name.isEmpty());
        EXPECT_FALSE(known.help.isEmpty());
        EXPECT_TRUE(ids.insert(known.id).second) << known.id;
    }
    EXPECT_GE(ids.size(), 10U);
}

TEST(SiteMetric, EachHasValuesOfAMeasuredRunAndPlannedModel) {
    const ViewState state = tests::sampleState();
    for (const SiteMetric& known : siteMetrics()) {
        if (known.id == "kl")
            continue; // measured on demand only
        EXPECT_FALSE(known.values(state).empty()) << known.id;
    }
}

TEST(SiteMetric, UnmeasuredSitesHaveNone) {
    tests::SampleOptions bare;
    bare.measured = false;
    bare.run = false;
    const ViewState state = tests::sampleState(bare);
    EXPECT_TRUE(metric("error:bits:4").values(state).empty());
    EXPECT_TRUE(metric("run:error").values(state).empty());
    EXPECT_FALSE(metric("size").values(state).empty());
}

TEST(SiteMetric, BitsAfterThePlanAreItsBytes) {
    const ViewState state = tests::sampleState();
    const SiteId site("blocks.0.attn.q");
    const double bits = metric("plan:bits").values(state).at(site);
    EXPECT_DOUBLE_EQ(bits * static_cast<double>(state.model->find(site)->parameters()) / 8.0,
                     static_cast<double>(*state.bytesAfter(site)));
}

TEST(MetricScale, RunsFromTheLeastToTheLargest) {
    const SiteValues values = {{SiteId("a"), 1.0}, {SiteId("b"), 3.0}, {SiteId("c"), 5.0}};
    const MetricScale scale = MetricScale::of(values, false);
    EXPECT_DOUBLE_EQ(scale.share(1.0), 0.0);
    EXPECT_DOUBLE_EQ(scale.share(3.0), 0.5);
    EXPECT_DOUBLE_EQ(scale.share(9.0), 1.0);
}

TEST(MetricScale, LogarithmicOnlyWhereAllArePositive) {
    const MetricScale scale = MetricScale::of({{SiteId("a"), 0.01}, {SiteId("b"), 1.0}}, true);
    EXPECT_TRUE(scale.logarithmic);
    EXPECT_NEAR(scale.share(0.1), 0.5, 1e-12);
    EXPECT_FALSE(MetricScale::of({{SiteId("a"), 0.0}, {SiteId("b"), 1.0}}, true).logarithmic);
}

TEST(MetricScale, OneOutlierAmongManyDoesNotSwallowTheRest) {
    SiteValues values;
    for (int i = 0; i < 200; ++i)
        values.emplace(SiteId(std::to_string(i)), 1.0 + i);
    values.emplace(SiteId("outlier"), 1e6);
    const MetricScale scale = MetricScale::of(values, false);
    EXPECT_LT(scale.high, 201.0);
    EXPECT_DOUBLE_EQ(scale.share(1e6), 1.0);
}

TEST(MetricScale, EqualValuesAndNoneHaveAScale) {
    EXPECT_GT(MetricScale::of({{SiteId("a"), 2.0}}, false).high, 2.0);
    EXPECT_DOUBLE_EQ(MetricScale::of({}, true).share(0.5), 0.5);
}

} // namespace
} // namespace lapidary::widgets
