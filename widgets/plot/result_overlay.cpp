// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/result_overlay.h"

#include "widgets/plot/content_parts.h"

#include <QCoreApplication>

#include <algorithm>

namespace lapidary::widgets {

namespace {

struct ResultOverlay {
    Q_DECLARE_TR_FUNCTIONS(ResultOverlay)
};

using results::ModelMeasurements;
using results::SiteSpectra;

const SiteSpectra* spectraOf(const ModelMeasurements* measured, const model::SiteId& site) {
    if (measured == nullptr)
        return nullptr;
    const auto found = measured->spectra.find(site);
    return found == measured->spectra.end() ? nullptr : &found->second;
}

double binWidth(const results::Histogram& histogram) {
    return (histogram.maximum - histogram.minimum) / static_cast<double>(histogram.counts.size());
}

PlotSeries seriesOfB(PlotSeries::Kind kind) {
    PlotSeries series;
    series.name = ResultOverlay::tr("compressed");
    series.kind = kind;
    markAsB(series);
    return series;
}

} // namespace

void markAsA(PlotSeries& dense) {
    dense.name = ResultOverlay::tr("A: %1").arg(dense.name);
    const bool filled = dense.kind == PlotSeries::Kind::Bars || dense.kind == PlotSeries::Kind::Ranges;
    dense.color = {filled ? PlotColor::Role::Muted : PlotColor::Role::Dense, 0};
}

void markAsB(PlotSeries& result) {
    result.name = ResultOverlay::tr("B: %1").arg(result.name);
    result.shape = PlotSeries::Shape::Diamond;
    result.color = {PlotColor::Role::Quantized, 0};
}

std::optional<PlotSeries> resultSpectrum(const ViewState& state, const model::SiteId& site, bool weighted) {
    if (state.empty())
        return std::nullopt;
    const results::Spectrum* dense = spectrumOf(state.project.get(), site, weighted);
    const results::Spectrum* result = spectrumOf(state.measuredResult(), site, weighted);
    if (dense == nullptr || result == nullptr || dense->singularValues.front() <= 0.0)
        return std::nullopt;
    const double largest = dense->singularValues.front();
    // Values that rounding alone keeps from zero would stretch the axis over sixteen decades.
    constexpr double kNothing = 1e-7;
    PlotSeries series = seriesOfB(PlotSeries::Kind::Line);
    series.marked = true;
    for (std::size_t i = 0; i < result->singularValues.size(); ++i)
        if (const double share = result->singularValues[i] / largest; share > kNothing)
            series.points.push_back({static_cast<double>(i + 1), share});
    return series;
}

std::optional<PlotSeries> resultHistogram(const ViewState& state, const model::SiteId& site) {
    if (state.empty())
        return std::nullopt;
    const SiteSpectra* dense = spectraOf(state.project.get(), site);
    const SiteSpectra* result = spectraOf(state.measuredResult(), site);
    if (dense == nullptr || result == nullptr || dense->histogram.counts.empty() ||
        result->histogram.counts.empty())
        return std::nullopt;
    const results::Histogram& histogram = result->histogram;
    const double width = binWidth(histogram);
    if (width <= 0.0)
        return std::nullopt;
    const double scale = binWidth(dense->histogram) / width;
    PlotSeries series = seriesOfB(PlotSeries::Kind::Steps);
    series.outlined = true;
    double x = histogram.minimum;
    for (const std::int64_t count : histogram.counts) {
        series.points.push_back({x, static_cast<double>(count) * scale});
        x += width;
    }
    series.points.push_back({histogram.maximum, 0.0});
    return series;
}

std::optional<PlotSeries> resultScree(const ViewState& state, std::size_t most) {
    const ModelMeasurements* measured = state.measuredResult();
    if (measured == nullptr || !measured->logits)
        return std::nullopt;
    const std::vector<double>& explained = measured->logits->explained;
    PlotSeries series = seriesOfB(PlotSeries::Kind::Points);
    for (std::size_t i = 0; i < std::min(explained.size(), most); ++i)
        series.points.push_back({static_cast<double>(i + 1), 100.0 * explained[i]});
    return series;
}

std::optional<PlotSeries> resultChannels(const ViewState& state, const model::InputGroupId& group) {
    const ModelMeasurements* measured = state.measuredResult();
    if (measured == nullptr)
        return std::nullopt;
    const auto found = measured->activations.find(group);
    if (found == measured->activations.end() || found->second.absmax.empty())
        return std::nullopt;
    PlotSeries series = seriesOfB(PlotSeries::Kind::Line);
    series.marked = true;
    double x = 1.0;
    for (const std::size_t channel : channelsByLargest(found->second)) {
        series.points.push_back({x, found->second.absmax[channel]});
        series.pointNames << channelLabel(channel);
        x += 1.0;
    }
    return series;
}

void addBoth(PlotContent& content, PlotSeries dense, std::optional<PlotSeries> result) {
    if (result)
        markAsA(dense);
    content.series.push_back(std::move(dense));
    if (result)
        content.series.push_back(*std::move(result));
}

} // namespace lapidary::widgets
