// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/state/view_state.h"

#include <optional>
#include <vector>

namespace lapidary::widgets {

/// A plan that has a name, and what it takes.
struct SizedPlan {
    QString name;
    std::uint64_t bytes = 0;
    bool operator==(const SizedPlan&) const = default;
};

struct TradeoffOptions {
    enum class Size { Megabytes, BitsPerWeight } size = Size::Megabytes;
    enum class Loss { Divergence, Perplexity } loss = Loss::Divergence;
    std::optional<double> budgetBytes; // none: not set
    std::vector<SizedPlan> snapshots;
};

inline constexpr QLatin1String kBudgetHandle("budget");

/// Size against what is lost: each run of the project where it was measured, the dense model at no loss, the
/// plan's exact bytes as a line, named snapshots at the foot. Runs evaluated on another text or model than
/// the compared one (else the last) are drawn apart; those not evaluated are listed.
PlotContent tradeoffContent(const ViewState& state, const TradeoffOptions& options = {});

/// From a position on the axis to bytes, and back.
double bytesAt(const ViewState& state, TradeoffOptions::Size size, double position);
double positionOf(const ViewState& state, TradeoffOptions::Size size, double bytes);

/// The run that a mark's key stands for.
std::optional<std::size_t> runOfKey(const QString& key);

} // namespace lapidary::widgets
