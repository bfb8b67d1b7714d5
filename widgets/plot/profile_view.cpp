// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/profile_view.h"

#include "widgets/plot/profile_content.h"
#include "widgets/state/selection_model.h"

#include <QComboBox>

namespace lapidary::widgets {

namespace {

constexpr int kChoiceLength = 18;

QStringList namesOf(const std::vector<SiteMetric>& metrics) {
    QStringList names;
    for (const SiteMetric& metric : metrics)
        names << metric.name;
    return names;
}

} // namespace

ProfileView::ProfileView(SelectionModel& selection, QWidget* parent)
    : LinkedPlot(selection, QStringLiteral("profileView"), tr("Profile over the blocks"), parent)
    , m_metrics(siteMetrics())
    , m_metric(addChoice(QStringLiteral("profileMetric"), tr("Profile of"), namesOf(m_metrics))) {
    m_metric->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_metric->setMinimumContentsLength(kChoiceLength);
}

const SiteValues& ProfileView::ofResult(const SiteMetric& metric) const {
    const results::RunReport* run = state().run();
    const auto measured = run != nullptr ? run->measured : nullptr;
    if (measured != m_result || metric.id != m_resultMetric) {
        m_result = measured;
        m_resultMetric = metric.id;
        m_resultValues = measured ? resultValues(state(), metric) : SiteValues();
    }
    return m_resultValues;
}

PlotContent ProfileView::build() const {
    const SiteMetric& metric = m_metrics[static_cast<std::size_t>(m_metric->currentIndex())];
    return profileContent(state(), selection().set(), selection().focus(), {metric, ofResult(metric)});
}

} // namespace lapidary::widgets
