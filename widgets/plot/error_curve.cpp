// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/error_curve.h"

#include "core/plan/settings.h"
#include "widgets/plot/sensitivity_content.h"

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

std::optional<double> numberAfter(const std::string& text, const std::string& prefix) {
    if (!text.starts_with(prefix))
        return std::nullopt;
    bool readable = false;
    const double value = QString::fromStdString(text.substr(prefix.size())).toDouble(&readable);
    return readable && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// Place on the axis, and whether it is an N:M pattern.
std::optional<ErrorPoint> placeOf(const std::string& setting, SensitivityOf what) {
    ErrorPoint point;
    if (what == SensitivityOf::Sparsity) {
        if (const auto pattern = plan::parsePattern(setting); pattern && !pattern->unstructured()) {
            point.x = 100.0 * (1.0 - static_cast<double>(pattern->keep) / static_cast<double>(pattern->of));
            point.pattern = true;
            point.label = QString::fromStdString(setting);
            return point;
        }
    }
    const char* prefixes[] = {"bits:", "sparsity:", "ratio:"};
    const auto number = numberAfter(setting, prefixes[static_cast<std::size_t>(what)]);
    if (!number)
        return std::nullopt;
    point.x = what == SensitivityOf::Bits ? *number : 100.0 * *number;
    point.label = settingWords(what, point.x);
    return point;
}

} // namespace

std::vector<ErrorPoint> errorPoints(const std::vector<results::Sensitivity>& all, const model::SiteId& site,
                                    SensitivityOf what) {
    std::vector<ErrorPoint> points;
    for (const results::Sensitivity& each : all) {
        if (each.site != site)
            continue;
        auto point = placeOf(each.setting, what);
        if (!point)
            continue;
        point->error = each.relativeError;
        point->measuredKl = each.measuredKl;
        point->predictedKl = each.predictedKl;
        points.push_back(std::move(*point));
    }
    std::ranges::stable_sort(points, {}, &ErrorPoint::x);
    return points;
}

std::optional<ErrorAt> errorAt(const std::vector<ErrorPoint>& points, double x) {
    const ErrorPoint* before = nullptr;
    for (const ErrorPoint& point : points) {
        if (point.pattern)
            continue;
        if (std::abs(point.x - x) < 1e-9)
            return ErrorAt{point.error, true};
        if (point.x > x) {
            if (before == nullptr || before->error <= 0.0 || point.error <= 0.0)
                return std::nullopt;
            const double share = (x - before->x) / (point.x - before->x);
            return ErrorAt{before->error * std::pow(point.error / before->error, share), false};
        }
        before = &point;
    }
    return std::nullopt;
}

} // namespace lapidary::widgets
