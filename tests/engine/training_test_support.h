// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/training/train_new_model.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace lapidary::tests {

/// A llama of two blocks that trains in a second.
formats::ModelConfig tinyTrainingConfig();

/// A text in which each token is the double of the one before, with a surprise now and then.
std::vector<std::int32_t> doublingIds(std::size_t count);

/// 40 steps on the ids, which outlive the request.
engine::NewModelRequest tinyRequest(const std::filesystem::path& folder,
                                    const std::vector<std::int32_t>& ids);

} // namespace lapidary::tests
