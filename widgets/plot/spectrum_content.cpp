// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/spectrum_content.h"

#include "widgets/plot/content_parts.h"
#include "widgets/plot/result_overlay.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

struct SpectrumContent {
    Q_DECLARE_TR_FUNCTIONS(SpectrumContent)
};

using results::Spectrum;
using Shares = std::shared_ptr<const std::vector<double>>;

std::vector<PlotPoint> decay(const Spectrum& spectrum) {
    std::vector<PlotPoint> points;
    const double largest = spectrum.singularValues.front();
    for (std::size_t i = 0; i < spectrum.singularValues.size(); ++i)
        points.push_back(
            {static_cast<double>(i + 1), largest > 0.0 ? spectrum.singularValues[i] / largest : 0.0});
    return points;
}

PlotSeries lineOf(const model::SiteId& site, const Spectrum& spectrum, int color, bool strong) {
    PlotSeries series;
    series.name = siteLabel(site);
    series.color.line = color;
    series.strong = strong;
    series.faint = !strong && color >= 8;
    series.points = decay(spectrum);
    return series;
}

/// Every index at first, then ever fewer: enough for a curve that falls smoothly, at any width of the model.
std::vector<std::size_t> sampledIndexes(std::size_t count) {
    std::vector<std::size_t> indexes;
    for (std::size_t i = 0; i < count; i += 1 + i / 40)
        indexes.push_back(i);
    if (!indexes.empty() && indexes.back() + 1 != count)
        indexes.push_back(count - 1);
    return indexes;
}

/// Median and quartiles over all spectra that reach an index.
void addSpread(PlotContent& content, const std::vector<const Spectrum*>& spectra) {
    PlotSeries band;
    band.name = SpectrumContent::tr("quartiles of %n sites", nullptr, static_cast<int>(spectra.size()));
    band.kind = PlotSeries::Kind::Band;
    band.color.line = 1;
    PlotSeries median;
    median.name = SpectrumContent::tr("median");
    median.color.line = 1;
    std::size_t longest = 0;
    for (const Spectrum* spectrum : spectra)
        longest = std::max(longest, spectrum->singularValues.size());
    std::vector<double> values;
    for (const std::size_t i : sampledIndexes(longest)) {
        values.clear();
        for (const Spectrum* spectrum : spectra)
            if (i < spectrum->singularValues.size() && spectrum->singularValues.front() > 0.0)
                values.push_back(spectrum->singularValues[i] / spectrum->singularValues.front());
        if (values.empty())
            continue;
        std::ranges::sort(values);
        const auto x = static_cast<double>(i + 1);
        band.points.push_back({x, kNoNumber, quantile(values, 0.25), quantile(values, 0.75)});
        median.points.push_back({x, quantile(values, 0.5)});
    }
    content.series.push_back(std::move(band));
    content.series.push_back(std::move(median));
}

void addLines(PlotContent& content, const ViewState& state, const std::vector<model::SiteId>& sites,
              const model::SiteId& focus, const SpectrumOptions& options) {
    std::vector<model::SiteId> others;
    std::vector<const Spectrum*> spectra;
    for (const model::SiteId& site : sites) {
        const Spectrum* spectrum = spectrumOf(state.project.get(), site, options.activationWeighted);
        if (spectrum == nullptr)
            continue;
        spectra.push_back(spectrum);
        if (site != focus)
            others.push_back(site);
    }
    if (others.size() + 1 > options.mostLines) {
        addSpread(content, spectra);
    } else {
        int color = 1;
        for (const model::SiteId& site : others)
            content.series.push_back(lineOf(
                site, *spectrumOf(state.project.get(), site, options.activationWeighted), color++, false));
    }
}

void addEnergy(PlotContent& content, const Shares& shares) {
    PlotSeries energy;
    energy.name = SpectrumContent::tr("energy up to i");
    energy.color = {PlotColor::Role::Muted, 0};
    energy.rightAxis = true;
    energy.dashed = true;
    for (std::size_t i = 1; i < shares->size(); ++i)
        energy.points.push_back({static_cast<double>(i), 100.0 * (*shares)[i]});
    content.series.push_back(std::move(energy));
}

QString cutWords(const Shares& shares, double rank) {
    const auto place =
        static_cast<std::size_t>(std::clamp(rank, 0.0, static_cast<double>(shares->size() - 1)));
    return SpectrumContent::tr("rank %1 · energy %2")
        .arg(countText(static_cast<std::int64_t>(rank)), percentText((*shares)[place]));
}

PlotHandle rankHandle(const ViewState& state, const model::Site& site, const Spectrum& spectrum,
                      const Shares& shares) {
    const auto rank = rankInForce(state, site);
    PlotHandle handle;
    handle.id = kRankHandle;
    handle.name = SpectrumContent::tr("Rank");
    handle.minimum = 1.0;
    handle.maximum = static_cast<double>(std::min(site.out, site.in));
    handle.hollow = !rank;
    handle.position = std::clamp(static_cast<double>(rank.value_or(spectrum.rank90)), 1.0, handle.maximum);
    handle.color = {PlotColor::Role::LowRank, 0};
    handle.words = [shares, site, suggested = handle.hollow ? handle.position : -1.0](double position) {
        const QString words = SpectrumContent::tr("%1 · parameters %2", "rank and energy")
                                  .arg(cutWords(shares, position), percentText(keptShare(site, position)));
        return position == suggested ? SpectrumContent::tr("not set: %1").arg(words) : words;
    };
    handle.shorterWords = [shares](double position) { return cutWords(shares, position); };
    return handle;
}

void addReferences(PlotContent& content, const ViewState& state, const model::Site& site) {
    const double most = breakEvenRank(site);
    content.references.push_back(
        {most,
         true,
         SpectrumContent::tr("break-even %1").arg(countText(static_cast<std::int64_t>(most))),
         {PlotColor::Role::Warning, 0}});
    const auto report = reportOf(state, site.id);
    if (!report)
        return;
    if (const auto rank = report->figures.find("rank"); rank != report->figures.end())
        content.references.push_back(
            {rank->second,
             true,
             SpectrumContent::tr("B: rank %1").arg(countText(std::llround(rank->second))),
             {PlotColor::Role::Quantized, 0}});
}

QString summaryOf(const model::Site& site, const Spectrum& spectrum, std::size_t others) {
    const double first = spectrum.singularValues.front();
    const double last = first > 0.0 ? spectrum.singularValues.back() / first : 0.0;
    QString words =
        SpectrumContent::tr(
            "%1 has %2 singular values; the last is %3 of the largest. The first %4 hold 90 % of the "
            "energy, the first %5 hold 99 %; the effective rank is %6. Below rank %7 two factors have "
            "fewer parameters than the matrix.")
            .arg(siteLabel(site.id), countText(static_cast<std::int64_t>(spectrum.singularValues.size())),
                 significant(last), countText(spectrum.rank90), countText(spectrum.rank99),
                 significant(spectrum.effectiveRank), significant(breakEvenRank(site)));
    if (others > 0)
        words += QLatin1Char(' ') + SpectrumContent::tr("%n more site(s) are drawn for comparison.", nullptr,
                                                        static_cast<int>(others));
    return words;
}

PlotContent frame(bool weighted) {
    PlotContent content;
    content.id = QStringLiteral("spectrum");
    content.title = weighted ? SpectrumContent::tr("Activation-weighted rank spectrum")
                             : SpectrumContent::tr("Rank spectrum");
    content.x.title = SpectrumContent::tr("index i");
    content.x.unit = QStringLiteral("1");
    content.x.whole = true;
    content.y.title = SpectrumContent::tr("σᵢ / σ₁");
    content.y.unit = QStringLiteral("1");
    content.y.log = true;
    content.right.emplace();
    content.right->title = SpectrumContent::tr("energy");
    content.right->unit = QStringLiteral("%");
    content.right->lower = 0.0;
    content.right->upper = 100.0;
    return content;
}

} // namespace

PlotContent spectrumContent(const ViewState& state, const std::vector<model::SiteId>& sites,
                            const model::SiteId& focus, const SpectrumOptions& options) {
    PlotContent content = frame(options.activationWeighted);
    if (state.empty()) {
        content.emptyText = noModelText();
        return content;
    }
    const model::Site* site = state.model->find(focus);
    if (site == nullptr) {
        content.emptyText = noSiteText();
        return content;
    }
    content.title += QStringLiteral(" · ") + siteLabel(focus);
    const Spectrum* spectrum = spectrumOf(state.project.get(), focus, options.activationWeighted);
    if (spectrum == nullptr) {
        content.emptyText = notMeasuredText(SpectrumContent::tr("Spectra"));
        return content;
    }
    const Shares shares = std::make_shared<const std::vector<double>>(energyShares(spectrum->singularValues));
    addEnergy(content, shares);
    addLines(content, state, sites, focus, options);
    addBoth(content, lineOf(focus, *spectrum, 0, true),
            resultSpectrum(state, focus, options.activationWeighted));
    content.handles.push_back(rankHandle(state, *site, *spectrum, shares));
    addReferences(content, state, *site);
    content.summary = summaryOf(*site, *spectrum, sites.size() > 1 ? sites.size() - 1 : 0);
    content.footLine = footLineOf(state, "spectra");
    return content;
}

} // namespace lapidary::widgets
