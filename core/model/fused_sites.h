// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"

#include <vector>

namespace lapidary::model {

/// Sites that runtimes (vLLM) run as one operation, and that must therefore be stored alike.
struct FusedSites {
    enum class Kind { Attention, Mlp, Experts };
    Kind kind = Kind::Attention; // q, k, v; gate, up; all experts of a block
    std::vector<const Site*> sites;
};

/// In the order of the sites; only those of two sites and more.
std::vector<FusedSites> fusedSites(const Block& block);

} // namespace lapidary::model
