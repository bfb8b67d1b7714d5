// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/plot_links.h"

#include "widgets/plot/plot_view.h"

namespace lapidary::window {

using widgets::PlotRange;
using widgets::PlotView;

void PlotLinks::add(PlotView& plot) {
    m_plots.push_back(&plot);
    connect(&plot, &PlotView::rangesChanged, this, [this, &plot] { zoomed(plot); });
    connect(&plot, &PlotView::meaningChanged, this, [this, &plot] { follow(plot); });
    follow(plot);
}

void PlotLinks::setOn(bool on) {
    m_on = on;
    m_ranges.clear(); // the next zoom counts, not one from before
}

void PlotLinks::zoomed(PlotView& plot) {
    const QString link = plot.content().x.link;
    if (!m_on || link.isEmpty())
        return;
    const std::optional<PlotRange> range = plot.zoomedX();
    if (range)
        m_ranges[link] = *range;
    else
        m_ranges.erase(link);
    for (PlotView* other : m_plots)
        if (other != &plot && other->content().x.link == link && other->zoomedX() != range)
            other->followX(range);
}

void PlotLinks::follow(PlotView& plot) {
    const auto range = m_ranges.find(plot.content().x.link);
    if (m_on && range != m_ranges.end())
        plot.followX(range->second);
}

} // namespace lapidary::window
