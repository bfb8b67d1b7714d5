// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/api/engine.h"
#include "core/engine/tensor/device.h"

namespace lapidary::engine {

/// The pipeline: block by block, inputs from the already compressed stack (as stored, read back), methods on
/// the block's sites, the compressed block to a shard that is fsynced and journaled; then the rest,
/// verification and one rename. Killed at any moment, the same request with `resume` ends with the same bytes
/// (same machine and threads).
base::Result<results::RunReport> runPlan(const RunRequest& request, const DeviceProvider& provider,
                                         base::RunControl& control);

} // namespace lapidary::engine
