// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/activation_extents.h"
#include "widgets/plot/plot_content.h"
#include "widgets/state/view_state.h"

#include <string>
#include <vector>

namespace lapidary::widgets {

/// "attn.in", "attn.o", "mlp.in", "mlp.down": the kinds of input that every block has.
const std::vector<std::string>& inputKinds();
/// The kind of input of a site; empty for embed and head.
std::string inputKindOf(const model::Site& site);

struct ActivationOptions {
    std::string kind; // of input; empty: all kinds side by side
    ActivationThresholds thresholds;
};

/// Over the blocks, the largest |a| of the channels: from the smallest channel to the largest, and between
/// the 1st and the 99th percentile of the channels; with the thresholds, which count the dense model's, A's.
/// `extents` are those of the state.
PlotContent activationContent(const ViewState& state, const InputExtents& extents, const model::SiteId& focus,
                              const ActivationOptions& options);

/// Over the channels of the focus's input, sorted by the largest |a|: largest, root mean square, and where
/// outliers begin; with the largest of B's, sorted by themselves.
PlotContent channelContent(const ViewState& state, const model::SiteId& focus);

} // namespace lapidary::widgets
