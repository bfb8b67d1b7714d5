// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/logit_pca.h"

#include "tests/support/test_data.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/randn.h>
#include <gtest/gtest.h>

namespace lapidary::engine {
namespace {

struct Example {
    at::Tensor hidden; // [tokens, width] float32
    at::Tensor head;   // [vocabulary, width] float32
};

Example makeExample(std::int64_t tokens, std::int64_t vocabulary, std::int64_t width) {
    auto generator = at::detail::createCPUGenerator(5);
    const at::Tensor scale = at::pow(10.0, at::linspace(1.0, -1.0, width, at::kFloat));
    return {at::randn({tokens, width}, generator, at::kFloat) * scale + 3.0,
            at::randn({vocabulary, width}, generator, at::kFloat) + 0.7};
}

/// Covariance over tokens of the whole logits, in float64.
at::Tensor denseCovariance(const Example& example, bool gauge) {
    at::Tensor logits = at::mm(example.hidden.to(at::kDouble), example.head.to(at::kDouble).t());
    if (gauge)
        logits = logits - logits.mean(1, true);
    logits = logits - logits.mean(0, true);
    return at::mm(logits.t(), logits) / logits.size(0);
}

results::LogitPca run(const Example& example, const LogitPcaOptions& options, int windows) {
    HiddenCovariance hidden(example.hidden.size(1), at::kCPU);
    for (const at::Tensor& part : example.hidden.chunk(windows))
        hidden.add(part);
    auto pca = logitPca(
        hidden, tilesOf(example.head), [](std::int32_t id) { return "t" + std::to_string(id); }, {}, options);
    EXPECT_TRUE(pca.ok());
    return pca ? *pca : results::LogitPca{};
}

TEST(LogitPca, AgreesWithTheDenseCovarianceWithAndWithoutGauge) {
    const Example example = makeExample(500, 300, 40);
    for (const bool gauge : {true, false}) {
        LogitPcaOptions options;
        options.gauge = gauge;
        const results::LogitPca pca = run(example, options, 3);
        const auto [ascending, vectors] = at::linalg_eigh(denseCovariance(example, gauge));
        const at::Tensor expected = ascending.flip(0).contiguous();
        const double total = expected.sum().item<double>();
        ASSERT_EQ(pca.eigenvalues.size(), 40U);
        EXPECT_EQ(pca.gauged, gauge);
        EXPECT_EQ(pca.tokens, 500);
        EXPECT_NEAR(pca.totalVariance, total, 1e-10 * total);
        // float64 on both sides: 1e-9 is a thousand times stricter than what is asked.
        for (std::size_t i = 0; i < 40; ++i)
            EXPECT_NEAR(pca.explained[i], expected.const_data_ptr<double>()[i] / total, 1e-9);
        ASSERT_EQ(pca.top.size(), 32U);
        for (std::int64_t k = 0; k < 32; ++k) {
            const auto& top = pca.top[static_cast<std::size_t>(k)];
            ASSERT_EQ(top.size(), 20U);
            const at::Tensor component = vectors.select(1, 299 - k);
            const double sign = component.select(0, top.front().token).item<double>() < 0.0 ? -1.0 : 1.0;
            EXPECT_GT(top.front().value, 0.0);
            EXPECT_NEAR(top.front().value, component.abs().max().item<double>(), 1e-7);
            for (std::size_t i = 0; i < top.size(); ++i) {
                EXPECT_NEAR(top[i].value, sign * component.select(0, top[i].token).item<double>(), 1e-7);
                EXPECT_EQ(top[i].text, "t" + std::to_string(top[i].token));
                EXPECT_LE(std::abs(top[i].value), std::abs(top[i > 0 ? i - 1 : 0].value));
            }
        }
    }
}

TEST(LogitPca, WindowsMergeToTheCovarianceOfAllTokens) {
    const Example example = makeExample(501, 10, 24);
    HiddenCovariance hidden(24, at::kCPU);
    for (const at::Tensor& part : example.hidden.chunk(7))
        hidden.add(part.unsqueeze(0));
    const at::Tensor x = example.hidden.to(at::kDouble);
    const at::Tensor d = x - x.mean(0);
    const at::Tensor expected = at::mm(d.t(), d) / 501;
    EXPECT_EQ(hidden.tokens(), 501);
    EXPECT_LT((hidden.covariance() - expected).abs().max().item<double>(),
              1e-13 * expected.abs().max().item<double>());
}

TEST(LogitPca, LargeVocabularyIsReadInTiles) {
    const Example example = makeExample(64, 60001, 70); // three tiles of rows
    const results::LogitPca pca = run(example, {}, 1);
    const at::Tensor logits = at::mm(example.hidden.to(at::kDouble), example.head.to(at::kDouble).t());
    const at::Tensor gauged = logits - logits.mean(1, true);
    const double total = gauged.var(0, false).sum().item<double>();
    EXPECT_NEAR(pca.totalVariance, total, 1e-10 * total);
    ASSERT_EQ(pca.top.size(), 32U);
    EXPECT_EQ(pca.top.front().size(), 20U);
}

TEST(LogitPca, ConstantHiddenStateHasNoComponents) {
    Example example = makeExample(40, 30, 8);
    example.hidden = example.hidden.select(0, 0).unsqueeze(0).expand({40, 8}).contiguous();
    const results::LogitPca pca = run(example, {}, 1);
    EXPECT_EQ(pca.totalVariance, 0.0);
    EXPECT_TRUE(pca.top.empty());
    EXPECT_EQ(pca.explained.front(), 0.0);
}

} // namespace
} // namespace lapidary::engine
