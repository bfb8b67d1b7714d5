// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <string>
#include <string_view>
#include <vector>

namespace lapidary::plan {

/// A preset of one's own: the layers of a plan below its sites. Names may have a hierarchy by `|`:
/// "Teaching|2 bits".
struct OwnPreset {
    std::string name;
    std::string help;
    std::string preset = "none"; // the program's preset that it builds on
    WrittenSettings base;
    std::vector<Rule> rules;
    bool operator==(const OwnPreset&) const = default;
};

/// {"format": "lapidary-preset", "version": 1, "name", "help", "preset", "base", "rules"}, read as strictly
/// as a plan; `file` names it in errors.
base::Result<OwnPreset> parseOwnPreset(std::string_view text, const std::string& file);
base::OrderedJson toJson(const OwnPreset& preset);

/// The plan's layers below its sites as a preset.
OwnPreset presetOf(const Plan& plan, std::string name, std::string help = {});
/// The plan with these layers; sites, locks, calibration and the rest stay.
Plan withOwnPreset(Plan plan, const OwnPreset& preset);

} // namespace lapidary::plan
