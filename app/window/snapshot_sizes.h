// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/history.h"
#include "widgets/plot/tradeoff_content.h"
#include "widgets/state/view_state.h"

#include <map>
#include <string>
#include <vector>

namespace lapidary::window {

/// What the named steps of a history take. Counted anew only where the names, the model or the format are
/// others. A snapshot whose plan cannot be counted is left out.
class SnapshotSizes final {
public:
    const std::vector<widgets::SizedPlan>& of(const plan::History& history, const widgets::ViewState& state);

private:
    std::map<std::string, plan::StepIndex> m_names;
    std::shared_ptr<const model::ModelSpec> m_model;
    plan::OutputFormat m_format = plan::OutputFormat::Lapidary;
    std::vector<widgets::SizedPlan> m_sizes;
};

} // namespace lapidary::window
