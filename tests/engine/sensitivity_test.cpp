// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/sensitivity.h"

#include "core/engine/measuring/input_moments.h"
#include "tests/support/test_data.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>
#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace lapidary::engine {
namespace {

at::Tensor randomMatrix(std::int64_t rows, std::int64_t columns, std::uint64_t seed) {
    return at::randn({rows, columns}, at::detail::createCPUGenerator(seed), at::kFloat);
}

double exactNorm(const at::Tensor& change, const at::Tensor& x) {
    const at::Tensor moved = at::mm(change.to(at::kDouble), x.to(at::kDouble).t());
    return std::sqrt((moved * moved).sum().item<double>() / static_cast<double>(x.size(0)));
}

void expectMeasured(const at::Tensor& x) {
    MomentAccumulator moments(x.size(1), at::kCPU);
    for (const at::Tensor& window : x.chunk(4))
        moments.add(window);
    const auto meter = OutputMeter::create(moments.moment(), "group", {});
    ASSERT_OK(meter);
    for (const double size : {1.0, 1e-6}) {
        const at::Tensor change = randomMatrix(50, x.size(1), 9) * size;
        const double expected = exactNorm(change, x);
        // float32 products of the moment and of the meter: 1e-6 each, and the damping.
        EXPECT_NEAR(meter->norm(change), expected, 2e-5 * expected);
    }
}

TEST(OutputMeter, AgreesWithTheOutputsThemselves) {
    expectMeasured(randomMatrix(800, 96, 1));
}

TEST(OutputMeter, OneChannelMayDwarfTheOthers) {
    at::Tensor x = randomMatrix(800, 96, 2);
    x.select(1, 5).mul_(3e4).add_(1e5);
    MomentAccumulator moments(96, at::kCPU);
    for (const at::Tensor& window : x.chunk(4))
        moments.add(window);
    const auto meter = OutputMeter::create(moments.moment(), "group", {});
    ASSERT_OK(meter);
    // A change that spares the channel shows how well the small ones are kept.
    at::Tensor change = randomMatrix(50, 96, 9);
    change.select(1, 5).zero_();
    const double expected = exactNorm(change, x);
    EXPECT_NEAR(meter->norm(change), expected, 1e-4 * expected);
    expectMeasured(x);
}

TEST(OutputMeter, FewTokensAndDeadChannels) {
    at::Tensor x = randomMatrix(20, 96, 3); // rank 20
    x.slice(1, 30, 40).zero_();
    expectMeasured(x);
    const auto dead = OutputMeter::create(at::zeros({8, 8}, at::kDouble), "group", {});
    ASSERT_OK(dead);
    EXPECT_EQ(dead->norm(randomMatrix(3, 8, 4)), 0.0);
}

TEST(OutputMeter, NotFiniteMomentsAreNamed) {
    const auto meter = OutputMeter::create(at::zeros({8, 8}, at::kDouble) / 0.0, "blocks.3.mlp.down", {});
    ASSERT_FALSE(meter.ok());
    EXPECT_EQ(meter.error().code, base::ErrorCode::BadValue);
    EXPECT_EQ(meter.error().file, "blocks.3.mlp.down");
}

TEST(SensitivitySettings, FitTheShape) {
    const auto names = [](std::int64_t out, std::int64_t in) {
        std::set<std::string> found;
        for (const SensitivitySetting& setting : sensitivitySettings(out, in))
            found.insert(setting.name);
        return found;
    };
    const std::set<std::string> all = {"bits:2",    "bits:3",       "bits:4",    "bits:8",
                                       "2:4",       "sparsity:0.5", "ratio:0.2", "ratio:0.4",
                                       "ratio:0.6", "ratio:0.8",    "ratio:0.9"};
    EXPECT_EQ(names(576, 576), all);
    EXPECT_EQ(names(48, 100), all); // whole rows where 64 does not divide
    std::set<std::string> odd = all;
    odd.erase("2:4");
    EXPECT_EQ(names(64, 90), odd);
}

TEST(SiteSensitivity, ErrorsFallWithBitsAndRatio) {
    const at::Tensor x = randomMatrix(400, 128, 5);
    const at::Tensor weight = randomMatrix(96, 128, 6);
    MomentAccumulator moments(128, at::kCPU);
    moments.add(x);
    const at::Tensor moment = moments.moment();
    const auto meter = OutputMeter::create(moment, "group", {});
    ASSERT_OK(meter);
    std::vector<double> values(96);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<double>(values.size() - i);
    const auto points =
        siteSensitivity(model::SiteId("site"), weight, {*meter, moment.diagonal(), values}, {}, {});
    ASSERT_OK(points);
    ASSERT_EQ(points->size(), 11U);
    for (const auto& [first, last] : {std::pair{0U, 4U}, {6U, 11U}}) // bits 2, 3, 4, 8 and the ratios
        for (std::size_t i = first + 1; i < last; ++i)
            EXPECT_LT((*points)[i].relativeError, (*points)[i - 1].relativeError) << (*points)[i].setting;
    // Low rank: the share of the energy that is discarded, 0.4 x 96 x 128 / 224 = rank 21.
    double discarded = 0.0;
    double whole = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        whole += values[i] * values[i];
        discarded += i >= 21 ? values[i] * values[i] : 0.0;
    }
    EXPECT_NEAR((*points)[7].relativeError, std::sqrt(discarded / whole), 1e-12);
    // The others: what changedWeight does to the outputs.
    for (const SensitivitySetting& setting : sensitivitySettings(96, 128)) {
        if (setting.ratio > 0.0)
            continue;
        const auto changed = changedWeight(weight, setting, moment, {}, {});
        ASSERT_OK(changed);
        const double expected = exactNorm(*changed - weight, x) / exactNorm(weight, x);
        const auto point = std::find_if(points->begin(), points->end(), [&](const auto& candidate) {
            return candidate.setting == setting.name;
        });
        EXPECT_NEAR(point->relativeError, expected, 1e-4 * expected) << setting.name;
    }
}

} // namespace
} // namespace lapidary::engine
