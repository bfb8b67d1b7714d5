// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace lapidary::tests {

/// A made-up model of 405 billion parameters: 126 blocks of a llama (hidden 16,384, 128 heads, 8 key-value
/// heads, FFN 53,248, vocabulary 128,256), BF16, in 191 shards with an index. The files are sparse: true
/// sizes, no data.
void makeGiantModel(const std::filesystem::path& folder);

/// A made-up mixture of experts of the type qwen3_moe in the same way: hidden 2,048, FFN 768 of an expert,
/// vocabulary 151,936; the defaults have 50,040 tensors of experts.
void makeExpertsModel(const std::filesystem::path& folder, int blocks = 60, int experts = 278);

} // namespace lapidary::tests
