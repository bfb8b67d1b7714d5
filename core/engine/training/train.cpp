// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/training/train.h"

#include "core/engine/tensor/device.h"

#include <ATen/ops/from_blob.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>
#include <algorithm>
#include <c10/core/GradMode.h>
#include <cmath>
#include <numbers>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

/// Windows of step `step`, int64 [batch, window + 1]: each ends with the token that its last one predicts.
at::Tensor batchAt(const at::Tensor& ids, const TrainOptions& options, std::int64_t step) {
    const std::int64_t windows = (ids.size(0) - 1) / options.window;
    std::vector<at::Tensor> rows;
    for (std::int64_t i = 0; i < options.batch; ++i) {
        const std::int64_t window = (step * options.batch + i) % windows;
        rows.push_back(ids.narrow(0, window * options.window, options.window + 1));
    }
    return at::stack(rows).to(at::kLong);
}

} // namespace

double learningRate(const TrainOptions& options, std::int64_t step) {
    if (step < options.warmUp)
        return options.rate * static_cast<double>(step + 1) / static_cast<double>(options.warmUp);
    const std::int64_t falling = std::max<std::int64_t>(options.steps - options.warmUp, 1);
    const double way = static_cast<double>(step - options.warmUp) / static_cast<double>(falling);
    const double cosine = 0.5 * (1.0 + std::cos(std::numbers::pi * way));
    return options.rate * (options.finalShare + (1.0 - options.finalShare) * cosine);
}

Result<std::vector<double>> train(const TrainableModel& model, std::span<const std::int32_t> ids,
                                  const TrainOptions& options, base::RunControl& control,
                                  const std::function<void(std::int64_t, double)>& onStep) {
    const auto count = static_cast<std::int64_t>(ids.size());
    if (count <= options.window * options.batch)
        return Error{ErrorCode::BadValue,
                     "training",
                     "text",
                     std::to_string(count) + " tokens",
                     "more than a batch of " + std::to_string(options.window * options.batch),
                     {}};
    return guarded("training", [&]() -> Result<std::vector<double>> {
        const at::AutoGradMode on(true);
        const at::Tensor text = at::tensor(at::ArrayRef<std::int32_t>(ids.data(), ids.size()), at::kInt);
        AdamW optimizer(model.parameters(), options.optimizer);
        const double tokens = static_cast<double>(options.batch * options.window);
        control.setTotal(static_cast<double>(options.steps) * tokens);
        control.beginStage("train");
        std::vector<double> losses;
        for (std::int64_t step = 0; step < options.steps; ++step) {
            const at::Tensor loss = model.loss(batchAt(text, options, step), control);
            loss.backward();
            LAPIDARY_CHECK(control.check());
            optimizer.clipGradients(options.clipNorm);
            optimizer.step(learningRate(options, step));
            losses.push_back(loss.item<double>());
            control.advance(tokens);
            if (onStep)
                onStep(step, losses.back());
        }
        return losses;
    });
}

} // namespace lapidary::engine
