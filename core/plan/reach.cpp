// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/reach.h"

#include "core/plan/detail/site_layout.h"

#include <algorithm>
#include <map>
#include <optional>

namespace lapidary::plan {

namespace {

/// Rank of the stored factors: rows of the first part of the factor `down`.
std::optional<std::int64_t> storedRank(const StorageLayout& layout) {
    for (const PartLayout& part : layout.parts)
        if (part.name.starts_with("down.") && !part.shape.empty())
            return part.shape.front();
    return std::nullopt;
}

SiteSettings withRatio(SiteSettings settings, double ratio) {
    auto& values = settings.families.at(Family::LowRank).values;
    values.erase("rank");
    values.erase("energy");
    values.insert_or_assign("ratio", ratio);
    return settings;
}

SiteSettings withBits(SiteSettings settings, std::int64_t bits) {
    settings.families.at(Family::Quantization).values.insert_or_assign("bits", bits);
    return settings;
}

/// Whole rows share a scale.
SiteSettings withoutGroups(SiteSettings settings) {
    auto& values = settings.families.at(Family::Quantization).values;
    values.insert_or_assign("group", std::int64_t{0});
    values.insert_or_assign("per", std::string("row"));
    return settings;
}

struct Candidate {
    SiteSettings settings;
    std::uint64_t bytes = 0;
};

/// The lowest setting of one site.
class LowestOf final {
public:
    LowestOf(const model::Site& site, formats::DType dtype, OutputFormat format)
        : m_site(site) {
        m_request.out = site.out;
        m_request.in = site.in;
        m_request.dtype = dtype;
        m_request.format = format;
    }

    /// Nothing: no setting of its families can be stored.
    std::optional<Candidate> find(const SiteSettings& settings, const StorageLayout& now) {
        std::optional<Candidate> best;
        const FamilySettings* lowRank = settings.find(Family::LowRank);
        if (lowRank != nullptr) {
            const std::optional<std::int64_t> stored = storedRank(now);
            const auto rank = stored ? stored : rankOf(*lowRank, m_site.out, m_site.in);
            const SiteSettings lower = withRatio(settings, kReachRatio);
            const auto least = rankOf(*lower.find(Family::LowRank), m_site.out, m_site.in);
            if (!rank || *least < *rank) {
                m_request.lowRank.reset();
                best = lowestBits(lower);
            }
            m_request.lowRank = rank; // also where it comes from an energy
        }
        // The rank as it is: where it is low already, or where a pattern does not divide the lower one.
        if (!best)
            best = lowestBits(settings);
        return best;
    }

private:
    std::optional<Candidate> lowestBits(const SiteSettings& settings) const {
        const FamilySettings* grid = settings.find(Family::Quantization);
        if (grid == nullptr || !grid->has("bits"))
            return stored(settings);
        for (std::int64_t bits = std::min(kReachBits, grid->integer("bits")); bits <= grid->integer("bits");
             ++bits)
            if (auto candidate = stored(withBits(settings, bits)))
                return candidate;
        return std::nullopt;
    }

    std::optional<Candidate> stored(const SiteSettings& settings) const {
        LayoutRequest native = m_request;
        native.format = OutputFormat::Lapidary;
        if (!storageLayout(settings, native) || !detail::obstacles(settings, m_site.out, m_site.in).empty())
            return std::nullopt;
        const auto layout = detail::formatLayout(m_site, settings, m_request);
        if (!layout)
            return std::nullopt;
        return Candidate{settings, layout->bytes};
    }

    const model::Site& m_site;
    LayoutRequest m_request;
};

/// What the reach knows of a site with given shape and settings; many sites share it.
struct SiteReach {
    const model::Site* site = nullptr;
    const SiteSettings* settings = nullptr;
    std::uint64_t bytes = 0;     // now
    std::uint64_t smallest = 0;  // at most `bytes`
    std::uint64_t groupless = 0; // the smallest with whole rows for groups
    std::uint64_t native = 0;    // the smallest in the native format
};

class ReachFinder final {
public:
    ReachFinder(const Plan& plan, const PlanCheck& check, const model::ModelSpec& model, OutputFormat format)
        : m_plan(plan)
        , m_check(check)
        , m_format(format) {
        m_reach.smallestBytes = check.bytesAfter;
        m_reach.largestBytes = check.bytesBefore;
        for (const model::Site* site : model.allSites())
            m_sites.emplace(site->id, site);
    }

    Reach find() {
        for (std::size_t i = 0; i < m_check.sites.size(); ++i)
            add(m_check.resolved.sites[i], m_check.sites[i]);
        for (const auto& [kind, limit] : m_limits)
            m_reach.limits.push_back(limit);
        std::ranges::stable_sort(m_reach.limits, std::greater(), &ReachLimit::bytes);
        return std::move(m_reach);
    }

private:
    void add(const ResolvedSite& resolved, const SiteBytes& now) {
        const model::Site& site = *m_sites.at(now.site);
        const bool locked = m_plan.locked.contains(now.site);
        if (resolved.settings.dense()) {
            if (!locked)
                limit(site.block >= 0                       ? ReachLimit::Kind::Dense
                      : site.kind == model::SiteKind::Embed ? ReachLimit::Kind::Embed
                                                            : ReachLimit::Kind::Head,
                      now.bytes);
            return;
        }
        const SiteReach& reach = reachOfSite(site, resolved.settings, now);
        if (locked) {
            limit(ReachLimit::Kind::Locked, reach.bytes - reach.smallest);
            return;
        }
        m_reach.smallestBytes -= reach.bytes - reach.smallest;
        limit(ReachLimit::Kind::Groups, reach.smallest - reach.groupless);
        limit(ReachLimit::Kind::Format, reach.smallest - std::min(reach.smallest, reach.native));
    }

    void limit(ReachLimit::Kind kind, std::uint64_t bytes) {
        if (bytes == 0)
            return;
        ReachLimit& entry = m_limits[kind];
        entry.kind = kind;
        entry.bytes += bytes;
        ++entry.sites;
    }

    const SiteReach& reachOfSite(const model::Site& site, const SiteSettings& settings,
                                 const SiteBytes& now) {
        constexpr std::size_t kRemembered = 32;
        const auto known = std::ranges::find_if(m_known, [&](const SiteReach& entry) {
            return entry.bytes == now.bytes && entry.site->out == site.out && entry.site->in == site.in &&
                   entry.site->kind == site.kind && *entry.settings == settings;
        });
        if (known != m_known.end())
            return *known;
        SiteReach reach{&site, &settings, now.bytes, now.bytes, now.bytes, now.bytes};
        const auto lowest = LowestOf(site, m_check.dtype, m_format).find(settings, now.layout);
        if (lowest)
            reach.smallest = std::min(now.bytes, lowest->bytes);
        reach.groupless = std::min(reach.smallest, grouplessBytes(site, lowest, now));
        reach.native = nativeBytes(site, settings, now, reach.smallest);
        if (m_known.size() >= kRemembered)
            m_known.erase(m_known.begin());
        m_known.push_back(reach);
        return m_known.back();
    }

    std::uint64_t grouplessBytes(const model::Site& site, const std::optional<Candidate>& lowest,
                                 const SiteBytes& now) const {
        const FamilySettings* grid = lowest ? lowest->settings.find(Family::Quantization) : nullptr;
        if (grid == nullptr || gridShape(*grid).group == 0)
            return now.bytes;
        const auto rows =
            LowestOf(site, m_check.dtype, m_format).find(withoutGroups(lowest->settings), now.layout);
        return rows ? rows->bytes : now.bytes;
    }

    std::uint64_t nativeBytes(const model::Site& site, const SiteSettings& settings, const SiteBytes& now,
                              std::uint64_t smallest) const {
        if (m_format == OutputFormat::Lapidary)
            return smallest;
        const auto native = LowestOf(site, m_check.dtype, OutputFormat::Lapidary).find(settings, now.layout);
        return native ? native->bytes : smallest;
    }

    const Plan& m_plan;
    const PlanCheck& m_check;
    OutputFormat m_format;
    std::map<model::SiteId, const model::Site*> m_sites;
    std::vector<SiteReach> m_known;
    std::map<ReachLimit::Kind, ReachLimit> m_limits;
    Reach m_reach;
};

} // namespace

Reach reachOf(const Plan& plan, const PlanCheck& check, const model::ModelSpec& model, OutputFormat format) {
    return ReachFinder(plan, check, model, format).find();
}

SiteSettings smallestSettings(const model::Site& site, const SiteSettings& settings, const StorageLayout& now,
                              formats::DType dtype, OutputFormat format) {
    const auto lowest = LowestOf(site, dtype, format).find(settings, now);
    return lowest && lowest->bytes <= now.bytes ? lowest->settings : settings;
}

} // namespace lapidary::plan
