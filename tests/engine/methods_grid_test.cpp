// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/grid_fit.h"
#include "tests/engine/methods_test_support.h"
#include "tests/support/test_data.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>
#include <vector>

namespace lapidary::tests {
namespace {

using engine::Grid;
using engine::methods::GridRule;
using engine::methods::roundMatrix;
using engine::methods::roundMatrixByTensors;

const base::RunControl kControl;

std::vector<GridRule> someRules() {
    std::vector<GridRule> rules;
    for (const int bits : {2, 3, 4, 8})
        for (const std::int64_t group : {0, 16, 20})
            for (const bool leastError : {false, true})
                for (const int range : {0, 1, 2}) {
                    GridRule rule;
                    rule.bits = bits;
                    rule.group = group;
                    rule.leastError = leastError;
                    rule.symmetric = range < 2;
                    rule.fullRange = range == 1;
                    rule.perTensor = group == 0 && bits == 3;
                    rule.scaleType = bits == 8 ? at::kBFloat16 : bits == 2 ? at::kFloat : at::kHalf;
                    rules.push_back(rule);
                }
    return rules;
}

TEST(MethodsGrid, RowLoopsAndTensorOperationsAgree) {
    const at::Tensor w = randomMatrix(24, 48, 1); // a group of 20 leaves a short last one
    for (const GridRule& rule : someRules()) {
        const auto rows = roundMatrix(w, rule, kControl);
        ASSERT_OK(rows);
        const Grid tensors = roundMatrixByTensors(w, rule);
        EXPECT_TRUE(rows->scale.equal(tensors.scale)) << rule.bits << ' ' << rule.group;
        EXPECT_TRUE(rows->codes.equal(tensors.codes)) << rule.bits << ' ' << rule.group;
        if (!rule.symmetric) {
            EXPECT_TRUE(rows->zero.equal(tensors.zero));
        }
    }
}

TEST(MethodsGrid, ErrorIsAtMostHalfAScale) {
    const at::Tensor w = randomMatrix(32, 64, 2);
    for (GridRule rule : someRules()) {
        rule.leastError = false; // which may clip
        const auto grid = roundMatrix(w, rule, kControl);
        ASSERT_OK(grid);
        const at::Tensor half = grid->spreadOverColumns(grid->scale, 64) * 0.5;
        // A scale rounded to 8 (bf16), 11 (f16) or 24 bits is off by the share `unit`: the outermost of 2^b
        // codes moves by 2^b unit steps, twice that in half steps; the last float operations add some 1e-6.
        const double unit = rule.scaleType == at::kBFloat16 ? 0x1p-8
                            : rule.scaleType == at::kHalf   ? 0x1p-11
                                                            : 0x1p-24;
        const double slack = static_cast<double>(2 << rule.bits) * unit + 1e-5;
        const at::Tensor excess = (grid->weight() - w).abs() - half * (1.0 + slack);
        EXPECT_LE(excess.max().item<double>(), 0.0) << rule.bits << ' ' << rule.group;
    }
}

TEST(MethodsGrid, RoundingAgainChangesNothing) {
    const at::Tensor w = randomMatrix(32, 64, 3);
    for (GridRule rule : someRules()) {
        rule.leastError = false;
        if (rule.fullRange || rule.scaleType == at::kBFloat16)
            continue; // the largest value is no fixed point: absmax is half a step beyond the last code
        const auto once = roundMatrix(w, rule, kControl);
        ASSERT_OK(once);
        const auto twice = roundMatrix(once->weight(), rule, kControl);
        ASSERT_OK(twice);
        EXPECT_TRUE(once->weight().equal(twice->weight())) << rule.bits << ' ' << rule.group;
    }
}

TEST(MethodsGrid, LeastErrorGridIsNoWorse) {
    const at::Tensor w = randomMatrix(32, 64, 4);
    const auto error = [&](const Grid& grid) {
        return (grid.weight() - w).abs().to(at::kDouble).pow(2.4).sum().item<double>();
    };
    for (GridRule rule : someRules()) {
        rule.leastError = false;
        const auto plain = roundMatrix(w, rule, kControl);
        rule.leastError = true;
        const auto least = roundMatrix(w, rule, kControl);
        ASSERT_OK(plain);
        ASSERT_OK(least);
        EXPECT_LE(error(*least), error(*plain) * (1 + 1e-5)); // |x|^0.4 is right to 2e-6
    }
}

TEST(MethodsGrid, HalvesGoToEvenAndZerosStayZero) {
    GridRule rule;
    rule.scaleType = at::kFloat;
    const at::Tensor w = at::tensor({0.5F, 1.5F, 2.5F, -0.5F, -1.5F, 7.0F, 0.0F, -7.0F}).reshape({1, 8});
    const auto grid = roundMatrix(w, rule, kControl);
    ASSERT_OK(grid);
    const at::Tensor expected =
        at::tensor({0.0F, 2.0F, 2.0F, 0.0F, -2.0F, 7.0F, 0.0F, -7.0F}).reshape({1, 8});
    EXPECT_TRUE(grid->weight().equal(expected));
    for (const bool symmetric : {true, false}) {
        rule.symmetric = symmetric;
        rule.scaleType = at::kHalf;
        const auto nothing = roundMatrix(at::zeros({2, 8}), rule, kControl);
        ASSERT_OK(nothing);
        EXPECT_EQ(maxAbs(nothing->weight()), 0.0);
    }
}

TEST(MethodsGrid, RestrictedRangeLeavesTheLowestCodeUnused) {
    GridRule rule;
    rule.bits = 3;
    rule.leastError = true; // clips, so the lowest code would be in reach
    const auto restricted = roundMatrix(randomMatrix(64, 64, 5), rule, kControl);
    ASSERT_OK(restricted);
    EXPECT_GE(restricted->codes.min().item<int>(), 1);
    rule.fullRange = true;
    const auto full = roundMatrix(randomMatrix(64, 64, 5), rule, kControl);
    ASSERT_OK(full);
    EXPECT_EQ(full->codes.min().item<int>(), 0);
}

TEST(MethodsGrid, StopsWhenAsked) {
    std::stop_source source;
    source.request_stop();
    const base::RunControl stopped(source.get_token());
    const auto grid = roundMatrix(randomMatrix(4, 8, 6), GridRule(), stopped);
    ASSERT_FALSE(grid);
    EXPECT_EQ(grid.error().code, base::ErrorCode::Cancelled);
}

} // namespace
} // namespace lapidary::tests
