// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/edit.h"

#include "core/plan/detail/settings_json.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace lapidary::plan {

namespace {

using base::Json;

/// Drops the keys that another method does not know or whose values it refuses.
void changeMethod(Family family, Json& keys, const Json& method) {
    const auto old = keys.find("method");
    if (old == keys.end() || *old == method || !method.is_string())
        return;
    std::vector<std::string> dropped;
    for (const auto& [key, value] : keys.items())
        if (!detail::methodTakes(family, method, key, value))
            dropped.push_back(key);
    for (const std::string& key : dropped)
        keys.erase(key);
}

Json mergeFamily(Family family, Json below, const Json& above) {
    if (!above.is_object() || !below.is_object())
        return above;
    if (const auto method = above.find("method"); method != above.end())
        changeMethod(family, below, *method);
    for (const auto& [key, value] : above.items()) {
        for (const std::string_view other : detail::alternativesOf(family, key))
            if (!above.contains(other))
                below.erase(std::string(other));
        below[key] = value;
    }
    return below;
}

constexpr double kSparsityNotch = 0.05;
constexpr std::int64_t kRankNotches = 32; // of the full rank

std::optional<WrittenSettings> written(Family family, const char* key, Json value, const Json& now) {
    if (value == now)
        return std::nullopt;
    WrittenSettings settings;
    settings.families.emplace(family, Json{{key, std::move(value)}});
    return settings;
}

/// A value of a parameter, moved and kept within its range.
double moved(Family family, const FamilySettings& settings, const char* key, double value) {
    const MethodInfo* info = findMethod(family, settings.method);
    const ParameterInfo* parameter = info == nullptr ? nullptr : info->parameter(key);
    return parameter == nullptr ? value : std::clamp(value, parameter->minimum, parameter->maximum);
}

} // namespace

WrittenSettings mergeSettings(const WrittenSettings& below, const WrittenSettings& above) {
    WrittenSettings merged = below;
    if (above.skip)
        merged.skip = above.skip;
    for (const auto& [family, settings] : above.families) {
        const auto at = merged.families.find(family);
        if (at == merged.families.end())
            merged.families.emplace(family, settings);
        else
            at->second = mergeFamily(family, std::move(at->second), settings);
    }
    return merged;
}

Plan withSiteSettings(Plan plan, const std::vector<model::SiteId>& sites, const WrittenSettings& settings) {
    for (const model::SiteId& site : unlockedOf(plan, sites)) {
        WrittenSettings& written = plan.sites[site];
        if (!settings.families.empty() && !settings.skip)
            written.skip.reset();
        written = mergeSettings(written, settings);
        if (written.empty())
            plan.sites.erase(site);
    }
    return plan;
}

Plan withoutSiteSettings(Plan plan, const std::vector<model::SiteId>& sites) {
    for (const model::SiteId& site : unlockedOf(plan, sites))
        plan.sites.erase(site);
    return plan;
}

Plan withLocks(Plan plan, const std::vector<model::SiteId>& sites) {
    plan.locked.insert(sites.begin(), sites.end());
    return plan;
}

Plan withoutLocks(Plan plan, const std::vector<model::SiteId>& sites) {
    for (const model::SiteId& site : sites)
        plan.locked.erase(site);
    return plan;
}

std::vector<model::SiteId> unlockedOf(const Plan& plan, std::vector<model::SiteId> sites) {
    std::erase_if(sites, [&plan](const model::SiteId& site) { return plan.locked.contains(site); });
    return sites;
}

std::optional<WrittenSettings> notched(const SiteSettings& settings, std::int64_t out, std::int64_t in,
                                       int notches) {
    if (const FamilySettings* grid = settings.find(Family::Quantization);
        grid != nullptr && grid->has("bits")) {
        const std::int64_t bits = grid->integer("bits");
        const double next = moved(Family::Quantization, *grid, "bits", static_cast<double>(bits + notches));
        return written(Family::Quantization, "bits", std::llround(next), bits);
    }
    for (const Family family : {Family::LowRank, Family::Adapter}) {
        const FamilySettings* ranked = settings.find(family);
        if (ranked == nullptr)
            continue;
        const std::int64_t full = std::min(out, in);
        const std::int64_t step = std::max<std::int64_t>(1, full / kRankNotches);
        const std::optional<std::int64_t> rank = rankOf(*ranked, out, in);
        if (!rank)
            return std::nullopt; // by energy: there is no rank to move yet
        return written(family, "rank", std::clamp<std::int64_t>(*rank + notches * step, 1, full), *rank);
    }
    if (const FamilySettings* sparsity = settings.find(Family::Sparsity)) {
        const std::optional<SparsityPattern> pattern = sparsityPattern(*sparsity);
        if (!pattern || !pattern->unstructured())
            return std::nullopt;
        const double amount = pattern->amount + notches * kSparsityNotch;
        const double rounded = std::round(moved(Family::Sparsity, *sparsity, "amount", amount) * 1e6) / 1e6;
        return written(Family::Sparsity, "amount", rounded, pattern->amount);
    }
    return std::nullopt;
}

} // namespace lapidary::plan
