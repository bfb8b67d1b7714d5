// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/linked_plot.h"

namespace lapidary::widgets {

/// Weights of the focus and the levels of its grid.
class HistogramView final : public LinkedPlot {
    Q_OBJECT

public:
    explicit HistogramView(SelectionModel& selection, QWidget* parent = nullptr);

protected:
    PlotContent build() const override;
};

} // namespace lapidary::widgets
