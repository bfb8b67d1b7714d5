// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/eigenvalue_density.h"
#include "tests/widgets/sample_state.h"
#include "widgets/plot/density_content.h"
#include "widgets/plot/spectrum_content.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {
namespace {

const model::SiteId kFactored("blocks.1.attn.q"); // [64, 64], rank 24 in the sample's plan

TEST(SpectrumContent, OverTheShareOfTheFullRank) {
    const ViewState state = tests::sampleState();
    SpectrumOptions options;
    options.asShare = true;
    const PlotContent content = spectrumContent(state, {kFactored}, kFactored, options);
    EXPECT_EQ(content.x.unit, QStringLiteral("%"));
    const PlotHandle& cut = content.handles[0];
    EXPECT_DOUBLE_EQ(cut.position, 100.0 * 24 / 64);
    EXPECT_DOUBLE_EQ(cut.maximum, 100.0);
    EXPECT_TRUE(cut.words(cut.position).contains(QStringLiteral("rank 24")));
    const model::Site& site = *state.model->find(kFactored);
    EXPECT_EQ(rankAt(content, site, cut.position + cut.step), 25);
    EXPECT_DOUBLE_EQ(content.references[0].position, 50.0) << "break-even of a square matrix";
    for (const PlotSeries& series : content.series)
        EXPECT_DOUBLE_EQ(series.points.back().x, 100.0);
    const PlotContent counted = spectrumContent(state, {kFactored}, kFactored);
    EXPECT_EQ(rankAt(counted, site, 24.0), 24);
    EXPECT_NE(counted.x.link, content.x.link) << "their zooms cannot follow each other";
}

TEST(SpectrumContent, ManySitesAreSpreadOverTheShare) {
    const ViewState state = tests::sampleState();
    std::vector<model::SiteId> sites;
    for (const model::Site* site : state.model->blockSites())
        sites.push_back(site->id); // ranks of 32 and of 64
    const PlotContent content = spectrumContent(state, sites, kFactored);
    EXPECT_EQ(content.x.unit, QStringLiteral("%"));
    EXPECT_DOUBLE_EQ(content.series[1].points.back().x, 100.0);
    EXPECT_DOUBLE_EQ(content.handles[0].position, 37.5);
}

TEST(DensityContent, HasHistogramTailAndTheEdgeOfARandomMatrix) {
    const ViewState state = tests::sampleState();
    const PlotContent content = densityContent(state, kFactored, false);
    ASSERT_EQ(content.series.size(), 3U);
    EXPECT_EQ(content.series[0].kind, PlotSeries::Kind::Steps);
    EXPECT_TRUE(content.x.log && content.y.log);
    const auto& spectrum = state.project->spectra.at(kFactored).weight;
    const auto bulk = results::randomBulk(spectrum.singularValues, {64, 64});
    ASSERT_EQ(content.references.size(), 2U);
    EXPECT_DOUBLE_EQ(content.references[0].position, bulk.upper);
    EXPECT_TRUE(content.references[0].label.contains(QString::number(bulk.beyond)));
    ASSERT_TRUE(spectrum.tail);
    EXPECT_DOUBLE_EQ(content.references[1].position, spectrum.tail->threshold / 64.0);
    // On logarithmic axes the law is a line of slope -alpha.
    const PlotSeries& law = content.series[2];
    const double slope = std::log(law.points.back().y / law.points.front().y) /
                         std::log(law.points.back().x / law.points.front().x);
    EXPECT_NEAR(slope, -spectrum.tail->alpha, 1e-9);
    EXPECT_TRUE(content.summary.contains(QStringLiteral("power law")));
}

TEST(DensityContent, WeightedByActivationsThereIsNoRandomMatrixToCompare) {
    const PlotContent content = densityContent(tests::sampleState(), kFactored, true);
    for (const PlotReference& reference : content.references)
        EXPECT_FALSE(reference.label.contains(QStringLiteral("random")));
}

TEST(DensityContent, LaysTheResultOverIt) {
    ViewState state = tests::sampleState();
    auto project = std::make_shared<results::ProjectData>(*state.project);
    auto measured = std::make_shared<results::ModelMeasurements>();
    measured->spectra[kFactored].weight.singularValues = {4.0, 3.0, 2.0, 0.0};
    project->runs.at(*state.comparedRun).measured = measured;
    state.project = project;
    const PlotContent content = densityContent(state, kFactored, false);
    EXPECT_EQ(content.series[1].name, QStringLiteral("B: compressed"));
    EXPECT_TRUE(content.series[0].name.startsWith(QStringLiteral("A: ")));
}

TEST(DensityContent, SaysWhatIsMissing) {
    tests::SampleOptions options;
    options.measured = false;
    const ViewState state = tests::sampleState(options);
    EXPECT_FALSE(densityContent(state, kFactored, false).emptyText.isEmpty());
    EXPECT_FALSE(densityContent(state, {}, false).emptyText.isEmpty());
    EXPECT_FALSE(densityContent(ViewState(), {}, false).emptyText.isEmpty());
}

} // namespace
} // namespace lapidary::widgets
