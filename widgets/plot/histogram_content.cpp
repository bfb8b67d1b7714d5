// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/histogram_content.h"

#include "widgets/plot/content_parts.h"
#include "widgets/plot/grid_levels.h"
#include "widgets/plot/result_overlay.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <numeric>

namespace lapidary::widgets {

namespace {

struct HistogramContent {
    Q_DECLARE_TR_FUNCTIONS(HistogramContent)
};

using results::Histogram;

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

/// The words that belong to the levels; draws them where they are levels of this matrix.
QString addLevels(PlotContent& content, const ViewState& state, const model::SiteId& focus,
                  const Histogram& histogram) {
    const plan::FamilySettings* settings = inForce(state, focus, plan::Family::Quantization);
    if (settings == nullptr)
        return HistogramContent::tr("It is not quantized.");
    const plan::GridShape grid = plan::gridShape(*settings);
    if (inForce(state, focus, plan::Family::LowRank) != nullptr)
        return HistogramContent::tr("%1-bit codes are of its low-rank factors, not of these weights.")
            .arg(grid.bits);
    PlotLevels levels;
    levels.name = HistogramContent::tr("%1-bit grid").arg(grid.bits);
    levels.color = {PlotColor::Role::Text, 0};
    levels.positions = gridLevels(grid, histogram.minimum, histogram.maximum);
    const auto count = static_cast<std::int64_t>(levels.positions.size());
    content.levels.push_back(std::move(levels));
    QString words =
        HistogramContent::tr("%1 bits: %2 levels; %3.").arg(grid.bits).arg(countText(count), sharing(grid));
    if (settings->has("grid") && settings->text("grid") == "mse")
        words +=
            QLatin1Char(' ') +
            HistogramContent::tr("The scale may be chosen smaller for less error, which cuts the tails.");
    return words;
}

} // namespace

PlotContent histogramContent(const ViewState& state, const model::SiteId& focus) {
    PlotContent content = frame();
    if (state.empty()) {
        content.emptyText = noModelText();
        return content;
    }
    if (state.model->find(focus) == nullptr) {
        content.emptyText = noSiteText();
        return content;
    }
    content.title += QStringLiteral(" · ") + siteLabel(focus);
    const auto found = state.project->spectra.find(focus);
    if (found == state.project->spectra.end() || found->second.histogram.counts.empty() ||
        found->second.histogram.maximum <= found->second.histogram.minimum) {
        content.emptyText = notMeasuredText(HistogramContent::tr("Weights"));
        return content;
    }
    const Histogram& histogram = found->second.histogram;
    addBars(content, histogram, resultHistogram(state, focus));
    const QString grid = addLevels(content, state, focus, histogram);
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

} // namespace lapidary::widgets
