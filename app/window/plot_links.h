// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_fit.h"

#include <QObject>
#include <QString>

#include <map>
#include <vector>

namespace lapidary::widgets {
class PlotView;
}

namespace lapidary::window {

/// Plots whose x axes count the same (PlotAxis::link) follow each other's zoom; one that comes to show such
/// an axis takes the range at once. Switched off, each keeps what it has.
class PlotLinks final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    void add(widgets::PlotView& plot);
    bool isOn() const { return m_on; }
    void setOn(bool on);

private:
    void zoomed(widgets::PlotView& plot);
    void follow(widgets::PlotView& plot);

    std::vector<widgets::PlotView*> m_plots;
    std::map<QString, widgets::PlotRange> m_ranges; // by what the axes count; none: all is shown
    bool m_on = true;
};

} // namespace lapidary::window
