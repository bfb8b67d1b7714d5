// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/formats/model_config.h"

#include <cstdint>
#include <string>

namespace lapidary::formats::detail {

// Widest values taken from a file; their products stay far below 2^63.
inline constexpr std::int64_t kMaxWidth = std::int64_t{1} << 24; // hidden, FFN
inline constexpr std::int64_t kMaxBlocks = 1 << 16;
inline constexpr std::int64_t kMaxHeads = 1 << 16;
inline constexpr std::int64_t kMaxExperts = 1 << 16;
inline constexpr std::int64_t kMaxHeadDim = 1 << 16;
inline constexpr std::int64_t kMaxVocabulary = std::int64_t{1} << 28;
inline constexpr std::int64_t kMaxContext = std::int64_t{1} << 40;

/// What holds for every network that the engine computes, wherever the config came from: heads a multiple of
/// kv heads, an even head width, a positive finite epsilon and RoPE base.
base::Status checkConfig(const ModelConfig& config, const std::string& file);

} // namespace lapidary::formats::detail
