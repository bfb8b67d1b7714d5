// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/state/view_state.h"

#include <optional>

namespace lapidary::widgets {

// What was measured of the compared run's output, B, as series to be laid over those of the dense model, A,
// on the same axes. Nothing where no run is compared or its output was not measured.

/// Singular values of B over the largest of A, so that a loss of the largest is seen, too.
std::optional<PlotSeries> resultSpectrum(const ViewState& state, const model::SiteId& site, bool weighted);
/// Outline of B's weights: counts in bins as wide as A's.
std::optional<PlotSeries> resultHistogram(const ViewState& state, const model::SiteId& site);
/// Share of each component in the variance of B's logits [%], at most so many.
std::optional<PlotSeries> resultScree(const ViewState& state, std::size_t most);

/// Largest |a| of each channel of B's input, largest first.
std::optional<PlotSeries> resultChannels(const ViewState& state, const model::InputGroupId& group);

/// Side by side A is black or grey, thick or filled; B is blue, thin or a rim, and its marks are diamonds.
void markAsA(PlotSeries& dense);
void markAsB(PlotSeries& result);
/// Adds the dense model's series and, where there is one, the result's over it: then the first is marked as
/// A.
void addBoth(PlotContent& content, PlotSeries dense, std::optional<PlotSeries> result);

} // namespace lapidary::widgets
