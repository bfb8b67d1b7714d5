// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/state/view_state.h"

namespace lapidary::widgets {

/// Weights of the focus, with the levels of the grid that its settings ask for.
PlotContent histogramContent(const ViewState& state, const model::SiteId& focus);

} // namespace lapidary::widgets
