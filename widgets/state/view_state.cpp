// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state/view_state.h"

namespace lapidary::widgets {

namespace {

/// Of a place in allSites() (embed first) that in a check, where embed stands behind the blocks.
std::optional<std::size_t> placeInCheck(const ViewState& state, std::size_t place) {
    if (!state.check || state.empty())
        return std::nullopt;
    const std::size_t count = state.check->resolved.sites.size();
    const std::size_t inBlocks = count - (state.model->tiedHead ? 1 : 2);
    const std::size_t found = place == 0 ? inBlocks : place <= inBlocks ? place - 1 : place;
    return found < count ? std::optional(found) : std::nullopt;
}

} // namespace

void ViewState::setCheck(std::shared_ptr<const plan::PlanCheck> made, const QString& error) {
    check = std::move(made);
    planError = error;
}

const plan::ResolvedSite* ViewState::resolvedAt(std::size_t place) const {
    const auto at = placeInCheck(*this, place);
    return at ? &check->resolved.sites[*at] : nullptr;
}

const plan::SiteBytes* ViewState::bytesAt(std::size_t place) const {
    const auto at = placeInCheck(*this, place);
    return at ? &check->sites[*at] : nullptr;
}

const plan::ResolvedSite* ViewState::resolved(const model::SiteId& site) const {
    const auto place = empty() ? std::nullopt : model->placeOf(site);
    return place ? resolvedAt(*place) : nullptr;
}

std::optional<std::uint64_t> ViewState::bytesAfter(const model::SiteId& site) const {
    const auto place = empty() ? std::nullopt : model->placeOf(site);
    const plan::SiteBytes* bytes = place ? bytesAt(*place) : nullptr;
    return bytes == nullptr ? std::nullopt : std::optional(bytes->bytes);
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
