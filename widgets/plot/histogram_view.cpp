// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/histogram_view.h"

#include "widgets/plot/histogram_content.h"
#include "widgets/state/selection_model.h"

namespace lapidary::widgets {

HistogramView::HistogramView(SelectionModel& selection, QWidget* parent)
    : LinkedPlot(selection, QStringLiteral("histogramView"), tr("Weight histogram"), parent) {
}

PlotContent HistogramView::build() const {
    return histogramContent(state(), selection().focus());
}

} // namespace lapidary::widgets
