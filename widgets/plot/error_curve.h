// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/results/measurements.h"

#include <QString>

#include <optional>
#include <vector>

namespace lapidary::widgets {

enum class SensitivityOf;

/// One measured setting on the axis of what is varied.
struct ErrorPoint {
    double x = 0.0; // bits, or percent
    double error = 0.0;
    bool pattern = false; // N:M
    QString label;        // "4 bits", "2:4"
    std::optional<double> measuredKl;
    std::optional<double> predictedKl;
};

/// Points of one site, by rising x. Settings that are not of this kind, or that nobody can read, are left
/// out.
std::vector<ErrorPoint> errorPoints(const std::vector<results::Sensitivity>& all, const model::SiteId& site,
                                    SensitivityOf what);

struct ErrorAt {
    double error = 0.0;
    bool measured = false; // else linear between the measured points in log(error)
};
/// Nothing outside the measured points.
std::optional<ErrorAt> errorAt(const std::vector<ErrorPoint>& points, double x);

} // namespace lapidary::widgets
