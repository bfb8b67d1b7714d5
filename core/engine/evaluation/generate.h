// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/api/engine.h"
#include "core/engine/storage/open_model.h"
#include "core/engine/tensor/device.h"

#include <cstdint>
#include <span>
#include <vector>

namespace lapidary::engine {

/// Greedy continuation of a prompt, with a key-value cache. The decoded model stays in memory where it fits
/// the budget; else blocks are read again for every token. Tokens per second count the prompt's pass but not
/// the reading of weights that stay. Errors: as openModel; an empty prompt, or more tokens than the context
/// (BadValue); OutOfMemory; Cancelled.
base::Result<GenerateReport> generate(const GenerateRequest& request, const DeviceProvider& provider,
                                      base::RunControl& control);

struct GreedyOptions {
    std::int64_t tokens = 0;
    /// Tokens that end a text. With `stopAtEnd` the continuation ends before the first of them; else they are
    /// never chosen, so that exactly `tokens` come (min_new_tokens of transformers).
    std::vector<std::int64_t> endIds;
    bool stopAtEnd = false;
    std::uint64_t memoryBytes = 0; // for decoded weights
};

struct GreedyResult {
    std::vector<std::int32_t> ids; // new ones
    double seconds = 0.0;
};

/// The same on token ids.
base::Result<GreedyResult> continueGreedily(const OpenModel& model, std::span<const std::int32_t> prompt,
                                            at::Device device, const GreedyOptions& options,
                                            base::RunControl& control);

} // namespace lapidary::engine
