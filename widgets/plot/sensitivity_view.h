// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/linked_plot.h"

namespace lapidary::widgets {

enum class SensitivityOf;

/// Error over bits, sparsity or kept share; dragging the marker sets it for the selected sites.
class SensitivityView final : public LinkedPlot {
    Q_OBJECT

public:
    explicit SensitivityView(SelectionModel& selection, QWidget* parent = nullptr);

protected:
    PlotContent build() const override;
    void handleMoved(const QString& handle, double position) override;

private:
    SensitivityOf what() const;
    QComboBox* m_what;
};

} // namespace lapidary::widgets
