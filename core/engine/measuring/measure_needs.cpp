// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/measure_needs.h"

#include "core/base/text.h"
#include "core/engine/forward/block_forward.h"
#include "core/engine/measuring/sensitivity.h"
#include "core/engine/measuring/spectra.h"
#include "core/results/moments_cache.h"

#include <filesystem>

namespace lapidary::engine {

namespace {

class Finder final {
public:
    Finder(const model::ModelSpec& spec, const MeasureRequest& request, const results::Provenance& provenance)
        : m_spec(spec)
        , m_request(request)
        , m_provenance(provenance)
        , m_hasText(!request.text.path.empty()) {}

    MeasureNeeds find() const {
        MeasureNeeds needs;
        for (const model::Block& block : m_spec.blocks) {
            needs.blocks.push_back(blockNeeds(block));
            if (needs.blocks.back().inputs())
                needs.forwardBlocks = needs.blocks.size();
            needs.trueKl = needs.trueKl || !needs.blocks.back().trueKl.empty();
        }
        needs.logits = m_hasText && m_request.logits && missing("logits", "");
        needs.embedSpectrum = wantsSpectrum(m_spec.embed.id);
        needs.headSpectrum = !m_spec.tiedHead && wantsSpectrum(m_spec.head.id);
        if (needs.logits || needs.trueKl)
            needs.forwardBlocks = needs.blocks.size();
        return needs;
    }

private:
    bool missing(const std::string& part, const std::string& key) const {
        return !m_request.isValid || !m_request.isValid(part, key);
    }
    bool wantsSpectrum(const model::SiteId& id) const {
        return m_request.spectra && base::globMatches(m_request.sites, id.name) &&
               missing("spectra", id.name);
    }

    BlockNeeds blockNeeds(const model::Block& block) const {
        BlockNeeds needs;
        for (const model::Site& site : block.sites) {
            if (wantsSpectrum(site.id))
                needs.spectra.insert(site.id);
            if (!m_hasText || !m_request.sensitivity || !base::globMatches(m_request.sites, site.id.name))
                continue;
            if (missing("sensitivity", site.id.name))
                needs.sensitivity.insert(site.id);
            if (m_request.measureKl && missing("measured_kl", site.id.name))
                needs.trueKl.insert(site.id);
        }
        if (!m_hasText)
            return needs;
        for (const model::InputGroup& group : block.groups) {
            if (m_request.activations && missing("activations", group.id.name))
                needs.activations.insert(group.id);
            if (!m_request.momentsFolder.empty() && !std::filesystem::exists(results::momentsFile(
                                                        m_request.momentsFolder, group.id, m_provenance)))
                needs.keptMoments.insert(group.id);
        }
        needs.moments = needs.keptMoments;
        for (const model::Site& site : block.sites) {
            if (needs.spectra.contains(site.id) || needs.sensitivity.contains(site.id))
                needs.moments.insert(site.inputGroup);
        }
        return needs;
    }

    const model::ModelSpec& m_spec;
    const MeasureRequest& m_request;
    const results::Provenance& m_provenance;
    bool m_hasText;
};

double tallFlops(const model::Site& site) {
    return spectrumFlops(site.out, site.in, false);
}

} // namespace

MeasureNeeds MeasureNeeds::find(const model::ModelSpec& spec, const MeasureRequest& request,
                                const results::Provenance& provenance) {
    return Finder(spec, request, provenance).find();
}

double groupFlops(const BlockNeeds& needs, const model::InputGroup& group, double tokens) {
    const auto width = static_cast<double>(group.width);
    double flops = 0.0;
    if (needs.moments.contains(group.id))
        flops += 1.2 * tokens * width * width;
    if (needs.activations.contains(group.id))
        flops += 30.0 * tokens * width;
    return flops;
}

double siteFlops(const BlockNeeds& needs, const model::Site& site) {
    double flops = 0.0;
    if (needs.spectra.contains(site.id) || needs.sensitivity.contains(site.id))
        flops += spectrumFlops(site.out, site.in, needs.moments.contains(site.inputGroup));
    if (needs.sensitivity.contains(site.id))
        flops += sensitivityFlops(site.out, site.in);
    return flops;
}

double measureFlops(const MeasureNeeds& needs, const model::ModelSpec& spec, std::int64_t windows,
                    std::int64_t window) {
    const double count = static_cast<double>(windows);
    const double tokens = count * static_cast<double>(window);
    double flops = 0.0;
    for (std::size_t b = 0; b < spec.blocks.size(); ++b) {
        const model::Block& block = spec.blocks[b];
        if (b < needs.forwardBlocks)
            flops += count * blockFlops(block, window);
        for (const model::InputGroup& group : block.groups)
            flops += groupFlops(needs.blocks[b], group, tokens);
        for (const model::Site& site : block.sites)
            flops += siteFlops(needs.blocks[b], site);
    }
    if (needs.embedSpectrum)
        flops += tallFlops(spec.embed);
    if (needs.headSpectrum)
        flops += tallFlops(spec.head);
    const auto hidden = static_cast<double>(spec.config.hidden);
    if (needs.logits)
        flops += 1.2 * (tokens + static_cast<double>(spec.config.vocabulary)) * hidden * hidden;
    return flops;
}

} // namespace lapidary::engine
