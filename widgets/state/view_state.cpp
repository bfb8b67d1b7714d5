// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state/view_state.h"

namespace lapidary::widgets {

void ViewState::setCheck(std::shared_ptr<const plan::PlanCheck> made, const QString& error) {
    check = std::move(made);
    planError = error;
    Places places;
    if (check)
        for (std::size_t i = 0; i < check->resolved.sites.size(); ++i)
            places.emplace(check->resolved.sites[i].site, i);
    m_places = std::make_shared<const Places>(std::move(places));
}

const plan::ResolvedSite* ViewState::resolved(const model::SiteId& site) const {
    if (!check || !m_places)
        return nullptr;
    const auto at = m_places->find(site);
    return at == m_places->end() ? nullptr : &check->resolved.sites[at->second];
}

std::optional<std::uint64_t> ViewState::bytesAfter(const model::SiteId& site) const {
    if (!check || !m_places)
        return std::nullopt;
    const auto at = m_places->find(site);
    return at == m_places->end() ? std::nullopt : std::optional(check->sites[at->second].bytes);
}

const results::RunReport* ViewState::run() const {
    if (!project || !comparedRun || *comparedRun >= project->runs.size())
        return nullptr;
    return &project->runs[*comparedRun];
}

const results::ModelMeasurements* ViewState::measuredResult() const {
    const results::RunReport* compared = run();
    return compared != nullptr ? compared->measured.get() : nullptr;
}

} // namespace lapidary::widgets
