// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/matrix/site_values.h"

#include <QColor>

#include <optional>

namespace lapidary::widgets {

/// How the values of a metric become colours.
struct ScaleChoice {
    enum class Limits { Robust, All, Typed };
    bool logarithmic = false; // where all values are positive
    bool diverging = false;   // around zero, with limits of equal size
    Limits limits = Limits::Robust;
    double low = 0.0; // typed
    double high = 1.0;
    bool operator==(const ScaleChoice&) const = default;
};

/// Where colours begin and end. Robust: the 2nd and 98th percentile of the values (their extremes where there
/// are few), widened where all are equal.
struct MetricScale {
    double low = 0.0;
    double high = 1.0;
    bool logarithmic = false;
    bool diverging = false;
    std::size_t below = 0; // values outside of the limits
    std::size_t above = 0;

    static MetricScale of(const std::vector<double>& values, const ScaleChoice& choice);
    /// 0..1, clamped.
    double share(double value) const;
    QColor color(double value, bool darkTheme) const;
    QColor colorOfShare(double share, bool darkTheme) const;
};

/// Whether the values can be shown on a logarithmic scale.
bool allPositive(const std::vector<double>& values);

} // namespace lapidary::widgets
