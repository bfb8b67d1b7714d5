// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/training/token_costs.h"

#include "core/engine/forward/block_forward.h"
#include "core/engine/storage/open_model.h"
#include "core/engine/storage/weight_reader.h"
#include "core/engine/tensor/device.h"

#include <ATen/ops/linear.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/tensor.h>
#include <c10/core/GradMode.h>

namespace lapidary::engine {

using base::Result;

namespace {

Result<at::Tensor> logitsOf(const OpenModel& model, const at::Tensor& ids) {
    const WeightReader reader(model.checkpoint, model.spec, at::kCPU);
    const RopeTables rope = makeRope(model.spec.config, ids.size(1), at::kCPU);
    LAPIDARY_TRY(at::Tensor hidden, reader.embed(ids));
    for (const model::Block& block : model.spec.blocks) {
        LAPIDARY_TRY(const BlockWeights weights, reader.block(block.index));
        hidden = forwardBlock(block, weights, hidden, {model.spec, rope});
    }
    LAPIDARY_TRY(const at::Tensor norm, reader.finalNorm());
    LAPIDARY_TRY(const at::Tensor head, reader.head());
    return at::linear(rmsNorm(hidden, norm, model.spec.config.normEps)[0], head);
}

} // namespace

Result<std::vector<double>> tokenCosts(const std::filesystem::path& model,
                                       std::span<const std::int32_t> ids) {
    return guarded("token costs", [&]() -> Result<std::vector<double>> {
        const c10::NoGradGuard noGrad;
        LAPIDARY_TRY(const auto open, openModel(model));
        const at::Tensor all = at::tensor(at::ArrayRef<std::int32_t>(ids.data(), ids.size()), at::kLong);
        LAPIDARY_TRY(const at::Tensor logits, logitsOf(*open, all.unsqueeze(0)));
        const std::int64_t scored = all.size(0) - 1;
        const at::Tensor logs = at::log_softmax(logits.narrow(0, 0, scored), 1);
        const at::Tensor costs = logs.gather(1, all.narrow(0, 1, scored).unsqueeze(1))
                                     .squeeze(1)
                                     .neg()
                                     .to(at::kDouble)
                                     .contiguous();
        const double* first = costs.const_data_ptr<double>();
        return std::vector<double>(first, first + scored);
    });
}

} // namespace lapidary::engine
