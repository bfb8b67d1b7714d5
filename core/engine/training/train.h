// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/training/train_options.h"
#include "core/engine/training/trainable_model.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace lapidary::engine {

/// The rate of step 0 .. steps - 1.
double learningRate(const TrainOptions& options, std::int64_t step);

/// Trains on the text from its beginning, window after window, starting anew at its end. The same start, text
/// and options give the same bytes on the same kind of processor and number of threads. Progress: one unit a
/// token; `onStep` (may be empty) gets step and loss. Returns the loss of each step. Errors: a text shorter
/// than one batch (BadValue); Cancelled.
base::Result<std::vector<double>> train(const TrainableModel& model, std::span<const std::int32_t> ids,
                                        const TrainOptions& options, base::RunControl& control,
                                        const std::function<void(std::int64_t, double)>& onStep = {});

} // namespace lapidary::engine
