// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/training/train_options.h"
#include "core/formats/dtype.h"
#include "core/formats/model_config.h"

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace lapidary::engine {

/// Weights of an untrained llama of this config, names in Hugging Face layout: normal with variance 1 / in,
/// over 2 blocks for what writes to the hidden state; the embedding with 0.02. No biases, no norms of q and
/// k.
std::vector<std::pair<std::string, at::Tensor>> startWeights(const formats::ModelConfig& config,
                                                             const StartOptions& options);

/// Writes `config.json` and `model.safetensors` into an existing folder.
base::Status writeWeights(base::FileSystem& files, const std::filesystem::path& folder,
                          const formats::ModelConfig& config,
                          const std::vector<std::pair<std::string, at::Tensor>>& tensors,
                          formats::DType dtype, const base::RunControl& control);

} // namespace lapidary::engine
