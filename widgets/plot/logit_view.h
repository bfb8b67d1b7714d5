// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/linked_plot.h"

class QLabel;
class QStandardItemModel;

namespace lapidary::widgets {

/// Scree of the logits; beside it the tokens of the component under the cursor.
class LogitView final : public LinkedPlot {
    Q_OBJECT

public:
    explicit LogitView(SelectionModel& selection, QWidget* parent = nullptr);

protected:
    PlotContent build() const override;
    void refresh() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showTokens();

    QWidget* m_side;
    QLabel* m_component;
    QStandardItemModel* m_tokens;
    int m_shown = 1; // component, from 1
};

} // namespace lapidary::widgets
