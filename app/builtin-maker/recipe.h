// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/formats/model_config.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lapidary::maker {

/// How the built-in model is made; every figure here is part of its definition.
struct Recipe {
    std::uint64_t trainingSeed = 1; // of the text
    std::uint64_t unseenSeed = 2;
    std::uint64_t calibrationSeed = 3;
    std::size_t tokenizerBytes = 2000000; // the tokenizer learns from the text's beginning
    std::size_t unseenBytes = 1000000;
    std::size_t sampleBytes = 60000; // of calibration.txt and of evaluation.txt, the unseen text's beginning
    std::size_t vocabulary = 1024;
    std::int64_t steps = 5000;
    int threads = 1;
};

formats::ModelConfig builtinConfig(const Recipe& recipe);

/// The training text is as long as the steps need, so that each token is seen once.
struct Made {
    std::vector<std::int32_t> trainingIds;
    std::vector<std::int32_t> unseenIds;
    std::filesystem::path unseenText;
    double seconds = 0.0; // of the training
};

/// Writes config.json, model.safetensors, tokenizer.json, tokenizer_config.json, calibration.txt and
/// evaluation.txt into `folder`, and the unseen text beside it as FOLDER.unseen.txt. Prints the loss now and
/// then.
base::Result<Made> makeModel(const Recipe& recipe, const std::filesystem::path& folder,
                             base::RunControl& control);

} // namespace lapidary::maker
