// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/check.h"
#include "core/results/project.h"

namespace lapidary::results {

/// Ranks of `energy` settings from the spectra of a project, which must outlive the function returned.
plan::EnergyRank energyRanks(const ProjectData& project);

} // namespace lapidary::results
