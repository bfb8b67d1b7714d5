// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"
#include "core/plan/check.h"
#include "core/plan/reach.h"
#include "core/plan/runtime.h"
#include "core/results/project.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace lapidary::widgets {

/// What every view draws: one model, what was measured of it, the plan and its resolution. The window owns
/// the values and hands the same state to each view after a change; a view keeps the copy (pointers) and asks
/// nobody. Window thread only: `project` is changed in place between two calls of a view's `show`.
struct ViewState {
    QString modelName;                                   // for titles; empty: nothing is open
    std::shared_ptr<const model::ModelSpec> model;       // null: nothing is open
    std::shared_ptr<const results::ProjectData> project; // never null where `model` is set
    std::shared_ptr<const plan::Plan> plan;              // never null where `model` is set
    std::shared_ptr<const plan::PlanCheck>
        check; // null: the plan does not resolve, `planError` says why; set by setCheck
    QString planError;
    plan::OutputFormat format = plan::OutputFormat::Lapidary;
    std::shared_ptr<const plan::Reach> reach;    // of `check`; null where that is
    plan::Runtime runtime = plan::Runtime::None; // whose limits are among the problems
    std::optional<std::uint64_t> targetBytes;    // that the result should not exceed
    QString preview; // the name of a plan that is shown on trial; empty: the plan is the one in force
    std::optional<std::size_t> comparedRun; // of project->runs, shown as B beside the dense model A

    bool empty() const { return model == nullptr; }
    /// Takes a check of the plan, or none with the reason.
    void setCheck(std::shared_ptr<const plan::PlanCheck> made, const QString& error = {});
    /// The resolved settings of a site; null where the plan does not resolve or does not know the site.
    const plan::ResolvedSite* resolved(const model::SiteId& site) const;
    /// Bytes of a site after the plan; nothing where unknown.
    std::optional<std::uint64_t> bytesAfter(const model::SiteId& site) const;
    /// The same by a site's place in model->allSites(), for those who go through them all.
    const plan::ResolvedSite* resolvedAt(std::size_t place) const;
    const plan::SiteBytes* bytesAt(std::size_t place) const; // of the plan
    const results::RunReport* run() const;                   // the compared one; null: none
    /// Of the compared run's output, to be laid over the dense model's; null: there is none.
    const results::ModelMeasurements* measuredResult() const;
};

} // namespace lapidary::widgets
