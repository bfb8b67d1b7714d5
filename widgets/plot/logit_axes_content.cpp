// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/logit_axes_content.h"

#include "widgets/plot/content_parts.h"
#include "widgets/plot/logit_content.h"
#include "widgets/plot/result_overlay.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

struct LogitAxesContent {
    Q_DECLARE_TR_FUNCTIONS(LogitAxesContent)
};

using results::LogitAxes;

const LogitAxes* axesOf(const results::ModelMeasurements* measured) {
    return measured != nullptr && measured->logits && measured->logits->axes ? &*measured->logits->axes
                                                                             : nullptr;
}

const LogitAxes::OnReference* resultOnAxes(const ViewState& state) {
    const LogitAxes* axes = axesOf(state.measuredResult());
    return axes != nullptr && axes->onReference ? &*axes->onReference : nullptr;
}

QString componentTitle(const ViewState& state, int component) {
    const auto& explained = state.project->logits->explained;
    const auto index = static_cast<std::size_t>(component - 1);
    return LogitAxesContent::tr("component %1 (%2)")
        .arg(component)
        .arg(percentText(index < explained.size() ? explained[index] : 0.0));
}

/// Axes or the reason why there are none.
const LogitAxes* begin(PlotContent& content, const ViewState& state, const LogitPair& pair) {
    if (state.empty()) {
        content.emptyText = noModelText();
        return nullptr;
    }
    const LogitAxes* axes = axesOf(state.project.get());
    if (axes == nullptr || std::max(pair.x, pair.y) > axes->count) {
        content.emptyText =
            state.project->logits
                ? LogitAxesContent::tr("The logits were measured before components were kept whole: measure "
                                       "the model again (Ctrl+M) to see them.")
                : notMeasuredText(LogitAxesContent::tr("Logits"));
        return nullptr;
    }
    content.x.title = componentTitle(state, pair.x);
    content.y.title = componentTitle(state, pair.y);
    content.footLine = footLineOf(state, "logits");
    return axes;
}

PlotContent frame(const char* id, const QString& unit) {
    PlotContent content;
    content.id = QLatin1String(id);
    content.x.title = LogitAxesContent::tr("component");
    content.y.title = content.x.title;
    content.x.unit = unit;
    content.y.unit = unit;
    content.rowsByMark = true;
    return content;
}

PlotPoint pointOf(const std::vector<float>& values, std::size_t index, std::int64_t count,
                  const LogitPair& pair) {
    const std::size_t row = index * static_cast<std::size_t>(count);
    return {values[row + static_cast<std::size_t>(pair.x - 1)],
            values[row + static_cast<std::size_t>(pair.y - 1)]};
}

bool samePlace(const LogitAxes::Position& a, const LogitAxes::Position& b) {
    return a.window == b.window && a.place == b.place && a.token == b.token;
}

class Scatter final {
public:
    Scatter(const LogitAxes& axes, const LogitPair& pair, const std::set<std::size_t>& chosen)
        : m_axes(axes)
        , m_pair(pair)
        , m_chosen(chosen) {}

    void addDense(PlotContent& content, bool both) const {
        PlotSeries chosen = marks(LogitAxesContent::tr("chosen"), {PlotColor::Role::Pruned, 0});
        PlotSeries rest = marks(LogitAxesContent::tr("positions"), {PlotColor::Role::Line, 0});
        for (std::size_t i = 0; i < m_axes.positions.size(); ++i)
            add(m_chosen.contains(i) ? chosen : rest, i, pointOf(m_axes.scores, i, m_axes.count, m_pair));
        if (both)
            markAsA(rest);
        if (!chosen.points.empty())
            content.series.push_back(std::move(chosen)); // first: the table begins with them
        content.series.push_back(std::move(rest));
    }

    /// How far the positions moved, in the mean; nothing where no position is the same.
    std::optional<double> addResult(PlotContent& content, const LogitAxes& result) const {
        PlotSeries moved = marks(LogitAxesContent::tr("compressed"), {});
        PlotSeries joins;
        joins.name = LogitAxesContent::tr("the same position");
        joins.kind = PlotSeries::Kind::Segments;
        joins.color = {PlotColor::Role::Muted, 0};
        joins.faint = true;
        joins.decoration = true;
        const LogitAxes::OnReference& on = *result.onReference;
        double way = 0.0;
        for (std::size_t i = 0; i < std::min(result.positions.size(), m_axes.positions.size()); ++i) {
            if (!samePlace(result.positions[i], m_axes.positions[i]) ||
                std::max(m_pair.x, m_pair.y) > on.count)
                continue;
            const PlotPoint from = pointOf(m_axes.scores, i, m_axes.count, m_pair);
            const PlotPoint to = pointOf(on.scores, i, on.count, m_pair);
            add(moved, i, to);
            joins.points.push_back(from);
            joins.points.push_back(to);
            way += std::hypot(to.x - from.x, to.y - from.y);
        }
        if (moved.points.empty())
            return std::nullopt;
        const double mean = way / static_cast<double>(moved.points.size());
        markAsB(moved);
        content.series.insert(content.series.begin(), std::move(joins)); // behind the marks
        content.series.push_back(std::move(moved));
        return mean;
    }

private:
    static PlotSeries marks(const QString& name, PlotColor color) {
        PlotSeries series;
        series.name = name;
        series.kind = PlotSeries::Kind::Points;
        series.color = color;
        return series;
    }
    void add(PlotSeries& series, std::size_t index, const PlotPoint& point) const {
        series.points.push_back(point);
        series.pointNames << positionText(m_axes.positions[index]);
        series.pointKeys << QStringLiteral("position:%1").arg(index);
    }

    const LogitAxes& m_axes;
    const LogitPair& m_pair;
    const std::set<std::size_t>& m_chosen;
};

} // namespace

int logitAxesCount(const ViewState& state) {
    const LogitAxes* axes = state.empty() ? nullptr : axesOf(state.project.get());
    return axes == nullptr ? 0 : static_cast<int>(axes->count);
}

QString positionText(const LogitAxes::Position& position) {
    return QStringLiteral("…") + visibleToken(position.context) + QStringLiteral("▸") +
           visibleToken(position.text);
}

std::optional<std::size_t> positionOfKey(const QString& key) {
    bool ok = false;
    const auto index = key.startsWith(QLatin1String("position:")) ? key.mid(9).toULongLong(&ok) : 0;
    return ok ? std::optional<std::size_t>(index) : std::nullopt;
}

PlotContent logitPositionsContent(const ViewState& state, const LogitPair& pair,
                                  const std::set<std::size_t>& chosen) {
    PlotContent content = frame("logit-positions", LogitAxesContent::tr("logits"));
    content.title = LogitAxesContent::tr("Positions on the components of the logits");
    content.bandChooses = true;
    const LogitAxes* axes = begin(content, state, pair);
    if (axes == nullptr)
        return content;
    const Scatter scatter(*axes, pair, chosen);
    const LogitAxes* result = axesOf(state.measuredResult());
    const bool both = resultOnAxes(state) != nullptr;
    scatter.addDense(content, both);
    content.summary = LogitAxesContent::tr("%1 positions of the text on components %2 and %3.")
                          .arg(countText(std::ssize(axes->positions)))
                          .arg(pair.x)
                          .arg(pair.y);
    if (!both)
        return content;
    if (const auto way = scatter.addResult(content, *result)) {
        content.title += QStringLiteral(" · ") + LogitAxesContent::tr("B on A's axes, signs aligned");
        content.summary +=
            QLatin1Char(' ') +
            LogitAxesContent::tr("From A to B they move by %1 logits in the mean.").arg(significant(*way));
    }
    return content;
}

PlotContent logitLoadingsContent(const ViewState& state, const LogitPair& pair) {
    PlotContent content = frame("logit-loadings", QStringLiteral("1"));
    content.title = LogitAxesContent::tr("Loadings of the tokens");
    const LogitAxes* axes = begin(content, state, pair);
    if (axes == nullptr)
        return content;
    PlotSeries series;
    series.kind = PlotSeries::Kind::Points;
    series.faint = true;
    for (std::size_t i = 0; i < axes->tokens.size(); ++i) {
        series.points.push_back(pointOf(axes->loadings, i, axes->count, pair));
        series.pointNames << visibleToken(axes->tokens[i].text);
    }
    content.series.push_back(std::move(series));
    content.summary =
        LogitAxesContent::tr("The %1 tokens that weigh most over the leading %2 components; the table "
                             "(T) sorts them.")
            .arg(countText(std::ssize(axes->tokens)), countText(axes->count));
    return content;
}

PlotContent logitAnglesContent(const ViewState& state) {
    PlotContent content;
    content.id = QStringLiteral("logit-angles");
    content.title = LogitAxesContent::tr("Principal angles of A's and B's leading components");
    content.x = {LogitAxesContent::tr("angle, smallest first"), QStringLiteral("1")};
    content.x.whole = true;
    content.y = {LogitAxesContent::tr("angle A∠B"), QStringLiteral("°")};
    content.y.lower = 0.0;
    if (begin(content, state, {}) == nullptr)
        return content;
    content.x.title = LogitAxesContent::tr("angle, smallest first");
    content.y.title = LogitAxesContent::tr("angle A∠B");
    const LogitAxes::OnReference* on = resultOnAxes(state);
    if (on == nullptr || on->angles.empty()) {
        content.emptyText =
            LogitAxesContent::tr("No run is compared whose output was measured: Run > Compress with "
                                 "“measure the result” shows the angles.");
        return content;
    }
    PlotSeries bars;
    bars.name = content.y.title;
    bars.kind = PlotSeries::Kind::Bars;
    bars.width = 0.7;
    bars.color = {PlotColor::Role::Quantized, 0};
    for (std::size_t i = 0; i < on->angles.size(); ++i)
        bars.points.push_back({static_cast<double>(i + 1), on->angles[i]});
    content.x.lower = 0.4;
    content.x.upper = static_cast<double>(on->angles.size()) + 0.6;
    content.series.push_back(std::move(bars));
    content.summary =
        LogitAxesContent::tr(
            "The spaces of the leading %1 components of A and B meet at angles from %2° to %3°; 0° "
            "is the same direction.")
            .arg(countText(std::ssize(on->angles)), significant(on->angles.front()),
                 significant(on->angles.back()));
    return content;
}

} // namespace lapidary::widgets
