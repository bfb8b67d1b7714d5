// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/matrix/site_metric.h"
#include "widgets/plot/linked_plot.h"

namespace lapidary::widgets {

/// One of the matrix's metrics as lines over the blocks; a click on a mark focuses its site.
class ProfileView final : public LinkedPlot {
    Q_OBJECT

public:
    explicit ProfileView(SelectionModel& selection, QWidget* parent = nullptr);

protected:
    PlotContent build() const override;

private:
    const SiteValues& ofResult(const SiteMetric& metric) const;

    std::vector<SiteMetric> m_metrics;
    QComboBox* m_metric;
    /// B's values, which need a copy of its measurements.
    mutable std::shared_ptr<const results::ModelMeasurements> m_result;
    mutable std::string m_resultMetric;
    mutable SiteValues m_resultValues;
};

} // namespace lapidary::widgets
