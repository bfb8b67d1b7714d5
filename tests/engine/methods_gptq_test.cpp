// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/mask_select.h"
#include "core/engine/methods/obs_sweep.h"
#include "core/engine/tensor/linalg.h"
#include "tests/engine/methods_test_support.h"
#include "tests/support/test_data.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

namespace lapidary::tests {
namespace {

using engine::methods::GridRule;
using engine::methods::SweepRule;
using plan::Family;

const base::RunControl kControl;

at::Tensor quantized(const at::Tensor& w, const at::Tensor& moment, const std::string& method,
                     const Values& values) {
    auto outcome = compressSite(
        siteJob(w, moment, {{Family::Quantization, familySettings(Family::Quantization, method, values)}}),
        kControl);
    EXPECT_TRUE(outcome.ok()) << (outcome ? "" : base::describe(outcome.error()));
    return outcome ? outcome->linear.weight() : at::zeros({});
}

TEST(MethodsGptq, DiagonalMomentsMakeItRoundToNearest) {
    const at::Tensor w = randomMatrix(24, 64, 1);
    const at::Tensor moment = randomMoment(64, 512, 2).diagonal().diag();
    for (const char* grid : {"minmax", "mse"})
        for (const bool symmetric : {true, false})
            for (const std::int64_t group : {0, 16, 32})
                for (const char* order : {"none", "static"}) {
                    const Values shared = {{"bits", std::int64_t{3}},
                                           {"group", group},
                                           {"symmetric", symmetric},
                                           {"grid", std::string(grid)}};
                    Values own = shared;
                    own["order"] = std::string(order);
                    EXPECT_TRUE(quantized(w, moment, "gptq", own).equal(quantized(w, moment, "rtn", shared)))
                        << grid << ' ' << symmetric << ' ' << group << ' ' << order;
                }
}

TEST(MethodsGptq, BeatsRoundToNearestInTheMomentsNorm) {
    const at::Tensor w = randomMatrix(64, 128, 3);
    const at::Tensor moment = randomMoment(128, 1024, 4);
    const Values shared = {{"bits", std::int64_t{3}}, {"group", std::int64_t{32}}};
    const double nearest = momentNorm(quantized(w, moment, "rtn", shared) - w, moment);
    for (const char* order : {"none", "dynamic", "static"}) {
        Values own = shared;
        own["order"] = std::string(order);
        EXPECT_LT(momentNorm(quantized(w, moment, "gptq", own) - w, moment), 0.8 * nearest) << order;
    }
}

TEST(MethodsGptq, DynamicOrderKeepsAGroupIndex) {
    const at::Tensor w = randomMatrix(8, 32, 5);
    const auto outcome = compressSite(
        siteJob(w, randomMoment(32, 256, 6),
                {{Family::Quantization, familySettings(Family::Quantization, "gptq",
                                                       {{"order", "dynamic"}, {"group", std::int64_t{8}}})}}),
        kControl);
    ASSERT_OK(outcome);
    const at::Tensor index = outcome->linear.terms.front().grid.index;
    ASSERT_TRUE(index.defined());
    for (std::int64_t group = 0; group < 4; ++group)
        EXPECT_EQ(index.eq(group).sum().item<int>(), 8);
}

TEST(MethodsGptq, SingularMomentsAndDeadChannelsAreSurvived) {
    const at::Tensor w = randomMatrix(16, 64, 7);
    at::Tensor moment = randomMoment(64, 20, 8);
    moment.narrow(0, 5, 2).zero_();
    moment.narrow(1, 5, 2).zero_();
    const auto outcome = compressSite(
        siteJob(w, moment,
                {{Family::Quantization, familySettings(Family::Quantization, "gptq", {{"damping", 0.0}})}}),
        kControl);
    ASSERT_OK(outcome);
    EXPECT_GT(outcome->figures.at("damping"), 0.0);
    const at::Tensor weight = outcome->linear.weight();
    EXPECT_TRUE(weight.isfinite().all().item<bool>());
    EXPECT_LT(maxAbs(weight.narrow(1, 5, 2) - w.narrow(1, 5, 2)), 0.5); // rounded, not zeroed
}

TEST(MethodsGptq, SweepsByRowsAndByTensorsAgree) {
    const at::Tensor w = randomMatrix(40, 96, 9);
    const auto factor = engine::inverseFactor(randomMoment(96, 400, 10), 0.01, "test", kControl);
    ASSERT_OK(factor);
    const at::Tensor mask = *engine::methods::selectMask(w, {}, {2, 4, 0}, kControl);
    for (const std::int64_t group : {0, 16, 48, 40}) // 40: blocks end where groups do; 96 is no multiple
        for (const bool masked : {false, true}) {
            SweepRule rule;
            rule.block = 32;
            rule.grid = GridRule();
            rule.grid->group = group;
            rule.grid->symmetric = masked;
            if (masked)
                rule.mask = mask;
            const auto rows = obsSweep(w, factor->upper, rule, kControl);
            const auto tensors = obsSweepByTensors(w, factor->upper, rule, kControl);
            ASSERT_OK(rows);
            ASSERT_OK(tensors);
            // The same float32 operations but for the order of sums in the lazy products: a code may flip at
            // a tie.
            const double flips = rows->codes.ne(tensors->codes).sum().item<double>();
            EXPECT_LE(flips, 0.002 * 40 * 96) << group << ' ' << masked;
        }
}

TEST(MethodsGptq, BlocksDoNotChangeTheResult) {
    const at::Tensor w = randomMatrix(40, 96, 11);
    const at::Tensor moment = randomMoment(96, 400, 12);
    const auto with = [&](std::int64_t block) {
        return quantized(
            w, moment, "gptq",
            {{"block", block}, {"group", std::int64_t{32}}, {"order", "none"}, {"grid", "minmax"}});
    };
    const at::Tensor whole = with(96);
    for (const std::int64_t block : {1, 7, 32, 64})
        EXPECT_LE(with(block).ne(whole).sum().item<double>(), 0.01 * 40 * 96) << block;
}

TEST(MethodsGptq, PrunedWeightsStayZeroAndGridsComeFromKeptOnes) {
    const at::Tensor w = randomMatrix(32, 64, 13);
    const at::Tensor moment = randomMoment(64, 512, 14);
    for (const char* method : {"rtn", "gptq"}) {
        const auto outcome = compressSite(
            siteJob(w, moment,
                    {{Family::Sparsity, familySettings(Family::Sparsity, "wanda", {{"pattern", "2:4"}})},
                     {Family::Quantization,
                      familySettings(Family::Quantization, method,
                                     {{"group", std::int64_t{16}}, {"symmetric", false}})}}),
            kControl);
        ASSERT_OK(outcome);
        const engine::Term& term = outcome->linear.terms.front();
        EXPECT_EQ(maxAbs(term.weight() * term.mask.logical_not()), 0.0);
        if (std::string(method) == "gptq")
            continue;
        const at::Tensor kept = (w * term.mask).reshape({32, 4, 16});
        const at::Tensor range = kept.amax(2).clamp_min(0) - kept.amin(2).clamp_max(0);
        EXPECT_LT(maxAbs(term.grid.scale - (range / 15.0).to(at::kHalf).to(at::kFloat)), 1e-7);
    }
}

} // namespace
} // namespace lapidary::tests
