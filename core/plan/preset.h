// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <string>
#include <string_view>
#include <vector>

namespace lapidary::plan {

/// A named starting point for all block linears, the lowest layer of the cascade.
struct Preset {
    std::string name;
    WrittenSettings settings;
    std::string help; // what it costs and when to take it
};

/// All presets, "none" first. Immutable.
const std::vector<Preset>& presetTable();
const Preset* findPreset(std::string_view name);

} // namespace lapidary::plan
