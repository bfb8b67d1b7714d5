// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/plan/settings.h"

#include <ATen/core/Tensor.h>

namespace lapidary::engine::methods {

/// Keeps the weights of largest |weight| * channel in every row (unstructured: plan::keptPerRow() of them) or
/// in every M consecutive ones. Of equal scores the earlier column stays. `channel` float32 [in],
/// non-negative; undefined: ones. Returns bool [out, in]. On the CPU one pass over the weights (N:M: M
/// comparisons a weight; unstructured: a linear-time selection a row), elsewhere a stable sort.
base::Result<at::Tensor> selectMask(const at::Tensor& weight, const at::Tensor& channel,
                                    const plan::SparsityPattern& pattern, const base::RunControl& control);
/// The same by tensor operations, whatever the device.
at::Tensor selectMaskByTensors(const at::Tensor& weight, const at::Tensor& channel,
                               const plan::SparsityPattern& pattern);

} // namespace lapidary::engine::methods
