// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/snapshot_sizes.h"

#include "core/results/energy_ranks.h"

namespace lapidary::window {

const std::vector<widgets::SizedPlan>& SnapshotSizes::of(const plan::History& history,
                                                         const widgets::ViewState& state) {
    if (m_model == state.model && m_format == state.format && m_names == history.snapshots())
        return m_sizes;
    m_model = state.model;
    m_format = state.format;
    m_names = history.snapshots();
    m_sizes.clear();
    for (const auto& [name, step] : m_names) {
        const base::Result<plan::Plan> plan = history.planAt(step);
        if (state.empty() || !plan)
            continue;
        if (const auto check =
                plan::checkPlan(*plan, *state.model, state.format, results::energyRanks(*state.project)))
            m_sizes.push_back({QString::fromStdString(name), check->bytesAfter});
    }
    return m_sizes;
}

} // namespace lapidary::window
