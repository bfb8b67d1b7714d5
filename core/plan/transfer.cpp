// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/transfer.h"

#include "core/plan/detail/block_map.h"
#include "core/plan/site_selector.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace lapidary::plan {

using base::Json;
using detail::BlockMap;
using model::SiteKind;
using Kind = TransferNote::Kind;

namespace {

/// Kept share of parameters of an absolute rank at a site [out, in], as `ratio` has it.
double ratioOf(double rank, const model::Site& site) {
    const auto out = static_cast<double>(site.out);
    const auto in = static_cast<double>(site.in);
    return std::min(1.0, rank * (out + in) / (out * in));
}

double roundedShare(double share) {
    return std::max(0.0001, std::round(share * 1e4) / 1e4);
}

class Transfer final {
public:
    Transfer(const Plan& plan, const model::ModelSpec& from, const model::ModelSpec& to)
        : m_source(plan)
        , m_from(from)
        , m_to(to)
        , m_blocks(static_cast<std::int64_t>(from.blocks.size()),
                   static_cast<std::int64_t>(to.blocks.size())) {
        m_result.plan = plan;
        m_result.plan.rules.clear();
        m_result.plan.sites.clear();
        m_result.plan.locked.clear();
        m_result.plan.modelName = to.config.name;
        m_result.plan.modelFingerprint = to.fingerprint;
    }

    base::Result<TransferredPlan> make() {
        LAPIDARY_TRY(const auto matches, ruleMatches(m_source.rules, m_from));
        edits();
        m_result.plan.base = settings("base", m_source.base, blockSites());
        for (std::size_t i = 0; i < m_source.rules.size(); ++i)
            LAPIDARY_CHECK(rule(i, matches[i]));
        for (const model::Site* target : m_to.allSites())
            site(*target);
        leftOvers();
        return std::move(m_result);
    }

private:
    void note(Kind kind, std::string place, base::Sentence words) {
        m_result.notes.push_back({kind, std::move(place), std::move(words)});
    }

    std::vector<const model::Site*> blockSites() const { return m_from.blockSites(); }

    void edits() {
        if (m_source.edits.empty())
            return;
        m_result.plan.edits.clear();
        note(Kind::Unmapped, "edits", base::Sentence{"model edits name blocks of the other model: left out"});
    }

    /// Absolute ranks as shares; `at` are the sites that have them.
    WrittenSettings settings(const std::string& place, WrittenSettings written,
                             const std::vector<const model::Site*>& at) {
        for (auto& [family, keys] : written.families) {
            const auto rank = keys.is_object() ? keys.find("rank") : keys.end();
            if (!keys.is_object() || rank == keys.end() || !rank->is_number() || rank->get<double>() < 1.0 ||
                at.empty())
                continue;
            const double value = rank->get<double>();
            std::vector<double> shares;
            for (const model::Site* site : at)
                shares.push_back(
                    family == Family::LowRank
                        ? ratioOf(value, *site)
                        : std::min(1.0, value / static_cast<double>(std::min(site->out, site->in))));
            std::ranges::sort(shares);
            const double share = roundedShare(shares[shares.size() / 2]);
            const bool same = shares.back() - shares.front() < 1e-9;
            if (family == Family::LowRank) {
                keys.erase("rank");
                keys["ratio"] = share;
            } else {
                keys["rank"] = share < 1.0 ? share : 0.9999;
            }
            const std::string text = base::Json(share).dump();
            const std::string rankText = std::to_string(std::llround(value));
            note(Kind::Scaled, place,
                 same ? base::Sentence{"rank %1 becomes the share %2", {rankText, text}}
                      : base::Sentence{
                            "rank %1 becomes the share %2, the median over sites of different shapes",
                            {rankText, text}});
        }
        return written;
    }

    base::Status rule(std::size_t i, const std::vector<model::SiteId>& matches) {
        const std::string place = "rules[" + std::to_string(i) + "]";
        Rule made = m_source.rules[i];
        std::vector<const model::Site*> at;
        for (const model::SiteId& id : matches)
            at.push_back(m_from.find(id));
        made.settings = settings(place, made.settings, at);
        if (made.predicate.is_object()) {
            const auto names = targetsOf(matches);
            made.predicate["sites"] = names;
            made.predicate["fingerprint"] = m_to.fingerprint;
            note(Kind::Scaled, place,
                 base::Sentence{
                     "the sites that its condition found are mapped by depth; measure to find them anew"});
        } else {
            LAPIDARY_CHECK(pattern(place, made, matches));
        }
        m_result.plan.rules.push_back(std::move(made));
        return {};
    }

    base::Status pattern(const std::string& place, Rule& rule, const std::vector<model::SiteId>& matches) {
        if (!rule.blocks.empty()) {
            LAPIDARY_TRY(const std::string scaled, m_blocks.scaledText(rule.blocks));
            if (scaled != rule.blocks)
                note(Kind::Scaled, place, base::Sentence{"blocks %1 become %2", {rule.blocks, scaled}});
            rule.blocks = scaled;
        }
        if (rule.match.find_first_of("0123456789") == std::string::npos || !namesBlocks(rule))
            return {};
        if (matches.empty()) {
            note(Kind::Unmapped, place,
                 base::Sentence{"matches no site of the source: the pattern stays as it is"});
            return {};
        }
        std::set<model::SiteId> targets;
        for (const Json& name : targetsOf(matches))
            targets.emplace(name.get<std::string>());
        const std::optional<Rule> said = ruleFor(targets, m_to);
        if (!said) {
            note(Kind::Unmapped, place,
                 base::Sentence{"none of its sites is in this model: the pattern stays as it is"});
            return {};
        }
        note(Kind::Scaled, place,
             base::Sentence{
                 "'%1' names blocks by number; it now covers %2 sites at the same depth instead of %3",
                 {rule.match, std::to_string(targets.size()), std::to_string(matches.size())}});
        rule.match = said->match;
        rule.blocks = said->blocks;
        rule.kinds = said->kinds;
        rule.predicate = said->predicate;
        return {};
    }

    /// Whether the pattern alone tells blocks apart (a digit may also stand for itself in a class).
    bool namesBlocks(const Rule& rule) const {
        Rule bare;
        bare.match = rule.match;
        const auto found = ruleMatches({bare}, m_from);
        if (!found)
            return false;
        std::map<SiteKind, std::size_t> perKind;
        for (const model::SiteId& id : found->front())
            if (const model::Site* site = m_from.find(id); site->block >= 0)
                ++perKind[site->kind];
        return std::ranges::any_of(
            perKind, [this](const auto& entry) { return entry.second != m_from.blocks.size(); });
    }

    /// Names of the target's sites whose nearest sources are among these.
    Json targetsOf(const std::vector<model::SiteId>& sources) const {
        const std::set<model::SiteId> in(sources.begin(), sources.end());
        Json names = Json::array();
        for (const model::Site* target : m_to.allSites())
            if (const model::Site* source = sourceOf(*target); source != nullptr && in.contains(source->id))
                names.push_back(target->id.name);
        return names;
    }

    const model::Site* sourceOf(const model::Site& target) const {
        if (target.kind == SiteKind::Embed)
            return &m_from.embed;
        if (target.kind == SiteKind::Head)
            return m_from.tiedHead ? nullptr : &m_from.head;
        if (m_from.blocks.empty())
            return nullptr;
        return &m_from.blocks[static_cast<std::size_t>(m_blocks.source(target.block))].site(target.kind);
    }

    void site(const model::Site& target) {
        const model::Site* source = sourceOf(target);
        if (source == nullptr)
            return;
        if (m_source.locked.contains(source->id))
            m_result.plan.locked.insert(target.id);
        const auto own = m_source.sites.find(source->id);
        if (own == m_source.sites.end())
            return;
        const std::string place = "sites." + source->id.name;
        m_result.plan.sites.emplace(target.id, settings(place, own->second, {source}));
        m_used.insert(source->id);
        note(Kind::Mapped, place, base::Sentence{"%1 to %2", {source->id.name, target.id.name}});
    }

    /// Overrides that no site of the target took.
    void leftOvers() {
        for (const auto& [id, unused] : m_source.sites) {
            if (m_used.contains(id))
                continue;
            const std::string place = "sites." + id.name;
            const model::Site* source = m_from.find(id);
            if (source == nullptr)
                note(Kind::Unmapped, place, base::Sentence{"%1 is no site of the source", {id.name}});
            else if (source->block < 0)
                note(Kind::Unmapped, place, base::Sentence{"%1 has no tensor of its own there", {id.name}});
            else
                merged(place, *source);
        }
    }

    void merged(const std::string& place, const model::Site& source) {
        const std::int64_t target = m_blocks.target(source.block);
        const std::int64_t nearest = m_blocks.source(target);
        note(Kind::Merged, place,
             base::Sentence{"%1 and block %2 fall on one block, %3: that of block %2 counts",
                            {source.id.name, std::to_string(nearest), std::to_string(target)}});
    }

    const Plan& m_source;
    const model::ModelSpec& m_from;
    const model::ModelSpec& m_to;
    BlockMap m_blocks;
    std::set<model::SiteId> m_used;
    TransferredPlan m_result;
};

} // namespace

std::size_t TransferredPlan::count(TransferNote::Kind kind) const {
    return static_cast<std::size_t>(std::ranges::count(notes, kind, &TransferNote::kind));
}

base::Result<TransferredPlan> transferPlan(const Plan& plan, const model::ModelSpec& from,
                                           const model::ModelSpec& to) {
    return Transfer(plan, from, to).make();
}

} // namespace lapidary::plan
