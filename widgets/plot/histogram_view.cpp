// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/histogram_view.h"

#include "widgets/plot/histogram_content.h"
#include "widgets/state/selection_model.h"

#include <utility>

namespace lapidary::widgets {

HistogramView::HistogramView(SelectionModel& selection, QWidget* parent)
    : LinkedPlot(selection, QStringLiteral("histogramView"), tr("Weight histogram"), parent) {
}

std::optional<ClipLimits> HistogramView::limits() const {
    const bool ours = m_tried && m_tried->model == state().model && m_tried->site == selection().focus();
    return ours ? std::optional(m_tried->limits) : std::nullopt;
}

PlotContent HistogramView::build() const {
    return histogramContent(state(), selection().focus(), limits());
}

void HistogramView::handleMoved(const QString& handle, double position) {
    if (!m_before)
        m_before = m_tried;
    const model::SiteId& site = selection().focus();
    m_tried = Tried{state().model, site, movedLimits(state(), site, limits(), handle, position)};
    refresh();
}

void HistogramView::handleSettled(bool kept) {
    if (const auto before = std::exchange(m_before, std::nullopt); before && !kept)
        m_tried = *before;
    refresh();
}

} // namespace lapidary::widgets
