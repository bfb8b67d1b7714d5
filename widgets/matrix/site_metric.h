// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/site_id.h"
#include "widgets/state/view_state.h"

#include <QString>

#include <map>
#include <string>
#include <vector>

namespace lapidary::widgets {

using SiteValues = std::map<model::SiteId, double>;

/// One number a site that the layer matrix can show. Sites without a value are not measured (or not in the
/// plan).
struct SiteMetric {
    std::string id; // stable, for settings: "error:bits:4"
    QString name;   // for people, without the unit
    QString unit;   // empty: a plain number
    QString help;   // what it is and how to read it
    QString remedy; // what to do where nothing is known
    bool logarithmic = false;
    SiteValues (*values)(const ViewState& state) = nullptr;
};

/// All metrics, the first is the default. Translated when called.
std::vector<SiteMetric> siteMetrics();

/// Where colours begin and end: the 2nd and 98th percentile of the values (their extremes where there are
/// few), widened where all are equal. Logarithmic only where all are positive.
struct MetricScale {
    double low = 0.0;
    double high = 1.0;
    bool logarithmic = false;

    static MetricScale of(const SiteValues& values, bool logarithmic);
    /// 0..1, clamped.
    double share(double value) const;
};

} // namespace lapidary::widgets
