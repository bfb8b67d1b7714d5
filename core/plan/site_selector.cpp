// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/site_selector.h"

#include "core/model/fused_sites.h"

#include <algorithm>
#include <array>
#include <map>

namespace lapidary::plan {

using model::SiteKind;

namespace {

struct ModuleGlob {
    const char* glob;
    std::set<SiteKind> kinds;
};

const std::vector<ModuleGlob>& moduleGlobs() {
    static const std::vector<ModuleGlob> kGlobs = {
        {"blocks.*.attn.*", {SiteKind::Q, SiteKind::K, SiteKind::V, SiteKind::O}},
        {"blocks.*.mlp.*", {SiteKind::Gate, SiteKind::Up, SiteKind::Down}}};
    return kGlobs;
}

/// What a set of sites is made of.
struct Parts {
    std::set<std::int64_t> blocks;
    std::set<SiteKind> kinds; // of the blocks
    std::vector<SiteKind> others;
};

Parts partsOf(const std::set<model::SiteId>& sites, const model::ModelSpec& model) {
    Parts parts;
    for (const model::Site* site : model.allSites()) {
        if (!sites.contains(site->id))
            continue;
        if (!site->isBlockLinear()) {
            parts.others.push_back(site->kind);
        } else {
            parts.blocks.insert(site->block);
            parts.kinds.insert(site->kind);
        }
    }
    return parts;
}

std::vector<std::string> kindNames(const std::set<SiteKind>& kinds) {
    std::vector<std::string> names;
    for (const SiteKind kind : kinds)
        names.emplace_back(model::kindName(kind));
    return names;
}

/// The rules that may say the parts, the shortest first.
std::vector<Rule> candidates(const std::set<model::SiteId>& sites, const Parts& parts,
                             const model::ModelSpec& model) {
    const auto blockCount = static_cast<std::int64_t>(model.blocks.size());
    std::vector<Rule> all;
    Rule rule;
    if (sites.size() == 1) {
        rule.match = sites.begin()->name;
        all.push_back(rule);
    }
    rule.match = "blocks.*";
    rule.blocks = blocksText(parts.blocks, blockCount);
    all.push_back(rule);
    for (const ModuleGlob& module : moduleGlobs())
        if (module.kinds == parts.kinds) {
            rule.match = module.glob;
            all.push_back(rule);
        }
    rule.match.clear();
    rule.kinds = kindNames(parts.kinds);
    for (const SiteKind kind : parts.others)
        rule.kinds.emplace_back(model::kindName(kind));
    all.push_back(std::move(rule));
    return all;
}

Rule listed(const std::set<model::SiteId>& sites, const model::ModelSpec& model) {
    Rule rule;
    base::Json names = base::Json::array();
    for (const model::Site* site : model.allSites())
        if (sites.contains(site->id))
            names.push_back(site->id.name);
    rule.predicate = {{"text", std::to_string(names.size()) + " sites chosen by hand"},
                      {"sites", names},
                      {"fingerprint", model.fingerprint}};
    return rule;
}

} // namespace

std::string blocksText(const std::set<std::int64_t>& blocks, std::int64_t blockCount) {
    if (static_cast<std::int64_t>(blocks.size()) == blockCount)
        return {};
    std::string text;
    for (auto at = blocks.begin(); at != blocks.end();) {
        const std::int64_t first = *at;
        std::int64_t last = first;
        while (++at != blocks.end() && *at == last + 1)
            last = *at;
        text += text.empty() ? "" : ",";
        if (first == last)
            text += std::to_string(first == blockCount - 1 && first != 0 ? -1 : first);
        else
            text += std::to_string(first) + "-" + std::to_string(last);
    }
    return text;
}

std::optional<Rule> ruleFor(const std::set<model::SiteId>& sites, const model::ModelSpec& model) {
    if (sites.empty())
        return std::nullopt;
    const Parts parts = partsOf(sites, model);
    const std::vector<Rule> rules = candidates(sites, parts, model);
    if (const auto matches = ruleMatches(rules, model))
        for (std::size_t i = 0; i < rules.size(); ++i)
            if (std::set<model::SiteId>((*matches)[i].begin(), (*matches)[i].end()) == sites)
                return rules[i];
    return listed(sites, model);
}

std::set<std::int64_t> blocksSplit(const std::vector<model::SiteId>& sites, const model::ModelSpec& model) {
    const std::set<model::SiteId> in(sites.begin(), sites.end());
    std::set<std::int64_t> split;
    for (const model::Block& block : model.blocks)
        for (const model::FusedSites& fused : model::fusedSites(block)) {
            const auto count = std::ranges::count_if(
                fused.sites, [&](const model::Site* site) { return in.contains(site->id); });
            if (count != 0 && count != static_cast<std::ptrdiff_t>(fused.sites.size()))
                split.insert(block.index);
        }
    return split;
}

} // namespace lapidary::plan
