// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/matrix/site_values.h"
#include "widgets/state/view_state.h"

#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace lapidary::widgets {

enum class MetricGroup { Sensitivity, Weights, Inputs, Size, Plan, Run, Difference };
QString metricGroupText(MetricGroup group);

/// One number a site that the layer matrix can show. Sites without a value are not measured (or not in the
/// plan).
struct SiteMetric {
    std::string id; // stable, for settings: "error:bits:4"
    MetricGroup group = MetricGroup::Sensitivity;
    QString name;   // for people, without the unit
    QString unit;   // empty: a plain number
    QString help;   // what it is and how to read it
    QString remedy; // what to do where nothing is known
    bool logarithmic = false;
    bool diverging = false; // a difference: zero is the middle
    std::function<SiteValues(const ViewState& state)> values;

    QString title() const; // "Size now [MB]"
};

/// All metrics by group, the first is the default. Translated when called.
std::vector<SiteMetric> siteMetrics();

} // namespace lapidary::widgets
