// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/energy_ranks.h"

#include "core/plan/method_info.h"

namespace lapidary::results {

plan::EnergyRank energyRanks(const ProjectData& project) {
    return [&project](const model::SiteId& site,
                      const plan::FamilySettings& lowRank) -> std::optional<std::int64_t> {
        const auto at = project.spectra.find(site);
        if (at == project.spectra.end())
            return std::nullopt;
        const bool weighted = plan::findMethod(plan::Family::LowRank, lowRank.method)->needs.moments;
        if (weighted && !at->second.activationWeighted)
            return std::nullopt;
        const Spectrum& spectrum = weighted ? *at->second.activationWeighted : at->second.weight;
        return rankForEnergy(spectrum.singularValues, lowRank.number("energy"));
    };
}

} // namespace lapidary::results
