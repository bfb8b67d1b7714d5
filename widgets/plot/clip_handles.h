// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/settings.h"
#include "widgets/plot/clip_effect.h"
#include "widgets/plot/plot_content.h"

#include <optional>

namespace lapidary::widgets {

/// Ids of the two handles.
inline constexpr QLatin1String kHighClipHandle("clipHigh");
inline constexpr QLatin1String kLowClipHandle("clipLow");

/// The limits that cut nothing: equal on both sides for a symmetric grid, and around zero.
ClipLimits widestLimits(const results::Histogram& histogram, const plan::GridShape& grid);
/// Limits that people set as the grid can have them: within the widest, a symmetric pair where it has one.
ClipLimits fittingLimits(const ClipLimits& set, const ClipLimits& widest, const plan::GridShape& grid);
/// The limits with one handle moved.
ClipLimits movedLimits(const ClipLimits& limits, const plan::GridShape& grid, const QString& handle,
                       double position);

/// Lines at the limits; the upper one says what they do. `set`: by people, else the widest.
std::vector<PlotHandle> clipHandles(const results::Histogram& histogram, const plan::GridShape& grid,
                                    const std::optional<ClipLimits>& set);
/// "one scale ±0.213 · clipped 0.12 % · SQNR 18.3 dB".
QString clipWords(const results::Histogram& histogram, const plan::GridShape& grid, const ClipLimits& limits);

} // namespace lapidary::widgets
