// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/check.h"

#include "core/plan/detail/cascade.h"
#include "core/plan/detail/lint.h"
#include "core/plan/detail/site_layout.h"
#include "core/plan/method_info.h"

#include <algorithm>
#include <tuple>

namespace lapidary::plan {

using base::Error;
using base::ErrorCode;
using formats::DType;

namespace {

std::string codeOf(const Error& error) {
    if (error.code == ErrorCode::Unsupported)
        return "format-cannot-hold";
    if (error.place.ends_with("quantization.group"))
        return "group-does-not-divide";
    if (error.place.ends_with("sparsity.pattern"))
        return "pattern-does-not-divide";
    return "not-applicable";
}

std::string messageOf(const Error& error) {
    std::string text = base::describe(error);
    if (!text.empty() && text.back() == '.')
        text.pop_back();
    return text;
}

/// Counts one plan in one format.
class Checker final {
public:
    Checker(const model::ModelSpec& model, OutputFormat format, const EnergyRank& energyRank,
            PlanCheck& check)
        : m_model(model)
        , m_format(format)
        , m_energyRank(energyRank)
        , m_check(check) {}

    base::Status count() {
        std::uint64_t linearBytes = 0;
        double linearWeights = 0.0;
        std::vector<const model::Site*> sites = m_model.blockSites();
        sites.push_back(&m_model.embed);
        sites.push_back(&m_model.head);
        m_check.sites.reserve(m_check.resolved.sites.size());
        for (std::size_t i = 0; i < m_check.resolved.sites.size(); ++i) {
            const model::Site& site = *sites[i];
            LAPIDARY_TRY(StorageLayout layout, sharedLayout(site, m_check.resolved.sites[i].settings));
            m_check.bytesAfter += layout.bytes;
            if (site.isBlockLinear()) {
                linearBytes += layout.bytes;
                linearWeights += static_cast<double>(site.parameters());
            }
            m_check.sites.push_back({site.id, layout.bytes, std::move(layout)});
        }
        if (m_unknownRanks > 0)
            m_check.problems.push_back(
                {Severity::Warning, "rank-unknown", "low_rank.energy",
                 base::Sentence{"no spectrum gives the ranks of %1 sites before the run: counted at "
                                "break-even; give a project with their spectra as the model (`measure`), or "
                                "a ratio",
                                {std::to_string(m_unknownRanks)}}});
        const std::uint64_t element = static_cast<std::uint64_t>(formats::info(m_check.dtype).blockBits) / 8;
        for (const model::PlainTensor* tensor : m_model.plainTensors())
            m_check.bytesAfter += static_cast<std::uint64_t>(tensor->elements) * element;
        m_check.bytesSource = m_model.bytes;
        m_check.bytesBefore = m_model.parameters * 2;
        if (linearWeights > 0.0)
            m_check.bitsPerWeight = static_cast<double>(linearBytes) * 8.0 / linearWeights;
        if (m_model.parameters > 0)
            m_check.bitsPerParameter =
                static_cast<double>(m_check.bytesAfter) * 8.0 / static_cast<double>(m_model.parameters);
        return {};
    }

private:
    void report(Severity severity, std::string code, const model::Site& site, base::Sentence message) {
        m_check.problems.push_back({severity, std::move(code), site.id.name, std::move(message)});
    }

    /// Sites of one shape under the same settings are stored alike: a layout, and what is to be said of it,
    /// are made once. Not where a spectrum of the site decides.
    base::Result<StorageLayout> sharedLayout(const model::Site& site, const SiteSettings& settings) {
        const FamilySettings* lowRank = settings.find(Family::LowRank);
        if (lowRank != nullptr && lowRank->has("energy"))
            return layoutOf(site, settings);
        const Alike alike(settings.families.identity(), settings.skip, site.out, site.in,
                          site.kind == model::SiteKind::Embed);
        if (const auto at = m_known.find(alike); at != m_known.end()) {
            for (std::size_t i = at->second.firstProblem; i < at->second.endProblem; ++i) {
                Problem same = m_check.problems[i];
                same.place = site.id.name;
                m_check.problems.push_back(std::move(same));
            }
            return at->second.layout;
        }
        Known known;
        known.firstProblem = m_check.problems.size();
        LAPIDARY_TRY(known.layout, layoutOf(site, settings));
        known.endProblem = m_check.problems.size();
        return m_known.emplace(alike, std::move(known)).first->second.layout;
    }

    /// The layout, or the dense one where the settings cannot be stored (a Problem says why).
    base::Result<StorageLayout> layoutOf(const model::Site& site, const SiteSettings& settings) {
        LayoutRequest request;
        request.out = site.out;
        request.in = site.in;
        request.dtype = m_check.dtype;
        if (const FamilySettings* lowRank = settings.find(Family::LowRank); lowRank && lowRank->has("energy"))
            request.lowRank = energyRankOf(site, *lowRank);
        // The native form first, whatever the format: it is the one that the methods' results take.
        auto layout = storageLayout(settings, request);
        if (layout) {
            for (base::Sentence& why : detail::obstacles(settings, site.out, site.in))
                report(Severity::Error, "not-applicable", site, std::move(why));
            warnAboveBreakEven(site, settings, request);
            request.format = m_format;
            layout = detail::formatLayout(site, settings, request);
        }
        if (layout)
            return layout;
        report(Severity::Error, codeOf(layout.error()), site, messageOf(layout.error()));
        request.format = m_format;
        return storageLayout({}, request);
    }

    std::int64_t energyRankOf(const model::Site& site, const FamilySettings& lowRank) {
        if (m_energyRank)
            if (const std::optional<std::int64_t> rank = m_energyRank(site.id, lowRank))
                return std::clamp<std::int64_t>(*rank, 1, std::min(site.out, site.in));
        ++m_unknownRanks;
        return std::max<std::int64_t>(1, detail::breakEvenRank(site));
    }

    void warnAboveBreakEven(const model::Site& site, const SiteSettings& settings,
                            const LayoutRequest& request) {
        const FamilySettings* lowRank = settings.find(Family::LowRank);
        if (lowRank == nullptr)
            return;
        const std::int64_t rank = request.lowRank.value_or(rankOf(*lowRank, site.out, site.in).value_or(0));
        const std::int64_t breakEven = detail::breakEvenRank(site);
        if (rank > breakEven)
            report(Severity::Warning, "rank-above-break-even", site,
                   base::Sentence{"rank %1 takes more than the dense matrix; break-even is %2",
                                  {std::to_string(rank), std::to_string(breakEven)}});
    }

    using Alike = std::tuple<const void*, bool, std::int64_t, std::int64_t, bool>;
    struct Known {
        StorageLayout layout;
        std::size_t firstProblem = 0; // its own, in m_check.problems
        std::size_t endProblem = 0;
    };

    const model::ModelSpec& m_model;
    OutputFormat m_format;
    const EnergyRank& m_energyRank;
    PlanCheck& m_check;
    std::int64_t m_unknownRanks = 0;
    std::map<Alike, Known> m_known;
};

} // namespace

DType planDtype(std::string_view dtype, const model::ModelSpec& model) {
    if (dtype == "f32")
        return DType::F32;
    if (dtype == "f16")
        return DType::F16;
    if (dtype == "bf16")
        return DType::BF16;
    const DType source = model.blocks.empty() || model.blocks.front().sites.empty()
                             ? model.embed.dtype
                             : model.blocks.front().sites.front().dtype;
    if (source == DType::F32 || source == DType::F64)
        return DType::F32;
    return source == DType::F16 ? DType::F16 : DType::BF16;
}

base::Result<PlanCheck> checkPlan(const Plan& plan, const model::ModelSpec& model, OutputFormat format,
                                  const EnergyRank& energyRank) {
    PlanCheck check;
    LAPIDARY_TRY(detail::Cascaded cascaded, detail::resolveAll(plan, model));
    check.dtype = planDtype(plan.dtype, model);
    detail::lintPlan(plan, model, cascaded, check.problems);
    check.resolved = std::move(cascaded.plan);
    LAPIDARY_CHECK(Checker(model, format, energyRank, check).count());
    if (format == OutputFormat::CompressedTensors)
        detail::lintFused(model, check.resolved, Severity::Warning, check.problems);
    return check;
}

} // namespace lapidary::plan
