// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/matrix_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace lapidary::widgets {

MatrixPanel::MatrixPanel(SelectionModel& selection, QWidget* parent)
    : QWidget(parent)
    , m_matrix(new LayerMatrix(selection, this))
    , m_metrics(new QComboBox(this)) {
    setObjectName(QStringLiteral("matrixPanel"));
    m_metrics->setObjectName(QStringLiteral("metric"));
    m_metrics->setAccessibleName(tr("Metric of the layer matrix"));
    m_metrics->setFocusPolicy(Qt::StrongFocus);
    const std::vector<SiteMetric> metrics = siteMetrics();
    for (const SiteMetric& metric : metrics) {
        const QString name =
            metric.unit.isEmpty() ? metric.name : tr("%1 [%2]").arg(metric.name, metric.unit);
        m_metrics->addItem(name, QString::fromStdString(metric.id));
        m_metrics->setItemData(m_metrics->count() - 1, metric.help, Qt::ToolTipRole);
    }
    m_metrics->setToolTip(metrics.front().help);
    connect(m_metrics, &QComboBox::currentIndexChanged, this, [this, metrics](int index) {
        const SiteMetric& metric = metrics[static_cast<std::size_t>(index)];
        m_metrics->setToolTip(metric.help);
        m_matrix->setMetric(metric);
    });

    auto* label = new QLabel(tr("&Metric"), this);
    label->setBuddy(m_metrics);
    auto* header = new QHBoxLayout;
    header->addWidget(label);
    header->addWidget(m_metrics);
    header->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 4);
    layout->setSpacing(4);
    layout->addLayout(header);
    layout->addWidget(m_matrix, 1);
}

void MatrixPanel::show(const ViewState& state) {
    m_matrix->show(state);
}

QString MatrixPanel::metric() const {
    return m_metrics->currentData().toString();
}

void MatrixPanel::setMetric(const QString& id) {
    if (const int index = m_metrics->findData(id); index >= 0)
        m_metrics->setCurrentIndex(index);
}

} // namespace lapidary::widgets
