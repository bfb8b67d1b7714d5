// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/methods_test_support.h"
#include "tests/support/test_data.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/linalg_svdvals.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/zeros.h>
#include <cmath>
#include <gtest/gtest.h>

namespace lapidary::tests {
namespace {

using plan::Family;

const base::RunControl kControl;

at::Tensor truncated(const at::Tensor& w, const at::Tensor& moment, const std::string& method,
                     const Values& values, double* rank = nullptr) {
    auto outcome = compressSite(
        siteJob(w, moment, {{Family::LowRank, familySettings(Family::LowRank, method, values)}}), kControl);
    EXPECT_TRUE(outcome.ok()) << (outcome ? "" : base::describe(outcome.error()));
    if (outcome && rank != nullptr)
        *rank = outcome->figures.at("rank");
    return outcome ? outcome->linear.weight() : at::zeros({});
}

Values rankOf(std::int64_t rank) {
    return {{"rank", static_cast<double>(rank)}};
}

/// Singular values of W C^(1/2), descending, in float64.
at::Tensor weightedSpectrum(const at::Tensor& w, const at::Tensor& moment) {
    const auto [values, vectors] = at::linalg_eigh(moment);
    const at::Tensor root = at::matmul(vectors * values.clamp_min(0).sqrt(), vectors.t());
    return at::linalg_svdvals(at::matmul(w.to(at::kDouble), root));
}

struct Shape {
    std::int64_t out, in;
};
const std::vector<Shape> kShapes = {{12, 40}, {40, 12}, {24, 24}};

TEST(MethodsLowRank, ErrorIsTheDiscardedEnergyOfTheWeightedSpectrum) {
    for (const Shape& shape : kShapes) {
        const at::Tensor w = randomMatrix(shape.out, shape.in, 1);
        const at::Tensor moment = randomMoment(shape.in, 400, 2);
        const at::Tensor energy = weightedSpectrum(w, moment).square();
        for (const std::int64_t rank : {1, 5, 11}) {
            const double discarded = energy.narrow(0, rank, energy.size(0) - rank).sum().item<double>();
            const double error = momentNorm(truncated(w, moment, "svd-llm", rankOf(rank)) - w, moment);
            // Factors in float32: relative error 1e-7 of the whole, which is up to 1e2 times what is
            // discarded.
            EXPECT_NEAR(error / discarded, 1.0, 2e-5) << shape.out << ' ' << rank;
        }
    }
}

TEST(MethodsLowRank, FullRankGivesTheWeightBackAlsoWithSingularMoments) {
    for (const Shape& shape : kShapes)
        for (const std::int64_t tokens : {400, 6}) {
            const at::Tensor w = randomMatrix(shape.out, shape.in, 3);
            const std::int64_t full = std::min(shape.out, shape.in);
            const at::Tensor whitened =
                truncated(w, randomMoment(shape.in, tokens, 4), "svd-llm", rankOf(full));
            // Tall sites divide by a root of C damped by 1e-10: float64 rounding times its condition 1e5.
            EXPECT_LT(maxAbs(whitened - w), 2e-5) << shape.out << ' ' << tokens;
            EXPECT_LT(maxAbs(truncated(w, {}, "svd", rankOf(full)) - w), 2e-5);
        }
}

TEST(MethodsLowRank, SingularMomentsStillGiveTheOptimum) {
    for (const Shape& shape : kShapes) {
        const at::Tensor w = randomMatrix(shape.out, shape.in, 5);
        const at::Tensor moment = randomMoment(shape.in, 8, 6); // rank 8
        const at::Tensor energy = weightedSpectrum(w, moment).square();
        const double whole = energy.sum().item<double>();
        EXPECT_LT(momentNorm(truncated(w, moment, "svd-llm", rankOf(8)) - w, moment), 1e-9 * whole);
        const double discarded = energy.narrow(0, 3, energy.size(0) - 3).sum().item<double>();
        EXPECT_NEAR(momentNorm(truncated(w, moment, "svd-llm", rankOf(3)) - w, moment), discarded,
                    1e-5 * whole);
    }
}

TEST(MethodsLowRank, ErrorFallsWithTheRankAndTheMomentsScaleDoesNotMatter) {
    const at::Tensor w = randomMatrix(20, 32, 7);
    const at::Tensor moment = randomMoment(32, 400, 8);
    double last = momentNorm(w, moment);
    for (std::int64_t rank = 1; rank <= 20; rank += 3) {
        const double error = momentNorm(truncated(w, moment, "svd-llm", rankOf(rank)) - w, moment);
        EXPECT_LT(error, last);
        last = error;
    }
    const at::Tensor a = truncated(w, moment, "svd-llm", rankOf(6));
    EXPECT_LT(maxAbs(a - truncated(w, moment * 100.0, "svd-llm", rankOf(6))), 1e-5);
}

TEST(MethodsLowRank, EqualChannelsMakeItPlainAndWhiteningBeatsPlain) {
    for (const Shape& shape : kShapes) {
        const at::Tensor w = randomMatrix(shape.out, shape.in, 9);
        const at::Tensor identity = at::eye(shape.in, at::TensorOptions(at::kDouble));
        const at::Tensor plain = truncated(w, {}, "svd", rankOf(5));
        EXPECT_LT(maxAbs(truncated(w, identity, "svd-llm", rankOf(5)) - plain), 1e-5);
        const at::Tensor moment = randomMoment(shape.in, 400, 10);
        EXPECT_LT(momentNorm(truncated(w, moment, "svd-llm", rankOf(5)) - w, moment),
                  momentNorm(plain - w, moment));
    }
}

TEST(MethodsLowRank, RanksFollowFromRatioShareAndEnergy) {
    const at::Tensor w = randomMatrix(20, 32, 11);
    const at::Tensor moment = randomMoment(32, 400, 12);
    double rank = 0;
    truncated(w, moment, "svd-llm", {{"ratio", 0.6}}, &rank);
    EXPECT_EQ(rank, 7); // floor(0.6 * 20 * 32 / 52)
    truncated(w, moment, "svd-llm", {{"rank", 0.25}}, &rank);
    EXPECT_EQ(rank, 5);
    truncated(w, moment, "svd-llm", {{"energy", 0.9}}, &rank);
    const at::Tensor energy = weightedSpectrum(w, moment).square();
    const at::Tensor share = energy.cumsum(0) / energy.sum();
    EXPECT_EQ(rank, share.lt(0.9).sum().item<double>() + 1);
}

TEST(MethodsLowRank, FactorsArePrunedAndQuantized) {
    const at::Tensor w = randomMatrix(24, 48, 13);
    const at::Tensor moment = randomMoment(48, 400, 14);
    const auto outcome =
        compressSite(siteJob(w, moment,
                             {{Family::LowRank, familySettings(Family::LowRank, "svd-llm", rankOf(16))},
                              {Family::Sparsity, familySettings(Family::Sparsity, "wanda",
                                                                {{"pattern", "2:4"}, {"update", "optimal"}})},
                              {Family::Quantization,
                               familySettings(Family::Quantization, "gptq",
                                              {{"bits", std::int64_t{8}}, {"group", std::int64_t{16}}})}}),
                     kControl);
    ASSERT_OK(outcome);
    const engine::Term& pair = outcome->linear.terms.front();
    for (const auto* factor : {pair.up.get(), pair.down.get()}) {
        ASSERT_EQ(factor->kind, engine::Term::Kind::Grid);
        EXPECT_TRUE(factor->mask.reshape({factor->rows(), -1, 4}).sum(2).eq(2).all().item<bool>());
    }
    EXPECT_LT(engine::relativeError(w, outcome->linear.weight(), moment), 1.0);
}

at::Tensor withAdapter(const at::Tensor& w, const at::Tensor& moment, const std::string& method,
                       std::int64_t bits) {
    std::map<Family, plan::FamilySettings> families = {
        {Family::Quantization, familySettings(Family::Quantization, "rtn", {{"bits", std::int64_t{3}}})}};
    if (!method.empty())
        families[Family::Adapter] = familySettings(
            Family::Adapter, method, {{"rank", 6.0}, {"bits", bits}, {"group", std::int64_t{16}}});
    auto outcome = compressSite(siteJob(w, moment, families), kControl);
    EXPECT_TRUE(outcome.ok()) << (outcome ? "" : base::describe(outcome.error()));
    return outcome ? outcome->linear.weight() : at::zeros({});
}

TEST(MethodsAdapter, WhitenedIsBestInTheMomentsNormAndPlainInTheOtherOne) {
    const at::Tensor w = randomMatrix(40, 64, 15);
    const at::Tensor moment = randomMoment(64, 400, 16);
    const at::Tensor identity = at::eye(64, at::TensorOptions(at::kDouble));
    const at::Tensor none = withAdapter(w, moment, "", 16);
    const at::Tensor plain = withAdapter(w, moment, "residual-svd", 16);
    const at::Tensor whitened = withAdapter(w, moment, "whitened", 16);
    EXPECT_LT(momentNorm(whitened - w, moment), momentNorm(plain - w, moment));
    EXPECT_LT(momentNorm(whitened - w, moment), momentNorm(none - w, moment));
    EXPECT_LT(momentNorm(plain - w, identity), momentNorm(whitened - w, identity));
    const double quantized = momentNorm(withAdapter(w, moment, "whitened", 4) - w, moment);
    EXPECT_LT(quantized, momentNorm(none - w, moment));
    EXPECT_GT(quantized, momentNorm(whitened - w, moment));
}

TEST(RelativeError, IsTheDefinitionAndZeroForZeros) {
    const at::Tensor w = randomMatrix(8, 16, 17);
    const at::Tensor changed = w + 0.1 * randomMatrix(8, 16, 18);
    const at::Tensor moment = randomMoment(16, 100, 19);
    const double expected = std::sqrt(momentNorm(changed - w, moment) / momentNorm(w, moment));
    EXPECT_NEAR(engine::relativeError(w, changed, moment), expected,
                1e-6 * expected); // changed - w in float32
    EXPECT_EQ(engine::relativeError(at::zeros({4, 16}), at::zeros({4, 16}), moment), 0.0);
}

} // namespace
} // namespace lapidary::tests
