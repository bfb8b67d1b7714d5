// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/check.h"
#include "core/results/project.h"

#include <vector>

namespace lapidary::results {

/// Warnings of bit widths at sites whose sensitivity was measured, but not at that width. One problem names
/// all sites that share it. Nothing where no sensitivity was measured.
std::vector<plan::Problem> untestedBits(const ProjectData& project, const plan::ResolvedPlan& resolved);

} // namespace lapidary::results
