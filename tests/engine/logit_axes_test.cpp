// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/logit_axes.h"

#include "core/engine/measuring/logit_pca.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/stack.h>
#include <gtest/gtest.h>

#include <cmath>

namespace lapidary::engine {
namespace {

constexpr std::int64_t kWindows = 4;
constexpr std::int64_t kWindow = 25;
constexpr std::int64_t kPositions = 10;

std::string textOf(std::int32_t id) {
    return "t" + std::to_string(id) + " ";
}

struct Model {
    at::Tensor hidden; // [windows, window, width] float32
    at::Tensor head;   // [vocabulary, width] float32

    static Model make(std::uint64_t seed, std::int64_t vocabulary = 60, std::int64_t width = 12) {
        auto generator = at::detail::createCPUGenerator(seed);
        const at::Tensor scale = at::pow(10.0, at::linspace(1.0, -1.0, width, at::kFloat));
        return {at::randn({kWindows, kWindow, width}, generator, at::kFloat) * scale + 3.0,
                at::randn({vocabulary, width}, generator, at::kFloat) + 0.7};
    }
    at::Tensor gauged() const {
        const at::Tensor w = head.to(at::kDouble);
        return w - w.mean(0);
    }
    /// Logits of the sampled positions, gauged, [positions, vocabulary].
    at::Tensor logits(const results::LogitAxes& axes) const {
        std::vector<at::Tensor> rows;
        for (const auto& position : axes.positions)
            rows.push_back(hidden[position.window][position.place].to(at::kDouble));
        return at::mm(at::stack(rows), gauged().t());
    }
    at::Tensor meanLogits() const {
        return at::mm(hidden.reshape({-1, hidden.size(2)}).to(at::kDouble), gauged().t()).mean(0);
    }
    LogitSample sample() const {
        LogitSampler sampler(at::arange(kWindows * kWindow).reshape({kWindows, kWindow}), kPositions, textOf);
        for (std::int64_t w = 0; w < kWindows; ++w)
            sampler.add(w, hidden[w].unsqueeze(0));
        return sampler.take();
    }
    results::LogitAxes axes() const {
        HiddenCovariance covariance(hidden.size(2), at::kCPU);
        covariance.add(hidden);
        auto pca = logitPca(covariance, tilesOf(head), textOf, {}, {}, sample());
        EXPECT_TRUE(pca && pca->axes);
        return *pca->axes;
    }
    GaugedHead gaugedHead(const RowTiles& tiles) const { return {tiles, head.to(at::kDouble).mean(0)}; }
};

at::Tensor tensorOf(const std::vector<double>& values, std::int64_t rows) {
    return at::from_blob(const_cast<double*>(values.data()),
                         {rows, static_cast<std::int64_t>(values.size()) / rows}, at::kDouble)
        .clone();
}

at::Tensor tensorOf(const std::vector<float>& values, std::int64_t rows) {
    return tensorOf(std::vector<double>(values.begin(), values.end()), rows);
}

/// a_k over the vocabulary, [vocabulary, count].
at::Tensor components(const Model& model, const results::LogitAxes& axes) {
    return at::mm(model.gauged(), tensorOf(axes.directions, axes.count).t());
}

// What is stored as float32 agrees to its digits.
constexpr double kFloat = 1e-5;

TEST(LogitAxes, AreOrthonormalAndTheirLargestLoadingIsPositive) {
    const Model model = Model::make(5);
    const results::LogitAxes axes = model.axes();
    ASSERT_EQ(axes.count, 8);
    const at::Tensor a = components(model, axes);
    EXPECT_LT((at::mm(a.t(), a) - at::eye(8, at::kDouble)).abs().max().item<double>(), 1e-9);
    for (std::int64_t k = 0; k < 8; ++k) {
        const at::Tensor column = a.select(1, k);
        EXPECT_GT(column[column.abs().argmax()].item<double>(), 0.0);
    }
}

TEST(LogitAxes, ScoresAreTheLogitsOnThem) {
    const Model model = Model::make(5);
    const results::LogitAxes axes = model.axes();
    ASSERT_EQ(axes.positions.size(), static_cast<std::size_t>(kPositions));
    const at::Tensor expected = at::mm(model.logits(axes) - model.meanLogits(), components(model, axes));
    const at::Tensor scores = tensorOf(axes.scores, kPositions);
    EXPECT_LT((scores - expected).abs().max().item<double>(), kFloat * expected.abs().max().item<double>());
}

TEST(LogitAxes, KeepTheTokensOfLargestNormWithTheirLoadings) {
    const Model model = Model::make(5);
    HiddenCovariance covariance(12, at::kCPU);
    covariance.add(model.hidden);
    LogitPcaOptions options;
    options.axisTokens = 7;
    const auto pca = logitPca(covariance, tilesOf(model.head), textOf, {}, options);
    ASSERT_TRUE(pca && pca->axes);
    const at::Tensor a = components(model, *pca->axes);
    const at::Tensor norms = a.norm(2, 1);
    ASSERT_EQ(pca->axes->tokens.size(), 7U);
    const at::Tensor loadings = tensorOf(pca->axes->loadings, 7);
    double last = 1e9;
    for (std::int64_t i = 0; i < 7; ++i) {
        const auto& token = pca->axes->tokens[static_cast<std::size_t>(i)];
        EXPECT_EQ(token.text, textOf(token.token));
        EXPECT_LT((loadings[i] - a[token.token]).abs().max().item<double>(), kFloat);
        const double norm = norms[token.token].item<double>();
        EXPECT_LE(norm, last);
        last = norm;
    }
    EXPECT_EQ((norms > last).sum().item<std::int64_t>(), 6);
    EXPECT_TRUE(pca->axes->scores.empty()) << "no positions were sampled";
}

TEST(LogitAxes, PositionsAreSpreadOverTheTextWithWhatStandsBefore) {
    const LogitSample sample = Model::make(5).sample();
    ASSERT_EQ(sample.positions.size(), static_cast<std::size_t>(kPositions));
    EXPECT_EQ(sample.positions[0].window, 0);
    EXPECT_EQ(sample.positions[0].place, 5); // the middle of the first ten
    EXPECT_EQ(sample.positions[0].text, "t5 ");
    EXPECT_EQ(sample.positions[0].context, "t0 t1 t2 t3 t4 ");
    EXPECT_EQ(sample.positions.back().window, 3);
    EXPECT_EQ(sample.positions.back().place, 20);
}

TEST(LogitAxes, AnotherModelIsLaidOnThemExactlyAlsoWithAnotherHead) {
    const Model a = Model::make(5);
    const results::LogitAxes reference = a.axes();
    Model b = Model::make(9);
    b.hidden = a.hidden + 0.1 * b.hidden;
    b.head = a.head + 0.2 * b.head;
    const results::LogitAxes own = b.axes();
    const RowTiles tilesA = tilesOf(a.head);
    const RowTiles tilesB = tilesOf(b.head);
    const auto laid = onReference(own, b.gaugedHead(tilesB), b.sample(), reference, a.gaugedHead(tilesA), {});
    ASSERT_TRUE(laid);
    const at::Tensor axesA = components(a, reference);
    const at::Tensor expected = at::mm(b.logits(own) - a.meanLogits(), axesA);
    const at::Tensor scores = tensorOf(laid->scores, kPositions);
    EXPECT_LT((scores - expected).abs().max().item<double>(), kFloat * expected.abs().max().item<double>());
    const at::Tensor overlaps = at::mm(axesA.t(), components(b, own));
    EXPECT_LT((tensorOf(laid->overlaps, 8) - overlaps).abs().max().item<double>(), 1e-9);
    ASSERT_EQ(laid->angles.size(), 8U);
    EXPECT_GT(laid->angles.back(), laid->angles.front());
    EXPECT_GT(laid->angles.front(), 0.0);
    EXPECT_LE(laid->angles.back(), 90.0);
}

TEST(LogitAxes, AModelOnItsOwnAxesStaysWhereItIs) {
    const Model a = Model::make(5);
    const results::LogitAxes axes = a.axes();
    const RowTiles tiles = tilesOf(a.head);
    const auto laid = onReference(axes, a.gaugedHead(tiles), a.sample(), axes, a.gaugedHead(tiles), {});
    ASSERT_TRUE(laid);
    const double largest = tensorOf(axes.scores, 1).abs().max().item<double>();
    for (std::size_t i = 0; i < axes.scores.size(); ++i)
        EXPECT_NEAR(laid->scores[i], axes.scores[i], kFloat * largest);
    EXPECT_LT(laid->angles.back(), 1e-3); // degrees; acos of nearly 1 has half the digits
}

TEST(LogitAxes, AnotherVocabularyIsRefused) {
    const Model a = Model::make(5);
    const Model b = Model::make(5, 50);
    const RowTiles tilesA = tilesOf(a.head);
    const RowTiles tilesB = tilesOf(b.head);
    const auto laid =
        onReference(b.axes(), b.gaugedHead(tilesB), b.sample(), a.axes(), a.gaugedHead(tilesA), {});
    ASSERT_FALSE(laid);
    EXPECT_EQ(laid.error().code, base::ErrorCode::Mismatch);
}

} // namespace
} // namespace lapidary::engine
