// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/channel_statistics.h"
#include "core/engine/measuring/input_moments.h"
#include "core/engine/tensor/symmetric_product.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/quantile.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <gtest/gtest.h>

namespace lapidary::engine {
namespace {

constexpr std::int64_t kWidth = 300; // two panels, the second narrower
constexpr std::int64_t kWindow = 257;
constexpr int kWindows = 5;

/// Windows whose channels differ in scale, mean and tail, and whose first token is a thousand times larger,
/// as the massive activations of real networks.
std::vector<at::Tensor> makeWindows() {
    auto generator = at::detail::createCPUGenerator(42);
    std::vector<at::Tensor> windows;
    const at::Tensor scale = at::exp(at::randn({kWidth}, generator, at::kFloat));
    const at::Tensor shift = at::randn({kWidth}, generator, at::kFloat) * 20;
    for (int i = 0; i < kWindows; ++i) {
        at::Tensor x = at::randn({1, kWindow, kWidth}, generator, at::kFloat);
        x = x * x * x * scale + shift;
        x.slice(1, 0, 1).mul_(1000.0);
        windows.push_back(x);
    }
    return windows;
}

at::Tensor allRows(const std::vector<at::Tensor>& windows) {
    return at::cat(windows, 1).squeeze(0).to(at::kDouble);
}

/// Largest error of an entry relative to sqrt(C_ii C_jj).
double relativeError(const at::Tensor& moment, const at::Tensor& expected) {
    const at::Tensor root = expected.diagonal().sqrt();
    return ((moment - expected).abs() / at::outer(root, root)).max().item<double>();
}

TEST(SymmetricProduct, EqualsTheFullProductInDouble) {
    auto generator = at::detail::createCPUGenerator(1);
    for (const std::int64_t n : {1, 7, 255, 300, 700}) {
        const at::Tensor a = at::randn({90, n}, generator, at::kFloat);
        const at::Tensor full = at::mm(a.t().to(at::kDouble), a.to(at::kDouble));
        // Only the order of the 90 additions differs: 90 x 2^-53 x sum of |products|, below 1e-12.
        EXPECT_LT((gramOfColumns(a) - full).abs().max().item<double>(), 1e-12) << n;
        EXPECT_LT((gramOfRows(a.t()) - full).abs().max().item<double>(), 1e-12) << n;
    }
}

TEST(MomentAccumulator, AgreesWithDoublePrecisionAtEveryFirstTokenWeight) {
    const std::vector<at::Tensor> windows = makeWindows();
    MomentAccumulator moments(kWidth, at::kCPU);
    for (const at::Tensor& x : windows)
        moments.add(x);
    EXPECT_EQ(moments.tokens(), kWindows * kWindow);
    for (const double weight : {1.0, 64.0, 0.0}) {
        at::Tensor sum = at::mm(allRows(windows).t(), allRows(windows));
        for (const at::Tensor& x : windows) {
            const at::Tensor first = x.select(1, 0).squeeze(0).to(at::kDouble);
            sum += at::outer(first, first) * (weight - 1.0);
        }
        const at::Tensor expected = sum / (kWindows * (kWindow - 1) + weight * kWindows);
        // float32 sums of 256 products: sqrt(256) 2^-24 = 1e-6 relative to sqrt(C_ii C_jj), averaged over
        // windows.
        EXPECT_LT(relativeError(moments.moment(weight), expected), 1e-6) << weight;
    }
}

TEST(MomentAccumulator, SymmetricAndMergeEqualsOnePass) {
    const std::vector<at::Tensor> windows = makeWindows();
    MomentAccumulator whole(kWidth, at::kCPU);
    MomentAccumulator first(kWidth, at::kCPU);
    MomentAccumulator second(kWidth, at::kCPU);
    for (std::size_t i = 0; i < windows.size(); ++i) {
        whole.add(windows[i]);
        (i < 2 ? first : second).add(windows[i]);
    }
    first.merge(second);
    EXPECT_EQ(first.tokens(), whole.tokens());
    EXPECT_EQ(first.windows(), whole.windows());
    const at::Tensor moment = whole.moment(64.0);
    EXPECT_TRUE(at::equal(moment, moment.t()));
    // The same float32 products, added in float64 in another order.
    EXPECT_LT(relativeError(first.moment(64.0), moment), 1e-14);
}

TEST(MomentAccumulator, StoredValuesGiveTheMomentUnderAnyWeight) {
    MomentAccumulator moments(kWidth, at::kCPU);
    for (const at::Tensor& x : makeWindows())
        moments.add(x);
    const results::InputMoments values = moments.values();
    ASSERT_EQ(values.moment.size(), static_cast<std::size_t>(kWidth * kWidth));
    ASSERT_EQ(values.firstRows.size(), static_cast<std::size_t>(kWidth * kWindows));
    const double n = static_cast<double>(values.tokens);
    const double weight = 64.0;
    const at::Tensor expected = moments.moment(weight);
    const double* reference = expected.const_data_ptr<double>();
    for (const std::int64_t index : {std::int64_t{0}, std::int64_t{17 * kWidth + 203}, kWidth * kWidth - 1}) {
        const auto row = static_cast<std::size_t>(index / kWidth);
        const auto column = static_cast<std::size_t>(index % kWidth);
        double extra = 0.0;
        for (std::size_t w = 0; w < kWindows; ++w)
            extra += static_cast<double>(values.firstRows[w * kWidth + row]) *
                     values.firstRows[w * kWidth + column];
        const double actual = (n * values.moment[static_cast<std::size_t>(index)] + (weight - 1.0) * extra) /
                              (n + (weight - 1.0) * kWindows);
        EXPECT_NEAR(actual, reference[index], 1e-12 * std::abs(reference[index]));
    }
}

TEST(FirstTokenWeight, OnlyFirstHasOne) {
    EXPECT_EQ(firstTokenWeight({plan::TokenWeights::Kind::None, 64.0}), 1.0);
    EXPECT_EQ(firstTokenWeight({plan::TokenWeights::Kind::First, 16.0}), 16.0);
}

/// p-th percentile by full sort, linear interpolation as numpy's default.
double percentile(const at::Tensor& column, double share) {
    const at::Tensor sorted = std::get<0>(column.sort());
    const double position = share * static_cast<double>(sorted.size(0) - 1);
    const auto index = static_cast<std::int64_t>(position);
    const double below = sorted.select(0, index).item<double>();
    const double above = sorted.select(0, std::min(index + 1, sorted.size(0) - 1)).item<double>();
    return below + (position - static_cast<double>(index)) * (above - below);
}

void expectStatistics(const results::ChannelStatistics& actual, const at::Tensor& rows) {
    ASSERT_EQ(actual.tokens, rows.size(0));
    for (std::int64_t c = 0; c < rows.size(1); ++c) {
        const at::Tensor x = rows.select(1, c).contiguous();
        const auto i = static_cast<std::size_t>(c);
        const double scale = x.abs().max().item<double>();
        const at::Tensor d = x - x.mean();
        const double m2 = (d * d).mean().item<double>();
        const double m4 = (d * d * d * d).mean().item<double>();
        // float64 throughout; extremes and order statistics are values of the input, so exact.
        EXPECT_NEAR(actual.mean[i], x.mean().item<double>(), 1e-12 * scale);
        EXPECT_EQ(actual.minimum[i], x.min().item<double>());
        EXPECT_EQ(actual.maximum[i], x.max().item<double>());
        EXPECT_EQ(actual.absmax[i], scale);
        EXPECT_NEAR(actual.kurtosis[i], m2 > 0.0 ? m4 / (m2 * m2) : 0.0, 1e-10 * actual.kurtosis[i]);
        EXPECT_NEAR(actual.meanSquare[i], (x * x).mean().item<double>(), 1e-12 * scale * scale);
        EXPECT_NEAR(actual.p1[i], percentile(x, 0.01), 1e-12 * scale);
        EXPECT_NEAR(actual.p99[i], percentile(x, 0.99), 1e-12 * scale);
    }
}

TEST(ChannelAccumulator, AgreesWithAllValuesInDouble) {
    const std::vector<at::Tensor> windows = makeWindows();
    ChannelAccumulator channels(kWidth, kWindows * kWindow, at::kCPU);
    for (const at::Tensor& x : windows)
        channels.add(x);
    expectStatistics(channels.values(), allRows(windows));
}

TEST(ChannelAccumulator, PercentilesStayExactWhenTheTailsAreCutOften) {
    // 40,000 tokens rising, falling and mixed: the worst orders for a running tail.
    auto generator = at::detail::createCPUGenerator(8);
    const at::Tensor mixed = at::randn({40000}, generator, at::kFloat);
    const at::Tensor rising = std::get<0>(mixed.sort());
    const at::Tensor rows = at::cat({mixed.unsqueeze(1), rising.unsqueeze(1), rising.flip(0).unsqueeze(1),
                                     at::full({40000, 1}, 2.5, at::kFloat)},
                                    1)
                                .contiguous();
    ChannelAccumulator channels(4, 40000, at::kCPU);
    for (std::int64_t begin = 0; begin < 40000; begin += 1000)
        channels.add(rows.slice(0, begin, begin + 1000));
    expectStatistics(channels.values(), rows.to(at::kDouble));
}

TEST(ChannelAccumulator, MergeEqualsOnePass) {
    const std::vector<at::Tensor> windows = makeWindows();
    ChannelAccumulator first(kWidth, kWindows * kWindow, at::kCPU);
    ChannelAccumulator second(kWidth, kWindows * kWindow, at::kCPU);
    for (std::size_t i = 0; i < windows.size(); ++i)
        (i < 1 ? first : second).add(windows[i]);
    first.merge(second);
    expectStatistics(first.values(), allRows(windows));
}

TEST(ChannelAccumulator, FewTokensAndEarlyEndKeepPercentilesExact) {
    for (const std::int64_t tokens : {1, 2, 3, 150}) {
        const at::Tensor rows = at::randn({tokens, 5}, at::detail::createCPUGenerator(tokens), at::kFloat);
        ChannelAccumulator channels(5, 100000, at::kCPU);
        channels.add(rows);
        expectStatistics(channels.values(), rows.to(at::kDouble));
    }
}

TEST(ChannelAccumulator, OutlierRatioCountsChannelsAboveSixMedians) {
    at::Tensor rows = at::rand({50, 20}, at::detail::createCPUGenerator(3), at::kFloat) * 0.1 + 0.9;
    rows.slice(1, 3, 5).mul_(30.0);
    ChannelAccumulator channels(20, 50, at::kCPU);
    channels.add(rows);
    EXPECT_DOUBLE_EQ(channels.values().outlierRatio, 0.1);
}

} // namespace
} // namespace lapidary::engine
