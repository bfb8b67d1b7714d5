// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/api/engine.h"
#include "core/engine/tensor/device.h"

namespace lapidary::engine {

/// Weight differences of two checkpoints of one network, site by site; one site of each in memory.
base::Result<CompareReport> compareModels(const CompareRequest& request, const DeviceProvider& provider,
                                          base::RunControl& control);

} // namespace lapidary::engine
