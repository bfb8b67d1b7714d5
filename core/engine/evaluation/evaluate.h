// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/api/engine.h"
#include "core/engine/storage/open_model.h"
#include "core/engine/tensor/device.h"

#include <ATen/core/Tensor.h>

namespace lapidary::engine {

/// Perplexity by the protocol of conventions.md, against a reference also divergence (mean and exact 99th
/// percentile over all scored positions) and top-1 agreement. Chunks of windows whose activations fit the
/// budget go through all blocks, one block in memory at a time; the head in tiles, so positions x vocabulary
/// never exists. Work per window: blockFlops of all blocks and 2 window x vocabulary x hidden, for each
/// model. Errors: those of opening and of makeTokenWindows; a reference with another vocabulary (Mismatch);
/// OutOfMemory after a second try with half the step; Cancelled.
base::Result<results::EvaluationReport> evaluate(const EvaluationRequest& request,
                                                 const DeviceProvider& provider, base::RunControl& control);

/// The same on windows that are there already, ids int64 [windows, window] on the host. `reference` may be
/// null. Leaves textTokens 0.
base::Result<results::EvaluationReport> evaluateWindows(const OpenModel& model, const OpenModel* reference,
                                                        const at::Tensor& ids, at::Device device,
                                                        std::uint64_t activationBytes,
                                                        base::RunControl& control);

} // namespace lapidary::engine
