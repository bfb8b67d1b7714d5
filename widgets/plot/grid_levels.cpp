// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/grid_levels.h"

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

std::vector<double> gridLevels(const plan::GridShape& grid, double minimum, double maximum) {
    const int bits = std::clamp(grid.bits, 1, 16);
    const int half = 1 << (bits - 1);
    const int codes = 1 << bits;
    const double absmax = std::max(std::abs(minimum), std::abs(maximum));
    int first = 0;
    int last = 0;
    double scale = 0.0;
    if (!grid.symmetric) {
        const double low = std::min(minimum, 0.0);
        scale = (std::max(maximum, 0.0) - low) / (codes - 1);
        const int zero = scale > 0.0 ? static_cast<int>(std::lround(-low / scale)) : 0;
        first = -zero;
        last = codes - 1 - zero;
    } else if (grid.fullRange) {
        scale = 2.0 * absmax / (codes - 1);
        first = -half;
        last = half - 1;
    } else {
        scale = half > 1 ? absmax / (half - 1) : absmax;
        first = -(half - 1);
        last = half - 1;
    }
    std::vector<double> levels;
    for (int code = first; code <= last; ++code)
        levels.push_back(code * scale);
    return levels;
}

} // namespace lapidary::widgets
