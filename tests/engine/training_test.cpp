// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/training/train.h"

#include "core/engine/training/token_costs.h"
#include "core/engine/training/weight_files.h"
#include "tests/engine/forward_test_support.h"
#include "tests/engine/training_test_support.h"
#include "tests/support/bytes.h"
#include "tests/support/test_data.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>
#include <c10/core/GradMode.h>
#include <cmath>
#include <gtest/gtest.h>

namespace lapidary::tests {

using namespace engine;

namespace {

/// The first steps by hand: m^ = g and v^ = g^2 for equal gradients, so each step is rate times the sign and
/// the decay.
TEST(AdamW, IsTheFormula) {
    const at::Tensor decaying = at::tensor({2.0F, -3.0F}).requires_grad_(true);
    const at::Tensor plain = at::tensor({1.0F}).requires_grad_(true);
    AdamWOptions options;
    options.weightDecay = 0.5;
    AdamW optimizer({{decaying, true}, {plain, false}}, options);
    double first = 2.0;
    double second = -3.0;
    for (int step = 0; step < 3; ++step) {
        (decaying * at::tensor({10.0F, -0.1F})).sum().backward();
        optimizer.step(0.1);
        first = first * (1 - 0.1 * 0.5) - 0.1;
        second = second * (1 - 0.1 * 0.5) + 0.1;
    }
    EXPECT_NEAR(decaying[0].item<double>(), first, 1e-5); // float32 roundings, and epsilon over |g|
    EXPECT_NEAR(decaying[1].item<double>(), second, 1e-5);
    EXPECT_EQ(plain.item<double>(), 1.0) << "it had no gradient";
}

/// Against the formula in float64 with changing gradients.
TEST(AdamW, FollowsChangingGradients) {
    const at::Tensor value = at::tensor({0.7F}).requires_grad_(true);
    const AdamWOptions options;
    AdamW optimizer({{value, true}}, options);
    double w = 0.7;
    double mean = 0.0;
    double square = 0.0;
    for (int step = 1; step <= 20; ++step) {
        value.pow(2).mul(std::cos(step)).sum().backward();
        const double gradient = 2.0 * w * std::cos(step);
        optimizer.step(0.05);
        mean = options.beta1 * mean + (1 - options.beta1) * gradient;
        square = options.beta2 * square + (1 - options.beta2) * gradient * gradient;
        const double m = mean / (1 - std::pow(options.beta1, step));
        const double v = square / (1 - std::pow(options.beta2, step));
        w -= 0.05 * (m / (std::sqrt(v) + options.epsilon) + options.weightDecay * w);
        EXPECT_NEAR(value.item<double>(), w, 1e-4) << step; // float32 over twenty steps
    }
}

TEST(AdamW, ClipsTheNormOverAllGradients) {
    const at::Tensor a = at::tensor({0.0F, 0.0F}).requires_grad_(true);
    const at::Tensor b = at::tensor({0.0F}).requires_grad_(true);
    AdamW optimizer({{a, true}, {b, true}}, {});
    ((a * at::tensor({1.0F, 2.0F})).sum() + (b * 2.0).sum()).backward();
    EXPECT_NEAR(optimizer.clipGradients(5.0), 3.0, 1e-6);
    EXPECT_NEAR(a.grad()[1].item<double>(), 2.0, 1e-6);
    EXPECT_NEAR(optimizer.clipGradients(1.5), 3.0, 1e-6);
    EXPECT_NEAR(a.grad()[1].item<double>(), 1.0, 1e-6);
    EXPECT_NEAR(b.grad().item<double>(), 1.0, 1e-6);
}

TEST(LearningRate, WarmsUpAndFallsAsACosine) {
    TrainOptions options;
    options.steps = 110;
    options.warmUp = 10;
    options.rate = 2.0;
    options.finalShare = 0.1;
    EXPECT_NEAR(learningRate(options, 0), 0.2, 1e-12);
    EXPECT_NEAR(learningRate(options, 9), 2.0, 1e-12);
    EXPECT_NEAR(learningRate(options, 10), 2.0, 1e-12);
    EXPECT_NEAR(learningRate(options, 60), 1.1, 1e-12);
    EXPECT_NEAR(learningRate(options, 109), 0.2, 0.01);
    for (std::int64_t step = 11; step < 110; ++step)
        EXPECT_LT(learningRate(options, step), learningRate(options, step - 1));
}

TEST(StartWeights, KnowNothingYet) {
    const TemporaryFolder folder;
    ASSERT_OK(writeWeights(base::systemFiles(), folder.path(), tinyTrainingConfig(),
                           startWeights(tinyTrainingConfig(), StartOptions{3}), formats::DType::F32, {}));
    const auto model = openedModel(folder.path());
    ASSERT_NE(model, nullptr);
    const auto trainable = TrainableModel::read(*model, at::kCPU);
    ASSERT_OK(trainable);
    const at::Tensor text = at::tensor(doublingIds(66)).to(at::kLong).reshape({2, 33});
    EXPECT_NEAR(trainable->loss(text, {}).item<double>(), std::log(50.0), 0.1);
}

/// The loss of training is the one that the rest of the program computes, and its gradient its slope.
TEST(TrainableModel, HasTheLossOfTheForwardPass) {
    const auto model = openedModel(goldenFile("tiny_models/qwen2"));
    ASSERT_NE(model, nullptr);
    const auto trainable = TrainableModel::read(*model, at::kCPU);
    ASSERT_OK(trainable);
    const at::Tensor ids = idsTensor(goldenJson(goldenFile("tiny_models/qwen2/golden.json"))["ids"]);
    const at::Tensor loss = trainable->loss(ids, {});
    const at::Tensor nll = nllOf(logitsOf(*model, ids), ids);
    EXPECT_NEAR(loss.item<double>(), nll.mean().item<double>(), 1e-4);
    loss.backward();
    const double before = loss.item<double>();
    double squares = 0.0;
    const c10::NoGradGuard noGrad;
    for (const Parameter& parameter : trainable->parameters()) {
        ASSERT_TRUE(parameter.value.grad().defined());
        squares += parameter.value.grad().pow(2).sum().item<double>();
    }
    const double step = 1e-3 / std::sqrt(squares);
    for (const Parameter& parameter : trainable->parameters())
        at::Tensor(parameter.value).sub_(parameter.value.grad(), step);
    // First order: the loss falls by step times the squared norm; curvature takes a part of it.
    const double fall = before - trainable->loss(ids, {}).item<double>();
    EXPECT_NEAR(fall / (step * squares), 1.0, 0.2);
}

TEST(TokenCosts, AreThoseOfTheForwardPass) {
    const auto path = goldenFile("tiny_models/qwen2");
    const auto model = openedModel(path);
    ASSERT_NE(model, nullptr);
    const at::Tensor ids = idsTensor(goldenJson(path / "golden.json")["ids"]).narrow(0, 0, 1);
    std::vector<std::int32_t> row;
    for (std::int64_t i = 0; i < ids.size(1); ++i)
        row.push_back(ids[0][i].item<std::int32_t>());
    const auto costs = tokenCosts(path, row);
    ASSERT_OK(costs);
    ASSERT_EQ(costs->size(), row.size() - 1);
    EXPECT_LT(maxDifference(at::tensor(*costs, at::kDouble), windowNll(*model, ids)), 1e-4);
}

TEST(Training, LearnsAndGivesTheSameBytesAgain) {
    const std::vector<std::int32_t> ids = doublingIds(1000);
    const TemporaryFolder folder;
    std::vector<std::string> bytes;
    for (const char* name : {"one", "two"}) {
        std::filesystem::create_directory(folder / name);
        base::RunControl control;
        const auto losses = trainNewModel(tinyRequest(folder / name, ids), control);
        ASSERT_OK(losses);
        ASSERT_EQ(losses->size(), 40U);
        EXPECT_NEAR(losses->front(), std::log(50.0), 0.1);
        EXPECT_LT(losses->back(), 0.8 * losses->front());
        EXPECT_EQ(control.progress().done, 40.0 * 4 * 32);
        EXPECT_FALSE(std::filesystem::exists(folder / name / "start"));
        bytes.push_back(fileBytes(folder / name / "model.safetensors"));
        EXPECT_NE(openedModel(folder / name), nullptr);
    }
    EXPECT_EQ(bytes[0], bytes[1]);
}

TEST(Training, StopsWhenAsked) {
    const std::vector<std::int32_t> ids = doublingIds(1000);
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "model");
    std::stop_source stop;
    base::RunControl control(stop.get_token());
    NewModelRequest request = tinyRequest(folder / "model", ids);
    std::int64_t last = -1;
    request.onStep = [&](std::int64_t step, double) {
        last = step;
        if (step == 3)
            stop.request_stop();
    };
    const auto losses = trainNewModel(request, control);
    ASSERT_FALSE(losses);
    EXPECT_EQ(losses.error().code, base::ErrorCode::Cancelled);
    EXPECT_EQ(last, 3);
    EXPECT_FALSE(std::filesystem::exists(folder / "model" / "model.safetensors"));
}

TEST(Training, RefusesATextShorterThanABatch) {
    const std::vector<std::int32_t> ids = doublingIds(100);
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "model");
    base::RunControl control;
    const auto losses = trainNewModel(tinyRequest(folder / "model", ids), control);
    ASSERT_FALSE(losses);
    EXPECT_EQ(losses.error().code, base::ErrorCode::BadValue);
}

} // namespace

} // namespace lapidary::tests
