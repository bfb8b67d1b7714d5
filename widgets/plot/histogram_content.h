// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/clip_effect.h"
#include "widgets/plot/plot_content.h"
#include "widgets/state/view_state.h"

#include <optional>

namespace lapidary::widgets {

/// Weights of the focus, with the levels of the grid that its settings ask for and its clip limits. The
/// limits are tried out here alone, no plan has them; not set: those that cut nothing.
PlotContent histogramContent(const ViewState& state, const model::SiteId& focus,
                             const std::optional<ClipLimits>& limits = std::nullopt);
/// The limits that are drawn, with one handle moved.
ClipLimits movedLimits(const ViewState& state, const model::SiteId& focus,
                       const std::optional<ClipLimits>& limits, const QString& handle, double position);

} // namespace lapidary::widgets
