// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/fused_sites.h"

namespace lapidary::model {

std::vector<FusedSites> fusedSites(const Block& block) {
    std::vector<FusedSites> all = {
        {FusedSites::Kind::Attention, {}}, {FusedSites::Kind::Mlp, {}}, {FusedSites::Kind::Experts, {}}};
    for (const Site& site : block.sites) {
        if (site.expert >= 0)
            all[2].sites.push_back(&site);
        else if (site.kind == SiteKind::Gate || site.kind == SiteKind::Up)
            all[1].sites.push_back(&site);
        else if (site.kind == SiteKind::Q || site.kind == SiteKind::K || site.kind == SiteKind::V)
            all[0].sites.push_back(&site);
    }
    std::erase_if(all, [](const FusedSites& fused) { return fused.sites.size() < 2; });
    return all;
}

} // namespace lapidary::model
