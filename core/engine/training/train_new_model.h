// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/training/train_options.h"
#include "core/formats/dtype.h"
#include "core/formats/model_config.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <vector>

namespace lapidary::engine {

/// The torch-free way to a trained model.
struct NewModelRequest {
    formats::ModelConfig config; // of a llama without biases
    StartOptions start;
    TrainOptions train;
    std::vector<OutlierGroup> outliers;
    std::span<const std::int32_t> ids;
    formats::DType dtype = formats::DType::BF16; // of the weights that are written
    std::filesystem::path folder;                // exists; gets config.json and model.safetensors
    int threads = 1;
    base::FileSystem* files = nullptr; // null: the system's
    std::function<void(std::int64_t step, double loss)> onStep;
};

/// Draws weights, trains them, gives them outlier channels and writes them. `start/` in the folder holds the
/// untrained model meanwhile. Returns the loss of each step. Errors: those of `train`, of `growOutliers` and
/// of writing.
base::Result<std::vector<double>> trainNewModel(const NewModelRequest& request, base::RunControl& control);

} // namespace lapidary::engine
