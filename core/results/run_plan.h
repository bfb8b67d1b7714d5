// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/results/run_report.h"

namespace lapidary::results {

/// The plan that a run was made with, as it was written. Errors: a record without it, or with one that this
/// program cannot read.
base::Result<plan::Plan> planOf(const RunReport& run);

} // namespace lapidary::results
