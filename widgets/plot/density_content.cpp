// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/density_content.h"

#include "core/results/eigenvalue_density.h"
#include "widgets/plot/content_parts.h"
#include "widgets/plot/result_overlay.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

struct DensityContent {
    Q_DECLARE_TR_FUNCTIONS(DensityContent)
};

using results::MatrixSides;
using results::RandomBulk;
using results::Spectrum;

constexpr int kCurvePoints = 160;
constexpr std::size_t kFewestBins = 12;
constexpr std::size_t kMostBins = 60;

/// About the root of the count, as histograms of few values need.
std::size_t binsFor(std::size_t values) {
    const auto bins = static_cast<std::size_t>(std::lround(1.5 * std::sqrt(static_cast<double>(values))));
    return std::clamp(bins, kFewestBins, kMostBins);
}

PlotSeries histogramOf(const Spectrum& spectrum, const MatrixSides& sides, const QString& name) {
    const results::EigenvalueDensity density =
        results::eigenvalueDensity(spectrum.singularValues, sides, binsFor(spectrum.singularValues.size()));
    PlotSeries series;
    series.name = name;
    series.kind = PlotSeries::Kind::Steps;
    series.outlined = true;
    for (std::size_t i = 0; i < density.density.size(); ++i)
        series.points.push_back({density.edges[i], density.density[i]});
    if (!density.density.empty())
        series.points.push_back({density.edges.back(), 0.0});
    return series;
}

/// Points of a function, even on a logarithmic axis.
template<class Function>
std::vector<PlotPoint> curve(double low, double high, Function function) {
    std::vector<PlotPoint> points;
    for (int i = 0; i <= kCurvePoints; ++i) {
        const double x = low * std::pow(high / low, static_cast<double>(i) / kCurvePoints);
        points.push_back({x, function(x)});
    }
    return points;
}

void addTail(PlotContent& content, const Spectrum& spectrum, const MatrixSides& sides) {
    if (!spectrum.tail)
        return;
    const results::PowerLawTail& tail = *spectrum.tail;
    const double n = static_cast<double>(sides.longer);
    const double least = tail.threshold / n;
    const double largest = spectrum.singularValues.front() * spectrum.singularValues.front() / n;
    const double share =
        static_cast<double>(tail.count) / static_cast<double>(spectrum.singularValues.size());
    PlotSeries series;
    series.name = DensityContent::tr("power law, α %1, distance %2")
                      .arg(significant(tail.alpha), significant(tail.distance));
    series.color = {PlotColor::Role::Pruned, 0};
    series.points = curve(least, largest, [&](double x) {
        return share * (tail.alpha - 1.0) / least * std::pow(x / least, -tail.alpha);
    });
    content.series.push_back(std::move(series));
    content.references.push_back(
        {least,
         true,
         DensityContent::tr("tail from %1 (%2 values)").arg(significant(least), countText(tail.count)),
         {PlotColor::Role::Pruned, 0}});
}

void addBulk(PlotContent& content, const RandomBulk& bulk) {
    PlotSeries series;
    series.name = DensityContent::tr("random matrix of this shape and variance");
    series.color = {PlotColor::Role::Muted, 0};
    series.dashed = true;
    const double low = std::max(bulk.lower, 1e-4 * bulk.upper);
    series.points = curve(low, bulk.upper, [&](double x) { return bulk.density(x); });
    std::erase_if(series.points, [](const PlotPoint& point) { return !(point.y > 0.0); });
    content.series.push_back(std::move(series));
    content.references.push_back({bulk.upper,
                                  true,
                                  DensityContent::tr("random edge %1 · %2 beyond")
                                      .arg(significant(bulk.upper), countText(bulk.beyond)),
                                  {PlotColor::Role::Muted, 0}});
}

QString summaryOf(const model::Site& site, const Spectrum& spectrum, const std::optional<RandomBulk>& bulk) {
    QString words = DensityContent::tr("%1 has %2 eigenvalues.")
                        .arg(siteLabel(site.id), countText(std::ssize(spectrum.singularValues)));
    if (spectrum.tail)
        words += QLatin1Char(' ') +
                 DensityContent::tr("The largest %1 follow a power law with exponent α = %2; the distance "
                                    "(Kolmogorov-Smirnov) of values and law is %3.")
                     .arg(countText(spectrum.tail->count), significant(spectrum.tail->alpha),
                          significant(spectrum.tail->distance));
    if (bulk)
        words += QLatin1Char(' ') +
                 DensityContent::tr("A random matrix of the same shape and variance has none above %1; here "
                                    "%2 are (%3).")
                     .arg(significant(bulk->upper), countText(bulk->beyond),
                          percentText(static_cast<double>(bulk->beyond) /
                                      static_cast<double>(spectrum.singularValues.size())));
    return words;
}

PlotContent frame(bool weighted) {
    PlotContent content;
    content.id = QStringLiteral("density");
    content.title = weighted ? DensityContent::tr("Density of activation-weighted eigenvalues")
                             : DensityContent::tr("Density of eigenvalues");
    content.x.title = DensityContent::tr("eigenvalue λ = σ² / n");
    content.x.unit = QStringLiteral("1");
    content.x.log = true;
    content.y.title = DensityContent::tr("density");
    content.y.unit = QStringLiteral("1/λ");
    content.y.log = true;
    return content;
}

} // namespace

PlotContent densityContent(const ViewState& state, const model::SiteId& focus, bool activationWeighted) {
    PlotContent content = frame(activationWeighted);
    const model::Site* site = namedSite(content, state, focus);
    if (site == nullptr)
        return content;
    const Spectrum* spectrum = spectrumOf(state.project.get(), focus, activationWeighted);
    const MatrixSides sides = MatrixSides::of(site->out, site->in);
    if (spectrum != nullptr) {
        PlotSeries dense = histogramOf(*spectrum, sides, siteLabel(focus));
        if (dense.points.empty())
            spectrum = nullptr;
        const Spectrum* result = spectrumOf(state.measuredResult(), focus, activationWeighted);
        std::optional<PlotSeries> compressed;
        if (spectrum != nullptr && result != nullptr) {
            compressed = histogramOf(*result, sides, DensityContent::tr("compressed"));
            markAsB(*compressed);
        }
        addBoth(content, std::move(dense), std::move(compressed));
    }
    if (spectrum == nullptr) {
        content.series.clear();
        content.emptyText = notMeasuredText(DensityContent::tr("Spectra"));
        return content;
    }
    const std::optional<RandomBulk> bulk =
        activationWeighted ? std::nullopt
                           : std::optional(results::randomBulk(spectrum->singularValues, sides));
    if (bulk)
        addBulk(content, *bulk);
    addTail(content, *spectrum, sides);
    content.summary = summaryOf(*site, *spectrum, bulk);
    content.footLine = footLineOf(state, "spectra");
    return content;
}

} // namespace lapidary::widgets
