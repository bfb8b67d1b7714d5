// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <cstddef>
#include <vector>

namespace lapidary::plan::detail {

struct Cascaded {
    ResolvedPlan plan;
    /// Of each rule: the places in plan.sites that it touches, ascending; none of one that is off.
    std::vector<std::vector<std::size_t>> matches;
};

/// resolvePlan(), and what its rules touched on the way.
base::Result<Cascaded> resolveAll(const Plan& plan, const model::ModelSpec& model);

} // namespace lapidary::plan::detail
