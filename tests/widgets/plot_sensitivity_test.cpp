// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/sample_state.h"
#include "widgets/plot/error_curve.h"
#include "widgets/plot/sensitivity_content.h"

#include <gtest/gtest.h>

#include <cmath>

namespace lapidary::widgets {
namespace {

using tests::sampleState;

const model::SiteId kQuantized("blocks.0.mlp.up");
const model::SiteId kPruned("blocks.0.mlp.down");
const model::SiteId kFactored("blocks.1.attn.q");

TEST(ErrorCurve, ReadsTheSettingsOfItsKindAlone) {
    std::vector<results::Sensitivity> all;
    for (const char* setting :
         {"bits:4", "bits:2", "2:4", "sparsity:0.5", "ratio:0.6", "bits:x", "9:4", "bits:"})
        all.push_back({kQuantized, setting, 0.1, {}, {}});
    all.push_back({kPruned, "bits:3", 0.1, {}, {}});
    const auto bits = errorPoints(all, kQuantized, SensitivityOf::Bits);
    ASSERT_EQ(bits.size(), 2U);
    EXPECT_EQ(bits[0].x, 2.0);
    const auto zeros = errorPoints(all, kQuantized, SensitivityOf::Sparsity);
    ASSERT_EQ(zeros.size(), 2U);
    EXPECT_EQ(zeros[0].x, 50.0);
    EXPECT_TRUE(zeros[0].pattern);
    EXPECT_EQ(errorPoints(all, kQuantized, SensitivityOf::KeptShare).size(), 1U);
}

TEST(ErrorCurve, InterpolatesTheLogarithmBetweenMeasurements) {
    std::vector<ErrorPoint> points(2);
    points[0].x = 4;
    points[0].error = 0.1;
    points[1].x = 8;
    points[1].error = 0.001;
    EXPECT_NEAR(errorAt(points, 6)->error, 0.01, 1e-12); // half of the way: geometric mean
    EXPECT_FALSE(errorAt(points, 6)->measured);
    EXPECT_TRUE(errorAt(points, 8)->measured);
    EXPECT_FALSE(errorAt(points, 3));
    EXPECT_FALSE(errorAt(points, 9));
}

TEST(SensitivityContent, MarkersStandAtTheSettingsInForce) {
    const ViewState state = sampleState();
    const PlotContent bits = sensitivityContent(state, kQuantized, SensitivityOf::Bits);
    EXPECT_EQ(bits.handles[0].position, 4.0);
    EXPECT_FALSE(bits.handles[0].hollow);
    EXPECT_TRUE(bits.handles[0].words(4.0).contains(QStringLiteral("error ")));
    EXPECT_TRUE(bits.handles[0].words(5.0).contains(QStringLiteral("interpolated")));
    const PlotContent zeros = sensitivityContent(state, kPruned, SensitivityOf::Sparsity);
    EXPECT_EQ(zeros.handles[0].position, 50.0); // 2:4
    EXPECT_FALSE(zeros.handles[0].hollow);
    const PlotContent kept = sensitivityContent(state, kFactored, SensitivityOf::KeptShare);
    EXPECT_EQ(kept.handles[0].position, 75.0); // rank 24 of 64 x 64
    EXPECT_TRUE(sensitivityContent(state, kQuantized, SensitivityOf::KeptShare).handles[0].hollow);
}

TEST(SensitivityContent, MeasuredInterpolatedAndPredictedAreToldApart) {
    ViewState state = sampleState();
    auto project = std::make_shared<results::ProjectData>(*state.project);
    for (results::Sensitivity& point : project->sensitivity) {
        point.predictedKl = 0.02;
        if (point.setting == "bits:4")
            point.measuredKl = 0.03;
    }
    state.project = project;
    const PlotContent content = sensitivityContent(state, kQuantized, SensitivityOf::Bits);
    ASSERT_TRUE(content.right);
    int interpolated = 0;
    int predicted = 0;
    for (const PlotSeries& series : content.series) {
        interpolated += series.mark == PlotSeries::Mark::Interpolated ? 1 : 0;
        predicted += series.mark == PlotSeries::Mark::Predicted ? 1 : 0;
        if (series.mark != PlotSeries::Mark::Interpolated) {
            EXPECT_EQ(series.kind, PlotSeries::Kind::Points);
        }
    }
    EXPECT_EQ(interpolated, 1);
    EXPECT_EQ(predicted, 1);
}

TEST(SensitivityContent, TheComparedRunIsALine) {
    const PlotContent content = sensitivityContent(sampleState(), kQuantized, SensitivityOf::Bits);
    ASSERT_EQ(content.references.size(), 1U);
    EXPECT_TRUE(content.references[0].label.startsWith(QStringLiteral("B: ")));
}

TEST(SensitivityContent, PlacesBecomeSettings) {
    EXPECT_EQ(settingsAt(SensitivityOf::Bits, 3.0, "rtn").dump(), R"({"bits":3,"method":"rtn"})");
    EXPECT_EQ(settingsAt(SensitivityOf::Sparsity, 35.0, "wanda").dump(),
              R"({"amount":0.35,"method":"wanda","pattern":"unstructured"})");
    EXPECT_EQ(settingsAt(SensitivityOf::KeptShare, 60.0, "svd-llm").dump(),
              R"({"method":"svd-llm","ratio":0.6})");
}

} // namespace
} // namespace lapidary::widgets
