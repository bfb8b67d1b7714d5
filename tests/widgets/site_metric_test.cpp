// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/sample_state.h"
#include "widgets/matrix/metric_scale.h"
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
    EXPECT_GE(ids.size(), 16U);
}

double valueAt(const char* id, const ViewState& state, const char* site) {
    return metric(id).values(state).at(*state.model->placeOf(SiteId(site))).value();
}

TEST(SiteMetric, EachHasValuesOfAMeasuredRunAndPlannedModel) {
    ViewState state = tests::sampleState();
    auto project = std::make_shared<results::ProjectData>(*state.project);
    project->runs.front().measured = std::make_shared<results::ModelMeasurements>(*project);
    state.project = project;
    for (const SiteMetric& known : siteMetrics()) {
        if (known.id == "kl")
            continue; // measured on demand only
        EXPECT_GT(known.values(state).known(), 0U) << known.id;
    }
    EXPECT_DOUBLE_EQ(valueAt("diff:rank:effective", state, "blocks.1.attn.q"), 0.0)
        << "the same measurements on both sides";
}

TEST(SiteMetric, UnmeasuredSitesHaveNone) {
    tests::SampleOptions bare;
    bare.measured = false;
    bare.run = false;
    const ViewState state = tests::sampleState(bare);
    for (const char* id : {"error:bits:4", "sqnr:bits:4", "rank:stable", "run:error", "diff:alpha"})
        EXPECT_EQ(metric(id).values(state).known(), 0U) << id;
    EXPECT_EQ(metric("size").values(state).known(), state.model->siteCount());
}

TEST(SiteMetric, BitsAfterThePlanAreItsBytes) {
    const ViewState state = tests::sampleState();
    const SiteId site("blocks.0.attn.q");
    const double bits = valueAt("plan:bits", state, "blocks.0.attn.q");
    EXPECT_DOUBLE_EQ(bits * static_cast<double>(state.model->find(site)->parameters()) / 8.0,
                     static_cast<double>(*state.bytesAfter(site)));
}

TEST(SiteMetric, PlansAndSizesFollowTheSettings) {
    const ViewState state = tests::sampleState();
    EXPECT_DOUBLE_EQ(valueAt("plan:grid", state, "blocks.0.attn.q"), 4.0);
    EXPECT_DOUBLE_EQ(valueAt("plan:sparsity", state, "blocks.0.mlp.down"), 50.0) << "2:4";
    EXPECT_DOUBLE_EQ(valueAt("plan:rank", state, "blocks.1.attn.q"), 100.0 * 24 / 64);
    EXPECT_FALSE(metric("plan:grid").values(state).at(0)) << "the embedding stays dense";
    EXPECT_DOUBLE_EQ(valueAt("size", state, "blocks.0.attn.q") -
                         valueAt("size:saved", state, "blocks.0.attn.q"),
                     valueAt("size:after", state, "blocks.0.attn.q"));
    double shares = 0.0;
    const SiteValues share = metric("size:share").values(state);
    for (std::size_t place = 0; place < share.sites(); ++place)
        shares += share.at(place).value();
    EXPECT_GT(shares, 95.0);
    EXPECT_LE(shares, 100.0);
}

TEST(SiteMetric, SixDecibelsAreHalfTheError) {
    const ViewState state = tests::sampleState();
    const double error = valueAt("error:bits:4", state, "blocks.1.attn.v");
    EXPECT_NEAR(valueAt("sqnr:bits:4", state, "blocks.1.attn.v"), -20.0 * std::log10(error), 1e-9);
}

TEST(MetricScale, RunsFromTheLeastToTheLargest) {
    const MetricScale scale = MetricScale::of({1.0, 3.0, 5.0}, {});
    EXPECT_DOUBLE_EQ(scale.share(1.0), 0.0);
    EXPECT_DOUBLE_EQ(scale.share(3.0), 0.5);
    EXPECT_DOUBLE_EQ(scale.share(9.0), 1.0);
}

TEST(MetricScale, LogarithmicOnlyWhereAllArePositive) {
    const ScaleChoice logarithmic{.logarithmic = true};
    const MetricScale scale = MetricScale::of({0.01, 1.0}, logarithmic);
    EXPECT_TRUE(scale.logarithmic);
    EXPECT_NEAR(scale.share(0.1), 0.5, 1e-12);
    EXPECT_FALSE(MetricScale::of({0.0, 1.0}, logarithmic).logarithmic);
}

TEST(MetricScale, OneOutlierAmongManyDoesNotSwallowTheRest) {
    std::vector<double> values;
    for (int i = 0; i < 200; ++i)
        values.push_back(1.0 + i);
    values.push_back(1e6);
    const MetricScale robust = MetricScale::of(values, {});
    EXPECT_LT(robust.high, 201.0);
    EXPECT_DOUBLE_EQ(robust.share(1e6), 1.0);
    EXPECT_GT(robust.above, 0U) << "the legend says so";
    const MetricScale all = MetricScale::of(values, {.limits = ScaleChoice::Limits::All});
    EXPECT_DOUBLE_EQ(all.high, 1e6);
    EXPECT_EQ(all.above, 0U);
    const MetricScale typed =
        MetricScale::of(values, {.limits = ScaleChoice::Limits::Typed, .low = 10.0, .high = 20.0});
    EXPECT_EQ(typed.below, 9U);
    EXPECT_EQ(typed.above, 181U);
}

TEST(MetricScale, DifferencesHaveZeroInTheMiddle) {
    const MetricScale scale = MetricScale::of({-1.0, 0.5, 3.0}, {.logarithmic = true, .diverging = true});
    EXPECT_DOUBLE_EQ(scale.low, -3.0);
    EXPECT_DOUBLE_EQ(scale.high, 3.0);
    EXPECT_DOUBLE_EQ(scale.share(0.0), 0.5);
    EXPECT_FALSE(scale.logarithmic);
    EXPECT_GT(scale.color(-3.0, false).blue(), scale.color(-3.0, false).red());
    EXPECT_GT(scale.color(3.0, false).red(), scale.color(3.0, false).blue());
}

TEST(MetricScale, EqualValuesAndNoneHaveAScale) {
    EXPECT_GT(MetricScale::of({2.0}, {}).high, 2.0);
    EXPECT_DOUBLE_EQ(MetricScale::of({}, {.logarithmic = true}).share(0.5), 0.5);
    EXPECT_GT(MetricScale::of({0.0}, {.diverging = true}).high, 0.0);
}

} // namespace
} // namespace lapidary::widgets
