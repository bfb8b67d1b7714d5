// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/handle_drag.h"

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

double snapped(const PlotHandle& handle, double position) {
    const double bounded = std::clamp(position, handle.minimum, std::max(handle.minimum, handle.maximum));
    if (handle.step <= 0.0)
        return bounded;
    const double most = std::max(handle.minimum, handle.maximum);
    if (handle.byFactor) {
        const double steps = std::round(std::log(bounded / handle.minimum) / std::log(handle.step));
        return std::min(handle.minimum * std::pow(handle.step, steps), most);
    }
    const double steps = std::round((bounded - handle.minimum) / handle.step);
    return std::min(handle.minimum + steps * handle.step, most);
}

double stepAt(const PlotHandle& handle, double position) {
    return handle.byFactor ? position * (handle.step - 1.0) : handle.step;
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

bool HandleDrag::moveBy(double steps) {
    return moveTo(m_handle.byFactor ? m_position * std::pow(m_handle.step, steps)
                                    : m_position + steps * m_handle.step);
}

} // namespace lapidary::widgets
