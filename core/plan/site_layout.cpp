// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/detail/site_layout.h"

#include "core/plan/method_info.h"

namespace lapidary::plan::detail {

using base::Error;
using base::ErrorCode;

base::Result<StorageLayout> formatLayout(const model::Site& site, const SiteSettings& settings,
                                         const LayoutRequest& request) {
    if (request.format == OutputFormat::CompressedTensors && site.kind == model::SiteKind::Embed &&
        !settings.dense())
        return Error{ErrorCode::Unsupported,
                     "format compressed-tensors",
                     "embed",
                     "settings for the embedding",
                     "a dense embedding: the format quantizes linear layers alone",
                     "use the format lapidary or hf, or leave the embedding"};
    return storageLayout(settings, request);
}

std::vector<base::Sentence> obstacles(const SiteSettings& settings, std::int64_t out, std::int64_t in) {
    std::vector<base::Sentence> all;
    if (settings.skip)
        return all;
    const bool factors = settings.find(Family::LowRank) != nullptr;
    for (const auto& [family, resolved] : settings.families) {
        // Grids of factors may end in a shorter group; a factor's mask was counted with its own columns.
        if (factors && family == Family::Quantization)
            continue;
        base::Sentence why = findMethod(family, resolved.method)->obstacle(resolved, out, in);
        if (!why.empty())
            all.push_back(base::Sentence{"%1 cannot be applied here: %2", {resolved.method, std::move(why)}});
    }
    return all;
}

std::int64_t breakEvenRank(const model::Site& site) {
    return site.parameters() / (site.out + site.in);
}

} // namespace lapidary::plan::detail
