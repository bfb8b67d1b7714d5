// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/api/engine.h"
#include "core/engine/tensor/device.h"

namespace lapidary::engine {

/// Fills `sink` with what the request asks for and `isValid` does not have, in one pass over the calibration
/// text, block by block: forward with probes, then channel statistics, spectra and sensitivity of the block,
/// whose weights and moments are then dropped. Kept: the hidden states of all windows (spilled beyond the
/// budget), one block's weights, the moments of its four input groups. Without a text: the weights' own
/// spectra. With measureKl a second pass runs every site and setting from its block on. Results that reached
/// the sink stay when the job is cancelled. Errors: those of opening and of makeTokenWindows, Fisher weights
/// (Unsupported), a sink's own.
base::Result<MeasureReport> measure(const MeasureRequest& request, const DeviceProvider& provider,
                                    MeasureSink& sink, base::RunControl& control);

} // namespace lapidary::engine
