// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/forward_test_support.h"

#include "core/engine/evaluation/evaluate.h"
#include "tests/support/test_data.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/tensor.h>
#include <gtest/gtest.h>

namespace lapidary::tests {

using namespace engine;

namespace {

/// Networks of each kind against transformers (tests/golden/make_tiny_models.py). Both sides compute in
/// float32 in another order; logits reach 60 here, so 2e-4 is some 30 roundings of 1e-7.
class TinyModel : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        const std::string folder = std::string("tiny_models/") + GetParam();
        m_model = openedModel(goldenFile(folder));
        m_golden = goldenJson(goldenFile(folder + "/golden.json"));
        ASSERT_TRUE(m_model != nullptr && m_golden.is_object());
        m_ids = idsTensor(m_golden["ids"]);
    }

    std::unique_ptr<const OpenModel> m_model;
    base::Json m_golden;
    at::Tensor m_ids;
    at::NoGradGuard m_noGradient;
};

TEST_P(TinyModel, LogitsAndLossesAreThoseOfTransformers) {
    const at::Tensor logits = logitsOf(*m_model, m_ids);
    const at::Tensor last = at::tensor(m_golden["last_logits"].get<std::vector<double>>());
    EXPECT_LT(maxDifference(logits[0][-1], last), 2e-4);
    std::vector<at::Tensor> rows;
    for (const auto& row : m_golden["nll"])
        rows.push_back(at::tensor(row.get<std::vector<double>>()).unsqueeze(0));
    EXPECT_LT(maxDifference(nllOf(logits, m_ids), at::cat(rows)), 2e-4);
}

TEST_P(TinyModel, EvaluationStreamsToTheSameLosses) {
    base::RunControl control;
    const auto report = evaluateWindows(*m_model, nullptr, m_ids, at::kCPU, 1 << 20, control);
    ASSERT_OK(report);
    ASSERT_EQ(report->windowNll.size(), m_golden["nll"].size());
    for (std::size_t w = 0; w < report->windowNll.size(); ++w) {
        double sum = 0.0;
        for (const double nll : m_golden["nll"][w].get<std::vector<double>>())
            sum += nll;
        EXPECT_NEAR(report->windowNll[w], sum, 1e-5 * sum);
    }
    EXPECT_EQ(report->tokens, m_ids.numel());
    EXPECT_EQ(report->scored, m_ids.size(0) * (m_ids.size(1) - 1));
    EXPECT_NEAR(control.progress().done, control.progress().total, 1e-9 * control.progress().total);
}

TEST_P(TinyModel, CachedKeysAndValuesGiveTheSameHiddenStates) {
    const WeightReader reader(m_model->checkpoint, m_model->spec, at::kCPU);
    const at::Tensor ids = m_ids.narrow(0, 0, 1);
    const RopeTables rope = makeRope(m_model->spec.config, ids.size(1), at::kCPU);
    const model::Block& block = m_model->spec.blocks.front();
    const BlockWeights weights = reader.block(0).value();
    const at::Tensor input = reader.embed(ids).value();
    const at::Tensor whole = forwardBlock(block, weights, input, {m_model->spec, rope});
    KeyValueCache cache;
    std::vector<at::Tensor> parts;
    std::int64_t position = 0;
    for (const std::int64_t tokens : {17, 1, 1, 21}) {
        parts.push_back(forwardBlock(block, weights, input.narrow(1, position, tokens),
                                     {m_model->spec, rope, position, &cache}));
        position += tokens;
    }
    EXPECT_LT(maxDifference(at::cat(parts, 1), whole), 1e-4);
}

INSTANTIATE_TEST_SUITE_P(Kinds, TinyModel,
                         testing::Values("qwen2", "qwen3", "mistral", "llama3", "yarn", "linear"),
                         [](const auto& info) { return std::string(info.param); });

} // namespace

} // namespace lapidary::tests
