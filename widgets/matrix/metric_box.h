// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/matrix/site_metric.h"

#include <QComboBox>

#include <vector>

namespace lapidary::widgets {

/// The choice of a metric: by group, or by typing a part of its name.
class MetricBox final : public QComboBox {
    Q_OBJECT

public:
    explicit MetricBox(QWidget* parent = nullptr);

    const SiteMetric& metric() const { return m_metrics[m_chosen]; }
    /// Nothing where there is no such metric.
    void choose(const QString& id);

Q_SIGNALS:
    void chosen(const lapidary::widgets::SiteMetric& metric);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addItems();
    void take(int index);

    std::vector<SiteMetric> m_metrics;
    std::size_t m_chosen = 0;
};

} // namespace lapidary::widgets
