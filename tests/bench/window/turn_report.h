// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "tests/bench/window/simulated_use.h"
#include "tests/bench/window/turn_clock.h"

#include <string>
#include <vector>

namespace lapidary::bench {

/// How long the turns of one phase took, in milliseconds.
struct Durations {
    std::size_t count = 0;
    double median = 0.0;
    double p95 = 0.0;
    double p99 = 0.0;
    double p999 = 0.0;
    double largest = 0.0;
    double within16 = 0.0; // share
    double within50 = 0.0;
};
Durations durationsOf(std::vector<double> milliseconds);

struct Phase {
    std::string name;
    double seconds = 0.0;
    std::vector<Turn> turns;
    SimulatedUse::Effects effects;
};

/// Turns; the time that the processor spent on them, which another program on the machine does not change;
/// answers to the simulated person, from when an input was due to the end of the turn that dealt with it.
/// `slowest`: how many of the longest turns are named.
void printPhase(const Phase& phase, std::size_t slowest);
base::Json phaseJson(const Phase& phase, std::size_t slowest);
/// What is asked of the window while the engine works: 95 % of the turns in 16 ms, 99.9 % in 50 ms.
bool meetsAim(const Phase& phase);

} // namespace lapidary::bench
