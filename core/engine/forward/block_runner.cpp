// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/forward/block_runner.h"

#include "core/engine/forward/memory_retry.h"

#include <ATen/ops/cat.h>
#include <algorithm>
#include <utility>
#include <vector>

namespace lapidary::engine {

namespace {

at::Tensor gather(const HiddenStates& hidden, std::int64_t first, std::int64_t count, at::Device device) {
    if (count == 1)
        return hidden.get(first, device);
    std::vector<at::Tensor> parts;
    for (std::int64_t w = first; w < first + count; ++w)
        parts.push_back(hidden.get(w, device));
    return at::cat(parts);
}

/// What one step gave: nothing outside is changed before it is complete.
struct StepOutcome {
    at::Tensor out;
    std::vector<std::pair<const model::InputGroup*, at::Tensor>> inputs;
};

} // namespace

BlockRunner::BlockRunner(const model::ModelSpec& spec, std::int64_t window, at::Device device)
    : m_spec(spec)
    , m_window(window)
    , m_device(device)
    , m_rope(makeRope(spec.config, window, device))
    , m_step(StepSize::forDevice(device)) {
}

base::Status BlockRunner::run(const model::Block& block, const BlockWeights& weights,
                              const HiddenStates& from, HiddenStates& to, const InputProbe* probe,
                              base::RunControl& control) {
    std::int64_t next = 0;
    const auto forward = [&](const StepSize& step) -> base::Result<StepOutcome> {
        StepOutcome outcome;
        const InputProbe collect = [&](const model::InputGroup& group, const at::Tensor& x) {
            outcome.inputs.emplace_back(&group, x);
        };
        BlockContext context{m_spec, m_rope};
        context.control = &control;
        context.probe = probe != nullptr ? &collect : nullptr;
        const std::int64_t count = std::min(step.windows, from.windows() - next);
        outcome.out = forwardBlock(block, weights, gather(from, next, count, m_device), context);
        return outcome;
    };
    while (next < from.windows()) {
        LAPIDARY_CHECK(control.check());
        LAPIDARY_TRY(const StepOutcome outcome, retriedWithHalf("blocks." + std::to_string(block.index),
                                                                m_device, m_step, control, forward));
        for (const auto& [group, x] : outcome.inputs)
            (*probe)(*group, x);
        const std::int64_t count = outcome.out.size(0);
        for (std::int64_t i = 0; i < count; ++i)
            to.put(next + i, outcome.out.narrow(0, i, 1));
        next += count;
        control.advance(blockFlops(block, m_window) * static_cast<double>(count));
    }
    return {};
}

BlockWeights densified(BlockWeights weights) {
    for (auto& [kind, linear] : weights.linears)
        linear = linear.densified();
    return weights;
}

} // namespace lapidary::engine
