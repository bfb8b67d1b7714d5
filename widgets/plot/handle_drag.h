// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"

#include <QString>

#include <optional>

namespace lapidary::widgets {

/// The nearest position that a handle can have.
double snapped(const PlotHandle& handle, double position);

/// The distance to the next position up.
double stepAt(const PlotHandle& handle, double position);

/// One drag of one handle, by mouse or by keys: knows where it began, so that it can be taken back. A value.
class HandleDrag final {
public:
    bool active() const { return m_active; }
    const QString& id() const { return m_handle.id; }
    double position() const { return m_position; }
    double start() const { return m_start; }
    const PlotHandle& handle() const { return m_handle; }

    void begin(const PlotHandle& handle);
    /// True where the snapped position changed.
    bool moveTo(double position);
    bool moveBy(double steps);
    void end() { m_active = false; }

private:
    PlotHandle m_handle;
    double m_start = 0.0;
    double m_position = 0.0;
    bool m_active = false;
};

} // namespace lapidary::widgets
