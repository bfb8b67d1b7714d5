// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_control.h"
#include "core/engine/storage/weight_reader.h"
#include "core/engine/tensor/linear_kernels.h"
#include "core/model/model_spec.h"

#include <ATen/core/Tensor.h>
#include <functional>

namespace lapidary::engine {

/// cos and sin of the rotary embedding for positions 0 .. length-1, [length, headDim], float32; scaling as
/// transformers.
struct RopeTables {
    at::Tensor cos;
    at::Tensor sin;
};
RopeTables makeRope(const formats::ModelConfig& config, std::int64_t length, at::Device device);

/// Keys and values of earlier positions of one block, for generation: [batch, kvHeads, positions, headDim].
struct KeyValueCache {
    at::Tensor keys;
    at::Tensor values;
};

/// Called with each input group's input x [batch, tokens, width] before the linears use it.
using InputProbe = std::function<void(const model::InputGroup& group, const at::Tensor& x)>;

struct BlockContext {
    const model::ModelSpec& spec;
    const RopeTables& rope;
    std::int64_t position = 0;      // of the first token (generation)
    KeyValueCache* cache = nullptr; // read and extended where given
    const InputProbe* probe = nullptr;
    /// Polled between the parts of a block; a stop leaves forwardBlock as a CancelledComputation (device.h),
    /// which `guarded` turns into an error. Null: runs to its end.
    const base::RunControl* control = nullptr;
};

/// hidden [batch, tokens, hidden] -> the block's output of the same shape. Pure: nothing is changed in place,
/// so autograd can go through it. The one definition of the network's mathematics (llama, mistral, qwen2,
/// qwen3).
at::Tensor forwardBlock(const model::Block& block, const BlockWeights& weights, const at::Tensor& hidden,
                        const BlockContext& context);

/// Multiply-adds times two of `forwardBlock` for one sequence of `tokens`: the linears and the causal half of
/// attention.
double blockFlops(const model::Block& block, std::int64_t tokens);

/// RMS norm in float32 with a gain.
at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& gain, double eps);

} // namespace lapidary::engine
