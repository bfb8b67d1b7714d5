// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/history.h"

#include <algorithm>

namespace lapidary::plan {

using base::Error;
using base::ErrorCode;
using base::Json;

namespace {

constexpr int kWholeEvery = 32;

Json jsonOf(const Plan& plan) {
    return Json(plan::toJson(plan));
}

Error noSuchStep(StepIndex step, std::size_t count) {
    return Error{ErrorCode::BadValue,
                 "history",
                 "step " + std::to_string(step),
                 {},
                 "a step from 0 to " + std::to_string(count - 1),
                 {}};
}

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

base::Result<ResolvedSite> resolvedSite(const Plan& plan, const model::SiteId& site,
                                        const model::ModelSpec& model) {
    LAPIDARY_TRY(const ResolvedPlan resolved, resolvePlan(plan, model));
    const ResolvedSite* found = resolved.find(site);
    if (found == nullptr)
        return Error{ErrorCode::UnknownName, "history", site.name, {}, "a site of this model", {}};
    return *found;
}

void setOverride(Plan& plan, const model::SiteId& site, const WrittenSettings& written) {
    if (written.empty())
        plan.sites.erase(site);
    else
        plan.sites.insert_or_assign(site, written);
}

} // namespace

History::History()
    : History(Plan()) {
}

History::History(const Plan& start, std::string words)
    : m_plan(start) {
    m_steps.push_back({0, std::move(words), std::nullopt});
    m_kept.push_back({jsonOf(start), nullptr, 0});
}

std::vector<StepIndex> History::children(StepIndex step) const {
    std::vector<StepIndex> found;
    for (StepIndex i = 1; i < m_steps.size(); ++i)
        if (m_steps[i].parent == step)
            found.push_back(i);
    return found;
}

base::Result<Json> History::jsonAt(StepIndex step) const {
    if (step >= m_steps.size())
        return noSuchStep(step, m_steps.size());
    std::vector<StepIndex> path;
    while (m_kept[step].whole.is_null()) {
        path.push_back(step);
        step = m_steps[step].parent;
    }
    Json json = m_kept[step].whole;
    for (auto at = path.rbegin(); at != path.rend(); ++at) {
        try {
            json.patch_inplace(m_kept[*at].patch);
        } catch (const Json::exception&) {
            return Error{ErrorCode::Inconsistent,
                         "history",
                         "step " + std::to_string(*at),
                         "a patch that does not fit",
                         "one made from the step before it",
                         {}};
        }
    }
    return json;
}

base::Result<Plan> History::planAt(StepIndex step) const {
    LAPIDARY_TRY(const Json json, jsonAt(step));
    return planFromJson(json, "history, step " + std::to_string(step));
}

History::Kept History::keep(StepIndex parent, const Json& parentPlan, const Json& plan) const {
    Kept kept;
    kept.sinceWhole = m_kept[parent].sinceWhole + 1;
    kept.patch = Json::diff(parentPlan, plan);
    // A patch as long as the plan (a paste, another preset) would only make every return to it slower.
    if (kept.sinceWhole >= kWholeEvery || kept.patch.dump().size() >= plan.dump().size())
        kept = Kept{plan, nullptr, 0};
    return kept;
}

void History::edit(const Plan& after, std::string words, const std::string& mergeKey) {
    const bool merges = !mergeKey.empty() && mergeKey == m_mergeKey && m_current != 0;
    m_mergeKey = mergeKey;
    if (after == m_plan)
        return;
    const StepIndex parent = merges ? m_steps[m_current].parent : m_current;
    if (!merges) {
        m_steps.push_back({parent, {}, std::nullopt});
        m_kept.emplace_back();
        m_steps[parent].redo = m_steps.size() - 1;
        m_current = m_steps.size() - 1;
    }
    m_steps[m_current].words = std::move(words);
    // The parent was a plan of this session or was rebuilt to come here; should it fail all the same, keep
    // the whole.
    const auto before = jsonAt(parent);
    m_kept[m_current] = before ? keep(parent, *before, jsonOf(after)) : Kept{jsonOf(after), nullptr, 0};
    m_plan = after;
}

void History::moveTo(StepIndex step) {
    m_mergeKey.clear();
    // Redo leads back along the way to the step that was left, and on to the one that was reached.
    for (const StepIndex end : {m_current, step})
        for (StepIndex i = end; i != 0; i = m_steps[i].parent)
            m_steps[m_steps[i].parent].redo = i;
    m_current = step;
}

base::Status History::jump(StepIndex step) {
    LAPIDARY_TRY(Plan plan, planAt(step));
    m_plan = std::move(plan);
    moveTo(step);
    return {};
}

base::Status History::undo() {
    if (!canUndo())
        return Error{ErrorCode::NotApplicable, "history", "undo", {}, "a step to undo", {}};
    return jump(m_steps[m_current].parent);
}

base::Status History::redo() {
    if (!canRedo())
        return Error{ErrorCode::NotApplicable, "history", "redo", {}, "a step to redo", {}};
    return jump(*m_steps[m_current].redo);
}

base::Status History::revertSite(const model::SiteId& site, StepIndex step, const model::ModelSpec& model) {
    if (m_plan.locked.contains(site))
        return Error{ErrorCode::NotApplicable, "history",        site.name, "a locked site",
                     "one that is not locked", "unlock it first"};
    LAPIDARY_TRY(const Plan then, planAt(step));
    LAPIDARY_TRY(const ResolvedSite wanted, resolvedSite(then, site, model));
    Plan reverted = m_plan;
    const auto written = then.sites.find(site);
    setOverride(reverted, site, written == then.sites.end() ? WrittenSettings{} : written->second);
    // Under today's rules the old override may be incomplete: then only the spelled-out one can serve.
    auto now = resolvedSite(reverted, site, model);
    if (!now || !(now->settings == wanted.settings)) {
        setOverride(reverted, site, {});
        LAPIDARY_TRY(const ResolvedSite below, resolvedSite(reverted, site, model));
        setOverride(reverted, site, spelledOut(wanted, below));
        now = resolvedSite(reverted, site, model);
    }
    if (!now)
        return now.error();
    if (!(now->settings == wanted.settings))
        return Error{ErrorCode::NotApplicable,
                     "history",
                     site.name,
                     "settings that rules of today keep in force",
                     "settings that one override can express",
                     "change the rules there first"};
    edit(reverted, "revert " + site.name + " to step " + std::to_string(step));
    return {};
}

} // namespace lapidary::plan
