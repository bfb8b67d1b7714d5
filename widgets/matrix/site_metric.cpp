// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/site_metric.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

QString words(const char* text) {
    return QCoreApplication::translate("lapidary::widgets::SiteMetric", text);
}

/// Relative output error of one measured setting.
template<int setting>
SiteValues errorAt(const ViewState& state) {
    constexpr std::array kSettings = {"bits:4", "bits:3", "bits:2", "2:4", "sparsity:0.5"};
    SiteValues values;
    for (const results::Sensitivity& point : state.project->sensitivity)
        if (point.setting == kSettings[setting])
            values.emplace(point.site, point.relativeError);
    return values;
}

SiteValues largestMeasuredKl(const ViewState& state) {
    SiteValues values;
    for (const results::Sensitivity& point : state.project->sensitivity)
        if (point.measuredKl) {
            double& value = values[point.site];
            value = std::max(value, *point.measuredKl);
        }
    return values;
}

double fullRank(const ViewState& state, const model::SiteId& id) {
    const model::Site* site = state.model->find(id);
    return site == nullptr ? 0.0 : static_cast<double>(std::min(site->out, site->in));
}

/// A share of the full rank in percent, from the spectrum of the weights or of weights and inputs.
template<class Rank>
SiteValues rankShare(const ViewState& state, bool weighted, Rank rank) {
    SiteValues values;
    for (const auto& [site, spectra] : state.project->spectra) {
        if (weighted && !spectra.activationWeighted)
            continue;
        const double full = fullRank(state, site);
        if (full > 0.0)
            values.emplace(site,
                           100.0 * rank(weighted ? *spectra.activationWeighted : spectra.weight) / full);
    }
    return values;
}

SiteValues effectiveRank(const ViewState& state) {
    return rankShare(state, false, [](const results::Spectrum& s) { return s.effectiveRank; });
}

SiteValues rank99(const ViewState& state) {
    return rankShare(state, false, [](const results::Spectrum& s) { return static_cast<double>(s.rank99); });
}

SiteValues weightedRank99(const ViewState& state) {
    return rankShare(state, true, [](const results::Spectrum& s) { return static_cast<double>(s.rank99); });
}

/// Of the input group, for each of its sites.
template<class Figure>
SiteValues ofInputs(const ViewState& state, Figure figure) {
    SiteValues values;
    for (const model::Site* site : state.model->allSites()) {
        const auto at = state.project->activations.find(site->inputGroup);
        if (at != state.project->activations.end())
            values.emplace(site->id, figure(at->second));
    }
    return values;
}

SiteValues outlierRatio(const ViewState& state) {
    return ofInputs(state, [](const results::ChannelStatistics& s) { return 100.0 * s.outlierRatio; });
}

/// Largest absolute input over the median channel's.
SiteValues inputPeak(const ViewState& state) {
    return ofInputs(state, [](const results::ChannelStatistics& statistics) {
        std::vector<double> peaks = statistics.absmax;
        if (peaks.empty())
            return 1.0;
        const auto middle = peaks.begin() + static_cast<std::ptrdiff_t>(peaks.size() / 2);
        std::ranges::nth_element(peaks, middle);
        const double median = *middle;
        return median > 0.0 ? std::ranges::max(peaks) / median : 1.0;
    });
}

SiteValues megabytesNow(const ViewState& state) {
    SiteValues values;
    for (const model::Site* site : state.model->allSites())
        values.emplace(site->id, static_cast<double>(site->bytes) / 1e6);
    return values;
}

SiteValues bitsAfter(const ViewState& state) {
    SiteValues values;
    if (!state.check)
        return values;
    for (const plan::SiteBytes& bytes : state.check->sites)
        if (const model::Site* site = state.model->find(bytes.site))
            values.emplace(bytes.site,
                           8.0 * static_cast<double>(bytes.bytes) / static_cast<double>(site->parameters()));
    return values;
}

SiteValues runError(const ViewState& state) {
    SiteValues values;
    if (const results::RunReport* run = state.run())
        for (const results::SiteReport& site : run->sites)
            values.emplace(site.site, site.relativeError);
    return values;
}

} // namespace

std::vector<SiteMetric> siteMetrics() {
    const QString measure = words("Run > Measure the model (Ctrl+M) shows it.");
    const QString sensitivity = words(
        "Relative error of the site's output on the calibration text, if this site alone is compressed so.");
    return {
        {"error:bits:4", words("Output error at 4 bits"), {}, sensitivity, measure, true, errorAt<0>},
        {"error:bits:3", words("Output error at 3 bits"), {}, sensitivity, measure, true, errorAt<1>},
        {"error:bits:2", words("Output error at 2 bits"), {}, sensitivity, measure, true, errorAt<2>},
        {"error:2:4", words("Output error at 2:4 sparsity"), {}, sensitivity, measure, true, errorAt<3>},
        {"error:sparsity:0.5",
         words("Output error at 50 % sparsity"),
         {},
         sensitivity,
         measure,
         true,
         errorAt<4>},
        {"kl", words("Measured divergence of the model"), words("nats"),
         words("Largest KL divergence measured with this site alone compressed."),
         words("Measure with true divergence shows it."), true, largestMeasuredKl},
        {"rank:effective", words("Effective rank"), words("% of full"),
         words("Exponential of the entropy of the normalised singular values: how many directions share the "
               "weight."),
         measure, false, effectiveRank},
        {"rank:99", words("Rank at 99 % energy"), words("% of full"),
         words("Directions that hold 99 % of the squared singular values of the weight."), measure, false,
         rank99},
        {"rank:99:weighted", words("Rank at 99 % energy, with inputs"), words("% of full"),
         words(
             "The same of the weight times the root of its inputs' second moment: what low rank must keep."),
         measure, false, weightedRank99},
        {"inputs:outliers", words("Outlier channels of the input"), words("%"),
         words("Share of input channels whose largest absolute value exceeds 6 times the median channel's."),
         measure, false, outlierRatio},
        {"inputs:peak", words("Largest input channel over the median"), words("times"),
         words("How far the strongest input channel stands out."), measure, true, inputPeak},
        {"size",
         words("Size now"),
         words("MB"),
         words("Bytes in the checkpoint as found."),
         {},
         false,
         megabytesNow},
        {"plan:bits", words("Bits per weight after the plan"), words("bits"),
         words("Stored bytes of the site under the plan, over its weights."),
         words("The plan does not resolve: see Problems."), false, bitsAfter},
        {"run:error",
         words("Output error of the run"),
         {},
         words("Relative error of the site's output in the run that is compared."),
         words("Run > Compress shows it."),
         true,
         runError},
    };
}

MetricScale MetricScale::of(const SiteValues& values, bool logarithmic) {
    std::vector<double> sorted;
    for (const auto& [site, value] : values)
        if (std::isfinite(value))
            sorted.push_back(value);
    std::ranges::sort(sorted);
    MetricScale scale;
    if (sorted.empty())
        return scale;
    const auto last = static_cast<double>(sorted.size() - 1);
    const bool few = sorted.size() < 50;
    scale.low = few ? sorted.front() : sorted[static_cast<std::size_t>(std::floor(0.02 * last))];
    scale.high = few ? sorted.back() : sorted[static_cast<std::size_t>(std::ceil(0.98 * last))];
    scale.logarithmic = logarithmic && scale.low > 0.0;
    if (scale.high <= scale.low)
        scale.high = scale.low + std::max(std::abs(scale.low), 1e-12);
    return scale;
}

double MetricScale::share(double value) const {
    if (logarithmic && value <= 0.0)
        return 0.0;
    const double share =
        logarithmic ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
    return std::clamp(share, 0.0, 1.0);
}

} // namespace lapidary::widgets
