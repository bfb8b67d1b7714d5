// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace lapidary::widgets {

/// Of the way from one point to another: 0 at the first, 1 at the second.
struct SegmentPart {
    double first = 0.0;
    double last = 1.0;
};

struct Ends {
    double first = 0.0;
    double last = 0.0;
};

/// Keeps the part that lies between the limits along one axis (Liang and Barsky 1984); false: there is none.
inline bool narrow(SegmentPart& part, Ends segment, Ends limits) {
    if (segment.first == segment.last)
        return segment.first >= limits.first && segment.first <= limits.last;
    const double enter = (limits.first - segment.first) / (segment.last - segment.first);
    const double leave = (limits.last - segment.first) / (segment.last - segment.first);
    part.first = std::max(part.first, std::min(enter, leave));
    part.last = std::min(part.last, std::max(enter, leave));
    return part.first < part.last;
}

} // namespace lapidary::widgets
