// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/histogram_content.h"

#include "widgets/plot/clip_handles.h"
#include "widgets/plot/content_parts.h"
#include "widgets/plot/grid_levels.h"
#include "widgets/plot/result_overlay.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace lapidary::widgets {

namespace {

struct HistogramContent {
    Q_DECLARE_TR_FUNCTIONS(HistogramContent)
};

using results::Histogram;

constexpr double kAir = 0.04; // beside the widest limits, share of the axis

PlotContent frame() {
    PlotContent content;
    content.id = QStringLiteral("histogram");
    content.title = HistogramContent::tr("Weights");
    content.x.title = HistogramContent::tr("weight");
    content.x.unit = QStringLiteral("1");
    content.y.title = HistogramContent::tr("weights per bin");
    content.y.unit = QStringLiteral("1");
    content.y.log = true;
    return content;
}

void addBars(PlotContent& content, const Histogram& histogram, std::optional<PlotSeries> result) {
    PlotSeries bars;
    bars.name = HistogramContent::tr("dense");
    bars.kind = PlotSeries::Kind::Bars;
    bars.color = {PlotColor::Role::Muted, 0};
    bars.width = (histogram.maximum - histogram.minimum) / static_cast<double>(histogram.counts.size());
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        const double x = histogram.minimum + (static_cast<double>(i) + 0.5) * bars.width;
        bars.points.push_back({x, static_cast<double>(histogram.counts[i])});
    }
    addBoth(content, std::move(bars), std::move(result));
    // A bin with one weight must be seen on the logarithmic axis.
    content.y.lower = 0.5;
}

QString sharing(const plan::GridShape& grid) {
    if (grid.perTensor)
        return HistogramContent::tr("one scale serves the whole matrix: these are its levels");
    return grid.group > 0 ? HistogramContent::tr(
                                "each group of %1 weights has a scale: these are the levels of the widest "
                                "group, the others are finer")
                                .arg(countText(grid.group))
                          : HistogramContent::tr(
                                "each row has a scale: these are the levels of the widest row, the others "
                                "are finer");
}

/// What the settings in force at a site make of its weights.
struct GridInForce {
    std::optional<plan::GridShape> grid; // none: it is not quantized, or its factors are
    bool factors = false;
    bool shrinks = false; // the scale may be smaller than the extremes ask for
    int bits = 0;
};

GridInForce gridInForce(const ViewState& state, const model::SiteId& focus) {
    GridInForce result;
    const plan::FamilySettings* settings = inForce(state, focus, plan::Family::Quantization);
    if (settings == nullptr)
        return result;
    const plan::GridShape grid = plan::gridShape(*settings);
    result.bits = grid.bits;
    result.factors = inForce(state, focus, plan::Family::LowRank) != nullptr;
    result.shrinks = settings->has("grid") && settings->text("grid") == "mse";
    if (!result.factors)
        result.grid = grid;
    return result;
}

ClipLimits limitsOf(const Histogram& histogram, const plan::GridShape& grid,
                    const std::optional<ClipLimits>& set) {
    const ClipLimits widest = widestLimits(histogram, grid);
    return fittingLimits(set.value_or(widest), widest, grid);
}

/// The axis stays as it is while limits are dragged.
void keepInView(PlotContent& content, const ClipLimits& widest) {
    double lower = widest.low;
    double upper = widest.high;
    for (const PlotSeries& series : content.series) {
        lower = std::min(lower, series.points.front().x - 0.5 * series.width);
        upper = std::max(upper, series.points.back().x + 0.5 * series.width);
    }
    const double air = kAir * (upper - lower);
    content.x.lower = lower - air;
    content.x.upper = upper + air;
}

/// Draws the levels and the limits of a grid; gives the words that belong to them.
QString addGrid(PlotContent& content, const Histogram& histogram, const GridInForce& inForce,
                const std::optional<ClipLimits>& set) {
    if (!inForce.grid)
        return inForce.factors
                   ? HistogramContent::tr("%1-bit codes are of its low-rank factors, not of these weights.")
                         .arg(inForce.bits)
                   : HistogramContent::tr("It is not quantized.");
    const plan::GridShape& grid = *inForce.grid;
    const ClipLimits limits = limitsOf(histogram, grid, set);
    PlotLevels levels;
    levels.name = HistogramContent::tr("%1-bit grid").arg(grid.bits);
    levels.color = {PlotColor::Role::Text, 0};
    levels.positions = gridLevels(grid, limits.low, limits.high);
    const auto count = static_cast<std::int64_t>(levels.positions.size());
    content.levels.push_back(std::move(levels));
    content.handles = clipHandles(histogram, grid, set);
    keepInView(content, widestLimits(histogram, grid));
    QString words =
        HistogramContent::tr("%1 bits: %2 levels; %3.").arg(grid.bits).arg(countText(count), sharing(grid));
    if (inForce.shrinks)
        words +=
            QLatin1Char(' ') +
            HistogramContent::tr("The scale may be chosen smaller for less error, which cuts the tails.");
    return words + QLatin1Char(' ') +
           HistogramContent::tr("Clip limits, to try out: %1.").arg(clipWords(histogram, grid, limits));
}

const Histogram* histogramOf(const ViewState& state, const model::SiteId& focus) {
    const auto found = state.project->spectra.find(focus);
    return found == state.project->spectra.end() || found->second.histogram.counts.empty() ||
                   found->second.histogram.maximum <= found->second.histogram.minimum
               ? nullptr
               : &found->second.histogram;
}

} // namespace

PlotContent histogramContent(const ViewState& state, const model::SiteId& focus,
                             const std::optional<ClipLimits>& limits) {
    PlotContent content = frame();
    if (namedSite(content, state, focus) == nullptr)
        return content;
    const Histogram* measured = histogramOf(state, focus);
    if (measured == nullptr) {
        content.emptyText = notMeasuredText(HistogramContent::tr("Weights"));
        return content;
    }
    const Histogram& histogram = *measured;
    addBars(content, histogram, resultHistogram(state, focus));
    const QString grid = addGrid(content, histogram, gridInForce(state, focus), limits);
    if (!content.levels.empty())
        content.title += QStringLiteral(" · ") + content.levels.front().name;
    const std::int64_t weights =
        std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::int64_t{0});
    content.summary =
        HistogramContent::tr("%1 weights between %2 and %3.")
            .arg(countText(weights), significant(histogram.minimum), significant(histogram.maximum)) +
        QLatin1Char(' ') + grid;
    content.footLine = footLineOf(state, "spectra");
    return content;
}

ClipLimits movedLimits(const ViewState& state, const model::SiteId& focus,
                       const std::optional<ClipLimits>& limits, const QString& handle, double position) {
    const Histogram* histogram = state.empty() ? nullptr : histogramOf(state, focus);
    const GridInForce inForce = gridInForce(state, focus);
    if (histogram == nullptr || !inForce.grid)
        return limits.value_or(ClipLimits());
    return movedLimits(limitsOf(*histogram, *inForce.grid, limits), *inForce.grid, handle, position);
}

} // namespace lapidary::widgets
