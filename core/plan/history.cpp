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

std::shared_ptr<const Json> shared(Json json) {
    return std::make_shared<const Json>(std::move(json));
}

} // namespace

History::History()
    : History(Plan()) {
}

History::History(const Plan& start, std::string words)
    : m_plan(start) {
    m_steps.push_back({0, std::move(words), std::nullopt});
    m_kept.push_back({shared(jsonOf(start)), nullptr, 0});
    m_unwritten.insert(0);
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
    while (m_kept[step].whole == nullptr) {
        path.push_back(step);
        step = m_steps[step].parent;
    }
    Json json = *m_kept[step].whole;
    for (auto at = path.rbegin(); at != path.rend(); ++at) {
        try {
            json.patch_inplace(*m_kept[*at].patch);
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
    Json patch = Json::diff(parentPlan, plan);
    // A patch as long as the plan (a paste, another preset) would only make every return to it slower.
    if (kept.sinceWhole >= kWholeEvery || patch.dump().size() >= plan.dump().size())
        kept = Kept{shared(plan), nullptr, 0};
    else
        kept.patch = shared(std::move(patch));
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
        m_current = m_steps.size() - 1;
        setRedo(parent, m_current);
    }
    m_unwritten.insert(m_current);
    m_steps[m_current].words = std::move(words);
    // The parent was a plan of this session or was rebuilt to come here; should it fail all the same, keep
    // the whole.
    const auto before = jsonAt(parent);
    m_kept[m_current] =
        before ? keep(parent, *before, jsonOf(after)) : Kept{shared(jsonOf(after)), nullptr, 0};
    m_plan = after;
}

void History::moveTo(StepIndex step) {
    m_mergeKey.clear();
    // Redo leads back along the way to the step that was left, and on to the one that was reached.
    for (const StepIndex end : {m_current, step})
        for (StepIndex i = end; i != 0; i = m_steps[i].parent)
            setRedo(m_steps[i].parent, i);
    m_current = step;
}

void History::setRedo(StepIndex step, StepIndex child) {
    if (m_steps[step].redo == child)
        return;
    m_steps[step].redo = child;
    m_unwritten.insert(step);
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

} // namespace lapidary::plan
