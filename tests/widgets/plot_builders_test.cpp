// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/sample_state.h"
#include "widgets/plot/activation_content.h"
#include "widgets/plot/activation_extents.h"
#include "widgets/plot/content_parts.h"
#include "widgets/plot/grid_levels.h"
#include "widgets/plot/histogram_content.h"
#include "widgets/plot/logit_content.h"
#include "widgets/plot/plot_table.h"
#include "widgets/plot/sensitivity_content.h"
#include "widgets/plot/spectrum_content.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {
namespace {

using tests::sampleState;

const model::SiteId kFactored("blocks.1.attn.q"); // rank 24 in the sample's plan
const model::SiteId kQuantized("blocks.0.mlp.up");

PlotContent ranges(const ViewState& state, const model::SiteId& focus, const std::string& kind) {
    return activationContent(state, inputExtents(state), focus, {kind, {}});
}

std::vector<PlotContent> allPlots(const ViewState& state, const model::SiteId& focus) {
    std::vector<PlotContent> plots = {
        spectrumContent(state, {focus}, focus), histogramContent(state, focus), ranges(state, focus, {}),
        ranges(state, focus, "attn.in"),        channelContent(state, focus),   logitContent(state)};
    SpectrumOptions weighted;
    weighted.activationWeighted = true;
    plots.push_back(spectrumContent(state, {focus}, focus, weighted));
    for (const auto what : {SensitivityOf::Bits, SensitivityOf::Sparsity, SensitivityOf::KeptShare})
        plots.push_back(sensitivityContent(state, focus, what));
    return plots;
}

const PlotSeries* named(const PlotContent& content, const QString& name) {
    const auto found = std::ranges::find(content.series, name, &PlotSeries::name);
    return found == content.series.end() ? nullptr : &*found;
}

TEST(Plots, LayTheMeasuredResultOverTheDenseModel) {
    ViewState state = sampleState();
    const QString b = QStringLiteral("B: compressed");
    for (const PlotContent& plot : allPlots(state, kQuantized))
        EXPECT_EQ(named(plot, b), nullptr) << plot.title.toStdString() << ": the result was not measured";

    auto project = std::make_shared<results::ProjectData>(*state.project);
    auto measured = std::make_shared<results::ModelMeasurements>();
    results::SiteSpectra& spectra = measured->spectra[kQuantized];
    const auto& dense = project->spectra.at(kQuantized);
    spectra.weight.singularValues = {0.5 * dense.weight.singularValues.front(), 0.0};
    // Twice as wide bins hold twice as many weights for the same height.
    spectra.histogram = {dense.histogram.minimum, dense.histogram.maximum,
                         std::vector<std::int64_t>(dense.histogram.counts.size() / 2, 10)};
    measured->logits.emplace().explained = {0.25, 0.125};
    const model::InputGroupId input = state.model->find(kQuantized)->inputGroup;
    measured->activations[input].absmax = {1.0, 3.0, 2.0};
    project->runs.at(*state.comparedRun).measured = measured;
    state.project = project;

    const PlotContent spectrum = spectrumContent(state, {kQuantized}, kQuantized);
    const PlotSeries* line = named(spectrum, b);
    ASSERT_NE(line, nullptr);
    ASSERT_EQ(line->points.size(), 1U) << "zeros have no place on a logarithmic axis";
    EXPECT_DOUBLE_EQ(line->points[0].y, 0.5) << "over the largest value of A";
    const PlotSeries* a = named(spectrum, QStringLiteral("A: block 0 · up"));
    ASSERT_NE(a, nullptr);
    EXPECT_NE(a->color, line->color);
    const PlotContent histogram = histogramContent(state, kQuantized);
    const PlotSeries* outline = named(histogram, b);
    ASSERT_NE(outline, nullptr);
    EXPECT_EQ(outline->kind, PlotSeries::Kind::Steps);
    EXPECT_TRUE(outline->outlined);
    EXPECT_DOUBLE_EQ(outline->points[0].y, 5.0);
    const PlotContent scree = logitContent(state);
    const PlotSeries* marks = named(scree, b);
    ASSERT_NE(marks, nullptr);
    ASSERT_EQ(marks->points.size(), 2U);
    EXPECT_DOUBLE_EQ(marks->points[1].y, 12.5);

    const PlotContent activations = ranges(state, kQuantized, "mlp.in");
    const PlotSeries* denseRanges = named(activations, QStringLiteral("A: channels 1 to 99 %"));
    const PlotSeries* both = named(activations, QStringLiteral("B: all channels"));
    ASSERT_NE(denseRanges, nullptr);
    ASSERT_NE(both, nullptr);
    EXPECT_EQ(denseRanges->points.size(), 3U);
    ASSERT_EQ(both->points.size(), 1U) << "one block of B was measured";
    EXPECT_EQ(both->points[0].low, 1.0);
    EXPECT_EQ(both->points[0].high, 3.0);
    EXPECT_GT(both->points[0].x, denseRanges->points[0].x) << "beside A of the same block";
    EXPECT_EQ(std::lround(both->points[0].x), 0);
    EXPECT_TRUE(activations.handles[0].words(0.0).endsWith(QStringLiteral("of 3"))) << "they count A";
    EXPECT_EQ(named(ranges(state, kQuantized, "attn.o"), QStringLiteral("B: all channels")), nullptr);
    const PlotContent channels = channelContent(state, kQuantized);
    const PlotSeries* sorted = named(channels, QStringLiteral("B: largest |a|"));
    ASSERT_NE(sorted, nullptr);
    ASSERT_EQ(sorted->points.size(), 3U);
    EXPECT_EQ(sorted->points[0].y, 3.0);
    EXPECT_EQ(sorted->pointNames.front(), QStringLiteral("channel 1"));
}

TEST(Plots, HaveTitleAxesUnitsWordsFootLineAndTable) {
    const ViewState state = sampleState();
    for (const PlotContent& plot : allPlots(state, kQuantized)) {
        SCOPED_TRACE(plot.title.toStdString());
        EXPECT_FALSE(plot.empty());
        EXPECT_FALSE(plot.id.isEmpty());
        EXPECT_FALSE(plot.title.isEmpty());
        EXPECT_FALSE(plot.summary.isEmpty());
        EXPECT_TRUE(plot.footLine.contains(QStringLiteral("sample.txt")));
        EXPECT_TRUE(plot.footLine.contains(QStringLiteral("2026-01-02")));
        for (const PlotAxis* axis : {&plot.x, &plot.y, plot.right ? &*plot.right : &plot.y}) {
            EXPECT_FALSE(axis->title.isEmpty());
            EXPECT_FALSE(axis->unit.isEmpty());
        }
        const PlotTable table = tableOf(plot);
        EXPECT_GT(table.columns.size(), 1);
        EXPECT_FALSE(table.rows.empty());
        for (const PlotSeries& series : plot.series)
            EXPECT_TRUE(std::ranges::is_sorted(series.points, {}, &PlotPoint::x))
                << series.name.toStdString();
    }
}

TEST(Plots, WithoutModelOrMeasurementsSayWhatToDo) {
    const ViewState nothing;
    for (const PlotContent& plot : allPlots(nothing, kQuantized)) {
        EXPECT_TRUE(plot.empty());
        EXPECT_FALSE(plot.title.isEmpty());
        EXPECT_TRUE(tableOf(plot).rows.empty());
    }
    tests::SampleOptions bare;
    bare.measured = false;
    bare.run = false;
    const ViewState state = sampleState(bare);
    for (const PlotContent& plot : allPlots(state, kQuantized))
        EXPECT_TRUE(plot.emptyText.contains(QStringLiteral("Ctrl+M"))) << plot.title.toStdString();
}

TEST(Plots, AnUnknownSiteIsNoCrash) {
    const ViewState state = sampleState();
    for (const PlotContent& plot : allPlots(state, model::SiteId("blocks.99.none")))
        EXPECT_FALSE(plot.title.isEmpty());
    for (const PlotContent& plot : allPlots(state, model::SiteId("embed")))
        EXPECT_FALSE(plot.title.isEmpty());
}

TEST(SpectrumContent, StartsAtOneAndEndsWithAllEnergy) {
    const ViewState state = sampleState();
    const PlotContent content = spectrumContent(state, {kFactored}, kFactored);
    const PlotSeries& focus = content.series.back();
    EXPECT_TRUE(focus.strong);
    EXPECT_EQ(focus.points.size(), 64U);
    EXPECT_EQ(focus.points.front().x, 1.0);
    EXPECT_EQ(focus.points.front().y, 1.0);
    const PlotSeries& energy = content.series.front();
    EXPECT_TRUE(energy.rightAxis);
    EXPECT_NEAR(energy.points.back().y, 100.0, 1e-9);
    EXPECT_TRUE(std::ranges::is_sorted(energy.points, {}, &PlotPoint::y));
}

TEST(SpectrumContent, TheCutStandsAtTheRankInForce) {
    const ViewState state = sampleState();
    const PlotContent content = spectrumContent(state, {kFactored}, kFactored);
    ASSERT_EQ(content.handles.size(), 1U);
    const PlotHandle& cut = content.handles[0];
    EXPECT_EQ(cut.id, kRankHandle);
    EXPECT_FALSE(cut.hollow);
    EXPECT_EQ(cut.position, 24.0);
    EXPECT_EQ(cut.minimum, 1.0);
    EXPECT_EQ(cut.maximum, 64.0);
    // 64 x 64: rank 24 keeps 24 * 128 / 4096 of the parameters.
    EXPECT_TRUE(cut.words(24.0).startsWith(QStringLiteral("rank 24 · energy ")));
    EXPECT_TRUE(cut.words(24.0).endsWith(QStringLiteral("parameters 75.0 %")));
    EXPECT_TRUE(cut.words(64.0).contains(QStringLiteral("energy 100.0 %")));
    ASSERT_FALSE(content.references.empty());
    EXPECT_EQ(content.references[0].position, 32.0);
}

TEST(SpectrumContent, WithoutLowRankTheCutIsASuggestion) {
    const ViewState state = sampleState();
    const PlotContent content = spectrumContent(state, {kQuantized}, kQuantized);
    EXPECT_TRUE(content.handles[0].hollow);
    EXPECT_EQ(content.handles[0].position,
              static_cast<double>(state.project->spectra.at(kQuantized).weight.rank90));
    EXPECT_TRUE(content.handles[0].words(content.handles[0].position).contains(QStringLiteral("not set")));
}

TEST(SpectrumContent, ManySitesBecomeMedianAndQuartiles) {
    const ViewState state = sampleState();
    std::vector<model::SiteId> sites;
    for (const model::Site* site : state.model->blockSites())
        sites.push_back(site->id);
    const PlotContent content = spectrumContent(state, sites, kFactored);
    ASSERT_EQ(content.series.size(), 4U); // energy, band, median, focus
    const PlotSeries& band = content.series[1];
    const PlotSeries& median = content.series[2];
    EXPECT_EQ(band.kind, PlotSeries::Kind::Band);
    for (std::size_t i = 0; i < band.points.size(); ++i) {
        EXPECT_LE(band.points[i].low, median.points[i].y);
        EXPECT_GE(band.points[i].high, median.points[i].y);
    }
    sites.resize(12);
    EXPECT_LE(spectrumContent(state, sites, sites[0]).series.size(), 13U);
}

TEST(SpectrumContent, AZeroMatrixIsDrawn) {
    ViewState state = sampleState();
    auto project = std::make_shared<results::ProjectData>(*state.project);
    project->spectra[kQuantized].weight = results::makeSpectrum(std::vector<double>(64, 0.0));
    state.project = project;
    const PlotContent content = spectrumContent(state, {kQuantized}, kQuantized);
    EXPECT_FALSE(content.empty());
    EXPECT_EQ(content.handles[0].position, 1.0);
}

TEST(ActivationContent, RangesContainEachOther) {
    const ViewState state = sampleState();
    const PlotContent content = ranges(state, kQuantized, "mlp.down");
    ASSERT_EQ(content.series.size(), 3U);
    EXPECT_EQ(content.series[0].points.size(), 3U); // blocks
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_LE(content.series[0].points[i].low, content.series[1].points[i].low);
        EXPECT_GE(content.series[0].points[i].high, content.series[1].points[i].high);
    }
    EXPECT_EQ(ranges(state, kQuantized, {}).series.size(), 8U);
}

TEST(ChannelContent, FallsAndNamesItsChannels) {
    const ViewState state = sampleState();
    const PlotContent content = channelContent(state, kQuantized);
    const PlotSeries* largest = named(content, QStringLiteral("largest |a|"));
    ASSERT_NE(largest, nullptr);
    EXPECT_TRUE(std::ranges::is_sorted(largest->points, std::ranges::greater(), &PlotPoint::y));
    // Every 29th channel from 3 on is an outlier; 61 = 29 * 2 + 3 has a spread of 1.05, 3 one of 1.03, 32 one
    // of 1.04.
    EXPECT_EQ(largest->pointNames.front(), QStringLiteral("channel 61"));
    EXPECT_EQ(content.references.size(), 1U);
    EXPECT_FALSE(content.references[0].vertical);
}

TEST(GridLevels, FollowTheConventions) {
    plan::GridShape grid;
    grid.bits = 3;
    EXPECT_EQ(gridLevels(grid, -0.5, 1.5), (std::vector<double>{-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5}));
    grid.fullRange = true;
    const std::vector<double> full = gridLevels(grid, -7.0, 3.0);
    EXPECT_EQ(full.size(), 8U);
    EXPECT_EQ(full.front(), -8.0);
    EXPECT_EQ(full.back(), 6.0);
    grid.symmetric = false;
    grid.fullRange = false;
    const std::vector<double> shifted = gridLevels(grid, -1.0, 6.0);
    EXPECT_EQ(shifted.size(), 8U);
    EXPECT_EQ(shifted.front(), -1.0);
    EXPECT_EQ(shifted.back(), 6.0);
    EXPECT_EQ(gridLevels(grid, 0.0, 0.0).size(), 8U);
}

TEST(HistogramContent, DrawsTheGridInForce) {
    const ViewState state = sampleState();
    const PlotContent content = histogramContent(state, kQuantized);
    ASSERT_EQ(content.levels.size(), 1U);
    EXPECT_EQ(content.levels[0].positions.size(), 15U); // 4 bits, restricted
    EXPECT_NEAR(content.levels[0].positions.back(), 0.5, 1e-12);
    EXPECT_TRUE(content.summary.contains(QStringLiteral("widest group")));
    EXPECT_EQ(content.series[0].points.size(), 64U);
    EXPECT_TRUE(histogramContent(state, model::SiteId("blocks.1.attn.o")).levels.empty()); // skipped
}

TEST(LogitContent, CumulatesAndListsTokens) {
    const ViewState state = sampleState();
    const PlotContent content = logitContent(state);
    EXPECT_EQ(content.series[0].kind, PlotSeries::Kind::Bars);
    EXPECT_NEAR(content.series[0].points[0].y, 30.0, 1e-9);
    EXPECT_NEAR(content.series[1].points[1].y, 51.0, 1e-9);
    const LogitTokens tokens = logitTokens(state, 2);
    ASSERT_EQ(tokens.tokens.size(), 3U);
    EXPECT_EQ(tokens.tokens[0].text, QStringLiteral("␣the"));
    EXPECT_EQ(tokens.tokens[1].text, QStringLiteral("⏎"));
    EXPECT_EQ(logitTokens(state, 0).component, 0);
    EXPECT_EQ(logitTokens(state, 99).component, 0);
}

} // namespace
} // namespace lapidary::widgets
