// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/linked_plot.h"

namespace lapidary::widgets {

/// Rank spectra of the selection, or the density of the focus's eigenvalues; dragging the cut sets the rank
/// of the selected sites.
class SpectrumView final : public LinkedPlot {
    Q_OBJECT

public:
    explicit SpectrumView(SelectionModel& selection, QWidget* parent = nullptr);

    std::vector<PlotContent> moreFigures() const override;

protected:
    PlotContent build() const override;
    void handleMoved(const QString& handle, double position) override;

private:
    enum Face { OverIndex, OverShare, Density }; // items of the box
    PlotContent face(Face face) const;

    QComboBox* m_kind;
    QComboBox* m_face;
};

} // namespace lapidary::widgets
