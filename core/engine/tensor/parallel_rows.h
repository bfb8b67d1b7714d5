// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_control.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <cstdint>

namespace lapidary::engine {

/// Calls `work(begin, end)` for consecutive shares of 0 .. count on torch's threads; `work` must not throw
/// and must not touch tensors.
template<class Work>
void parallelRows(std::int64_t count, const Work& work) {
    at::parallel_for(0, count, 1, work);
}

/// Calls `step(begin, end)`, which returns a Status, for panels of 0 .. count and polls `control` before
/// each.
template<class Step>
base::Status forPanels(std::int64_t count, std::int64_t panel, const base::RunControl& control,
                       const Step& step) {
    for (std::int64_t begin = 0; begin < count; begin += panel) {
        LAPIDARY_CHECK(control.check());
        LAPIDARY_CHECK(step(begin, std::min(count, begin + panel)));
    }
    return {};
}

/// Rows of a panel whose work of `costPerRow` operations each stays near `budget` (default: well under a
/// second).
inline std::int64_t panelRows(double costPerRow, double budget = 2e10) {
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(budget / std::max(1.0, costPerRow)));
}

} // namespace lapidary::engine
