// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/forward_test_support.h"

#include "core/engine/storage/weight_reader.h"
#include "tests/support/test_data.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/randn.h>
#include <gtest/gtest.h>

namespace lapidary::tests {

using namespace engine;

namespace {

/// All dense weights and norms of a block as leaves that take gradients.
std::vector<at::Tensor> leavesOf(BlockWeights& weights) {
    std::vector<at::Tensor> leaves{weights.attentionNorm, weights.mlpNorm};
    for (const at::Tensor& norm : {weights.qNorm, weights.kNorm})
        if (norm.defined())
            leaves.push_back(norm);
    for (auto& [kind, linear] : weights.linears) {
        leaves.push_back(linear.terms.front().dense);
        if (linear.bias.defined())
            leaves.push_back(linear.bias);
    }
    for (at::Tensor& leaf : leaves)
        leaf.requires_grad_(true);
    return leaves;
}

std::vector<BlockWeights> readBlocks(const OpenModel& model) {
    const WeightReader reader(model.checkpoint, model.spec, at::kCPU);
    std::vector<BlockWeights> blocks;
    for (const model::Block& block : model.spec.blocks)
        blocks.push_back(reader.block(block.index).value());
    return blocks;
}

double relativeDifference(const at::Tensor& a, const at::Tensor& b) {
    return maxDifference(a, b) / (b.abs().max().item<double>() + 1e-30);
}

class Gradient : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        m_model = openedModel(goldenFile(std::string("tiny_models/") + GetParam()));
        ASSERT_TRUE(m_model != nullptr);
        const base::Json golden =
            goldenJson(goldenFile(std::string("tiny_models/") + GetParam() + "/golden.json"));
        const WeightReader reader(m_model->checkpoint, m_model->spec, at::kCPU);
        m_input = reader.embed(idsTensor(golden["ids"]).narrow(0, 0, 2)).value();
        m_rope = makeRope(m_model->spec.config, m_input.size(1), at::kCPU);
        m_generator = at::make_generator<at::CPUGeneratorImpl>(7);
        m_direction = at::randn(m_input.sizes(), m_generator, m_input.options());
    }

    at::Tensor forward(int block, const BlockWeights& weights, const at::Tensor& x) const {
        return forwardBlock(m_model->spec.blocks[static_cast<std::size_t>(block)], weights, x,
                            {m_model->spec, m_rope});
    }

    std::unique_ptr<const OpenModel> m_model;
    RopeTables m_rope;
    at::Generator m_generator;
    at::Tensor m_input;
    at::Tensor m_direction; // of the loss: sum of output times it
};

/// Reverse streaming, one block's graph at a time with recomputation, against one graph over both blocks.
TEST_P(Gradient, BlocksInReverseGiveThoseOfTheWholeGraph) {
    std::vector<BlockWeights> whole = readBlocks(*m_model);
    std::vector<std::vector<at::Tensor>> expected{leavesOf(whole[0]), leavesOf(whole[1])};
    at::Tensor input = m_input.clone().requires_grad_(true);
    (forward(1, whole[1], forward(0, whole[0], input)) * m_direction).sum().backward();

    std::vector<BlockWeights> streamed = readBlocks(*m_model);
    std::vector<at::Tensor> inputs{m_input, forward(0, streamed[0], m_input)};
    at::Tensor outer = m_direction;
    for (int b = 1; b >= 0; --b) {
        const auto index = static_cast<std::size_t>(b);
        const std::vector<at::Tensor> leaves = leavesOf(streamed[index]);
        at::Tensor x = inputs[index].detach().clone().requires_grad_(true);
        forward(b, streamed[index], x).backward(outer);
        outer = x.grad();
        for (std::size_t i = 0; i < leaves.size(); ++i)
            // The same operations in the same order, but the inputs of block 1 come from the kernels that
            // take no gradient: float32 roundings apart.
            EXPECT_LT(relativeDifference(leaves[i].grad(), expected[index][i].grad()), 1e-4);
    }
    EXPECT_LT(relativeDifference(outer, input.grad()), 1e-4);
}

/// The slope along a random direction of the weights, by central differences in float64 of the float32
/// output.
TEST_P(Gradient, IsTheSlopeOfTheLoss) {
    std::vector<BlockWeights> blocks = readBlocks(*m_model);
    std::vector<at::Tensor> leaves = leavesOf(blocks[0]);
    (forward(0, blocks[0], m_input) * m_direction).sum().backward();
    const at::NoGradGuard off;
    constexpr double kStep = 1e-3;
    for (at::Tensor& leaf : leaves) {
        const at::Tensor way = leaf.grad() / leaf.grad().norm();
        const auto loss = [&](double step) {
            leaf.add_(way, step);
            const at::Tensor out = forward(0, blocks[0], m_input).to(at::kDouble);
            leaf.sub_(way, step);
            return (out * m_direction.to(at::kDouble)).sum().item<double>();
        };
        const double slope = (loss(kStep) - loss(-kStep)) / (2 * kStep);
        const auto expected = leaf.grad().norm().item<double>();
        // Truncation and float32 rounding of the loss over the step.
        EXPECT_NEAR(slope, expected, 0.02 * expected + 0.2);
    }
}

INSTANTIATE_TEST_SUITE_P(Kinds, Gradient, testing::Values("qwen2", "qwen3", "mistral", "llama3"),
                         [](const auto& info) { return std::string(info.param); });

} // namespace

} // namespace lapidary::tests
