// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/forward/block_forward.h"
#include "core/engine/forward/hidden_states.h"
#include "core/engine/methods/site_method.h"
#include "core/engine/storage/weight_reader.h"
#include "core/model/model_spec.h"
#include "core/plan/plan.h"
#include "core/results/run_report.h"

#include <map>
#include <vector>

namespace lapidary::engine {

/// What the compression of every block shares.
struct CompressionContext {
    const model::ModelSpec& spec;
    const std::map<model::SiteId, plan::SiteSettings>& settings;
    StorageTypes types;
    double firstTokenWeight = 64.0;
    bool sequential = false; // input group after input group, each seeing the compressed ones before it
    std::uint64_t seed = 0;
    at::Device device;
    const RopeTables* rope = nullptr;
};

struct CompressedBlock {
    BlockWeights weights;                   // linears replaced where the plan changes them
    std::vector<results::SiteReport> sites; // of the changed sites
    double forwardSeconds = 0.0;
    double solveSeconds = 0.0;
};

/// Compresses one block: gathers input moments over `inputs` (nothing: no calibration text; errors are then
/// judged with C = I), then runs the methods of its sites. `weights` are the dense ones.
base::Result<CompressedBlock> compressBlock(const model::Block& block, BlockWeights weights,
                                            const HiddenStates* inputs, const CompressionContext& context,
                                            base::RunControl& control);

/// One site that has no block (embed, head), judged with C = I.
base::Result<std::pair<CompressedLinear, results::SiteReport>>
compressLooseSite(const model::Site& site, const CompressedLinear& dense, const CompressionContext& context,
                  const base::RunControl& control);

/// Flops of compressBlock without the forward passes, for progress.
double solveFlops(const model::Block& block, const std::map<model::SiteId, plan::SiteSettings>& settings);

} // namespace lapidary::engine
