// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/activation_content.h"

#include "widgets/plot/content_parts.h"
#include "widgets/plot/result_overlay.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <optional>

namespace lapidary::widgets {

namespace {

struct ActivationContent {
    Q_DECLARE_TR_FUNCTIONS(ActivationContent)
};

using results::ChannelStatistics;

// conventions.md: outliers exceed this many medians.
constexpr double kOutlierFactor = 6.0;
constexpr double kThick = 0.6; // of the room that a block has
constexpr double kSideBySide = 0.8;
// A and B of one block, as shares of its room.
constexpr double kAside = 0.22;
constexpr double kPairWidth = 0.6;

const ChannelStatistics* statisticsOf(const ViewState& state, const model::InputGroupId& group) {
    const auto found = state.project->activations.find(group);
    return found == state.project->activations.end() || found->second.absmax.empty() ? nullptr
                                                                                     : &found->second;
}

std::string kindOf(const model::InputGroupId& group) {
    for (const std::string& kind : inputKinds())
        if (isOfKind(group, kind))
            return kind;
    return {};
}

QString kindLabel(const std::string& kind) {
    if (kind == "attn.in")
        return ActivationContent::tr("inputs of q, k, v");
    if (kind == "attn.o")
        return ActivationContent::tr("inputs of o");
    if (kind == "mlp.in")
        return ActivationContent::tr("inputs of gate, up");
    return ActivationContent::tr("inputs of down");
}

struct KindSeries {
    PlotSeries all;    // smallest to largest channel
    PlotSeries middle; // 1st to 99th percentile
    PlotSeries median;
};

KindSeries emptySeries(const std::string& kind, int color, double width, bool named) {
    KindSeries series;
    const QString name = kindLabel(kind);
    const auto nameOf = [&](const QString& what) {
        return named ? name + QStringLiteral(", ") + what : what;
    };
    series.all.kind = PlotSeries::Kind::Ranges;
    series.all.name = nameOf(ActivationContent::tr("all channels"));
    series.middle.kind = PlotSeries::Kind::Ranges;
    series.middle.name = named ? name : ActivationContent::tr("channels 1 to 99 %");
    series.middle.width = kThick * width;
    series.median.kind = PlotSeries::Kind::Points;
    series.median.name = nameOf(ActivationContent::tr("median channel"));
    series.all.color = series.middle.color = {PlotColor::Role::Line, color};
    series.median.color = {PlotColor::Role::Text, 0};
    series.median.shape = PlotSeries::Shape::Diamond;
    // Side by side the colour says the kind; one line of the legend is enough for it.
    series.all.inLegend = !named;
    return series;
}

void addBlock(KindSeries& series, const InputExtent& extent, double x) {
    series.all.points.push_back({x, kNoNumber, extent.smallest, extent.largest});
    series.middle.points.push_back({x, kNoNumber, extent.p1, extent.p99});
    series.median.points.push_back({x, extent.median});
    for (PlotSeries* each : {&series.all, &series.middle, &series.median})
        each->pointNames << ActivationContent::tr("block %1").arg(extent.block);
}

void addBlocks(KindSeries& series, const std::vector<InputExtent>& extents, const std::string& kind,
               double offset) {
    for (const InputExtent& extent : extents)
        if (isOfKind(extent.group, kind))
            addBlock(series, extent, extent.block + offset);
}

/// All kinds side by side; there is no room for their medians, nor for the result.
void addKinds(PlotContent& content, const std::vector<InputExtent>& extents) {
    const auto count = static_cast<double>(inputKinds().size());
    const double width = kSideBySide / count;
    int index = 0;
    for (const std::string& kind : inputKinds()) {
        KindSeries series = emptySeries(kind, index, width, true);
        addBlocks(series, extents, kind, (index - 0.5 * (count - 1.0)) * width);
        content.series.push_back(std::move(series.all));
        content.series.push_back(std::move(series.middle));
        ++index;
    }
}

void styleAsA(KindSeries& dense) {
    for (PlotSeries* each : {&dense.all, &dense.middle, &dense.median})
        markAsA(*each);
    dense.middle.faint = true; // the median must be seen on it
    dense.median.shape = PlotSeries::Shape::Circle;
}

void styleAsB(KindSeries& result) {
    for (PlotSeries* each : {&result.all, &result.middle, &result.median})
        markAsB(*each);
    result.middle.outlined = true;
    result.all.inLegend = result.median.inLegend = false; // A's say what they are
}

/// The dense model's ranges of one kind, with the result's beside them where it was measured.
void addKind(PlotContent& content, const InputExtents& extents, const std::string& kind) {
    const bool both = !extentsOfKind(extents.result, kind).empty();
    const double width = both ? kPairWidth : 1.0;
    KindSeries dense = emptySeries(kind, 0, width, false);
    KindSeries result = emptySeries(kind, 0, width, false);
    addBlocks(dense, extents.dense, kind, both ? -kAside : 0.0);
    addBlocks(result, extents.result, kind, kAside);
    if (both)
        styleAsA(dense);
    styleAsB(result);
    for (KindSeries* each : {&dense, &result})
        for (PlotSeries* series : {&each->all, &each->middle, &each->median})
            content.series.push_back(std::move(*series));
}

PlotContent frame(const QString& id, const QString& title) {
    PlotContent content;
    content.id = id;
    content.title = title;
    content.x.unit = QStringLiteral("1");
    content.x.whole = true;
    content.y.title = ActivationContent::tr("max |a|");
    content.y.unit = QStringLiteral("1");
    content.y.log = true;
    return content;
}

/// "12.3 (block 4, inputs of o)".
QString largestWords(const std::vector<InputExtent>& extents) {
    const auto largest = std::ranges::max_element(extents, {}, &InputExtent::largest);
    return ActivationContent::tr("%1 (block %2, %3)")
        .arg(significant(largest->largest))
        .arg(largest->block)
        .arg(kindLabel(kindOf(largest->group)));
}

QString summaryOf(const ViewState& state, const std::vector<std::string>& kinds,
                  const std::vector<InputExtent>& dense, const std::vector<InputExtent>& result) {
    double outliers = 0.0;
    QString most;
    for (const auto& [group, statistics] : state.project->activations)
        for (const std::string& kind : kinds)
            if (isOfKind(group, kind) && statistics.outlierRatio > outliers) {
                outliers = statistics.outlierRatio;
                most = QString::fromStdString(group.name);
            }
    QString words = ActivationContent::tr("The largest activation is %1.").arg(largestWords(dense));
    if (!result.empty())
        words +=
            QLatin1Char(' ') + ActivationContent::tr("That of B, the compressed model, is %1; the "
                                                     "thresholds count the inputs of the dense model, A.")
                                   .arg(largestWords(result));
    words += QLatin1Char(' ') +
             (outliers > 0.0 ? ActivationContent::tr("Most outlier channels, over %1 times the median: %2 of "
                                                     "the channels of %3.")
                                   .arg(significant(kOutlierFactor, 1), percentText(outliers), most)
                             : ActivationContent::tr("No channel exceeds %1 times the median.")
                                   .arg(significant(kOutlierFactor, 1)));
    return words;
}

void addChannels(PlotContent& content, const ChannelStatistics& statistics,
                 std::optional<PlotSeries> result) {
    PlotSeries largest;
    largest.name = ActivationContent::tr("largest |a|");
    PlotSeries middle;
    middle.name = ActivationContent::tr("98 % of the tokens below");
    middle.color.line = 1;
    PlotSeries size;
    size.name = ActivationContent::tr("root mean square");
    size.color.line = 2;
    double x = 1.0;
    for (const std::size_t channel : channelsByLargest(statistics)) {
        const QString name = channelLabel(channel);
        const auto add = [&](PlotSeries& series, double y) {
            series.points.push_back({x, y});
            series.pointNames << name;
        };
        add(largest, statistics.absmax[channel]);
        if (channel < statistics.p1.size() && channel < statistics.p99.size())
            add(middle, std::max(std::abs(statistics.p1[channel]), std::abs(statistics.p99[channel])));
        if (channel < statistics.meanSquare.size())
            add(size, std::sqrt(statistics.meanSquare[channel]));
        x += 1.0;
    }
    for (PlotSeries* series : {&size, &middle})
        if (!series->points.empty())
            content.series.push_back(std::move(*series));
    if (result)
        result->name = ActivationContent::tr("B: largest |a|");
    addBoth(content, std::move(largest), std::move(result));
}

} // namespace

const std::vector<std::string>& inputKinds() {
    static const std::vector<std::string> kinds = {"attn.in", "attn.o", "mlp.in", "mlp.down"};
    return kinds;
}

std::string inputKindOf(const model::Site& site) {
    return kindOf(site.inputGroup);
}

PlotContent activationContent(const ViewState& state, const InputExtents& extents, const model::SiteId& focus,
                              const ActivationOptions& options) {
    PlotContent content = frame(QStringLiteral("activations"), ActivationContent::tr("Activation ranges"));
    content.x.title = ActivationContent::tr("block");
    if (state.empty()) {
        content.emptyText = noModelText();
        return content;
    }
    const std::string& kind = options.kind;
    const std::vector<std::string> kinds = kind.empty() ? inputKinds() : std::vector<std::string>{kind};
    content.title +=
        QStringLiteral(" · ") + (kind.empty() ? ActivationContent::tr("all inputs") : kindLabel(kind));
    const std::vector<InputExtent> shown = extentsOfKind(extents.dense, kind);
    if (kind.empty())
        addKinds(content, shown);
    else
        addKind(content, extents, kind);
    std::erase_if(content.series, [](const PlotSeries& each) { return each.points.empty(); });
    if (shown.empty()) {
        content.emptyText = notMeasuredText(ActivationContent::tr("Activations"));
        return content;
    }
    content.x.link = QStringLiteral("block");
    content.x.lower = -0.6;
    content.x.upper = static_cast<double>(state.model->blocks.size()) - 0.4;
    if (const model::Site* site = state.model->find(focus); site != nullptr && site->block >= 0) {
        content.references.push_back({static_cast<double>(site->block), true, siteLabel(focus), {}});
        content.selectedX = PlotSpan{site->block - 0.5, site->block + 0.5};
    }
    content.handles = thresholdHandles(shown, options.thresholds);
    content.summary = summaryOf(state, kinds, shown, extentsOfKind(extents.result, kind));
    content.footLine = footLineOf(state, "activations");
    return content;
}

PlotContent channelContent(const ViewState& state, const model::SiteId& focus) {
    PlotContent content = frame(QStringLiteral("channels"), ActivationContent::tr("Channels of the input"));
    content.x.title = ActivationContent::tr("channels, largest first");
    content.x.link = QStringLiteral("channel");
    content.y.title = ActivationContent::tr("|a|");
    const model::Site* site = siteOrWhyNot(content, state, focus);
    if (site == nullptr)
        return content;
    content.title += QStringLiteral(" · ") + QString::fromStdString(site->inputGroup.name);
    const ChannelStatistics* statistics = statisticsOf(state, site->inputGroup);
    if (statistics == nullptr) {
        content.emptyText = notMeasuredText(ActivationContent::tr("Activations"));
        return content;
    }
    addChannels(content, *statistics, resultChannels(state, site->inputGroup));
    std::vector<double> sorted = statistics->absmax;
    std::ranges::sort(sorted);
    const double threshold = kOutlierFactor * quantile(sorted, 0.5);
    content.references.push_back({threshold,
                                  false,
                                  ActivationContent::tr("%1 × median").arg(significant(kOutlierFactor, 1)),
                                  {PlotColor::Role::Warning, 0}});
    const auto above = std::ranges::count_if(sorted, [threshold](double value) { return value > threshold; });
    content.summary =
        ActivationContent::tr(
            "%1 channels; the largest activation is %2, the median channel reaches %3. %4 channels "
            "(%5) exceed %6 times the median.")
            .arg(countText(static_cast<std::int64_t>(sorted.size())), significant(sorted.back()),
                 significant(quantile(sorted, 0.5)), countText(above),
                 percentText(static_cast<double>(above) / static_cast<double>(sorted.size())),
                 significant(kOutlierFactor, 1));
    content.footLine = footLineOf(state, "activations");
    return content;
}

} // namespace lapidary::widgets
