// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lapidary::widgets {

class PlotView;

/// Makes PlotView known to assistive technology as a chart: title, summary, readout as its value. Call once
/// or more.
void installPlotAccessibility();
/// Says the readout (value-changed: Qt 6.4 has no announcements).
void announceReadout(PlotView& view);

} // namespace lapidary::widgets
