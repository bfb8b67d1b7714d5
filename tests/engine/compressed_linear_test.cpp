// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/storage/compressed_linear.h"

#include "core/engine/forward/block_forward.h"
#include "core/engine/methods/site_method.h"
#include "core/engine/storage/open_model.h"
#include "tests/engine/forward_test_support.h"
#include "tests/engine/methods_test_support.h"
#include "tests/support/checkpoint_maker.h"
#include "tests/support/test_data.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/matmul.h>
#include <gtest/gtest.h>

namespace lapidary::tests {
namespace {

using engine::CompressedLinear;
using engine::Term;
using plan::Family;

const base::RunControl kControl;

/// A masked grid and an adapter with a transposed 4-bit factor, or two masked dense factors and a plain
/// adapter.
CompressedLinear mixedLinear(const at::Tensor& w, std::uint64_t seed, bool factored) {
    std::map<Family, plan::FamilySettings> families = {
        {Family::Sparsity, familySettings(Family::Sparsity, "magnitude", {{"pattern", "2:4"}})},
        {Family::Adapter,
         familySettings(
             Family::Adapter, "residual-svd",
             {{"rank", 4.0}, {"bits", std::int64_t{factored ? 16 : 4}}, {"group", std::int64_t{16}}})}};
    if (factored)
        families[Family::LowRank] = familySettings(Family::LowRank, "svd", {{"rank", 16.0}});
    else
        families[Family::Quantization] =
            familySettings(Family::Quantization, "gptq",
                           {{"group", std::int64_t{16}}, {"symmetric", false}, {"order", "dynamic"}});
    auto outcome = compressSite(siteJob(w, randomMoment(w.size(1), 300, seed), families), kControl);
    EXPECT_TRUE(outcome.ok()) << (outcome ? "" : base::describe(outcome.error()));
    return outcome->linear;
}

void collect(const Term& term, std::vector<at::Tensor>& leaves) {
    if (term.kind == Term::Kind::LowRank) {
        collect(*term.up, leaves);
        collect(*term.down, leaves);
    } else {
        leaves.push_back(term.kind == Term::Kind::Dense ? term.dense : term.grid.scale);
    }
}

/// The floating parameters of a map; tensors are shared, so asking for gradients reaches the map.
std::vector<at::Tensor> parameters(const CompressedLinear& linear) {
    std::vector<at::Tensor> leaves;
    for (const Term& term : linear.terms)
        collect(term, leaves);
    return leaves;
}

/// Derivative of <G, term> by its parameters, from the definition of each kind, without autograd.
void expectedGradients(const Term& term, const at::Tensor& g, std::vector<at::Tensor>& gradients) {
    if (term.kind == Term::Kind::LowRank) {
        expectedGradients(*term.up, at::matmul(g, term.down->weight().t()), gradients);
        expectedGradients(*term.down, at::matmul(term.up->weight().t(), g), gradients);
        return;
    }
    at::Tensor own = term.transposed ? g.t() : g;
    if (term.mask.defined())
        own = own * term.mask;
    if (term.kind == Term::Kind::Dense) {
        gradients.push_back(own);
        return;
    }
    const engine::Grid& grid = term.grid;
    const std::int64_t columns = grid.codes.size(1);
    const at::Tensor zero =
        grid.zero.defined() ? grid.spreadOverColumns(grid.zero.to(at::kFloat), columns) : at::Tensor();
    const at::Tensor steps = zero.defined()
                                 ? grid.codes.to(at::kFloat) - zero
                                 : grid.codes.to(at::kFloat) - static_cast<double>(1 << (grid.bits - 1));
    at::Tensor sums = grid.scale.detach() * 0.0;
    for (std::int64_t column = 0; column < columns; ++column) {
        const std::int64_t group =
            grid.index.defined() ? grid.index[column].item<std::int64_t>() : column / grid.group;
        sums.select(1, group).add_((own * steps).select(1, column));
    }
    gradients.push_back(sums);
}

std::vector<at::Tensor> expectedGradients(const CompressedLinear& linear, const at::Tensor& g) {
    const at::NoGradGuard guard;
    std::vector<at::Tensor> gradients;
    for (const Term& term : linear.terms)
        expectedGradients(term, g, gradients);
    return gradients;
}

/// float32 sums of up to some hundred products in another order.
void expectClose(const at::Tensor& got, const at::Tensor& expected, const std::string& what) {
    ASSERT_TRUE(got.defined()) << what;
    ASSERT_EQ(got.sizes(), expected.sizes()) << what;
    EXPECT_LT(maxAbs(got - expected), 2e-5 * (maxAbs(expected) + 1e-3)) << what;
}

TEST(CompressedLinear, AppliesAndDensifiesToTheSameMap) {
    const at::Tensor w = randomMatrix(24, 48, 1);
    const at::Tensor x = randomMatrix(10, 48, 2).reshape({2, 5, 48});
    for (const bool factored : {false, true}) {
        CompressedLinear linear = mixedLinear(w, 3, factored);
        linear.bias = randomMatrix(1, 24, 4).flatten();
        EXPECT_EQ(linear.out(), 24);
        EXPECT_EQ(linear.in(), 48);
        const at::Tensor expected = at::matmul(x, linear.weight().t()) + linear.bias;
        expectClose(linear.apply(x), expected, "apply");
        expectClose(linear.densified().apply(x), expected, "densified");
        expectClose(linear.densified().weight(), linear.weight(), "weight");
        for (const Term& term : linear.densified().terms)
            EXPECT_FALSE(term.mask.defined() || term.kind == Term::Kind::Grid || term.transposed);
        EXPECT_TRUE(linear.to(at::kCPU).weight().equal(linear.weight()));
    }
}

TEST(CompressedLinear, GradientsOfTheWeightAreThoseOfItsDefinition) {
    const at::Tensor g = randomMatrix(24, 48, 5);
    for (const bool factored : {false, true}) {
        const CompressedLinear linear = mixedLinear(randomMatrix(24, 48, 6), 7, factored);
        const std::vector<at::Tensor> leaves = parameters(linear);
        EXPECT_EQ(leaves.size(), factored ? 4U : 3U);
        for (const at::Tensor& leaf : leaves)
            leaf.requires_grad_(true);
        (linear.weight() * g).sum().backward();
        const std::vector<at::Tensor> expected = expectedGradients(linear, g);
        for (std::size_t i = 0; i < leaves.size(); ++i)
            expectClose(leaves[i].grad(), expected[i], "parameter " + std::to_string(i));
    }
}

/// The loss of a model of two blocks as a function of the linears of both.
at::Tensor lossOf(const engine::OpenModel& model, const std::vector<engine::BlockWeights>& blocks,
                  const at::Tensor& x, const at::Tensor& direction) {
    const engine::RopeTables rope = engine::makeRope(model.spec.config, x.size(1), at::kCPU);
    at::Tensor hidden = x;
    for (std::size_t i = 0; i < blocks.size(); ++i)
        hidden = engine::forwardBlock(model.spec.blocks[i], blocks[i], hidden, {model.spec, rope});
    return (hidden * direction).sum();
}

TEST(CompressedLinear, GradientsThroughAModelOfTwoBlocksAreThoseOfTheDenseExpression) {
    TemporaryFolder folder;
    makeCheckpoint(folder.path(), RandomModel());
    const auto model = openedModel(folder.path());
    ASSERT_TRUE(model);
    const engine::WeightReader reader(model->checkpoint, model->spec, at::kCPU);
    std::vector<engine::BlockWeights> compressed;
    std::vector<engine::BlockWeights> dense;
    for (int index = 0; index < 2; ++index) {
        auto block = reader.block(index);
        ASSERT_OK(block);
        engine::BlockWeights plain = *block;
        std::uint64_t seed = 20;
        for (auto& [kind, linear] : block->linears) {
            ++seed;
            linear = mixedLinear(linear.weight(), seed, seed % 2 == 0);
            for (const at::Tensor& leaf : parameters(linear))
                leaf.requires_grad_(true);
            CompressedLinear& same = plain.linears.at(kind);
            same.terms = {Term::makeDense(linear.weight().detach().contiguous().requires_grad_(true))};
        }
        compressed.push_back(*std::move(block));
        dense.push_back(std::move(plain));
    }
    const at::Tensor x = randomMatrix(12, 64, 31).reshape({1, 12, 64});
    const at::Tensor direction = randomMatrix(12, 64, 32).reshape({1, 12, 64});
    const at::Tensor loss = lossOf(*model, compressed, x, direction);
    const at::Tensor denseLoss = lossOf(*model, dense, x, direction);
    EXPECT_NEAR(loss.item<double>(), denseLoss.item<double>(),
                1e-4 * std::abs(denseLoss.item<double>()) + 1e-3);
    loss.backward();
    denseLoss.backward();
    for (std::size_t i = 0; i < 2; ++i)
        for (const auto& [kind, linear] : compressed[i].linears) {
            const at::Tensor g = dense[i].linears.at(kind).terms.front().dense.grad();
            ASSERT_TRUE(g.defined());
            const std::vector<at::Tensor> leaves = parameters(linear);
            const std::vector<at::Tensor> expected = expectedGradients(linear, g);
            for (std::size_t k = 0; k < leaves.size(); ++k) {
                ASSERT_TRUE(leaves[k].grad().defined());
                // Products in another order through both blocks: 1e-4 of the largest entry.
                EXPECT_LT(maxAbs(leaves[k].grad() - expected[k]), 1e-4 * maxAbs(expected[k]) + 1e-6)
                    << i << ' ' << k;
            }
        }
}

} // namespace
} // namespace lapidary::tests
