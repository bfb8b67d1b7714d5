// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/training/outlier_channels.h"

#include "core/engine/measuring/channel_statistics.h"
#include "core/engine/training/train_new_model.h"
#include "tests/engine/forward_test_support.h"
#include "tests/engine/training_test_support.h"
#include "tests/support/bytes.h"
#include "tests/support/test_data.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/tensor.h>
#include <algorithm>
#include <c10/core/GradMode.h>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <optional>

namespace lapidary::tests {

using namespace engine;

namespace {

using Inputs = std::map<std::string, at::Tensor>; // by group, [tokens, width]

struct Seen {
    double loss = 0.0;
    Inputs inputs;
};

Seen seenBy(const TrainableModel& model, const at::Tensor& ids) {
    const c10::NoGradGuard noGrad;
    Seen seen;
    const InputProbe probe = [&](const model::InputGroup& group, const at::Tensor& x) {
        seen.inputs[group.id.name] = x.reshape({-1, group.width}).clone();
    };
    seen.loss = model.loss(ids, {}, &probe).item<double>();
    return seen;
}

/// Channels over 6 medians, and the largest one's multiple, by the statistics that `measure` records.
std::pair<std::int64_t, double> outliersOf(const at::Tensor& x) {
    ChannelAccumulator accumulator(x.size(1), x.size(0), at::kCPU);
    accumulator.add(x);
    const results::ChannelStatistics values = accumulator.values();
    std::vector<double> sorted = values.absmax;
    std::ranges::sort(sorted);
    const std::size_t n = sorted.size();
    return {std::llround(values.outlierRatio * static_cast<double>(n)),
            sorted.back() / (0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]))};
}

std::vector<OutlierGroup> wantedGroups() {
    return {{model::InputGroupId("blocks.0.attn.in"), 2, 16.0},
            {model::InputGroupId("blocks.0.attn.o"), 1, 8.0},
            {model::InputGroupId("blocks.1.mlp.in"), 3, 64.0},
            {model::InputGroupId("blocks.1.mlp.down"), 1, 32.0}};
}

/// Qwen2 with biases of q, k and v, and two query heads over each key-value head.
class OutlierChannels : public testing::Test {
protected:
    void SetUp() override {
        m_model = openedModel(goldenFile("tiny_models/qwen2"));
        ASSERT_NE(m_model, nullptr);
        auto read = TrainableModel::read(*m_model, at::kCPU);
        ASSERT_OK(read);
        m_trainable.emplace(std::move(*read));
        m_ids = idsTensor(goldenJson(goldenFile("tiny_models/qwen2/golden.json"))["ids"]);
    }

    std::unique_ptr<const OpenModel> m_model;
    std::optional<TrainableModel> m_trainable;
    at::Tensor m_ids;
};

TEST_F(OutlierChannels, AreLargeAndChangeNothingElseByOneBit) {
    const Seen before = seenBy(*m_trainable, m_ids);
    const std::vector<OutlierGroup> wanted = wantedGroups();
    ASSERT_OK(growOutliers(*m_trainable, m_ids, wanted, {}));
    const Seen after = seenBy(*m_trainable, m_ids);
    EXPECT_EQ(before.loss, after.loss);
    for (const auto& [group, x] : before.inputs) {
        const auto one = std::ranges::find(wanted, group, [](const auto& w) { return w.group.name; });
        const at::Tensor& grown = after.inputs.at(group);
        if (one == wanted.end()) {
            EXPECT_TRUE(grown.equal(x)) << group;
            continue;
        }
        const at::Tensor factors = (grown.abs().amax(0) / x.abs().amax(0)).round();
        EXPECT_TRUE(grown.equal(x * factors)) << group;
        const bool shared = group == "blocks.0.attn.o";
        EXPECT_EQ((factors > 1.0).sum().item<std::int64_t>(), shared ? 2 : one->channels) << group;
        const auto [count, largest] = outliersOf(grown);
        EXPECT_GE(count, one->channels) << group;
        EXPECT_GE(largest, one->ratio * 0.999) << group;
        EXPECT_LT(largest, one->ratio * 2.001) << group;
    }
}

TEST_F(OutlierChannels, GrowFromTheLargestDown) {
    const std::string group = "blocks.1.mlp.in";
    const at::Tensor before = seenBy(*m_trainable, m_ids).inputs.at(group).abs().amax(0);
    ASSERT_OK(growOutliers(*m_trainable, m_ids, wantedGroups(), {}));
    const at::Tensor after = seenBy(*m_trainable, m_ids).inputs.at(group).abs().amax(0);
    const at::Tensor grown = (after > before).nonzero().flatten();
    const at::Tensor largest = std::get<1>(before.topk(3));
    EXPECT_TRUE(grown.equal(std::get<0>(largest.sort())));
    EXPECT_GE(after[largest[0]].item<double>(), 2.0 * after[largest[2]].item<double>());
}

TEST_F(OutlierChannels, AreRefusedWhereTheyCannotBe) {
    const Seen before = seenBy(*m_trainable, m_ids);
    for (const OutlierGroup& wrong : {OutlierGroup{model::InputGroupId("blocks.9.attn.in"), 1, 8.0},
                                      OutlierGroup{model::InputGroupId("blocks.0.attn.in"), 1000, 8.0}}) {
        const auto grown = growOutliers(*m_trainable, m_ids, std::span(&wrong, 1), {});
        ASSERT_FALSE(grown);
        EXPECT_EQ(grown.error().code, base::ErrorCode::BadValue);
        EXPECT_NE(base::describe(grown.error()).find(wrong.group.name), std::string::npos);
    }
    EXPECT_EQ(seenBy(*m_trainable, m_ids).loss, before.loss);
}

/// Also of the weights that are written in bf16: rounding and a power of two can change places.
TEST(TrainedModel, HasTheSameLogitsWithOutlierChannels) {
    const std::vector<std::int32_t> ids = doublingIds(1000);
    const TemporaryFolder folder;
    std::vector<at::Tensor> logits;
    std::vector<std::string> weights;
    for (const char* name : {"plain", "outliers"}) {
        std::filesystem::create_directory(folder / name);
        NewModelRequest request = tinyRequest(folder / name, ids);
        if (logits.size() == 1)
            request.outliers = wantedGroups();
        base::RunControl control;
        ASSERT_OK(trainNewModel(request, control));
        const auto model = openedModel(folder / name);
        ASSERT_NE(model, nullptr);
        logits.push_back(logitsOf(*model, at::tensor(ids).to(at::kLong).slice(0, 0, 33).unsqueeze(0)));
        weights.push_back(fileBytes(folder / name / "model.safetensors"));
    }
    EXPECT_TRUE(logits[0].equal(logits[1]));
    EXPECT_NE(weights[0], weights[1]);
}

} // namespace

} // namespace lapidary::tests
