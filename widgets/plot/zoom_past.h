// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_fit.h"

#include <QElapsedTimer>

#include <optional>
#include <vector>

namespace lapidary::widgets {

/// Ranges of one plot that people zoomed through, back and forward. Changes that follow each other at once (a
/// turn of the wheel, a drag) are one step. No ranges: all is shown.
class ZoomPast final {
public:
    using Zoom = std::optional<PlotRanges>;

    /// What is shown now, after a change by hand.
    void changed(const Zoom& now);
    /// Another plot: nothing to go back to.
    void clear();
    bool canGoBack() const { return m_place > 0; }
    bool canGoForward() const { return m_place + 1 < m_steps.size(); }
    const Zoom& back();
    const Zoom& forward();

private:
    std::vector<Zoom> m_steps = {std::nullopt};
    std::size_t m_place = 0;
    QElapsedTimer m_last;
};

} // namespace lapidary::widgets
