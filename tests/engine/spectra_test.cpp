// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/spectra.h"

#include "core/engine/tensor/symmetric_product.h"
#include "tests/support/test_data.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/linalg_qr.h>
#include <ATen/ops/linalg_svdvals.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace lapidary::engine {
namespace {

// Asked of all values by the issue; the method's own bound, sqrt(n 2^-53), is ten times smaller.
constexpr double kTolerance = 1e-6;

at::Tensor randomMatrix(std::int64_t rows, std::int64_t columns, std::uint64_t seed) {
    return at::randn({rows, columns}, at::detail::createCPUGenerator(seed), at::kDouble);
}

/// [rows, columns] float32 with the singular values `values` up to rounding to float32.
at::Tensor withSpectrum(std::int64_t rows, std::int64_t columns, const at::Tensor& values,
                        std::uint64_t seed) {
    const std::int64_t r = values.size(0);
    const at::Tensor left = std::get<0>(at::linalg_qr(randomMatrix(rows, r, seed)));
    const at::Tensor right = std::get<0>(at::linalg_qr(randomMatrix(columns, r, seed + 1)));
    return at::mm(left * values, right.t()).to(at::kFloat);
}

/// On one thread: LAPACK's threads wait for each other by spinning, which a busy machine punishes.
at::Tensor exactSpectrum(const at::Tensor& matrix) {
    const int threads = at::get_num_threads();
    at::set_num_threads(1);
    at::Tensor values = at::linalg_svdvals(matrix.to(at::kDouble));
    at::set_num_threads(threads);
    return values;
}

void expectClose(const std::vector<double>& actual, const at::Tensor& expected) {
    const at::Tensor reference = expected.to(at::kDouble).contiguous();
    ASSERT_EQ(static_cast<std::int64_t>(actual.size()), reference.numel());
    const double* values = reference.const_data_ptr<double>();
    for (std::size_t i = 0; i < actual.size(); ++i) {
        EXPECT_NEAR(actual[i], values[i], kTolerance * values[0]) << "value " << i;
        EXPECT_LE(actual[i], i == 0 ? INFINITY : actual[i - 1]);
    }
}

std::vector<double> weightSpectrum(const at::Tensor& weight) {
    auto spectra = computeSpectra({{"site", weight, {}, {}}}, {});
    EXPECT_TRUE(spectra.ok());
    return spectra ? spectra->front().weight : std::vector<double>{};
}

TEST(Spectra, AgreeWithDoublePrecisionSvdOnEveryShape) {
    for (const auto& [rows, columns] :
         {std::pair{1, 1}, {1, 40}, {40, 1}, {64, 64}, {300, 96}, {96, 300}, {700, 257}}) {
        const at::Tensor weight = randomMatrix(rows, columns, 7).to(at::kFloat);
        expectClose(weightSpectrum(weight), exactSpectrum(weight));
    }
}

TEST(Spectra, KnownSpectrumOverTwelveDecadesIsFound) {
    const at::Tensor values = at::pow(10.0, at::linspace(0.0, -12.0, 200, at::kDouble));
    expectClose(weightSpectrum(withSpectrum(480, 200, values, 11)), values);
}

TEST(Spectra, ExactlyRankDeficientMatrixHasExactRank) {
    // Small integers: the float32 product is exact, so the rank is exactly 37.
    const at::Tensor left = at::round(randomMatrix(576, 37, 3) * 4).to(at::kFloat);
    const at::Tensor right = at::round(randomMatrix(37, 400, 4) * 4).to(at::kFloat);
    const at::Tensor weight = at::mm(left, right);
    const std::vector<double> values = weightSpectrum(weight);
    expectClose(values, exactSpectrum(weight));
    for (std::size_t i = 37; i < values.size(); ++i)
        EXPECT_LT(values[i], kTolerance * values[0]);
    EXPECT_GT(values[36], 1e-3 * values[0]);
}

TEST(Spectra, ExtremeScalesNeitherOverflowNorVanish) {
    const at::Tensor weight = randomMatrix(50, 30, 5).to(at::kFloat);
    const at::Tensor reference = exactSpectrum(weight);
    for (const double scale : {std::ldexp(1.0, 120), std::ldexp(1.0, -120)})
        expectClose(weightSpectrum(weight * scale), reference * scale);
    for (const double value : weightSpectrum(at::zeros({20, 30}, at::kFloat)))
        EXPECT_EQ(value, 0.0);
}

TEST(Spectra, ActivationWeightedAgreesWithTheSquareRootOfTheMoment) {
    const at::Tensor x = randomMatrix(50, 96, 9) * at::pow(10.0, at::linspace(0.0, -3.0, 96, at::kDouble));
    // 50 tokens, 96 channels: the moment is singular.
    const at::Tensor moment = gramOfColumns(x) / 50.0;
    const auto [eigenvalues, vectors] = at::linalg_eigh(moment);
    const at::Tensor root = at::mm(vectors * eigenvalues.clamp_min(0.0).sqrt(), vectors.t());
    const auto factor = momentFactor(moment, "group");
    ASSERT_OK(factor);
    for (const std::int64_t out : {40, 96, 200}) {
        const at::Tensor weight = randomMatrix(out, 96, 10).to(at::kFloat);
        const auto spectra = computeSpectra({{"site", weight, moment, *factor, false}}, {});
        ASSERT_OK(spectra);
        EXPECT_TRUE(spectra->front().weight.empty());
        expectClose(spectra->front().activationWeighted, exactSpectrum(at::mm(weight.to(at::kDouble), root)));
    }
}

TEST(Spectra, IdentityMomentChangesNothingAndScalesScale) {
    const at::Tensor weight = randomMatrix(80, 60, 12).to(at::kFloat);
    const at::Tensor moment = at::eye(60, at::kDouble) * 4.0;
    const auto factor = momentFactor(moment, "group");
    ASSERT_OK(factor);
    const auto spectra = computeSpectra({{"site", weight, moment, *factor}}, {});
    ASSERT_OK(spectra);
    for (std::size_t i = 0; i < 60; ++i)
        EXPECT_NEAR(spectra->front().activationWeighted[i], 2.0 * spectra->front().weight[i], 1e-7);
}

TEST(Spectra, ManyTasksKeepTheirOrderWhateverTheThreads) {
    std::vector<SpectrumTask> tasks;
    for (std::int64_t i = 0; i < 9; ++i)
        tasks.push_back(
            {"site" + std::to_string(i), randomMatrix(20 + 11 * i, 33, 20 + i).to(at::kFloat), {}, {}});
    const auto together = computeSpectra(tasks, {});
    ASSERT_OK(together);
    for (std::size_t i = 0; i < tasks.size(); ++i)
        EXPECT_EQ((*together)[i].weight, weightSpectrum(tasks[i].weight));
}

TEST(Spectra, ValuesThatAreNotFiniteAreNamed) {
    at::Tensor weight = randomMatrix(8, 8, 1).to(at::kFloat);
    weight.index_put_({at::full({}, 3, at::kLong), at::full({}, 4, at::kLong)},
                      at::full({}, std::numeric_limits<double>::quiet_NaN(), at::kFloat));
    const auto spectra = computeSpectra({{"blocks.3.attn.q", weight, {}, {}}}, {});
    ASSERT_FALSE(spectra.ok());
    EXPECT_EQ(spectra.error().code, base::ErrorCode::BadValue);
    EXPECT_EQ(spectra.error().file, "blocks.3.attn.q");
}

TEST(Spectra, CancelledBeforeTheFirstSite) {
    std::stop_source source;
    source.request_stop();
    const auto spectra =
        computeSpectra({{"site", randomMatrix(8, 8, 1), {}, {}}}, base::RunControl(source.get_token()));
    ASSERT_FALSE(spectra.ok());
    EXPECT_EQ(spectra.error().code, base::ErrorCode::Cancelled);
}

TEST(Spectra, TallMatrixReadInTilesAgrees) {
    const at::Tensor weight = randomMatrix(60000, 80, 6).to(at::kFloat); // three tiles
    const auto values = tallSpectrum(tilesOf(weight), "embed", {});
    ASSERT_OK(values);
    expectClose(*values, exactSpectrum(weight));
}

TEST(WeightHistogram, CountsEveryWeightOnce) {
    const at::Tensor weight = randomMatrix(70, 90, 2).to(at::kFloat);
    const auto histogram = weightHistogram(tilesOf(weight), {}, 32);
    ASSERT_OK(histogram);
    std::int64_t sum = 0;
    for (const std::int64_t count : histogram->counts)
        sum += count;
    EXPECT_EQ(sum, 70 * 90);
    EXPECT_EQ(histogram->minimum, weight.min().item<double>());
    EXPECT_EQ(histogram->maximum, weight.max().item<double>());
    const double middle = 0.5 * (histogram->minimum + histogram->maximum);
    std::int64_t below = 0;
    for (std::size_t i = 0; i < 16; ++i)
        below += histogram->counts[i];
    EXPECT_EQ(below, (weight < middle).sum().item<std::int64_t>());
    const auto constant = weightHistogram(tilesOf(at::full({4, 5}, 0.25, at::kFloat)), {}, 8);
    ASSERT_OK(constant);
    EXPECT_EQ(constant->counts.front(), 20);
}

} // namespace
} // namespace lapidary::engine
