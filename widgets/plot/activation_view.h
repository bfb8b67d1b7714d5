// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/activation_extents.h"
#include "widgets/plot/linked_plot.h"

#include <cstddef>
#include <memory>
#include <optional>

namespace lapidary::widgets {

/// Activation ranges over the blocks with two thresholds, which select the sites whose inputs exceed them; or
/// the channels of the focus's input.
class ActivationView final : public LinkedPlot {
    Q_OBJECT

public:
    explicit ActivationView(SelectionModel& selection, QWidget* parent = nullptr);

protected:
    PlotContent build() const override;
    void refresh() override;
    void handleMoved(const QString& handle, double position) override;
    void handleSettled(bool kept) override;

private:
    /// What the extents were read from: plan edits come far more often than measurements.
    struct Measured {
        std::shared_ptr<const results::ProjectData> project;
        std::size_t groups = 0; // the project grows in place while it is measured
        std::shared_ptr<const results::ModelMeasurements> result;
        results::Provenance provenance;
        bool operator==(const Measured&) const = default;
    };

    std::string kind() const; // of input that is shown; empty: all
    void readExtents();
    void showThresholds();
    void showCount();
    void selectExceeding();

    QComboBox* m_shown;
    QAction* m_select;
    ActivationThresholds m_thresholds;
    std::optional<ActivationThresholds> m_before; // the move that is on
    Measured m_measured;
    InputExtents m_extents;
    std::vector<InputExtent> m_shownExtents;
};

} // namespace lapidary::widgets
