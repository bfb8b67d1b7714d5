// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/results/measurements.h"

#include <vector>

namespace lapidary::widgets {

struct ClipLimits {
    double low = 0.0;
    double high = 0.0;
    bool operator==(const ClipLimits&) const = default;
};

/// What it does to weights to cut them at limits and to round them to the nearest level of a grid.
struct ClipEffect {
    double clipped = 0.0; // share of the weights beyond the limits
    double sqnr = 0.0;    // [dB]: power of the weights over that of the error; infinite without error
};

/// From the histogram alone, each bin taken as evenly filled. `levels` rise; one at least.
ClipEffect clipEffect(const results::Histogram& histogram, const ClipLimits& limits,
                      const std::vector<double>& levels);

} // namespace lapidary::widgets
