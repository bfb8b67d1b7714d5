// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tensor/symmetric_eigenvalues.h"

#include "tests/support/test_data.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/diag.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linalg_eigvalsh.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tril.h>
#include <ATen/ops/zeros.h>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace lapidary::engine {
namespace {

at::Tensor randomSymmetric(std::int64_t n, std::uint64_t seed) {
    const at::Tensor a = at::randn({n, n}, at::detail::createCPUGenerator(seed), at::kDouble);
    return a + a.t();
}

/// Both algorithms are off by a small multiple of n 2^-53 of the largest.
void expectSameAsLapack(const at::Tensor& a) {
    const auto actual = symmetricEigenvalues(a, {});
    ASSERT_OK(actual);
    const int threads = at::get_num_threads();
    at::set_num_threads(1); // LAPACK's threads wait for each other by spinning, which a busy machine punishes
    const at::Tensor expected = at::linalg_eigvalsh(a);
    at::set_num_threads(threads);
    const double largest = expected.abs().max().item<double>();
    ASSERT_EQ(static_cast<std::int64_t>(actual->size()), a.size(0));
    for (std::size_t i = 0; i < actual->size(); ++i) {
        EXPECT_NEAR((*actual)[i], expected.const_data_ptr<double>()[i],
                    static_cast<double>(a.size(0)) * 4e-16 * largest)
            << "order " << a.size(0) << " value " << i;
        EXPECT_GE((*actual)[i], i == 0 ? -INFINITY : (*actual)[i - 1]);
    }
}

TEST(SymmetricEigenvalues, AgreeWithLapackAtEveryOrder) {
    for (std::int64_t n = 1; n <= 70; ++n) // around panels of 32 and rows of 4
        expectSameAsLapack(randomSymmetric(n, static_cast<std::uint64_t>(n)));
    expectSameAsLapack(randomSymmetric(333, 1));
    expectSameAsLapack(randomSymmetric(576, 2));
}

TEST(SymmetricEigenvalues, LargeOrdersAreSharedByThreads) {
    const int threads = at::get_num_threads();
    at::set_num_threads(2);
    expectSameAsLapack(randomSymmetric(1030, 3));
    at::set_num_threads(threads);
}

TEST(SymmetricEigenvalues, GradedRepeatedAndZeroValues) {
    const at::Tensor graded = at::diag(at::pow(10.0, at::linspace(0.0, -30.0, 60, at::kDouble)));
    const at::Tensor turn = at::randn({60, 60}, at::detail::createCPUGenerator(4), at::kDouble);
    expectSameAsLapack(at::mm(at::mm(turn, graded), turn.t()));
    expectSameAsLapack(graded);
    expectSameAsLapack(graded.flip({0, 1}));
    expectSameAsLapack(at::eye(50, at::kDouble) * 3.0);
    expectSameAsLapack(at::full({80, 80}, 1.0, at::kDouble)); // rank one
    expectSameAsLapack(at::zeros({40, 40}, at::kDouble));
    const at::Tensor block = at::cat({randomSymmetric(30, 5), at::zeros({30, 30}, at::kDouble)}, 1);
    expectSameAsLapack(at::cat({block, at::zeros({30, 60}, at::kDouble)}, 0)); // decoupled zeros
}

TEST(SymmetricEigenvalues, OnlyTheLowerTriangleIsReadAndNothingChanged) {
    const at::Tensor a = randomSymmetric(45, 6);
    const at::Tensor lower = a.tril();
    const at::Tensor copy = lower.clone();
    const auto values = symmetricEigenvalues(lower, {});
    ASSERT_OK(values);
    EXPECT_TRUE(at::equal(lower, copy));
    EXPECT_EQ(*values, *symmetricEigenvalues(a, {}));
}

TEST(SymmetricEigenvalues, ScaleDoesNotMatter) {
    const at::Tensor a = randomSymmetric(40, 7);
    const auto values = symmetricEigenvalues(a, {});
    ASSERT_OK(values);
    for (const double scale : {std::ldexp(1.0, 480), std::ldexp(1.0, -480)}) {
        const auto scaled = symmetricEigenvalues(a * scale, {});
        ASSERT_OK(scaled);
        for (std::size_t i = 0; i < 40; ++i)
            EXPECT_NEAR((*scaled)[i] / scale, (*values)[i], 1e-13);
    }
}

TEST(SymmetricEigenvalues, NotFiniteAndCancelledAreErrors) {
    const auto broken =
        symmetricEigenvalues(at::full({9, 9}, std::numeric_limits<double>::quiet_NaN(), at::kDouble), {});
    ASSERT_FALSE(broken.ok());
    EXPECT_EQ(broken.error().code, base::ErrorCode::NotConverged);
    std::stop_source source;
    source.request_stop();
    const auto stopped = symmetricEigenvalues(randomSymmetric(9, 8), base::RunControl(source.get_token()));
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.error().code, base::ErrorCode::Cancelled);
}

} // namespace
} // namespace lapidary::engine
