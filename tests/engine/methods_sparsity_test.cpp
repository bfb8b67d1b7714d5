// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/mask_select.h"
#include "core/engine/methods/update.h"
#include "tests/engine/methods_test_support.h"
#include "tests/support/test_data.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/ones_like.h>
#include <gtest/gtest.h>

namespace lapidary::tests {
namespace {

using engine::methods::MatrixJob;
using engine::methods::selectMask;
using engine::methods::selectMaskByTensors;
using plan::Family;

const base::RunControl kControl;

std::vector<plan::SparsityPattern> somePatterns() {
    return {{2, 4, 0}, {1, 4, 0}, {4, 8, 0}, {3, 16, 0}, {0, 0, 0.5}, {0, 0, 0.6}, {0, 0, 0.0}, {0, 0, 0.97}};
}

TEST(MethodsSparsity, KeepsTheRightNumberInEveryRowAndGroup) {
    const at::Tensor w = randomMatrix(17, 48, 1);
    for (const plan::SparsityPattern& pattern : somePatterns()) {
        const auto mask = selectMask(w, {}, pattern, kControl);
        ASSERT_OK(mask);
        EXPECT_TRUE(mask->sum(1).eq(plan::keptPerRow(pattern, 48)).all().item<bool>());
        if (!pattern.unstructured()) {
            const at::Tensor groups = mask->reshape({17, -1, pattern.of}).sum(2);
            EXPECT_TRUE(groups.eq(pattern.keep).all().item<bool>());
        }
    }
}

TEST(MethodsSparsity, RowLoopsAndTensorOperationsAgreeAlsoOnTies) {
    const at::Tensor w = (randomMatrix(33, 48, 2) * 3).round() / 3; // many equal scores and zeros
    const at::Tensor channel = (randomMatrix(1, 48, 3).abs() * 2).round().flatten();
    for (const plan::SparsityPattern& pattern : somePatterns())
        for (const at::Tensor& factor : {at::Tensor(), channel}) {
            const auto rows = selectMask(w, factor, pattern, kControl);
            ASSERT_OK(rows);
            EXPECT_TRUE(rows->equal(selectMaskByTensors(w, factor, pattern)))
                << pattern.of << ' ' << pattern.amount;
        }
}

TEST(MethodsSparsity, EqualScoresKeepTheEarlierColumn) {
    const at::Tensor w = at::ones({1, 8});
    const auto groups = selectMask(w, {}, {2, 4, 0}, kControl);
    ASSERT_OK(groups);
    EXPECT_TRUE((*groups)[0][0].item<bool>() && (*groups)[0][1].item<bool>() && (*groups)[0][4].item<bool>());
    const auto row = selectMask(w, {}, {0, 0, 0.5}, kControl);
    ASSERT_OK(row);
    EXPECT_EQ(row->narrow(1, 0, 4).sum().item<int>(), 4);
}

TEST(MethodsSparsity, WandaWithEqualChannelsIsMagnitude) {
    const at::Tensor w = randomMatrix(20, 32, 4);
    const at::Tensor moment = at::eye(32, at::TensorOptions(at::kDouble));
    for (const char* pattern : {"2:4", "unstructured"}) {
        const auto wanda = compressSite(
            siteJob(w, moment,
                    {{Family::Sparsity, familySettings(Family::Sparsity, "wanda", {{"pattern", pattern}})}}),
            kControl);
        const auto magnitude =
            compressSite(siteJob(w, {},
                                 {{Family::Sparsity,
                                   familySettings(Family::Sparsity, "magnitude", {{"pattern", pattern}})}}),
                         kControl);
        ASSERT_OK(wanda);
        ASSERT_OK(magnitude);
        EXPECT_TRUE(wanda->linear.weight().equal(magnitude->linear.weight()));
        EXPECT_DOUBLE_EQ(wanda->figures.at("zeros"), 0.5);
    }
}

/// A mask by magnitude and the three updates for it.
struct Updated {
    at::Tensor weight, moment, mask, none, obs, optimal;
};

Updated updated(const at::Tensor& weight, const at::Tensor& moment, double obsDamping = 0.01) {
    Updated all{weight, moment, *selectMask(weight, {}, {2, 4, 0}, kControl), {}, {}, {}};
    const plan::FamilySettings settings = familySettings(Family::Sparsity, "magnitude");
    engine::SiteInputs inputs;
    inputs.moment = moment;
    const MatrixJob job{weight, inputs, settings, {}, all.mask};
    engine::methods::Figures figures;
    all.none = weight * all.mask;
    all.obs = *engine::methods::obsUpdate(job, obsDamping, kControl, figures);
    all.optimal = *engine::methods::optimalUpdate(job, 0.0, kControl, figures);
    return all;
}

TEST(MethodsSparsity, OptimalUpdateHasNoGradientLeftOnKeptWeights) {
    at::Tensor moment = randomMoment(64, 512, 6);
    moment.diagonal().add_(0.1 * moment.diagonal().mean().item<double>()); // so that 20 steps converge
    const Updated u = updated(randomMatrix(40, 64, 5), moment);
    const at::Tensor change = u.optimal.to(at::kDouble) - u.weight.to(at::kDouble);
    const at::Tensor gradient = at::matmul(change, u.moment) * u.mask;
    const double scale = maxAbs(at::matmul(u.weight.to(at::kDouble), u.moment));
    // The solution is rounded to float32, 6e-8 of values around 1, times the row sums of C.
    EXPECT_LT(maxAbs(gradient), 2e-6 * scale);
    EXPECT_EQ(maxAbs(u.optimal * u.mask.logical_not()), 0.0);
}

TEST(MethodsSparsity, OptimalUpdateIsNoWorseThanAnyOtherForItsMask) {
    for (const std::int64_t tokens : {512, 40}) { // 40 tokens for 64 channels: a singular moment
        const Updated u = updated(randomMatrix(40, 64, 7), randomMoment(64, tokens, 8));
        const double none = momentNorm(u.none - u.weight, u.moment);
        const double obs = momentNorm(u.obs - u.weight, u.moment);
        const double optimal = momentNorm(u.optimal - u.weight, u.moment);
        EXPECT_LE(optimal, obs * (1 + 1e-6));
        EXPECT_LT(optimal, none);
        EXPECT_LT(obs, none);
        EXPECT_EQ(maxAbs(u.obs * u.mask.logical_not()), 0.0);
    }
}

TEST(MethodsSparsity, DiagonalMomentsLeaveKeptWeightsAlone) {
    const at::Tensor moment = randomMoment(64, 512, 9).diagonal().diag();
    const Updated u = updated(randomMatrix(16, 64, 10), moment);
    EXPECT_TRUE(u.obs.equal(u.none));
    EXPECT_TRUE(u.optimal.equal(u.none));
}

TEST(MethodsSparsity, ScaleOfTheMomentDoesNotMatter) {
    const at::Tensor w = randomMatrix(16, 64, 11);
    const at::Tensor moment = randomMoment(64, 512, 12);
    const Updated a = updated(w, moment);
    const Updated b = updated(w, moment * 1024.0);
    EXPECT_LT(maxAbs(a.optimal - b.optimal), 1e-6); // rounding of sums scaled by a power of two
    EXPECT_LT(maxAbs(a.obs - b.obs), 1e-6);
}

TEST(MethodsSparsity, RefusesAPatternThatDoesNotDivide) {
    const auto outcome = compressSite(
        siteJob(randomMatrix(4, 30, 13), {},
                {{Family::Sparsity, familySettings(Family::Sparsity, "magnitude", {{"pattern", "2:4"}})}}),
        kControl);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, base::ErrorCode::NotApplicable);
}

} // namespace
} // namespace lapidary::tests
