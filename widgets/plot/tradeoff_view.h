// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/linked_plot.h"
#include "widgets/plot/tradeoff_content.h"

class QDoubleSpinBox;

namespace lapidary::widgets {

/// Size and loss of all runs; a run that is opened is compared as B, or gives its plan. The budget is tried
/// out here alone.
class TradeoffView final : public LinkedPlot {
    Q_OBJECT

public:
    explicit TradeoffView(SelectionModel& selection, QWidget* parent = nullptr);

    void showSnapshots(std::vector<SizedPlan> snapshots);
    std::vector<PlotContent> moreFigures() const override;

Q_SIGNALS:
    void runChosen(std::size_t run);     // as B
    void planRequested(std::size_t run); // its plan in place of the present one

protected:
    PlotContent build() const override;
    void handleMoved(const QString& handle, double position) override;
    void handleSettled(bool kept) override;
    void markOpened(const QString& key) override;

private:
    TradeoffOptions options() const;
    void setBudget(std::optional<double> bytes);

    QComboBox* m_size;
    QComboBox* m_loss;
    QDoubleSpinBox* m_field;
    std::optional<double> m_budget; // bytes
    std::optional<std::optional<double>> m_before;
    std::vector<SizedPlan> m_snapshots;
};

} // namespace lapidary::widgets
