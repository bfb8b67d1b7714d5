// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/plot/clip_effect.h"
#include "widgets/plot/clip_handles.h"
#include "widgets/plot/grid_levels.h"
#include "widgets/plot/histogram_content.h"
#include "widgets/plot/histogram_view.h"
#include "widgets/state/selection_model.h"

#include <QTest>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace lapidary::widgets {
namespace {

const model::SiteId kQuantized("blocks.0.mlp.up"); // 4 bits, symmetric

plan::GridShape gridOf(int bits, bool symmetric, bool fullRange = false) {
    plan::GridShape grid;
    grid.bits = bits;
    grid.symmetric = symmetric;
    grid.fullRange = fullRange;
    return grid;
}

/// Rounds every weight to the nearest of all levels.
ClipEffect direct(const std::vector<double>& weights, const ClipLimits& limits,
                  const std::vector<double>& levels) {
    double clipped = 0.0;
    double power = 0.0;
    double error = 0.0;
    for (const double weight : weights) {
        double nearest = std::abs(weight - levels.front());
        for (const double level : levels)
            nearest = std::min(nearest, std::abs(weight - level));
        clipped += weight < limits.low || weight > limits.high ? 1.0 : 0.0;
        power += weight * weight;
        error += nearest * nearest;
    }
    return {clipped / static_cast<double>(weights.size()), 10.0 * std::log10(power / error)};
}

results::Histogram histogramOf(const std::vector<double>& weights, std::size_t bins) {
    const auto [least, most] = std::ranges::minmax(weights);
    results::Histogram histogram{least, most, std::vector<std::int64_t>(bins)};
    for (const double weight : weights) {
        const double place = (weight - least) / (most - least) * static_cast<double>(bins);
        ++histogram.counts[std::min(static_cast<std::size_t>(place), bins - 1)];
    }
    return histogram;
}

TEST(ClipEffect, AgreesWithRoundingEveryWeight) {
    // Bins that are evenly filled, as the histogram is read: what is left is the spacing of the weights.
    constexpr int kPerWeight = 400;
    const results::Histogram histogram{-0.3, 0.7, {1, 0, 5, 20, 31, 9, 2, 0, 0, 1}};
    std::vector<double> weights;
    for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin) {
        const auto count = histogram.counts[bin] * kPerWeight;
        for (std::int64_t i = 0; i < count; ++i)
            weights.push_back(-0.3 + 0.1 * (static_cast<double>(bin) +
                                            (static_cast<double>(i) + 0.5) / static_cast<double>(count)));
    }
    for (const plan::GridShape& grid :
         {gridOf(2, true), gridOf(4, true), gridOf(8, true), gridOf(3, true, true), gridOf(2, false),
          gridOf(4, false), gridOf(8, false)})
        for (const ClipLimits& limits : {ClipLimits{-0.7, 0.7}, ClipLimits{-0.3, 0.7},
                                         ClipLimits{-0.25, 0.25}, ClipLimits{-0.03, 0.03}}) {
            SCOPED_TRACE(testing::Message() << grid.bits << ' ' << grid.symmetric << ' ' << limits.high);
            const std::vector<double> levels = gridLevels(grid, limits.low, limits.high);
            const ClipEffect expected = direct(weights, limits, levels);
            const ClipEffect effect = clipEffect(histogram, limits, levels);
            EXPECT_NEAR(effect.clipped, expected.clipped, 1e-3);
            EXPECT_NEAR(effect.sqnr, expected.sqnr, 0.01);
        }
}

TEST(ClipEffect, OfNormalWeightsIsCloseFromTheirHistogram) {
    std::mt19937_64 random(7);
    std::normal_distribution<double> normal(0.0, 0.02);
    std::vector<double> weights(40'000);
    std::ranges::generate(weights, [&] { return normal(random); });
    const results::Histogram histogram = histogramOf(weights, 256);
    const plan::GridShape grid = gridOf(4, true);
    double best = 0.0;
    for (const double limit : {0.01, 0.03, 0.05, 0.08}) {
        const ClipLimits limits = {-limit, limit};
        const std::vector<double> levels = gridLevels(grid, -limit, limit);
        const ClipEffect expected = direct(weights, limits, levels);
        const ClipEffect effect = clipEffect(histogram, limits, levels);
        // A bin is 0.03 of a standard deviation wide.
        EXPECT_NEAR(effect.clipped, expected.clipped, 2e-3) << limit;
        EXPECT_NEAR(effect.sqnr, expected.sqnr, 0.02) << limit;
        best = std::max(best, effect.sqnr);
    }
    EXPECT_NEAR(best, 19.0, 1.0) << "4 bits of a normal distribution, clipped at 2.5 standard deviations";
}

TEST(ClipEffect, EvenWeightsLoseSixDecibelsABit) {
    const results::Histogram even{-1.0, 1.0, std::vector<std::int64_t>(16, 100)};
    for (const int bits : {2, 4, 8}) {
        std::vector<double> levels;
        const int count = 1 << bits;
        for (int i = 0; i < count; ++i)
            levels.push_back(-1.0 + (2.0 * i + 1.0) / count);
        EXPECT_NEAR(clipEffect(even, {-1.0, 1.0}, levels).sqnr, 20.0 * bits * std::log10(2.0), 1e-9) << bits;
    }
    EXPECT_NEAR(clipEffect(even, {-0.5, 0.75}, {0.0}).clipped, 0.375, 1e-12);
}

TEST(ClipHandles, StandAtTheExtremesUntilSet) {
    const results::Histogram histogram{-0.25, 0.5, {1, 8, 1}};
    const std::vector<PlotHandle> pair = clipHandles(histogram, gridOf(4, true), std::nullopt);
    ASSERT_EQ(pair.size(), 2U);
    EXPECT_EQ(pair[0].position, 0.5);
    EXPECT_EQ(pair[1].position, -0.5) << "the grid is symmetric";
    EXPECT_TRUE(pair[0].hollow);
    EXPECT_TRUE(pair[0].labelled);
    EXPECT_FALSE(pair[1].labelled);
    EXPECT_TRUE(pair[0].words(0.5).startsWith(QStringLiteral("one scale ±0.500 · clipped 0 % · SQNR ")));
    EXPECT_EQ(pair[0].words(0.125), pair[1].words(-0.125));
    EXPECT_LT(pair[1].minimum, pair[1].maximum);
    EXPECT_LT(pair[1].maximum, 0.0);

    const plan::GridShape free = gridOf(4, false);
    const std::vector<PlotHandle> two = clipHandles(histogram, free, ClipLimits{-0.1, 0.4});
    EXPECT_EQ(two[0].position, 0.4);
    EXPECT_EQ(two[1].position, -0.1);
    EXPECT_FALSE(two[0].hollow);
    EXPECT_TRUE(two[1].words(-0.2).contains(QStringLiteral("to 0.400"))) << "the other limit stays";
    // Without weights below zero there is nothing to cut there.
    EXPECT_EQ(clipHandles({0.1, 0.5, {1, 2}}, free, std::nullopt).size(), 1U);
}

TEST(ClipHandles, AreOfQuantizedSitesAlone) {
    const ViewState state = tests::sampleState();
    const PlotContent content = histogramContent(state, kQuantized, ClipLimits{-0.2, 0.2});
    ASSERT_EQ(content.handles.size(), 2U);
    EXPECT_NEAR(content.levels.at(0).positions.back(), 0.2, 1e-12) << "the grid follows the limits";
    EXPECT_TRUE(content.summary.contains(content.handles[0].words(0.2)));
    const PlotContent whole = histogramContent(state, kQuantized);
    EXPECT_EQ(whole.x.lower, content.x.lower) << "the axis stays";
    EXPECT_EQ(whole.x.upper, content.x.upper);
    EXPECT_TRUE(histogramContent(state, model::SiteId("blocks.1.attn.o")).handles.empty()) << "skipped";
}

TEST(ClipHandles, MoveByKeysAsAPairAndEscPutsThemBack) {
    const ViewState state = tests::sampleState();
    SelectionModel selection;
    tests::resetSelection(selection, state);
    selection.focusOn(kQuantized);
    QWidget host;
    host.resize(620, 420);
    HistogramView view(selection, &host);
    view.resize(host.size());
    view.show(state);
    host.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&host));
    view.plot().setFocus();
    QTest::qWait(20);
    const auto position = [&](std::size_t handle) {
        return view.plot().content().handles.at(handle).position;
    };
    QTest::keyClick(&view.plot(), Qt::Key_Return);
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(&view.plot(), Qt::Key_PageDown);
    EXPECT_NEAR(position(0), 0.375, 1e-9) << "50 of 200 steps in";
    EXPECT_NEAR(position(1), -0.375, 1e-9);
    EXPECT_TRUE(view.plot().readoutText().startsWith(QStringLiteral("one scale ±0.375 · clipped ")));
    QTest::keyClick(&view.plot(), Qt::Key_Escape);
    EXPECT_EQ(position(0), 0.5);
    EXPECT_TRUE(view.plot().content().handles[0].hollow);

    QTest::keyClick(&view.plot(), Qt::Key_Return);
    QTest::keyClick(&view.plot(), Qt::Key_Home);
    QTest::keyClick(&view.plot(), Qt::Key_Return); // on to the lower limit
    EXPECT_NEAR(position(1), -0.0025, 1e-9);
    EXPECT_FALSE(view.plot().content().handles[1].hollow);
    selection.focusOn(model::SiteId("blocks.0.mlp.gate"));
    QTest::qWait(20);
    EXPECT_TRUE(view.plot().content().handles.at(0).hollow) << "other weights, other limits";
}

} // namespace
} // namespace lapidary::widgets
