// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/profile_content.h"

#include "widgets/panels/site_words.h"
#include "widgets/plot/content_parts.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>

namespace lapidary::widgets {

namespace {

struct ProfileContent {
    Q_DECLARE_TR_FUNCTIONS(ProfileContent)
};

/// Where several sites of a kind are in one block (experts), their mean stands for them.
struct Mean {
    double sum = 0.0;
    int count = 0;
    const model::Site* first = nullptr;
};

using Lines = std::map<model::SiteKind, std::map<int, Mean>>;

Lines linesOf(const model::ModelSpec& model, const SiteValues& values) {
    Lines lines;
    std::size_t place = 0; // the embedding's
    for (const model::Site* site : model.blockSites()) {
        const auto value = values.at(++place);
        if (!value)
            continue;
        Mean& mean = lines[site->kind][site->block];
        mean.sum += *value;
        if (mean.count++ == 0)
            mean.first = site;
    }
    return lines;
}

PlotSeries lineOf(model::SiteKind kind, const std::map<int, Mean>& blocks) {
    PlotSeries series;
    series.name = kindText(kind);
    series.color.line = static_cast<int>(kind);
    series.shape = static_cast<PlotSeries::Shape>(static_cast<int>(kind) % 4);
    series.marked = true;
    for (const auto& [block, mean] : blocks) {
        series.points.push_back({static_cast<double>(block), mean.sum / mean.count});
        series.pointNames
            << (mean.count == 1
                    ? siteLabel(mean.first->id)
                    : ProfileContent::tr("mean of %n sites of block %1", nullptr, mean.count).arg(block));
        series.pointKeys << QString::fromStdString(mean.first->id.name);
    }
    return series;
}

void addLines(PlotContent& content, const model::ModelSpec& model, const SiteValues& values, bool ofResult) {
    for (const auto& [kind, blocks] : linesOf(model, values)) {
        PlotSeries series = lineOf(kind, blocks);
        if (ofResult) {
            series.name = ProfileContent::tr("B: %1").arg(series.name);
            series.dashed = true;
            series.marked = false;
            series.inLegend = false; // the title says what is dashed
        }
        content.series.push_back(std::move(series));
    }
}

QString summaryOf(const ViewState& state, const SiteMetric& metric, const SiteValues& values) {
    const auto valueText = [&](double value) {
        return metric.unit.isEmpty() ? significant(value)
                                     : significant(value) + QLatin1Char(' ') + metric.unit;
    };
    std::vector<std::pair<double, const model::Site*>> sorted;
    std::size_t place = 0; // the embedding's
    for (const model::Site* site : state.model->blockSites())
        if (const auto value = values.at(++place))
            sorted.emplace_back(*value, site);
    std::ranges::sort(sorted);
    QString words =
        ProfileContent::tr("%1 of %2 sites: %3 from %4 (%5) to %6 (%7).")
            .arg(countText(std::ssize(sorted)), countText(std::ssize(state.model->blockSites())), metric.name,
                 valueText(sorted.front().first), siteLabel(sorted.front().second->id),
                 valueText(sorted.back().first), siteLabel(sorted.back().second->id));
    if (!metric.help.isEmpty())
        words += QLatin1Char(' ') + metric.help;
    return words;
}

/// What the metric comes from; the plan's own have the plan alone.
QString footOf(const ViewState& state, const SiteMetric& metric) {
    const auto starts = [&](const char* prefix) { return metric.id.rfind(prefix, 0) == 0; };
    const std::string part = starts("error:") || starts("kl") ? "sensitivity"
                             : starts("rank:")                ? "spectra"
                             : starts("inputs:")              ? "activations"
                                                              : "";
    const QString line = footLineOf(state, part);
    return line.isEmpty()
               ? QStringList{state.modelName, QString::fromStdString(state.model->fingerprint).left(8)}.join(
                     QStringLiteral(" · "))
               : line;
}

PlotContent frame(const SiteMetric& metric) {
    PlotContent content;
    content.id = QStringLiteral("profile");
    content.title = ProfileContent::tr("%1 over the blocks").arg(metric.name);
    content.x.title = ProfileContent::tr("block");
    content.x.unit = QStringLiteral("1");
    content.x.whole = true;
    content.x.link = QStringLiteral("block");
    content.y.title = metric.name;
    content.y.unit = metric.unit.isEmpty() ? QStringLiteral("1") : metric.unit;
    content.y.log = metric.logarithmic;
    return content;
}

} // namespace

SiteValues resultValues(const ViewState& state, const SiteMetric& metric) {
    const bool measured = metric.id.rfind("rank:", 0) == 0 || metric.id.rfind("inputs:", 0) == 0;
    if (!measured || state.measuredResult() == nullptr)
        return {};
    auto project = std::make_shared<results::ProjectData>();
    static_cast<results::ModelMeasurements&>(*project) = *state.measuredResult();
    ViewState result = state;
    result.project = std::move(project);
    result.comparedRun.reset();
    return metric.values(result);
}

PlotContent profileContent(const ViewState& state, const SelectionModel::SiteSet& selected,
                           const model::SiteId& focus, const ProfileOptions& options) {
    PlotContent content = frame(options.metric);
    if (state.empty()) {
        content.emptyText = noModelText();
        return content;
    }
    const SiteValues values = options.metric.values(state);
    addLines(content, *state.model, values, false);
    if (content.series.empty()) {
        content.emptyText =
            ProfileContent::tr("%1: not known yet. %2").arg(options.metric.name, options.metric.remedy);
        return content;
    }
    const std::size_t dense = content.series.size();
    addLines(content, *state.model, options.result, true);
    if (content.series.size() > dense)
        content.title += QStringLiteral(" · ") + ProfileContent::tr("A solid, B dashed");
    content.x.lower = -0.6;
    content.x.upper = static_cast<double>(state.model->blocks.size()) - 0.4;
    if (const auto span = blocksOf(*state.model, selected))
        content.selectedX = PlotSpan{span->lower - 0.5, span->upper + 0.5};
    if (const model::Site* site = state.model->find(focus); site != nullptr && site->block >= 0)
        content.references.push_back({static_cast<double>(site->block), true, siteLabel(focus), {}});
    content.summary = summaryOf(state, options.metric, values);
    content.footLine = footOf(state, options.metric);
    return content;
}

} // namespace lapidary::widgets
