// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/handle_drag.h"

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

double snapped(const PlotHandle& handle, double position) {
    const double bounded = std::clamp(position, handle.minimum, std::max(handle.minimum, handle.maximum));
    if (handle.step <= 0.0)
        return bounded;
    const double steps = std::round((bounded - handle.minimum) / handle.step);
    return std::min(handle.minimum + steps * handle.step, std::max(handle.minimum, handle.maximum));
}

void HandleDrag::begin(const PlotHandle& handle) {
    m_handle = handle;
    m_start = handle.position;
    m_position = handle.position;
    m_active = true;
}

bool HandleDrag::moveTo(double position) {
    const double next = snapped(m_handle, position);
    if (!m_active || next == m_position)
        return false;
    m_position = next;
    return true;
}

} // namespace lapidary::widgets
