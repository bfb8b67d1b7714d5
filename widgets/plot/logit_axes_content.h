// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/state/view_state.h"

#include <set>

namespace lapidary::widgets {

/// Which components are the axes, from 1.
struct LogitPair {
    int x = 1;
    int y = 2;
};

/// Positions of the calibration text on two components of A, in logit units; B's on the same axes, joined to
/// A's where both were measured on the same text. `chosen` (indices of positions) are drawn apart.
PlotContent logitPositionsContent(const ViewState& state, const LogitPair& pair,
                                  const std::set<std::size_t>& chosen = {});
/// Tokens of the vocabulary by their loadings on two components; the table twin sorts them.
PlotContent logitLoadingsContent(const ViewState& state, const LogitPair& pair);
/// Principal angles between the leading components of A and of B.
PlotContent logitAnglesContent(const ViewState& state);

/// How many components are kept whole; 0: none.
int logitAxesCount(const ViewState& state);
/// "…and then the ▸cat": what stands at a position.
QString positionText(const results::LogitAxes::Position& position);
/// The position that a mark's key stands for.
std::optional<std::size_t> positionOfKey(const QString& key);

} // namespace lapidary::widgets
