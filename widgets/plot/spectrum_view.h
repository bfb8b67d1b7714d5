// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/linked_plot.h"

namespace lapidary::widgets {

/// Rank spectra of the selection; dragging the cut sets the rank of the selected sites.
class SpectrumView final : public LinkedPlot {
    Q_OBJECT

public:
    explicit SpectrumView(SelectionModel& selection, QWidget* parent = nullptr);

protected:
    PlotContent build() const override;
    void handleMoved(const QString& handle, double position) override;

private:
    QComboBox* m_kind;
};

} // namespace lapidary::widgets
