// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/site_id.h"

#include <cstdint>

namespace lapidary::engine {

struct AdamWOptions {
    double beta1 = 0.9;
    double beta2 = 0.95;
    double epsilon = 1e-8;
    double weightDecay = 0.1; // of parameters that decay
};

struct TrainOptions {
    std::int64_t window = 256; // tokens a window predicts
    std::int64_t batch = 16;   // windows a step
    std::int64_t steps = 1000;
    std::int64_t warmUp = 100; // steps of a rate that grows linearly; then half a cosine down to `finalShare`
    double rate = 4e-3;
    double finalShare = 0.05;
    double clipNorm = 1.0;
    AdamWOptions optimizer;
};

/// How a network begins.
struct StartOptions {
    std::uint64_t seed = 0;
};

/// Large channels that an input group gets after the training (`growOutliers`).
struct OutlierGroup {
    model::InputGroupId group;
    std::int64_t channels = 0; // in attn.o: rows of v, each a channel of every query head that reads it
    /// At least this many times the median absmax has the largest channel, at most twice as many; each next
    /// one half of it, but at least 8.
    double ratio = 0.0;
};

} // namespace lapidary::engine
