// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/matrix/site_metric.h"
#include "widgets/plot/plot_content.h"
#include "widgets/state/selection_model.h"
#include "widgets/state/view_state.h"

namespace lapidary::widgets {

struct ProfileOptions {
    SiteMetric metric;
    SiteValues result; // the same of B; empty: there is none
};

/// A metric of the sites over the blocks, a line for each kind; the sites are its marks. B's lines are
/// dashed.
PlotContent profileContent(const ViewState& state, const SelectionModel::SiteSet& selected,
                           const model::SiteId& focus, const ProfileOptions& options);

/// The metric of the compared run's output, where it was measured and the metric is of measurements.
SiteValues resultValues(const ViewState& state, const SiteMetric& metric);

} // namespace lapidary::widgets
