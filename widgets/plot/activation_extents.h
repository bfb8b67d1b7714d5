// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/state/view_state.h"

#include <set>
#include <string>
#include <vector>

namespace lapidary::widgets {

/// How far the channels of one input reach: figures over its channels of the largest |a| of each.
struct InputExtent {
    model::InputGroupId group;
    int block = 0;
    double smallest = 0.0; // channel
    double p1 = 0.0;
    double median = 0.0;
    double p99 = 0.0;
    double largest = 0.0;
};

/// Of the inputs of all blocks that were measured, in model order.
struct InputExtents {
    std::vector<InputExtent> dense;
    std::vector<InputExtent> result; // of the compared run's output, B; empty where it was not measured
};

/// Looks at every channel: keep it.
InputExtents inputExtents(const ViewState& state);
/// "attn.in": of a group's name; `extents` of one kind, all where `kind` is empty.
bool isOfKind(const model::InputGroupId& group, const std::string& kind);
std::vector<InputExtent> extentsOfKind(const std::vector<InputExtent>& extents, const std::string& kind);

/// |a| that people set: an input exceeds where its largest channel is above the one or its 99th percentile of
/// the channels above the other. Not set: a suggestion that one input in ten exceeds.
struct ActivationThresholds {
    std::optional<double> largest;
    std::optional<double> p99;
    bool operator==(const ActivationThresholds&) const = default;
};

/// Ids of the two handles.
inline constexpr QLatin1String kLargestHandle("largest");
inline constexpr QLatin1String kP99Handle("p99");

/// The lines at the thresholds with the number of inputs that exceed each; none where there are no extents.
std::vector<PlotHandle> thresholdHandles(const std::vector<InputExtent>& extents,
                                         const ActivationThresholds& thresholds);
/// The inputs above either line, as drawn.
std::set<model::InputGroupId> exceeding(const std::vector<InputExtent>& extents,
                                        const ActivationThresholds& thresholds);

} // namespace lapidary::widgets
