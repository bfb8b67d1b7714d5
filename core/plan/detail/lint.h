// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/check.h"
#include "core/plan/detail/cascade.h"

#include <vector>

namespace lapidary::plan::detail {

/// Rules and sites that match nothing, are shadowed or have keys without effect; another model; edits.
void lintPlan(const Plan& plan, const model::ModelSpec& model, const Cascaded& resolved,
              std::vector<Problem>& problems);

/// Parts that a runtime fuses (q, k, v; gate, up; all experts of a block) but that have different schemes;
/// blocks that differ alike make one problem.
void lintFused(const model::ModelSpec& model, const ResolvedPlan& resolved, Severity severity,
               std::vector<Problem>& problems);

} // namespace lapidary::plan::detail
