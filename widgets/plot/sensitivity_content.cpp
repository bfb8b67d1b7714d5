// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/sensitivity_content.h"

#include "widgets/plot/content_parts.h"
#include "widgets/plot/error_curve.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

struct SensitivityContent {
    Q_DECLARE_TR_FUNCTIONS(SensitivityContent)
};

PlotAxis axisOf(SensitivityOf what) {
    PlotAxis axis;
    switch (what) {
    case SensitivityOf::Bits:
        axis.title = SensitivityContent::tr("code width");
        axis.unit = SensitivityContent::tr("bit");
        axis.whole = true;
        axis.lower = 1.7;
        axis.upper = 8.3;
        break;
    case SensitivityOf::Sparsity:
        axis.title = SensitivityContent::tr("zeros");
        axis.unit = QStringLiteral("%");
        axis.lower = 0.0;
        axis.upper = 100.0;
        break;
    case SensitivityOf::KeptShare:
        axis.title = SensitivityContent::tr("kept share of parameters");
        axis.unit = QStringLiteral("%");
        axis.lower = 0.0;
        axis.upper = 105.0;
        break;
    }
    return axis;
}

PlotContent frame(SensitivityOf what) {
    PlotContent content;
    content.id = QStringLiteral("sensitivity");
    content.title = SensitivityContent::tr("Sensitivity");
    content.x = axisOf(what);
    content.y.title = SensitivityContent::tr("output error");
    content.y.unit = QStringLiteral("1");
    content.y.log = true;
    return content;
}

/// One series a kind of setting: unstructured and N:M sparsity are not joined by a line.
PlotSeries pointSeries(const QString& name, const std::vector<ErrorPoint>& points, bool patterns) {
    PlotSeries series;
    series.name = name;
    series.kind = PlotSeries::Kind::Points;
    series.strong = true;
    series.color.line = patterns ? 1 : 0;
    series.shape = patterns ? PlotSeries::Shape::Triangle : PlotSeries::Shape::Circle;
    for (const ErrorPoint& point : points)
        if (point.pattern == patterns) {
            series.points.push_back({point.x, point.error});
            series.pointNames << point.label;
        }
    return series;
}

void addError(PlotContent& content, const std::vector<ErrorPoint>& points) {
    PlotSeries measured = pointSeries(SensitivityContent::tr("measured"), points, false);
    PlotSeries patterns = pointSeries(SensitivityContent::tr("measured, N:M"), points, true);
    if (measured.points.size() > 1) {
        PlotSeries between;
        between.name = SensitivityContent::tr("between measurements");
        between.mark = PlotSeries::Mark::Interpolated;
        between.points = measured.points;
        content.series.push_back(std::move(between));
    }
    for (PlotSeries* series : {&measured, &patterns})
        if (!series->points.empty())
            content.series.push_back(std::move(*series));
}

void addKl(PlotContent& content, const std::vector<ErrorPoint>& points) {
    PlotSeries measured;
    measured.name = SensitivityContent::tr("KL, measured");
    PlotSeries predicted;
    predicted.name = SensitivityContent::tr("KL, predicted");
    predicted.mark = PlotSeries::Mark::Predicted;
    for (PlotSeries* series : {&measured, &predicted}) {
        series->kind = PlotSeries::Kind::Points;
        series->shape = PlotSeries::Shape::Square;
        series->color.line = 3;
        series->rightAxis = true;
    }
    for (const ErrorPoint& point : points) {
        const auto add = [&](PlotSeries& series, const std::optional<double>& kl) {
            if (kl) {
                series.points.push_back({point.x, *kl});
                series.pointNames << point.label;
            }
        };
        add(measured, point.measuredKl);
        add(predicted, point.predictedKl);
    }
    if (measured.points.empty() && predicted.points.empty())
        return;
    content.right.emplace();
    content.right->title = SensitivityContent::tr("KL");
    content.right->unit = SensitivityContent::tr("nats");
    content.right->log = true;
    for (PlotSeries* series : {&measured, &predicted})
        if (!series->points.empty())
            content.series.push_back(std::move(*series));
}

/// Where the settings in force are on the axis.
std::optional<double> placeInForce(const ViewState& state, const model::Site& site, SensitivityOf what) {
    const plan::FamilySettings* settings = inForce(state, site.id, familyOf(what));
    if (settings == nullptr)
        return std::nullopt;
    if (what == SensitivityOf::Bits)
        return static_cast<double>(plan::gridShape(*settings).bits);
    if (what == SensitivityOf::KeptShare) {
        const auto rank = rankInForce(state, site);
        return rank ? std::optional(100.0 * keptShare(site, static_cast<double>(*rank))) : std::nullopt;
    }
    const auto pattern = plan::sparsityPattern(*settings);
    if (!pattern)
        return std::nullopt;
    return 100.0 * (pattern->unstructured()
                        ? pattern->amount
                        : 1.0 - static_cast<double>(pattern->keep) / static_cast<double>(pattern->of));
}

void setLimits(PlotHandle& handle, SensitivityOf what) {
    handle.minimum = what == SensitivityOf::Bits ? 2.0 : what == SensitivityOf::Sparsity ? 1.0 : 5.0;
    handle.maximum = what == SensitivityOf::Bits ? 8.0 : what == SensitivityOf::Sparsity ? 95.0 : 100.0;
    handle.step = 1.0;
    const PlotColor::Role roles[] = {PlotColor::Role::Quantized, PlotColor::Role::Pruned,
                                     PlotColor::Role::LowRank};
    handle.color = {roles[static_cast<std::size_t>(what)], 0};
}

PlotHandle handleFor(const ViewState& state, const model::Site& site, SensitivityOf what,
                     const std::vector<ErrorPoint>& points) {
    const auto place = placeInForce(state, site, what);
    PlotHandle handle;
    handle.id = QString::fromLatin1(plan::familyKey(familyOf(what)).data());
    handle.name = SensitivityContent::tr("Setting");
    setLimits(handle, what);
    handle.hollow = !place;
    const double suggested = what == SensitivityOf::Bits       ? 4.0
                             : what == SensitivityOf::Sparsity ? 50.0
                                                               : 60.0;
    handle.position = std::clamp(place.value_or(suggested), handle.minimum, handle.maximum);
    handle.words = [what, points, hollow = handle.hollow, at = handle.position](double position) {
        QString words = settingWords(what, position);
        if (const auto error = errorAt(points, position))
            words +=
                QStringLiteral(" · ") + (error->measured ? SensitivityContent::tr("error %1")
                                                         : SensitivityContent::tr("error ≈ %1, interpolated"))
                                            .arg(significant(error->error));
        return hollow && position == at ? SensitivityContent::tr("not set: %1").arg(words) : words;
    };
    return handle;
}

void addAchieved(PlotContent& content, const ViewState& state, const model::SiteId& focus) {
    if (const auto report = reportOf(state, focus); report && report->relativeError > 0.0)
        content.references.push_back(
            {report->relativeError,
             false,
             SensitivityContent::tr("B: error %1").arg(significant(report->relativeError)),
             {PlotColor::Role::Quantized, 0}});
}

QString summaryOf(const std::vector<ErrorPoint>& points) {
    QStringList parts;
    for (const ErrorPoint& point : points)
        parts
            << SensitivityContent::tr("%1: %2", "setting, error").arg(point.label, significant(point.error));
    return SensitivityContent::tr("Relative error of the site's outputs, measured on its own: %1.")
        .arg(parts.join(QStringLiteral("; ")));
}

} // namespace

plan::Family familyOf(SensitivityOf what) {
    switch (what) {
    case SensitivityOf::Bits:
        return plan::Family::Quantization;
    case SensitivityOf::Sparsity:
        return plan::Family::Sparsity;
    case SensitivityOf::KeptShare:
        return plan::Family::LowRank;
    }
    return plan::Family::Quantization;
}

base::Json settingsAt(SensitivityOf what, double position, const std::string& method) {
    switch (what) {
    case SensitivityOf::Bits:
        return {{"method", method}, {"bits", std::llround(position)}};
    case SensitivityOf::Sparsity:
        return {{"method", method}, {"pattern", "unstructured"}, {"amount", std::round(position) / 100.0}};
    case SensitivityOf::KeptShare:
        return {{"method", method}, {"ratio", std::round(position) / 100.0}};
    }
    return {};
}

QString settingWords(SensitivityOf what, double position) {
    const int whole = static_cast<int>(std::lround(position));
    switch (what) {
    case SensitivityOf::Bits:
        return SensitivityContent::tr("%n bit(s)", nullptr, whole);
    case SensitivityOf::Sparsity:
        return SensitivityContent::tr("%1 zeros", "percent").arg(percentText(position / 100.0));
    case SensitivityOf::KeptShare:
        return SensitivityContent::tr("%1 kept", "percent").arg(percentText(position / 100.0));
    }
    return {};
}

PlotContent sensitivityContent(const ViewState& state, const model::SiteId& focus, SensitivityOf what) {
    PlotContent content = frame(what);
    const model::Site* site = namedSite(content, state, focus);
    if (site == nullptr)
        return content;
    const std::vector<ErrorPoint> points = errorPoints(state.project->sensitivity, focus, what);
    if (points.empty()) {
        content.emptyText = notMeasuredText(SensitivityContent::tr("Sensitivities of this site"));
        return content;
    }
    addError(content, points);
    addKl(content, points);
    content.handles.push_back(handleFor(state, *site, what, points));
    addAchieved(content, state, focus);
    content.summary = summaryOf(points);
    content.footLine = footLineOf(state, "sensitivity");
    return content;
}

} // namespace lapidary::widgets
