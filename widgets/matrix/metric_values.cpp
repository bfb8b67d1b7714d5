// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/metric_values.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace lapidary::widgets {

namespace {

using Found = std::unordered_map<model::SiteId, double>;

std::optional<double> in(const Found& found, const model::SiteId& site) {
    const auto at = found.find(site);
    return at == found.end() ? std::nullopt : std::optional(at->second);
}

/// Signal over noise [dB] of a relative error of norms.
std::optional<double> decibels(std::optional<double> error) {
    return error && *error > 0.0 ? std::optional(-20.0 * std::log10(*error)) : std::nullopt;
}

Found errorsAt(const ViewState& state, const std::string& setting) {
    Found found;
    for (const results::Sensitivity& point : state.project->sensitivity)
        if (point.setting == setting)
            found.emplace(point.site, point.relativeError);
    return found;
}

Found errorsOfRun(const ViewState& state) {
    Found found;
    if (const results::RunReport* run = state.run())
        for (const results::SiteReport& site : run->sites)
            found.emplace(site.site, site.relativeError);
    return found;
}

SiteFigure lookup(Found found, bool noise) {
    return [found = std::move(found), noise](const model::Site& site) {
        const auto error = in(found, site.id);
        return noise ? decibels(error) : error;
    };
}

const results::ModelMeasurements* measuredOf(const ViewState& state, Side side) {
    return side == Side::A ? state.project.get() : state.measuredResult();
}

double fullRank(const model::Site& site) {
    return static_cast<double>(std::min(site.out, site.in));
}

/// A figure of what the plan makes of a site.
FigureMaker planFigure(std::function<std::optional<double>(const model::Site&, const plan::ResolvedSite&,
                                                           const plan::SiteBytes&)>
                           figure) {
    return [figure = std::move(figure)](const ViewState& state) -> SiteFigure {
        return [&state, figure](const model::Site& site) -> std::optional<double> {
            const auto place = state.model->placeOf(site.id);
            const plan::ResolvedSite* resolved = place ? state.resolvedAt(*place) : nullptr;
            return resolved == nullptr ? std::nullopt : figure(site, *resolved, *state.bytesAt(*place));
        };
    };
}

} // namespace

SiteValues valuesOf(const ViewState& state, const FigureMaker& maker) {
    if (state.empty())
        return {};
    const std::vector<const model::Site*> sites = state.model->allSites();
    SiteValues values(sites.size());
    const SiteFigure figure = maker(state);
    for (std::size_t place = 0; place < sites.size(); ++place)
        if (const auto value = figure(*sites[place]))
            values.set(place, *value);
    return values;
}

FigureMaker measuredError(std::string setting) {
    return [setting = std::move(setting)](const ViewState& state) {
        return lookup(errorsAt(state, setting), false);
    };
}

FigureMaker measuredNoise(std::string setting) {
    return [setting = std::move(setting)](const ViewState& state) {
        return lookup(errorsAt(state, setting), true);
    };
}

FigureMaker largestMeasuredKl() {
    return [](const ViewState& state) {
        Found found;
        for (const results::Sensitivity& point : state.project->sensitivity)
            if (point.measuredKl) {
                double& value = found[point.site];
                value = std::max(value, *point.measuredKl);
            }
        return lookup(std::move(found), false);
    };
}

FigureMaker spectrumFigure(Side side, bool weighted,
                           const std::function<std::optional<double>(const results::Spectrum&)>& figure) {
    return [=](const ViewState& state) -> SiteFigure {
        const results::ModelMeasurements* measured = measuredOf(state, side);
        return [=](const model::Site& site) -> std::optional<double> {
            if (measured == nullptr)
                return std::nullopt;
            const auto at = measured->spectra.find(site.id);
            if (at == measured->spectra.end() || (weighted && !at->second.activationWeighted))
                return std::nullopt;
            return figure(weighted ? *at->second.activationWeighted : at->second.weight);
        };
    };
}

FigureMaker rankShare(Side side, bool weighted, std::function<double(const results::Spectrum&)> rank) {
    FigureMaker maker = spectrumFigure(side, weighted, std::move(rank));
    return [maker = std::move(maker)](const ViewState& state) -> SiteFigure {
        return [figure = maker(state)](const model::Site& site) -> std::optional<double> {
            const auto rank = figure(site);
            return rank ? std::optional(100.0 * *rank / fullRank(site)) : std::nullopt;
        };
    };
}

FigureMaker inputFigure(Side side, const std::function<double(const results::ChannelStatistics&)>& figure) {
    return [=](const ViewState& state) -> SiteFigure {
        const results::ModelMeasurements* measured = measuredOf(state, side);
        return [=](const model::Site& site) -> std::optional<double> {
            if (measured == nullptr)
                return std::nullopt;
            const auto at = measured->activations.find(site.inputGroup);
            return at == measured->activations.end() ? std::nullopt : std::optional(figure(at->second));
        };
    };
}

double peakOverMedian(const results::ChannelStatistics& statistics) {
    std::vector<double> peaks = statistics.absmax;
    if (peaks.empty())
        return 1.0;
    const auto middle = peaks.begin() + static_cast<std::ptrdiff_t>(peaks.size() / 2);
    std::ranges::nth_element(peaks, middle);
    const double median = *middle;
    return median > 0.0 ? std::ranges::max(peaks) / median : 1.0;
}

FigureMaker difference(FigureMaker a, FigureMaker b) {
    return [a = std::move(a), b = std::move(b)](const ViewState& state) -> SiteFigure {
        return [first = a(state), second = b(state)](const model::Site& site) -> std::optional<double> {
            const auto before = first(site);
            const auto after = second(site);
            return before && after ? std::optional(*after - *before) : std::nullopt;
        };
    };
}

FigureMaker bytesNow(double unit) {
    return [unit](const ViewState&) -> SiteFigure {
        return
            [unit](const model::Site& site) { return std::optional(static_cast<double>(site.bytes) / unit); };
    };
}

FigureMaker shareOfBytes() {
    return [](const ViewState& state) {
        const double all = static_cast<double>(std::max<std::uint64_t>(state.model->bytes, 1));
        return bytesNow(all / 100.0)(state);
    };
}

FigureMaker bytesAfter(double unit) {
    return planFigure([unit](const model::Site&, const plan::ResolvedSite&, const plan::SiteBytes& bytes) {
        return std::optional(static_cast<double>(bytes.bytes) / unit);
    });
}

FigureMaker bytesSaved(double unit) {
    return difference(bytesAfter(unit), bytesNow(unit));
}

FigureMaker bitsPerWeight() {
    return planFigure([](const model::Site& site, const plan::ResolvedSite&, const plan::SiteBytes& bytes) {
        return std::optional(8.0 * static_cast<double>(bytes.bytes) / static_cast<double>(site.parameters()));
    });
}

FigureMaker gridBits() {
    return planFigure([](const model::Site&, const plan::ResolvedSite& resolved,
                         const plan::SiteBytes&) -> std::optional<double> {
        const plan::FamilySettings* grid = resolved.settings.find(plan::Family::Quantization);
        return grid == nullptr ? std::nullopt : std::optional<double>(plan::gridShape(*grid).bits);
    });
}

FigureMaker zeroShare() {
    return planFigure([](const model::Site& site, const plan::ResolvedSite& resolved,
                         const plan::SiteBytes&) -> std::optional<double> {
        const plan::FamilySettings* sparsity = resolved.settings.find(plan::Family::Sparsity);
        const auto pattern = sparsity == nullptr ? std::nullopt : plan::sparsityPattern(*sparsity);
        if (!pattern)
            return std::nullopt;
        const auto kept = static_cast<double>(plan::keptPerRow(*pattern, site.in));
        return 100.0 * (1.0 - kept / static_cast<double>(site.in));
    });
}

FigureMaker keptRank() {
    return planFigure([](const model::Site& site, const plan::ResolvedSite& resolved,
                         const plan::SiteBytes& bytes) -> std::optional<double> {
        const plan::FamilySettings* lowRank = resolved.settings.find(plan::Family::LowRank);
        if (lowRank == nullptr)
            return std::nullopt;
        auto rank = plan::rankOf(*lowRank, site.out, site.in);
        // By energy: the rank that was counted.
        for (const plan::PartLayout& part : bytes.layout.parts)
            if (!rank && part.name.starts_with("down.") && !part.shape.empty())
                rank = part.shape.front();
        return rank ? std::optional(100.0 * static_cast<double>(*rank) / fullRank(site)) : std::nullopt;
    });
}

FigureMaker runError() {
    return [](const ViewState& state) { return lookup(errorsOfRun(state), false); };
}

FigureMaker runNoise() {
    return [](const ViewState& state) { return lookup(errorsOfRun(state), true); };
}

} // namespace lapidary::widgets
