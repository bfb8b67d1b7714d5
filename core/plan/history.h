// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary::plan::detail {
struct Place;
}

namespace lapidary::plan {

/// Index of a step; 0 is the plan that the history began with.
using StepIndex = std::size_t;

/// One edit of the plan. Steps form a tree: going back and editing begins a branch, the old one is kept.
struct HistoryStep {
    StepIndex parent = 0;          // of step 0: itself
    std::string words;             // what was done, for people
    std::optional<StepIndex> redo; // the child last left or made
};

/// A tree of plan edits. A plain value: copyable, not thread-safe. Steps are kept as JSON patches from their
/// parents with a whole plan every few steps, so a long history of a large plan stays small. Values read from
/// a file are untrusted: every function that rebuilds a plan may return an Error.
class History final {
public:
    History();
    explicit History(const Plan& start, std::string words = "start");

    const Plan& plan() const { return m_plan; } // of the current step
    StepIndex current() const { return m_current; }
    const std::vector<HistoryStep>& steps() const { return m_steps; }
    std::vector<StepIndex> children(StepIndex step) const;
    /// The plan of any step. Errors: no such step, a step that a damaged file made unreadable.
    base::Result<Plan> planAt(StepIndex step) const;

    /// Adds a step below the current one and goes there. A plan equal to the current one adds nothing. Edits
    /// in a row with the same non-empty `mergeKey` (one drag) make one step, until something else happens or
    /// endMerge().
    void edit(const Plan& after, std::string words, const std::string& mergeKey = {});
    void endMerge() { m_mergeKey.clear(); }

    bool canUndo() const { return m_current != 0; }
    bool canRedo() const { return m_steps[m_current].redo.has_value(); }
    /// Errors: nothing to undo or redo, no such step.
    base::Status undo();
    base::Status redo();
    base::Status jump(StepIndex step);

    /// Gives one site the settings it had at `step` and leaves the rest: one new step. Where its written
    /// override of then is not enough (rules have changed since), all settings are written out for the site.
    /// Errors: no such step, the site is locked or not in the model, settings that no override can express.
    base::Status revertSite(const model::SiteId& site, StepIndex step, const model::ModelSpec& model);

    /// Named steps.
    const std::map<std::string, StepIndex>& snapshots() const { return m_snapshots; }
    void nameSnapshot(const std::string& name) {
        m_mergeKey.clear();
        m_snapshots[name] = m_current;
    }
    bool removeSnapshot(const std::string& name) { return m_snapshots.erase(name) != 0; }

    base::OrderedJson toJson() const;
    static base::Result<History> fromJson(const base::Json& json, const std::string& file);

private:
    /// How a step is kept: the whole plan (step 0 and every few steps), or a patch from its parent's.
    struct Kept {
        base::Json whole; // null: use the patch
        base::Json patch;
        int sinceWhole = 0; // patches to apply from the nearest whole ancestor
    };

    base::Result<base::Json> jsonAt(StepIndex step) const;
    Kept keep(StepIndex parent, const base::Json& parentPlan, const base::Json& plan) const;
    void moveTo(StepIndex step);
    base::Status readStep(const base::Json& json, const detail::Place& place, std::size_t count);
    base::Status readSnapshots(const base::Json& json, const detail::Place& place);

    std::vector<HistoryStep> m_steps;
    std::vector<Kept> m_kept; // beside m_steps
    std::map<std::string, StepIndex> m_snapshots;
    StepIndex m_current = 0;
    std::string m_mergeKey;
    Plan m_plan;
};

} // namespace lapidary::plan
