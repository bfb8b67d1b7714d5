// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/linked_plot.h"

namespace lapidary::widgets {

/// Activation ranges over the blocks, or the channels of the focus's input.
class ActivationView final : public LinkedPlot {
    Q_OBJECT

public:
    explicit ActivationView(SelectionModel& selection, QWidget* parent = nullptr);

protected:
    PlotContent build() const override;

private:
    QComboBox* m_shown;
};

} // namespace lapidary::widgets
