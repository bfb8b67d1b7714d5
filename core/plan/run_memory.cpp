// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/run_memory.h"

#include <algorithm>

namespace lapidary::plan {

RunMemory runMemory(const model::ModelSpec& model, std::uint64_t weightBytes, std::int64_t context) {
    constexpr std::uint64_t kElement = 2;
    RunMemory memory;
    memory.context = std::max<std::int64_t>(1, std::min(context, model.config.context));
    memory.weights = weightBytes;
    std::uint64_t widest = 0;
    for (const model::Block& block : model.blocks) {
        const std::int64_t kept =
            block.slidingWindow > 0 ? std::min(block.slidingWindow, memory.context) : memory.context;
        const std::int64_t kv = block.kvHeads * block.headDim;
        memory.cache += static_cast<std::uint64_t>(kept * 2 * kv) * kElement;
        const std::int64_t attention = 2 * block.heads * block.headDim + 2 * kv;
        widest = std::max(widest, static_cast<std::uint64_t>(std::max(attention, 3 * block.ffn)));
    }
    memory.activations = static_cast<std::uint64_t>(memory.context) *
                         (2 * static_cast<std::uint64_t>(model.config.hidden) + widest) * kElement;
    return memory;
}

} // namespace lapidary::plan
