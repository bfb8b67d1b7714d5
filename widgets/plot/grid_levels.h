// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/settings.h"

#include <vector>

namespace lapidary::widgets {

/// Values that a grid with these extremes can hold, rising (conventions.md: restricted and full symmetric,
/// asymmetric).
std::vector<double> gridLevels(const plan::GridShape& grid, double minimum, double maximum);

} // namespace lapidary::widgets
