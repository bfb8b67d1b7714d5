// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/detail/cascade.h"
#include "core/plan/detail/site_matcher.h"
#include "core/plan/plan.h"
#include "core/plan/preset.h"

#include <algorithm>
#include <array>

namespace lapidary::plan {

using base::ErrorCode;
using base::Json;
using detail::Place;
using detail::SiteMatcher;

namespace {

/// A key's value and the layer that gave it.
struct Given {
    Json value;
    std::string source;
};
using GivenKeys = std::map<std::string, Given, std::less<>>;

/// One layer of the cascade: settings and the name under which they appear as a source.
struct Layer {
    const WrittenSettings* settings;
    std::string source;
};

/// The cascade of one site.
class Cascade final {
public:
    void apply(const Layer& layer) {
        if (layer.settings->skip)
            m_skip = Given{*layer.settings->skip, layer.source};
        for (const auto& [family, written] : layer.settings->families)
            applyFamily(family, written, layer.source);
    }

    base::Result<ResolvedSite> finish(const model::SiteId& site, const std::string& file) const;

private:
    void applyFamily(Family family, const Json& written, const std::string& source) {
        if (!written.is_object()) {
            m_families.erase(family);
            return;
        }
        GivenKeys& keys = m_families[family];
        if (const auto method = written.find("method"); method != written.end())
            changeMethod(family, keys, *method);
        for (const auto& [key, value] : written.items()) {
            for (const std::string_view other : detail::alternativesOf(family, key))
                if (!written.contains(other))
                    if (const auto at = keys.find(other); at != keys.end())
                        keys.erase(at);
            keys.insert_or_assign(key, Given{value, source});
        }
    }

    /// Another method keeps what it knows and drops the rest, values that it would refuse too.
    static void changeMethod(Family family, GivenKeys& keys, const Json& method) {
        const auto old = keys.find("method");
        if (old == keys.end() || old->second.value == method || !method.is_string())
            return;
        std::erase_if(keys, [&](const auto& entry) {
            return !detail::methodTakes(family, method, entry.first, entry.second.value);
        });
    }

    std::optional<Given> m_skip;
    std::map<Family, GivenKeys> m_families;
};

/// One family while its values are completed.
struct FamilyDraft {
    Family family;
    const MethodInfo* info;
    FamilySettings settings;
    std::map<std::string, std::string, std::less<>> sources;

    void set(const std::string& key, ParameterValue value, std::string source) {
        settings.values.insert_or_assign(key, std::move(value));
        sources.insert_or_assign(key, std::move(source));
    }
    void drop(std::string_view key) {
        if (const auto at = settings.values.find(key); at != settings.values.end())
            settings.values.erase(at);
        if (const auto at = sources.find(key); at != sources.end())
            sources.erase(at);
    }
};

/// `per` and `group` say one thing: whichever was given settles the other.
void settleGroup(FamilyDraft& draft) {
    FamilySettings& settings = draft.settings;
    if (settings.has("per") && settings.text("per") != "group") {
        draft.set("group", std::int64_t{0}, draft.sources["per"]);
    } else if (settings.has("group")) {
        const char* per = settings.integer("group") == 0 ? "row" : "group";
        draft.set("per", std::string(per), draft.sources["group"]);
    }
}

void fillDefaults(FamilyDraft& draft) {
    for (const ParameterInfo& parameter : draft.info->parameters)
        if (parameter.defaultValue && !draft.settings.has(parameter.key))
            draft.set(parameter.key, *parameter.defaultValue, "default");
}

/// Drops what the others make meaningless, so that equal settings compare equal.
void dropMeaningless(FamilyDraft& draft) {
    const FamilySettings& settings = draft.settings;
    if (draft.family == Family::Quantization && !settings.flag("symmetric"))
        draft.drop("range");
    if (draft.family == Family::Sparsity) {
        if (settings.text("pattern") != "unstructured")
            draft.drop("amount");
        if (settings.text("update") == "none")
            draft.drop("damping");
    }
    if (draft.family == Family::Adapter && settings.integer("bits") == 16)
        draft.drop("group");
}

base::Status checkComplete(const FamilyDraft& draft, const Place& place) {
    const FamilySettings& settings = draft.settings;
    if (draft.family == Family::LowRank && !settings.has("ratio") && !settings.has("rank") &&
        !settings.has("energy"))
        return place.error(ErrorCode::BadValue, "method " + settings.method + " alone",
                           "one of ratio, rank and energy");
    return {};
}

base::Result<FamilyDraft> completeFamily(Family family, const GivenKeys& keys, const Place& place) {
    const auto method = keys.find("method");
    if (method == keys.end()) {
        const auto& [key, given] = *keys.begin();
        return place.error(ErrorCode::BadValue, key + " from " + given.source + " but no method",
                           "a method here, from this layer or one before it");
    }
    FamilyDraft draft;
    draft.family = family;
    draft.settings.method = method->second.value.get<std::string>();
    draft.info = findMethod(family, draft.settings.method);
    if (draft.info == nullptr)
        return place.at("method").unknown(ErrorCode::UnknownName, draft.settings.method, methodNames(family));
    draft.sources["method"] = method->second.source;
    for (const auto& [key, given] : keys)
        if (const ParameterInfo* parameter = draft.info->parameter(key)) {
            LAPIDARY_TRY(ParameterValue value,
                         detail::parameterValue(*parameter, given.value, place.at(key)));
            draft.set(key, std::move(value), given.source);
        }
    if (family == Family::Quantization)
        settleGroup(draft);
    fillDefaults(draft);
    dropMeaningless(draft);
    LAPIDARY_CHECK(checkComplete(draft, place));
    return draft;
}

base::Result<ResolvedSite> Cascade::finish(const model::SiteId& site, const std::string& file) const {
    ResolvedSite resolved;
    resolved.site = site;
    if (m_skip) {
        resolved.settings.skip = m_skip->value.get<bool>();
        resolved.sources["skip"] = m_skip->source;
    }
    for (const auto& [family, keys] : m_families) {
        if (keys.empty())
            continue;
        const Place place = Place{file, site.name}.at(familyKey(family));
        LAPIDARY_TRY(FamilyDraft draft, completeFamily(family, keys, place));
        for (const auto& [key, source] : draft.sources)
            resolved.sources[std::string(familyKey(family)) + "." + key] = source;
        resolved.settings.families.emplace(family, std::move(draft.settings));
    }
    return resolved;
}

/// Sites in the order of ResolvedPlan.
std::vector<const model::Site*> cascadeSites(const model::ModelSpec& model) {
    std::vector<const model::Site*> sites = model.blockSites();
    sites.push_back(&model.embed);
    if (!model.tiedHead)
        sites.push_back(&model.head);
    return sites;
}

base::Result<std::vector<SiteMatcher>> compileRules(const std::vector<Rule>& rules) {
    std::vector<SiteMatcher> matchers;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        LAPIDARY_TRY(SiteMatcher matcher, SiteMatcher::compile(rules[i], Place{"plan", "rules"}.at(i)));
        matchers.push_back(std::move(matcher));
    }
    return matchers;
}

base::Error unknownPreset(const std::string& name) {
    return Place{"plan", "preset"}.error(ErrorCode::UnknownName, "'" + name + "'", "a preset");
}

std::string ruleSource(std::size_t index, const Rule& rule) {
    return "rule:" + std::to_string(index) + ":" + rule.name;
}

/// Resolves site after site. Sites that the same layers touch have the same settings: a model has thousands
/// of sites and a plan some layers, so that these are worked out once and shared.
class Resolver final {
public:
    Resolver(const Plan& plan, const Preset& preset)
        : m_plan(plan)
        , m_preset(preset) {}

    /// `rules`: those that touch the site.
    base::Result<ResolvedSite> resolve(const model::Site& site, const std::vector<std::size_t>& rules) {
        const auto at = m_plan.sites.empty() ? m_plan.sites.end() : m_plan.sites.find(site.id);
        const WrittenSettings* own = at == m_plan.sites.end() ? nullptr : &at->second;
        std::vector<Known>& known = m_known[site.isBlockLinear() ? 1 : 0][rules];
        if (const Known* same = find(known, own))
            return ResolvedSite{site.id, same->resolved.settings, same->resolved.sources};
        LAPIDARY_TRY(ResolvedSite made, work(site, rules, own));
        known.push_back({own, made});
        return made;
    }

private:
    struct Known {
        const WrittenSettings* own;
        ResolvedSite resolved;
    };

    /// Overrides made by one edit stand beside each other: only the last ones are compared.
    static const Known* find(const std::vector<Known>& known, const WrittenSettings* own) {
        constexpr std::size_t kCompared = 8;
        for (std::size_t i = known.size(); i > 0 && i + kCompared > known.size(); --i) {
            const Known& each = known[i - 1];
            if (each.own == own || (each.own != nullptr && own != nullptr && *each.own == *own))
                return &each;
        }
        return nullptr;
    }

    base::Result<ResolvedSite> work(const model::Site& site, const std::vector<std::size_t>& rules,
                                    const WrittenSettings* own) const {
        Cascade cascade;
        if (site.isBlockLinear()) {
            cascade.apply({&m_preset.settings, "preset:" + m_preset.name});
            cascade.apply({&m_plan.base, "base"});
        }
        for (const std::size_t rule : rules)
            cascade.apply({&m_plan.rules[rule].settings, ruleSource(rule, m_plan.rules[rule])});
        if (own != nullptr)
            cascade.apply({own, "site"});
        return cascade.finish(site.id, "plan");
    }

    const Plan& m_plan;
    const Preset& m_preset;
    std::array<std::map<std::vector<std::size_t>, std::vector<Known>>, 2> m_known;
};

} // namespace

namespace detail {

base::Result<Cascaded> resolveAll(const Plan& plan, const model::ModelSpec& model) {
    const Preset* preset = findPreset(plan.preset);
    if (preset == nullptr)
        return unknownPreset(plan.preset);
    LAPIDARY_TRY(const std::vector<SiteMatcher> matchers, compileRules(plan.rules));
    const auto blockCount = static_cast<std::int64_t>(model.blocks.size());
    Resolver resolver(plan, *preset);
    Cascaded all;
    all.matches.resize(plan.rules.size());
    all.plan.sites.reserve(model.siteCount());
    std::vector<std::size_t> rules;
    for (const model::Site* site : cascadeSites(model)) {
        rules.clear();
        for (std::size_t i = 0; i < matchers.size(); ++i) {
            if (!plan.rules[i].enabled)
                continue;
            LAPIDARY_TRY(const bool touched, matchers[i].matches(*site, blockCount));
            if (!touched)
                continue;
            rules.push_back(i);
            all.matches[i].push_back(all.plan.sites.size());
        }
        LAPIDARY_TRY(ResolvedSite resolved, resolver.resolve(*site, rules));
        all.plan.sites.push_back(std::move(resolved));
    }
    return all;
}

} // namespace detail

const ResolvedSite* ResolvedPlan::find(const model::SiteId& id) const {
    const auto at =
        std::find_if(sites.begin(), sites.end(), [&](const ResolvedSite& site) { return site.site == id; });
    return at == sites.end() ? nullptr : &*at;
}

base::Result<ResolvedPlan> resolvePlan(const Plan& plan, const model::ModelSpec& model) {
    LAPIDARY_TRY(detail::Cascaded all, detail::resolveAll(plan, model));
    return std::move(all.plan);
}

base::Result<ResolvedSite> resolveBase(const Plan& plan) {
    const Preset* preset = findPreset(plan.preset);
    if (preset == nullptr)
        return unknownPreset(plan.preset);
    Cascade cascade;
    cascade.apply({&preset->settings, "preset:" + preset->name});
    cascade.apply({&plan.base, "base"});
    return cascade.finish({}, "plan");
}

base::Result<std::vector<std::vector<model::SiteId>>> ruleMatches(const std::vector<Rule>& rules,
                                                                  const model::ModelSpec& model) {
    LAPIDARY_TRY(const std::vector<SiteMatcher> matchers, compileRules(rules));
    const auto blockCount = static_cast<std::int64_t>(model.blocks.size());
    std::vector<std::vector<model::SiteId>> all(rules.size());
    for (std::size_t i = 0; i < matchers.size(); ++i)
        for (const model::Site* site : cascadeSites(model)) {
            LAPIDARY_TRY(const bool touched, matchers[i].matches(*site, blockCount));
            if (touched)
                all[i].push_back(site->id);
        }
    return all;
}

} // namespace lapidary::plan
