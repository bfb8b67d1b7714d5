// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/evaluation/head_scores.h"
#include "core/engine/forward/attention.h"
#include "core/engine/forward/hidden_states.h"
#include "core/engine/host/host_linear.h"
#include "core/engine/tensor/linear_kernels.h"
#include "tests/engine/forward_test_support.h"
#include "tests/support/test_data.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/where.h>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace lapidary::tests {

using namespace engine;

namespace {

const auto kFloats = at::device(at::kCPU).dtype(at::kFloat);

class Kernels : public testing::Test {
protected:
    at::Tensor random(at::IntArrayRef sizes) { return at::randn(sizes, m_generator, kFloats); }

    at::Generator m_generator = at::make_generator<at::CPUGeneratorImpl>(11);
    at::NoGradGuard m_noGradient;
};

/// Sizes around the tiles: one less, equal, one more; a depth in one piece and in several.
TEST_F(Kernels, LinearRoutesAgreeWithFloat64) {
    for (const auto& [rows, in, out] : {std::array<std::int64_t, 3>{32, 1, 1},
                                        {33, 7, 15},
                                        {36, 64, 16},
                                        {95, 640, 33},
                                        {97, 641, 512},
                                        {200, 1500, 529}}) {
        const at::Tensor x = random({rows, in});
        const at::Tensor w = random({out, in});
        const at::Tensor bias = random({out});
        const at::Tensor exact = at::matmul(x.to(at::kDouble), w.to(at::kDouble).t()) + bias.to(at::kDouble);
        // A float32 sum of n products of variance 1 in any order is off by far less than n eps sqrt(n).
        const double tolerance = 1e-6 * static_cast<double>(in) + 1e-6;
        for (const LinearRoute route : {LinearRoute::Torch, LinearRoute::OneDnn, LinearRoute::Packed}) {
            if (!isLinearRouteAvailable(route))
                continue;
            EXPECT_LT(maxDifference(linearBy(route, x, w, bias), exact), tolerance)
                << linearRouteName(route) << " " << rows << " " << in << " " << out;
            EXPECT_LT(maxDifference(linearBy(route, x, w, {}) + bias, exact), tolerance)
                << linearRouteName(route);
        }
        EXPECT_LT(maxDifference(linear(x.unsqueeze(0), w, bias)[0], exact), tolerance);
    }
}

/// Softmax over what each query sees, in float64.
at::Tensor exactAttention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                          std::int64_t window) {
    const std::int64_t group = query.size(1) / key.size(1);
    const std::int64_t tokens = query.size(2);
    const std::int64_t positions = key.size(2);
    const at::Tensor row = at::arange(positions - tokens, positions).unsqueeze(1);
    const at::Tensor past = row - at::arange(positions).unsqueeze(0);
    const at::Tensor seen = (past >= 0).logical_and(past < (window > 0 ? window : positions));
    const auto repeat = [&](const at::Tensor& x) { return x.to(at::kDouble).repeat_interleave(group, 1); };
    const at::Tensor scores = at::matmul(query.to(at::kDouble), repeat(key).transpose(2, 3)) /
                              std::sqrt(static_cast<double>(query.size(3)));
    const at::Tensor hidden =
        at::full({}, -std::numeric_limits<double>::infinity(), at::device(at::kCPU).dtype(at::kDouble));
    const at::Tensor mixed = at::matmul(at::where(seen, scores, hidden).softmax(-1), repeat(value));
    return mixed.transpose(1, 2).reshape({query.size(0), tokens, -1});
}

TEST_F(Kernels, AttentionAgreesWithFloat64) {
    struct Case {
        std::int64_t batch, heads, kvHeads, tokens, positions, dim, window;
    };
    for (const Case& c :
         {Case{1, 1, 1, 16, 16, 8, 0}, Case{2, 4, 2, 37, 37, 16, 0}, Case{1, 9, 3, 129, 129, 64, 0},
          Case{2, 4, 2, 40, 40, 20, 7}, Case{1, 2, 1, 33, 90, 24, 0}, Case{1, 2, 1, 600, 700, 8, 50},
          Case{1, 4, 2, 1, 50, 16, 0}, Case{2, 4, 2, 1, 50, 16, 9}, Case{1, 4, 2, 3, 50, 16, 9}}) {
        const at::Tensor query = random({c.batch, c.tokens, c.heads, c.dim}).transpose(1, 2) * 2;
        const at::Tensor key = random({c.batch, c.positions, c.kvHeads, c.dim}).transpose(1, 2) * 2;
        const at::Tensor value = random({c.batch, c.positions, c.kvHeads, c.dim}).transpose(1, 2);
        const at::Tensor exact = exactAttention(query, key, value, c.window);
        // Weights sum to one, so errors stay near the roundings of scores of size 10.
        EXPECT_LT(maxDifference(causalAttention(query, key, value, c.window), exact), 1e-5)
            << c.tokens << " of " << c.positions << ", window " << c.window;
        const at::AutoGradMode on(true);
        const at::Tensor leaf = query.detach().clone().requires_grad_(true);
        EXPECT_LT(maxDifference(causalAttention(leaf, key, value, c.window).detach(), exact), 1e-5)
            << "differentiable";
    }
}

TEST_F(Kernels, RowKernelsAgreeWithTorch) {
    const HostKernels* kernels = hostKernels();
    if (kernels == nullptr)
        GTEST_SKIP() << "no kernels for this processor";
    for (const std::int64_t n : {1, 7, 64, 576}) {
        const at::Tensor x = random({5, n}) * 3;
        const at::Tensor y = random({5, n});
        const at::Tensor gain = random({n});
        const at::Tensor exact = x.to(at::kDouble);
        const at::Tensor norm = gain * exact / (exact.pow(2).mean(-1, true) + 1e-5).sqrt();
        EXPECT_LT(maxDifference(hostRmsNorm(*kernels, x, gain, 1e-5), norm), 1e-5);
        EXPECT_LT(maxDifference(hostSwiGlu(*kernels, x, y), at::silu(exact) * y), 1e-5);
    }
    const at::Tensor extreme = at::arange(-200, 201, kFloats);
    const at::Tensor one = at::full({401}, 1.0, kFloats);
    EXPECT_LT(maxDifference(hostSwiGlu(*kernels, extreme, one), at::silu(extreme)), 1e-5);
}

/// Scores of tiles against the whole logits in float64, through the host's kernels and through torch's
/// operators (which float64 logits take).
TEST_F(Kernels, HeadScoresAreThoseOfTheWholeVocabulary) {
    const at::Tensor model = random({13, 1000}) * 4;
    const at::Tensor reference = model + random({13, 1000}) * 0.3;
    const at::Tensor targets = at::randint(1000, {13}, m_generator, at::device(at::kCPU).dtype(at::kLong));
    const at::Tensor logModel = model.to(at::kDouble).log_softmax(-1);
    const at::Tensor logReference = reference.to(at::kDouble).log_softmax(-1);
    const at::Tensor nll = -logModel.gather(1, targets.unsqueeze(1)).squeeze(1);
    const at::Tensor divergence = (logReference.exp() * (logReference - logModel)).sum(-1);
    const at::Tensor agreement = model.argmax(-1).eq(reference.argmax(-1));
    for (const at::ScalarType type : {at::kFloat, at::kDouble})
        for (const std::int64_t tile : {1000, 999, 256, 17}) {
            HeadScores scores(targets, true);
            HeadScores alone(targets, false);
            for (std::int64_t first = 0; first < 1000; first += tile) {
                const std::int64_t n = std::min<std::int64_t>(tile, 1000 - first);
                const auto part = [&](const at::Tensor& x) { return x.narrow(1, first, n).to(type); };
                scores.add(part(model), part(reference), first);
                alone.add(part(model), first);
            }
            // Sums of exponentials in float32 over 256 values at a time: some 1e-7 each.
            EXPECT_LT(maxDifference(scores.nll(), nll), 2e-6);
            EXPECT_LT(maxDifference(alone.nll(), nll), 2e-6);
            EXPECT_LT(maxDifference(scores.divergence(), divergence), 2e-6);
            EXPECT_TRUE(scores.agreement().equal(agreement));
        }
}

TEST_F(Kernels, HiddenStatesComeBackFromMemoryAndFromTheFile) {
    const TemporaryFolder folder;
    const std::uint64_t oneWindow = 6 * 8 * sizeof(float);
    for (const std::uint64_t budget : {0 * oneWindow, 2 * oneWindow, 5 * oneWindow}) {
        auto states = HiddenStates::create(5, 6, 8, budget, folder.path());
        ASSERT_OK(states);
        std::vector<at::Tensor> windows;
        for (std::int64_t w = 0; w < 5; ++w) {
            windows.push_back(random({1, 6, 8}));
            states->put(w, windows.back());
        }
        for (std::int64_t w = 4; w >= 0; --w)
            EXPECT_TRUE(states->get(w, at::kCPU).equal(windows[static_cast<std::size_t>(w)]));
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path())); // the spill file has no name
    EXPECT_FALSE(HiddenStates::create(1 << 30, 1 << 30, 1 << 30, 0, folder.path()).ok());
    const auto noFolder = HiddenStates::create(5, 6, 8, 0, folder / "absent");
    ASSERT_FALSE(noFolder.ok());
    EXPECT_EQ(noFolder.error().code, base::ErrorCode::FileNotFound);
}

} // namespace

} // namespace lapidary::tests
