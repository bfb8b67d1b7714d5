// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lapidary::plan {

/// Block indices as the text of a rule's `blocks`: "0-3,7,-1" (the last block alone as -1); empty for all.
std::string blocksText(const std::set<std::int64_t>& blocks, std::int64_t blockCount);

/// A rule without name and settings that matches exactly these sites, as short as it can be said: a name, a
/// glob over whole blocks or modules, blocks and kinds; else a list of names (a predicate whose text says
/// so). Empty sites give nothing.
std::optional<Rule> ruleFor(const std::set<model::SiteId>& sites, const model::ModelSpec& model);

/// Blocks in which the sites hold some, not all, of what runtimes fuse (q, k, v; gate, up).
std::set<std::int64_t> blocksSplit(const std::vector<model::SiteId>& sites, const model::ModelSpec& model);

} // namespace lapidary::plan
