// SPDX-License-Identifier: GPL-3.0-or-later
// What the history has to say of single sites.
#include "core/plan/history.h"

#include <algorithm>
#include <string_view>

namespace lapidary::plan {

using base::Error;
using base::ErrorCode;
using base::Json;

namespace {

/// Writes out what a site must be, over whatever the lower layers give it now.
WrittenSettings spelledOut(const ResolvedSite& wanted, const ResolvedSite& below) {
    WrittenSettings written;
    if (wanted.settings.skip != below.settings.skip)
        written.skip = wanted.settings.skip;
    const Json all = Json(toJson(wanted.settings));
    for (const Family family : kFamilies) {
        if (wanted.settings.families.contains(family)) {
            written.families.emplace(family, all.at(std::string(familyKey(family))));
        } else if (below.settings.families.contains(family)) {
            written.families.emplace(family, nullptr);
        }
    }
    return written;
}

void setOverride(Plan& plan, const model::SiteId& site, const WrittenSettings& written) {
    if (written.empty())
        plan.sites.erase(site);
    else
        plan.sites.insert_or_assign(site, written);
}

/// The sites whose settings under `plan` are not those of `wanted`; all of them where it does not resolve.
std::vector<model::SiteId> unlike(const ResolvedPlan& wanted, const Plan& plan,
                                  const std::vector<model::SiteId>& sites, const model::ModelSpec& model) {
    const auto now = resolvePlan(plan, model);
    if (!now)
        return sites;
    std::vector<model::SiteId> differ;
    for (const model::SiteId& site : sites)
        if (!(now->find(site)->settings == wanted.find(site)->settings))
            differ.push_back(site);
    return differ;
}

/// A model of which one site is left, with as many blocks: rules match it as they do in the whole.
model::ModelSpec withOneSite(model::ModelSpec model, const model::SiteId& site) {
    for (model::Block& block : model.blocks)
        std::erase_if(block.sites, [&](const model::Site& each) { return each.id != site; });
    return model;
}

/// JSON pointers write these two otherwise.
std::string pointerTo(const model::SiteId& site) {
    std::string pointer = "/sites/";
    for (const char letter : site.name)
        pointer += letter == '~' ? "~0" : letter == '/' ? "~1" : std::string(1, letter);
    return pointer;
}

} // namespace

base::Result<Plan> History::withSitesOf(StepIndex step, const std::vector<model::SiteId>& asked,
                                        const model::ModelSpec& model) const {
    std::vector<model::SiteId> sites = asked;
    std::erase_if(sites, [this](const model::SiteId& site) { return m_plan.locked.contains(site); });
    if (sites.empty() && !asked.empty())
        return Error{ErrorCode::NotApplicable, "history",        asked.front().name, "a locked site",
                     "one that is not locked", "unlock it first"};
    LAPIDARY_TRY(const Plan then, planAt(step));
    LAPIDARY_TRY(const ResolvedPlan wanted, resolvePlan(then, model));
    Plan reverted = m_plan;
    for (const model::SiteId& site : sites) {
        if (wanted.find(site) == nullptr)
            return Error{ErrorCode::UnknownName, "history", site.name, {}, "a site of this model", {}};
        const auto written = then.sites.find(site);
        setOverride(reverted, site, written == then.sites.end() ? WrittenSettings{} : written->second);
    }
    // Under today's rules the old override may be incomplete: then only the spelled-out one can serve.
    const std::vector<model::SiteId> incomplete = unlike(wanted, reverted, sites, model);
    if (incomplete.empty())
        return reverted;
    for (const model::SiteId& site : incomplete)
        setOverride(reverted, site, {});
    LAPIDARY_TRY(const ResolvedPlan below, resolvePlan(reverted, model));
    for (const model::SiteId& site : incomplete)
        setOverride(reverted, site, spelledOut(*wanted.find(site), *below.find(site)));
    const std::vector<model::SiteId> left = unlike(wanted, reverted, incomplete, model);
    if (!left.empty())
        return Error{ErrorCode::NotApplicable,
                     "history",
                     left.front().name,
                     "settings that rules of today keep in force",
                     "settings that one override can express",
                     "change the rules there first"};
    return reverted;
}

/// False where the step's patch is of overrides of other sites alone.
bool History::mayChange(StepIndex step, const model::SiteId& site) const {
    const Kept& kept = m_kept[step];
    if (kept.patch == nullptr)
        return true;
    const std::string own = pointerTo(site);
    return !std::ranges::all_of(*kept.patch, [&](const Json& change) {
        const std::string path = change.is_object() ? change.value("path", std::string()) : std::string();
        const std::string_view rest = std::string_view(path).substr(std::min(own.size(), path.size()));
        const bool itsOwn = path.starts_with(own) && (rest.empty() || rest.front() == '/');
        return path.starts_with("/sites/") && !itsOwn;
    });
}

std::vector<StepIndex> History::stepsThatChange(const model::SiteId& site, const model::ModelSpec& model,
                                                const std::stop_token& stop) const {
    const model::ModelSpec small = withOneSite(model, site);
    const auto decided = [&](StepIndex step) -> std::optional<SiteSettings> {
        const auto plan = planAt(step);
        const auto resolved = plan ? resolvePlan(*plan, small) : base::Result<ResolvedPlan>(plan.error());
        const ResolvedSite* found = resolved ? resolved->find(site) : nullptr;
        return found == nullptr ? std::nullopt : std::optional(found->settings);
    };
    std::vector<StepIndex> changing;
    for (StepIndex step = 1; step < m_steps.size() && !stop.stop_requested(); ++step) {
        if (!mayChange(step, site))
            continue;
        const auto after = decided(step);
        if (!after || after != decided(m_steps[step].parent))
            changing.push_back(step);
    }
    return changing;
}

} // namespace lapidary::plan
