// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/check.h"

#include <vector>

namespace lapidary::plan::detail {

/// Rules and sites that match nothing, are shadowed or have keys without effect; another model; edits.
base::Status lintPlan(const Plan& plan, const model::ModelSpec& model, const ResolvedPlan& resolved,
                      std::vector<Problem>& problems);

/// What runtimes fuse into one layer: q, k, v; gate, up.
const std::vector<std::vector<model::SiteKind>>& fusedKinds();

/// Parts that a runtime fuses but that have different schemes; blocks that differ alike make one problem.
void lintFused(const model::ModelSpec& model, const ResolvedPlan& resolved, Severity severity,
               std::vector<Problem>& problems);

} // namespace lapidary::plan::detail
