// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/untested_bits.h"

#include <charconv>
#include <map>
#include <set>

namespace lapidary::results {

namespace {

/// Bits at which each site was measured.
std::map<model::SiteId, std::set<std::int64_t>> measuredBits(const ProjectData& project) {
    constexpr std::string_view kBits = "bits:";
    std::map<model::SiteId, std::set<std::int64_t>> measured;
    for (const Sensitivity& point : project.sensitivity) {
        std::int64_t bits = 0;
        const std::string_view setting = point.setting;
        if (setting.starts_with(kBits) &&
            std::from_chars(setting.data() + kBits.size(), setting.data() + setting.size(), bits).ec ==
                std::errc())
            measured[point.site].insert(bits);
    }
    return measured;
}

std::string listed(const std::set<std::int64_t>& numbers) {
    std::string text;
    for (const std::int64_t number : numbers)
        text += (text.empty() ? "" : ", ") + std::to_string(number);
    return text;
}

} // namespace

std::vector<plan::Problem> untestedBits(const ProjectData& project, const plan::ResolvedPlan& resolved) {
    const auto measured = measuredBits(project);
    std::map<std::string, plan::Problem> byMessage;
    for (const plan::ResolvedSite& site : resolved.sites) {
        const plan::FamilySettings* grid = site.settings.find(plan::Family::Quantization);
        const auto at = measured.find(site.site);
        if (grid == nullptr || !grid->has("bits") || at == measured.end() ||
            at->second.contains(grid->integer("bits")))
            continue;
        const base::Sentence message{"%1 bits were not measured here; %2 were",
                                     {std::to_string(grid->integer("bits")), listed(at->second)}};
        plan::Problem& problem = byMessage[base::english(message)];
        if (problem.sites.empty())
            problem = {plan::Severity::Warning, "untested-bits", site.site.name, message};
        problem.sites.push_back(site.site);
    }
    std::vector<plan::Problem> problems;
    for (auto& [unused, problem] : byMessage)
        problems.push_back(std::move(problem));
    return problems;
}

} // namespace lapidary::results
