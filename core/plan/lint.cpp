// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/detail/lint.h"

#include "core/base/text.h"
#include "core/model/fused_sites.h"
#include "core/plan/detail/problem_list.h"

#include <algorithm>
#include <set>

namespace lapidary::plan::detail {

using base::Sentence;
using model::SiteId;

namespace {

std::string ruleName(std::size_t index, const Rule& rule) {
    return "rules[" + std::to_string(index) + "]" + (rule.name.empty() ? "" : " '" + rule.name + "'");
}

/// The written keys of one layer as settings paths; a cleared family as its bare key.
std::vector<std::string> writtenPaths(const WrittenSettings& settings) {
    std::vector<std::string> paths;
    if (settings.skip)
        paths.emplace_back("skip");
    for (const auto& [family, written] : settings.families) {
        const std::string prefix(familyKey(family));
        if (written.is_null())
            paths.push_back(prefix);
        for (const auto& [key, unused] : written.items())
            paths.push_back(prefix + "." + key);
    }
    return paths;
}

bool skippedByAnother(const ResolvedSite& site, const std::string& source) {
    const auto at = site.sources.find("skip");
    return site.settings.skip && at != site.sources.end() && at->second != source;
}

/// What became of the settings of one rule at the sites that it matches.
struct RuleEffect {
    bool effective = false;
    std::set<std::string> winners; // the layers that hold its keys instead
    std::set<std::string> mute;    // paths that no method in force knows
};

void addEffectAt(const ResolvedSite& site, const std::vector<std::string>& paths, const std::string& source,
                 RuleEffect& effect) {
    for (const std::string& path : paths) {
        const std::string family = path.substr(0, path.find('.'));
        const std::optional<Family> known = familyOf(family);
        const bool present = !known || site.settings.families.contains(*known);
        if (!present || path == family)
            effect.mute.erase(path);
        if (known && path == family) { // null
            if (present)
                effect.winners.insert(site.sources.at(family + ".method"));
            else
                effect.effective = true;
            continue;
        }
        const auto at = site.sources.find(path);
        if (at == site.sources.end())
            continue;
        effect.mute.erase(path);
        if (at->second == source)
            effect.effective = true;
        else
            effect.winners.insert(at->second);
    }
}

RuleEffect effectOf(const std::vector<std::string>& paths, const std::string& source,
                    const std::vector<std::size_t>& places, const ResolvedPlan& resolved) {
    RuleEffect effect;
    effect.mute.insert(paths.begin(), paths.end());
    std::set<std::pair<const void*, const void*>> seen; // sites that share their settings say the same
    for (const std::size_t place : places) {
        const ResolvedSite& site = resolved.sites[place];
        if (!seen.emplace(site.settings.families.identity(), site.sources.identity()).second)
            continue;
        if (skippedByAnother(site, source))
            effect.winners.insert(site.sources.at("skip"));
        else
            addEffectAt(site, paths, source, effect);
    }
    return effect;
}

Sentence joined(const std::set<std::string>& names) {
    return base::listOf({names.begin(), names.end()});
}

std::vector<std::string> siteNames(const model::ModelSpec& model) {
    std::vector<std::string> names;
    for (const model::Site* site : model.allSites())
        names.push_back(site->id.name);
    return names;
}

Sentence whyNoMatch(const std::string& name, const model::ModelSpec& model) {
    if (name == "head" && model.tiedHead)
        return Sentence{"the head shares the tensor of `embed`: name that instead"};
    const std::string nearest = base::nearestName(name, siteNames(model));
    return nearest.empty() ? Sentence{"no site of this model has that name"}
                           : Sentence{"no site of this model has that name; the nearest is %1", {nearest}};
}

bool hasSite(const model::ModelSpec& model, const SiteId& site) {
    return model.placeOf(site).has_value();
}

void lintRule(std::size_t i, const Rule& rule, const model::ModelSpec& model, const Cascaded& cascaded,
              std::vector<Problem>& problems) {
    const std::vector<std::size_t>& matches = cascaded.matches[i];
    const std::string place = "rules[" + std::to_string(i) + "]";
    if (matches.empty()) {
        const Sentence name = ruleName(i, rule);
        const bool literal = !rule.match.empty() && rule.match.find_first_of("*?") == std::string::npos &&
                             !rule.match.starts_with("re:");
        problems.push_back({Severity::Warning, "no-match", place,
                            literal && !hasSite(model, SiteId(rule.match))
                                ? Sentence{"%1 matches no site: %2", {name, whyNoMatch(rule.match, model)}}
                                : Sentence{"%1 matches no site", {name}}});
        return;
    }
    const std::string source = "rule:" + std::to_string(i) + ":" + rule.name;
    const std::vector<std::string> paths = writtenPaths(rule.settings);
    const RuleEffect effect = effectOf(paths, source, matches, cascaded.plan);
    if (!effect.effective && !effect.winners.empty()) {
        problems.push_back({Severity::Warning, "shadowed", place,
                            Sentence{"%1 changes nothing: all it sets is overridden by %2",
                                     {ruleName(i, rule), joined(effect.winners)}}});
        return;
    }
    for (const std::string& path : effect.mute)
        problems.push_back(
            {Severity::Warning, "no-effect", place + ".settings." + path,
             Sentence{"no method in force at the sites of %1 uses this key", {ruleName(i, rule)}}});
}

void lintSites(const Plan& plan, const model::ModelSpec& model, std::vector<Problem>& problems) {
    for (const auto& [site, settings] : plan.sites)
        if (!hasSite(model, site))
            problems.push_back(
                {Severity::Warning, "no-match", "sites." + site.name, whyNoMatch(site.name, model)});
    for (const model::SiteId& site : plan.locked)
        if (!hasSite(model, site))
            problems.push_back(
                {Severity::Warning, "no-match", "locked." + site.name, whyNoMatch(site.name, model)});
}

/// What vLLM's fused layers must share: nothing, or bits and group.
Sentence schemeOf(const SiteSettings& settings) {
    const FamilySettings* quantization = settings.find(Family::Quantization);
    if (quantization == nullptr)
        return Sentence{"dense"};
    const GridShape grid = gridShape(*quantization);
    const std::string bits = std::to_string(grid.bits);
    return grid.group == 0 ? Sentence{"%1 bits, per row", {bits}}
                           : Sentence{"%1 bits, group %2", {bits, std::to_string(grid.group)}};
}

} // namespace

void lintPlan(const Plan& plan, const model::ModelSpec& model, const Cascaded& resolved,
              std::vector<Problem>& problems) {
    if (!plan.modelFingerprint.empty() && !model.fingerprint.empty() &&
        plan.modelFingerprint != model.fingerprint)
        problems.push_back({Severity::Warning, "other-model", "model",
                            plan.modelName.empty()
                                ? Sentence{"the plan was made for another model, without a name"}
                                : Sentence{"the plan was made for another model ('%1')", {plan.modelName}}});
    if (!plan.edits.empty())
        problems.push_back(
            {Severity::Error, "edits-not-applied", "edits",
             Sentence{
                 "this version keeps model edits in the plan but cannot apply them: remove them to run it"}});
    for (std::size_t i = 0; i < plan.rules.size(); ++i)
        if (plan.rules[i].enabled)
            lintRule(i, plan.rules[i], model, resolved, problems);
    lintSites(plan, model, problems);
}

namespace {

/// Who has which scheme, for a message: all of a few, of experts the first of each. Nothing where all share
/// one.
Sentence schemesOf(const model::FusedSites& fused, const model::Block& block,
                   const std::vector<ResolvedSite>& resolved, std::size_t begin) {
    constexpr std::size_t kNamed = 4;
    const bool experts = fused.kind == model::FusedSites::Kind::Experts;
    std::vector<Sentence> schemes; // a few: they are looked through
    std::vector<Sentence> all;
    for (const model::Site* site : fused.sites) {
        const auto place = begin + static_cast<std::size_t>(site - block.sites.data());
        Sentence scheme = schemeOf(resolved[place].settings);
        const bool other = std::ranges::find(schemes, scheme) == schemes.end();
        if (other)
            schemes.push_back(scheme);
        if (experts && (!other || schemes.size() > kNamed))
            continue;
        const std::string kind(model::kindName(site->kind));
        all.push_back(experts ? Sentence{"expert %1 %2 (%3)", {std::to_string(site->expert), kind, scheme}}
                              : Sentence{"%1 (%2)", {kind, scheme}});
    }
    return schemes.size() > 1 ? base::listOf(std::move(all)) : Sentence();
}

} // namespace

void lintFused(const model::ModelSpec& model, const ResolvedPlan& resolved, Severity severity,
               std::vector<Problem>& problems) {
    ProblemList list;
    std::size_t begin = 0; // place of the block's first site
    for (const model::Block& block : model.blocks) {
        for (const model::FusedSites& fused : model::fusedSites(block))
            if (const Sentence all = schemesOf(fused, block, resolved.sites, begin); !all.empty())
                for (const model::Site* site : fused.sites)
                    list.add(severity, "fused-differ", site->id,
                             Sentence{"runtimes that fuse these layers (vLLM) refuse different schemes: %1",
                                      {all}});
        begin += block.sites.size();
    }
    for (Problem& problem : list.take())
        problems.push_back(std::move(problem));
}

} // namespace lapidary::plan::detail
