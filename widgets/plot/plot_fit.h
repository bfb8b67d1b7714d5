// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"

namespace lapidary::widgets {

struct PlotRange {
    double lower = 0.0;
    double upper = 1.0;
    bool operator==(const PlotRange&) const = default;
};

/// What the axes cover. The right axis is never zoomed.
struct PlotRanges {
    PlotRange x;
    PlotRange y;
    PlotRange right;
    bool operator==(const PlotRanges&) const = default;
};

/// Which axes are logarithmic as drawn: the content's wish, or what people toggled.
struct PlotScales {
    bool logX = false;
    bool logY = false;
    bool operator==(const PlotScales&) const = default;
};

/// Ranges that show everything, with a little air where the content sets no limit.
PlotRanges fittedRanges(const PlotContent& content, const PlotScales& scales);
/// A logarithmic axis needs a positive number to show.
bool canBeLogX(const PlotContent& content);
bool canBeLogY(const PlotContent& content);

} // namespace lapidary::widgets
