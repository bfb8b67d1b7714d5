// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tensor/linalg.h"

#include "core/engine/tensor/leading_space.h"
#include "tests/engine/methods_test_support.h"
#include "tests/support/test_data.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/matmul.h>
#include <gtest/gtest.h>

namespace lapidary::tests {
namespace {

const base::RunControl kControl;
// One above the size that is handed to the library whole, and no multiple of the panel.
constexpr std::int64_t kPanelled = 1100;

at::Tensor positive(std::int64_t n, std::uint64_t seed) {
    at::Tensor a = randomMoment(n, 2 * n, seed);
    a.diagonal().add_(a.diagonal().mean().item<double>());
    return a;
}

TEST(Linalg, CholeskyAndInverseMultiplyBack) {
    for (const std::int64_t n : {std::int64_t{5}, std::int64_t{130}, kPanelled}) {
        const at::Tensor a = positive(n, 1);
        const auto lower = engine::cholesky(a, kControl);
        ASSERT_OK(lower);
        ASSERT_TRUE(lower->has_value());
        EXPECT_EQ(maxAbs((*lower)->triu(1)), 0.0);
        EXPECT_LT(maxAbs(at::matmul(**lower, (*lower)->t()) - a), 1e-12 * maxAbs(a) * static_cast<double>(n));
        const auto inverse = engine::invertLower(**lower, kControl);
        ASSERT_OK(inverse);
        const at::Tensor one = at::eye(n, a.options());
        EXPECT_LT(maxAbs(at::matmul(**lower, *inverse) - one), 1e-10);
    }
}

TEST(Linalg, InverseFactorIsUpperAndGivesTheInverse) {
    for (const std::int64_t n : {6, 200}) {
        const at::Tensor a = positive(n, 2);
        const auto factor = engine::inverseFactor(a, 0.0, "test", kControl);
        ASSERT_OK(factor);
        EXPECT_EQ(factor->share, 0.0);
        EXPECT_EQ(maxAbs(factor->upper.tril(-1)), 0.0);
        const at::Tensor product = at::matmul(at::matmul(factor->upper.t(), factor->upper), a);
        EXPECT_LT(maxAbs(product - at::eye(n, a.options())), 1e-10);
    }
}

TEST(Linalg, IndefiniteIsSaidAndDampingHelpsUpToAPoint) {
    for (const std::int64_t n : {std::int64_t{8}, kPanelled}) {
        at::Tensor a = at::eye(n, at::TensorOptions(at::kDouble));
        a[n - 1][n - 1] = -0.05;
        const auto lower = engine::cholesky(a, kControl);
        ASSERT_OK(lower);
        EXPECT_FALSE(lower->has_value());
        const auto damped = engine::dampedCholesky(a, 0.01, 3, "test", kControl);
        ASSERT_OK(damped);
        EXPECT_NEAR(damped->share, 0.1, 1e-12);
        const auto never = engine::dampedCholesky(a, 0.001, 2, "test", kControl);
        ASSERT_FALSE(never);
        EXPECT_EQ(never.error().code, base::ErrorCode::NotConverged);
    }
}

TEST(Linalg, EigenvaluesDescendAndVectorsDiagonalise) {
    const at::Tensor a = randomMoment(40, 100, 3);
    const auto eigen = engine::symmetricEigen(a, kControl);
    ASSERT_OK(eigen);
    EXPECT_TRUE((eigen->values.narrow(0, 0, 39) >= eigen->values.narrow(0, 1, 39)).all().item<bool>());
    EXPECT_LT(maxAbs(at::matmul(a, eigen->vectors) - eigen->vectors * eigen->values), 1e-11 * maxAbs(a));
}

TEST(Linalg, TheSignFunctionFindsTheSpaceOfTheLargestEigenvalues) {
    const at::Tensor a = randomMoment(60, 40, 5); // of rank 40
    const auto eigen = engine::symmetricEigen(a, kControl);
    ASSERT_OK(eigen);
    for (const std::int64_t rank : {1, 7, 39, 50, 60}) {
        const auto choose = [&](const std::vector<double>& values) {
            EXPECT_NEAR(values.front(), eigen->values[0].item<double>(), 1e-10 * values.front());
            return rank;
        };
        const auto space = engine::leadingSpaceBySign(a, choose, kControl);
        ASSERT_OK(space);
        ASSERT_EQ(space->size(1), rank);
        const at::Tensor one = at::eye(rank, a.options());
        EXPECT_LT(maxAbs(at::matmul(space->t(), *space) - one), 1e-12) << rank;
        const double captured = at::matmul(at::matmul(space->t(), a), *space).diagonal().sum().item<double>();
        const double best = eigen->values.narrow(0, 0, rank).sum().item<double>();
        EXPECT_NEAR(captured, best, 1e-10 * best) << rank;
    }
}

TEST(Linalg, StopsWhenAsked) {
    std::stop_source source;
    source.request_stop();
    const base::RunControl stopped(source.get_token());
    const at::Tensor a = positive(4, 4);
    EXPECT_FALSE(engine::cholesky(a, stopped));
    EXPECT_FALSE(engine::invertLower(a, stopped));
    EXPECT_FALSE(engine::symmetricEigen(a, stopped));
}

} // namespace
} // namespace lapidary::tests
