// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/training/train_options.h"
#include "core/engine/training/trainable_model.h"

#include <ATen/core/Tensor.h>
#include <span>

namespace lapidary::engine {

/// Gives input groups the outlier channels of a large model, which a small one does not grow by itself, and
/// leaves the function as it is: what makes a channel (the norm's gain; the row of up; the row of v) is taken
/// times s, the columns that read it by s. As s is a power of two, nothing is rounded: outputs stay the same
/// to the last bit, also of the weights in another dtype. The channels with the largest absmax on `ids` int64
/// [windows, window + 1] grow, as what is large already is what training would have made larger still.
/// Errors: a group that the model has not, or more than half of its channels (BadValue); Cancelled.
base::Status growOutliers(const TrainableModel& model, const at::Tensor& ids,
                          std::span<const OutlierGroup> wanted, const base::RunControl& control);

} // namespace lapidary::engine
