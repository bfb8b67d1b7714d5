// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/content_parts.h"

#include "core/plan/method_info.h"
#include "core/results/energy_ranks.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <numeric>

namespace lapidary::widgets {

namespace {

struct PlotParts {
    Q_DECLARE_TR_FUNCTIONS(PlotParts)
};

constexpr int kFingerprintLength = 8;
constexpr int kDateLength = 10; // of an ISO 8601 time

} // namespace

QString footLineOf(const ViewState& state, const std::string& part) {
    if (state.empty() || !state.project)
        return {};
    const auto found = state.project->provenance.find(part);
    if (found == state.project->provenance.end())
        return {};
    const results::Provenance& made = found->second;
    QStringList parts = {QString::fromStdString(made.modelName),
                         QString::fromStdString(made.modelFingerprint).left(kFingerprintLength),
                         QString::fromStdString(made.textName)};
    if (made.windows > 0)
        parts << PlotParts::tr("%1 × %2 tokens", "windows, tokens each")
                     .arg(countText(made.windows), countText(made.window));
    parts << PlotParts::tr("seed %1").arg(made.seed) << QString::fromStdString(made.time).left(kDateLength);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString noModelText() {
    return PlotParts::tr("No model is open: drop a model folder here, or choose File > Open");
}

QString notMeasuredText(const QString& what) {
    return PlotParts::tr("%1: not measured yet. Measure the model (Ctrl+M) to see them.",
                         "spectra, activations …")
        .arg(what);
}

QString noSiteText() {
    return PlotParts::tr("Nothing is selected: choose a site in the tree or in the matrix");
}

const model::Site* siteOrWhyNot(PlotContent& content, const ViewState& state, const model::SiteId& focus) {
    if (state.empty()) {
        content.emptyText = noModelText();
        return nullptr;
    }
    const model::Site* site = state.model->find(focus);
    if (site == nullptr)
        content.emptyText = noSiteText();
    return site;
}

const model::Site* namedSite(PlotContent& content, const ViewState& state, const model::SiteId& focus) {
    const model::Site* site = siteOrWhyNot(content, state, focus);
    if (site != nullptr)
        content.title += QStringLiteral(" · ") + siteLabel(focus);
    return site;
}

const plan::FamilySettings* inForce(const ViewState& state, const model::SiteId& site, plan::Family family) {
    const plan::ResolvedSite* resolved = state.resolved(site);
    return resolved == nullptr ? nullptr : resolved->settings.find(family);
}

std::optional<std::int64_t> rankInForce(const ViewState& state, const model::Site& site) {
    const plan::FamilySettings* settings = inForce(state, site.id, plan::Family::LowRank);
    if (settings == nullptr)
        return std::nullopt;
    if (const auto rank = plan::rankOf(*settings, site.out, site.in))
        return rank;
    return state.project ? results::energyRanks(*state.project)(site.id, *settings) : std::nullopt;
}

double keptShare(const model::Site& site, double rank) {
    return rank / breakEvenRank(site);
}

double breakEvenRank(const model::Site& site) {
    const auto out = static_cast<double>(site.out);
    const auto in = static_cast<double>(site.in);
    return out * in / (out + in);
}

std::vector<double> energyShares(const std::vector<double>& singularValues) {
    std::vector<double> shares(1, 0.0);
    shares.reserve(singularValues.size() + 1);
    for (const double value : singularValues)
        shares.push_back(shares.back() + value * value);
    if (const double whole = shares.back(); whole > 0.0)
        for (double& share : shares)
            share /= whole;
    return shares;
}

const results::Spectrum* spectrumOf(const results::ModelMeasurements* measured, const model::SiteId& site,
                                    bool weighted) {
    if (measured == nullptr)
        return nullptr;
    const auto found = measured->spectra.find(site);
    if (found == measured->spectra.end() || (weighted && !found->second.activationWeighted))
        return nullptr;
    const results::Spectrum& spectrum = weighted ? *found->second.activationWeighted : found->second.weight;
    return spectrum.singularValues.empty() ? nullptr : &spectrum;
}

SitesById sitesById(const model::ModelSpec& model) {
    SitesById sites;
    for (const model::Site* site : model.allSites())
        sites.emplace(site->id, site);
    return sites;
}

std::optional<PlotSpan> blocksOf(const model::ModelSpec& model, const std::set<model::SiteId>& sites) {
    std::optional<PlotSpan> span;
    for (const model::Site* site : model.blockSites()) {
        if (!sites.contains(site->id))
            continue;
        const double block = site->block;
        span = span ? PlotSpan{std::min(span->lower, block), std::max(span->upper, block)}
                    : PlotSpan{block, block};
    }
    return span;
}

double quantile(const std::vector<double>& sorted, double share) {
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(place);
    const std::size_t high = std::min(low + 1, sorted.size() - 1);
    return sorted[low] + (sorted[high] - sorted[low]) * (place - static_cast<double>(low));
}

std::vector<std::size_t> channelsByLargest(const results::ChannelStatistics& statistics) {
    std::vector<std::size_t> order(statistics.absmax.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater(),
                             [&](std::size_t i) { return statistics.absmax[i]; });
    return order;
}

QString channelLabel(std::size_t channel) {
    return PlotParts::tr("channel %1").arg(channel);
}

std::string usualMethod(plan::Family family) {
    const std::vector<std::string> names = plan::methodNames(family);
    // With calibration text these lose least; where the table has none of them, its first.
    for (const char* usual : {"svd-llm", "gptq", "wanda"})
        if (std::ranges::find(names, usual) != names.end())
            return usual;
    return names.empty() ? std::string() : names.front();
}

std::optional<results::SiteReport> reportOf(const ViewState& state, const model::SiteId& site) {
    const results::RunReport* run = state.run();
    if (run == nullptr)
        return std::nullopt;
    const auto found = std::ranges::find(run->sites, site, &results::SiteReport::site);
    return found == run->sites.end() ? std::nullopt : std::optional(*found);
}

} // namespace lapidary::widgets
