// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    /// The first channels of the hidden state whose norm gains begin at `outlierGain` and the weights that
    /// read them at as much less: the same function, but these channels of the inputs are large, and what
    /// reads them learns faster. Large language models grow such channels by themselves, small ones need the
    /// hint.
    std::int64_t outlierChannels = 0;
    double outlierGain = 1.0;
};

} // namespace lapidary::engine
