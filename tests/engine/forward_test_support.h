// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/engine/forward/block_forward.h"
#include "core/engine/storage/open_model.h"

#include <ATen/core/Tensor.h>
#include <filesystem>
#include <memory>
#include <vector>

namespace lapidary::tests {

/// The checkpoint at `path`; a failed expectation and null where it does not open.
std::unique_ptr<const engine::OpenModel> openedModel(const std::filesystem::path& path);

/// A JSON file of golden values.
base::Json goldenJson(const std::filesystem::path& path);

/// int64 [1, n] or [windows, n].
at::Tensor idsTensor(const base::Json& ids);

/// Final hidden states after the last norm, [windows, tokens, hidden], all blocks at once, no streaming.
at::Tensor lastHidden(const engine::OpenModel& model, const at::Tensor& ids);

/// Logits [windows, tokens, vocabulary] in float32.
at::Tensor logitsOf(const engine::OpenModel& model, const at::Tensor& ids);

/// float64 [windows, tokens - 1]: negative log likelihood of each next token.
at::Tensor nllOf(const at::Tensor& logits, const at::Tensor& ids);

/// The same for one window of ids [1, tokens], some positions at a time: float64 [tokens - 1].
at::Tensor windowNll(const engine::OpenModel& model, const at::Tensor& ids);

double maxDifference(const at::Tensor& a, const at::Tensor& b);

} // namespace lapidary::tests
