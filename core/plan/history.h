// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
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

/// A tree of plan edits. A plain value: copyable, cheaply, for what a step keeps is shared; not thread-safe.
/// Steps are kept as JSON patches from their parents with a whole plan every few steps, so a long history of
/// a large plan stays small. Values read from a file are untrusted: every function that rebuilds a plan may
/// return an Error.
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

    /// The current plan with the settings that these sites had at `step`; the rest stays. Where the written
    /// override of then is not enough (rules have changed since), all settings are written out for the site.
    /// Locked sites stay. Errors: no such step, only locked sites, a site that is not in the model, settings
    /// that no override can express.
    base::Result<Plan> withSitesOf(StepIndex step, const std::vector<model::SiteId>& sites,
                                   const model::ModelSpec& model) const;
    /// The steps that changed what is decided for a site, in their order. A step whose plan cannot be
    /// resolved counts as one. Looks at patches first: hand edits of other sites cost nothing. Ends early
    /// when asked to stop.
    std::vector<StepIndex> stepsThatChange(const model::SiteId& site, const model::ModelSpec& model,
                                           const std::stop_token& stop = {}) const;

    /// Named steps. A name is of one step: naming another one moves it.
    const std::map<std::string, StepIndex>& snapshots() const { return m_snapshots; }
    void nameSnapshot(const std::string& name) { nameSnapshot(name, m_current); }
    void nameSnapshot(const std::string& name, StepIndex step) {
        m_mergeKey.clear();
        m_snapshots[name] = step;
    }
    bool removeSnapshot(const std::string& name) { return m_snapshots.erase(name) != 0; }
    void setSnapshots(std::map<std::string, StepIndex> snapshots) {
        m_mergeKey.clear();
        m_snapshots = std::move(snapshots);
    }

    /// Names the state that was last written to a file; empty: none.
    const std::string& revision() const { return m_revision; }
    /// What is new since the last call, for a journal: steps that were added or changed, the current one, the
    /// names. From here on the history is at `revision`. mergeHistoryChange() brings the JSON of the history
    /// at the revision before up to it.
    base::OrderedJson takeChange(std::string revision);

    base::OrderedJson toJson() const;
    static base::Result<History> fromJson(const base::Json& json, const std::string& file);

private:
    /// How a step is kept: the whole plan (step 0 and every few steps), or a patch from its parent's.
    struct Kept {
        std::shared_ptr<const base::Json> whole; // null: use the patch
        std::shared_ptr<const base::Json> patch;
        int sinceWhole = 0; // patches to apply from the nearest whole ancestor
    };

    base::Result<base::Json> jsonAt(StepIndex step) const;
    Kept keep(StepIndex parent, const base::Json& parentPlan, const base::Json& plan) const;
    void moveTo(StepIndex step);
    void setRedo(StepIndex step, StepIndex child);
    bool mayChange(StepIndex step, const model::SiteId& site) const;
    base::OrderedJson stepJson(StepIndex step) const;
    base::Status readStep(const base::Json& json, const detail::Place& place, std::size_t count);
    base::Status readSnapshots(const base::Json& json, const detail::Place& place);

    std::vector<HistoryStep> m_steps;
    std::vector<Kept> m_kept; // beside m_steps
    std::map<std::string, StepIndex> m_snapshots;
    StepIndex m_current = 0;
    std::string m_mergeKey;
    std::string m_revision;
    std::set<StepIndex> m_unwritten; // steps that differ from those at m_revision
    Plan m_plan;
};

/// Brings the JSON of a history at one revision to the next; it may be there already. False: it is at neither
/// and stays as it is.
bool mergeHistoryChange(base::Json& history, const base::Json& change);
/// The revision that a history's JSON is at; empty: none.
std::string revisionOf(const base::Json& history);

} // namespace lapidary::plan
