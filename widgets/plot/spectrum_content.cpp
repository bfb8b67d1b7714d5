// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/spectrum_content.h"

#include "widgets/plot/content_parts.h"
#include "widgets/plot/result_overlay.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <memory>

namespace lapidary::widgets {

namespace {

struct SpectrumContent {
    Q_DECLARE_TR_FUNCTIONS(SpectrumContent)
};

using results::Spectrum;
constexpr int kSpreadSteps = 200;

using Shares = std::shared_ptr<const std::vector<double>>;

/// The axis counts ranks, or shares of the full rank in percent.
struct RankAxis {
    bool share = false;
    double at(double rank, double full) const { return share ? 100.0 * rank / full : rank; }
    double rank(double position, double full) const { return share ? position * full / 100.0 : position; }
};

double fullRank(const Spectrum& spectrum) {
    return static_cast<double>(spectrum.singularValues.size());
}

double fullRank(const model::Site& site) {
    return static_cast<double>(std::min(site.out, site.in));
}

std::vector<PlotPoint> decay(const Spectrum& spectrum, const RankAxis& axis) {
    std::vector<PlotPoint> points;
    const double largest = spectrum.singularValues.front();
    for (std::size_t i = 0; i < spectrum.singularValues.size(); ++i)
        points.push_back({axis.at(static_cast<double>(i + 1), fullRank(spectrum)),
                          largest > 0.0 ? spectrum.singularValues[i] / largest : 0.0});
    return points;
}

PlotSeries lineOf(const model::SiteId& site, const Spectrum& spectrum, const RankAxis& axis, int color) {
    const bool strong = color == 0;
    PlotSeries series;
    series.name = siteLabel(site);
    series.color.line = color;
    series.strong = strong;
    series.faint = !strong && color >= 8;
    series.points = decay(spectrum, axis);
    return series;
}

/// Median and quartiles of all spectra at shares of the full rank.
void addSpread(PlotContent& content, const std::vector<const Spectrum*>& spectra) {
    PlotSeries band;
    band.name = SpectrumContent::tr("quartiles of %n sites", nullptr, static_cast<int>(spectra.size()));
    band.kind = PlotSeries::Kind::Band;
    band.color.line = 1;
    PlotSeries median;
    median.name = SpectrumContent::tr("median");
    median.color.line = 1;
    std::vector<double> values;
    for (int step = 1; step <= kSpreadSteps; ++step) {
        const double share = static_cast<double>(step) / kSpreadSteps;
        values.clear();
        for (const Spectrum* spectrum : spectra)
            if (spectrum->singularValues.front() > 0.0) {
                const auto index =
                    static_cast<std::size_t>(std::max(std::round(share * fullRank(*spectrum)), 1.0));
                values.push_back(spectrum->singularValues[index - 1] / spectrum->singularValues.front());
            }
        if (values.empty())
            continue;
        std::ranges::sort(values);
        const double x = 100.0 * share;
        band.points.push_back({x, kNoNumber, quantile(values, 0.25), quantile(values, 0.75)});
        median.points.push_back({x, quantile(values, 0.5)});
    }
    content.series.push_back(std::move(band));
    content.series.push_back(std::move(median));
}

/// The sites of a selection that were measured.
struct Selected {
    std::vector<model::SiteId> others; // without the focus
    std::vector<const Spectrum*> spectra;
};

Selected measuredOf(const ViewState& state, const std::vector<model::SiteId>& sites,
                    const model::SiteId& focus, bool weighted) {
    Selected selected;
    for (const model::SiteId& site : sites) {
        const Spectrum* spectrum = spectrumOf(state.project.get(), site, weighted);
        if (spectrum == nullptr)
            continue;
        selected.spectra.push_back(spectrum);
        if (site != focus)
            selected.others.push_back(site);
    }
    return selected;
}

void addLines(PlotContent& content, const ViewState& state, const Selected& selected, bool spread,
              const RankAxis& axis, bool weighted) {
    if (spread) {
        addSpread(content, selected.spectra);
        return;
    }
    int color = 1;
    for (const model::SiteId& site : selected.others)
        content.series.push_back(
            lineOf(site, *spectrumOf(state.project.get(), site, weighted), axis, color++));
}

void addEnergy(PlotContent& content, const Shares& shares, const RankAxis& axis) {
    PlotSeries energy;
    energy.name = SpectrumContent::tr("energy up to i");
    energy.color = {PlotColor::Role::Muted, 0};
    energy.rightAxis = true;
    energy.dashed = true;
    const auto full = static_cast<double>(shares->size() - 1);
    for (std::size_t i = 1; i < shares->size(); ++i)
        energy.points.push_back({axis.at(static_cast<double>(i), full), 100.0 * (*shares)[i]});
    content.series.push_back(std::move(energy));
}

QString cutWords(const Shares& shares, double rank) {
    const auto place =
        static_cast<std::size_t>(std::clamp(rank, 0.0, static_cast<double>(shares->size() - 1)));
    return SpectrumContent::tr("rank %1 · energy %2")
        .arg(countText(static_cast<std::int64_t>(rank)), percentText((*shares)[place]));
}

PlotHandle rankHandle(const ViewState& state, const model::Site& site, const Spectrum& spectrum,
                      const Shares& shares, const RankAxis& axis) {
    const auto rank = rankInForce(state, site);
    const double full = fullRank(site);
    PlotHandle handle;
    handle.id = kRankHandle;
    handle.name = SpectrumContent::tr("Rank");
    handle.minimum = axis.at(1.0, full);
    handle.maximum = axis.at(full, full);
    handle.step = axis.at(1.0, full);
    handle.hollow = !rank;
    const double shown = std::clamp(static_cast<double>(rank.value_or(spectrum.rank90)), 1.0, full);
    handle.position = axis.at(shown, full);
    handle.color = {PlotColor::Role::LowRank, 0};
    const auto rankOf = [axis, full](double position) { return std::round(axis.rank(position, full)); };
    handle.words = [shares, site, rankOf, suggested = handle.hollow ? shown : -1.0](double position) {
        const double at = rankOf(position);
        const QString words = SpectrumContent::tr("%1 · parameters %2", "rank and energy")
                                  .arg(cutWords(shares, at), percentText(keptShare(site, at)));
        return at == suggested ? SpectrumContent::tr("not set: %1").arg(words) : words;
    };
    handle.shorterWords = [shares, rankOf](double position) { return cutWords(shares, rankOf(position)); };
    return handle;
}

void addReferences(PlotContent& content, const ViewState& state, const model::Site& site,
                   const RankAxis& axis) {
    const double most = breakEvenRank(site);
    const double full = fullRank(site);
    content.references.push_back(
        {axis.at(most, full),
         true,
         SpectrumContent::tr("break-even %1").arg(countText(static_cast<std::int64_t>(most))),
         {PlotColor::Role::Warning, 0}});
    const auto report = reportOf(state, site.id);
    if (!report)
        return;
    if (const auto rank = report->figures.find("rank"); rank != report->figures.end())
        content.references.push_back(
            {axis.at(rank->second, full),
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

void frameRanks(PlotContent& content, const RankAxis& axis) {
    content.x.title = axis.share ? SpectrumContent::tr("i / r_max") : SpectrumContent::tr("index i");
    content.x.unit = axis.share ? QStringLiteral("%") : QStringLiteral("1");
    content.x.whole = !axis.share;
    content.x.link = axis.share ? QStringLiteral("rank share") : QStringLiteral("rank");
}

PlotContent frame(bool weighted) {
    PlotContent content;
    content.id = QStringLiteral("spectrum");
    content.title = weighted ? SpectrumContent::tr("Activation-weighted rank spectrum")
                             : SpectrumContent::tr("Rank spectrum");
    frameRanks(content, {});
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

std::int64_t rankAt(const PlotContent& content, const model::Site& site, double position) {
    const RankAxis axis{content.x.link == QLatin1String("rank share")};
    return std::llround(axis.rank(position, fullRank(site)));
}

PlotContent spectrumContent(const ViewState& state, const std::vector<model::SiteId>& sites,
                            const model::SiteId& focus, const SpectrumOptions& options) {
    PlotContent content = frame(options.activationWeighted);
    const model::Site* site = namedSite(content, state, focus);
    if (site == nullptr)
        return content;
    const Spectrum* spectrum = spectrumOf(state.project.get(), focus, options.activationWeighted);
    if (spectrum == nullptr) {
        content.emptyText = notMeasuredText(SpectrumContent::tr("Spectra"));
        return content;
    }
    const Shares shares = std::make_shared<const std::vector<double>>(energyShares(spectrum->singularValues));
    const Selected selected = measuredOf(state, sites, focus, options.activationWeighted);
    const bool spread = selected.others.size() + 1 > options.mostLines;
    const RankAxis axis{options.asShare || spread};
    frameRanks(content, axis);
    addEnergy(content, shares, axis);
    addLines(content, state, selected, spread, axis, options.activationWeighted);
    auto result = resultSpectrum(state, focus, options.activationWeighted);
    for (std::size_t i = 0; result && i < result->points.size(); ++i)
        result->points[i].x = axis.at(result->points[i].x, fullRank(*spectrum));
    addBoth(content, lineOf(focus, *spectrum, axis, 0), std::move(result));
    content.handles.push_back(rankHandle(state, *site, *spectrum, shares, axis));
    addReferences(content, state, *site, axis);
    content.summary = summaryOf(*site, *spectrum, sites.size() > 1 ? sites.size() - 1 : 0);
    content.footLine = footLineOf(state, "spectra");
    return content;
}

} // namespace lapidary::widgets
