// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/check.h"

#include <cstdint>

namespace lapidary::plan {

/// Memory that running the result takes, by three parts that can be counted:
///
/// - weights: as they are stored (a runtime that unpacks them takes more);
/// - cache: keys and values of `context` tokens at 16 bits, 2 kv_heads head_dim a block and token; a block
/// with
///   a sliding window keeps no more than that;
/// - activations: what the widest block holds for `context` tokens at 16 bits while it computes: residual and
///   norm, and the larger of q, k, v with the attention's output and gate, up with their product; no score
///   matrix.
///
/// Buffers of the runtime and of the device driver come on top.
struct RunMemory {
    std::int64_t context = 0;
    std::uint64_t weights = 0;
    std::uint64_t cache = 0;
    std::uint64_t activations = 0;
    std::uint64_t total() const { return weights + cache + activations; }
};

/// At `context` tokens, or the model's own context where that is shorter.
RunMemory runMemory(const model::ModelSpec& model, std::uint64_t weightBytes, std::int64_t context = 4096);

} // namespace lapidary::plan
