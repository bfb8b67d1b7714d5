// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <optional>
#include <vector>

/// Edits of a plan by hand, as pure functions; History keeps their results as steps.
namespace lapidary::plan {

/// Written settings with others on top, as one layer of the cascade:
///
/// - a family given as null clears that family, an object adds its keys;
/// - another `method` keeps the keys that it knows with values that it allows, and drops the rest;
/// - keys that are alternatives (`ratio`, `rank`, `energy`; `per` and `group`) replace each other.
WrittenSettings mergeSettings(const WrittenSettings& below, const WrittenSettings& above);

/// The plan with settings merged into the override of each site that is not locked. Settings of a family lift
/// a `skip` of the same override.
Plan withSiteSettings(Plan plan, const std::vector<model::SiteId>& sites, const WrittenSettings& settings);

/// The plan without overrides of those of these sites that are not locked: they follow preset, base and rules
/// again.
Plan withoutSiteSettings(Plan plan, const std::vector<model::SiteId>& sites);

/// The plan with these sites locked, or free again.
Plan withLocks(Plan plan, const std::vector<model::SiteId>& sites);
Plan withoutLocks(Plan plan, const std::vector<model::SiteId>& sites);

/// Those of these sites that edits may change.
std::vector<model::SiteId> unlockedOf(const Plan& plan, std::vector<model::SiteId> sites);

/// The same settings a notch more or less, as an override for a site [out, in]: bits by 1, else the rank of
/// its low rank or adapter by 1/32 of the full rank (rounded down, at least 1), else unstructured sparsity by
/// 0.05; within what the method allows. Nothing where there is no such setting or the end of its range is
/// reached.
std::optional<WrittenSettings> notched(const SiteSettings& settings, std::int64_t out, std::int64_t in,
                                       int notches);

} // namespace lapidary::plan
