// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/matrix/site_values.h"
#include "widgets/state/view_state.h"

#include <functional>
#include <optional>
#include <string>

/// What the metrics of the layer matrix are made of. A maker reads one state and gives what it knows of each
/// site.
namespace lapidary::widgets {

using SiteFigure = std::function<std::optional<double>(const model::Site& site)>;
using FigureMaker = std::function<SiteFigure(const ViewState& state)>;

/// The figure of every site.
SiteValues valuesOf(const ViewState& state, const FigureMaker& maker);

/// Relative output error of one measured setting ("bits:4"); the same as a ratio of powers in decibels.
FigureMaker measuredError(std::string setting);
FigureMaker measuredNoise(std::string setting);
FigureMaker largestMeasuredKl();

enum class Side { A, B }; // the dense model, the compared run's output
/// Of a spectrum: of the weights, or of weights and inputs.
FigureMaker spectrumFigure(Side side, bool weighted,
                           const std::function<std::optional<double>(const results::Spectrum&)>& figure);
/// Ranks as a share of the full one, in percent.
FigureMaker rankShare(Side side, bool weighted, std::function<double(const results::Spectrum&)> rank);
/// Of the input group of a site.
FigureMaker inputFigure(Side side, const std::function<double(const results::ChannelStatistics&)>& figure);
/// Largest absolute input over the median channel's.
double peakOverMedian(const results::ChannelStatistics& statistics);
/// The second less the first, where both are known.
FigureMaker difference(FigureMaker a, FigureMaker b);

FigureMaker bytesNow(double unit);
FigureMaker shareOfBytes(); // percent of the model as found
FigureMaker bytesAfter(double unit);
FigureMaker bytesSaved(double unit);
FigureMaker bitsPerWeight(); // stored under the plan
FigureMaker gridBits();
FigureMaker zeroShare(); // percent
FigureMaker keptRank();  // percent of the full rank
FigureMaker runError();
FigureMaker runNoise();

} // namespace lapidary::widgets
