// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sentence.h"
#include "core/plan/plan.h"

#include <string>
#include <vector>

namespace lapidary::plan {

/// What became of one part of a plan on its way to another model.
struct TransferNote {
    enum class Kind {
        Mapped,   // an override or a lock, at the same relative depth
        Scaled,   // block numbers or a rank that were converted
        Merged,   // several sources fall on one target: the nearest counts
        Unmapped, // left out, or kept as it is without a meaning there; `words` says why
    };
    Kind kind = Kind::Mapped;
    std::string place; // "rules[1]", "sites.blocks.7.attn.q", "base"
    base::Sentence words;
};

struct TransferredPlan {
    Plan plan;
    std::vector<TransferNote> notes; // in the order of the plan
    std::size_t count(TransferNote::Kind kind) const;
};

/// A plan for another model, by relative depth and kind of site. Block b of n falls on b (m - 1) / (n - 1) of
/// m, rounded; each site of the target takes the override of the nearest source block. Block numbers of rules
/// are scaled alike, negative ones from the end; where a pattern itself names blocks, the rule becomes blocks
/// and kinds, or a list. Ranks become shares: kept parameters of low rank, the full rank of adapters. Preset,
/// base, calibration and pipeline stay.
base::Result<TransferredPlan> transferPlan(const Plan& plan, const model::ModelSpec& from,
                                           const model::ModelSpec& to);

} // namespace lapidary::plan
