// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/state/view_state.h"

namespace lapidary::widgets {

/// Density of the focus's eigenvalues lambda = s^2 / n on logarithmic axes, with the power law fitted to its
/// tail, and for the weights themselves where those of a random matrix of the same shape and variance would
/// lie; with B's where it was measured.
PlotContent densityContent(const ViewState& state, const model::SiteId& focus, bool activationWeighted);

} // namespace lapidary::widgets
