// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/api/engine.h"
#include "core/engine/forward/block_runner.h"
#include "core/engine/forward/hidden_states.h"
#include "core/engine/measuring/measure_needs.h"
#include "core/engine/methods/site_method.h"
#include "core/engine/storage/weight_reader.h"
#include "core/model/model_spec.h"

#include <ATen/core/Tensor.h>
#include <cstdint>

namespace lapidary::engine {

struct TrueKlJob {
    const model::ModelSpec& spec;
    const WeightReader& reader;
    BlockRunner& runner;
    const HiddenStates& dense; // of the unchanged model, after the final norm
    const MeasureNeeds& needs;
    const at::Tensor& ids; // int64 [windows, window], host
    at::Device device;
    StorageTypes types;
    std::uint64_t hiddenBudget; // bytes of each of the three sets of hidden states
};

/// KL(dense || changed), mean over positions 2 .. window, in nats, for every wanted site under every
/// sensitivitySettings(), one site changed at a time. The dense model runs once more; at each block the
/// windows go from its dense inputs to the end with the changed site, and the logits are compared in tiles.
/// One forward of the later blocks and two of the head a site and setting. Gives the sink a site's points
/// when the site is done.
base::Status measureTrueKl(const TrueKlJob& job, MeasureSink& sink, base::RunControl& control);

} // namespace lapidary::engine
