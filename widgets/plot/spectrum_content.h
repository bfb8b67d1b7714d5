// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/state/view_state.h"

#include <vector>

namespace lapidary::widgets {

struct SpectrumOptions {
    bool activationWeighted = false; // singular values of W C^(1/2), else of W
    bool asShare = false;            // over i / r_max, which compares matrices of different size
    std::size_t mostLines = 12;      // more sites: median and quartiles, over the share
};

/// Id of the handle at the rank of the focus.
inline constexpr QLatin1String kRankHandle("rank");

/// The rank at a position of the axis.
std::int64_t rankAt(const PlotContent& content, const model::Site& site, double position);

/// Singular values over the largest, of the sites selected; energy, break-even and the cut of the focus.
PlotContent spectrumContent(const ViewState& state, const std::vector<model::SiteId>& sites,
                            const model::SiteId& focus, const SpectrumOptions& options = {});

} // namespace lapidary::widgets
