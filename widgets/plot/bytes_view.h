// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/linked_plot.h"

namespace lapidary::widgets {

/// Bytes before and after the plan; a click on a segment or tile selects its sites.
class BytesView final : public LinkedPlot {
    Q_OBJECT

public:
    explicit BytesView(SelectionModel& selection, QWidget* parent = nullptr);

    std::vector<PlotContent> moreFigures() const override;

protected:
    PlotContent build() const override;
    void markChosen(const QString& key, Qt::KeyboardModifiers modifiers) override;

private:
    QComboBox* m_by;
    QComboBox* m_before;
};

} // namespace lapidary::widgets
