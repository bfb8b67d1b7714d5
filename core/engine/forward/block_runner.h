// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/forward/block_forward.h"
#include "core/engine/forward/hidden_states.h"
#include "core/engine/forward/stream_blocks.h"

#include <cstdint>

namespace lapidary::engine {

/// Passes windows through one block at a time, whose weights the caller gives, and shows the inputs of its
/// linears. Where a device runs out of memory the step is halved once and stays so.
class BlockRunner final {
public:
    BlockRunner(const model::ModelSpec& spec, std::int64_t window, at::Device device);

    /// `from` [windows, window, hidden] through the block into `to` (may be the same). `probe` (may be null)
    /// gets the inputs of each input group, [windows of a step, window, width], once a step has succeeded.
    /// Progress: blockFlops a window. Errors: OutOfMemory, Cancelled.
    base::Status run(const model::Block& block, const BlockWeights& weights, const HiddenStates& from,
                     HiddenStates& to, const InputProbe* probe, base::RunControl& control);

private:
    const model::ModelSpec& m_spec;
    std::int64_t m_window;
    at::Device m_device;
    RopeTables m_rope;
    StepSize m_step;
};

/// Dense float32 values for repeated application.
BlockWeights densified(BlockWeights weights);

} // namespace lapidary::engine
