// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/matrix/layer_matrix.h"

#include <QWidget>

#include <map>
#include <string>

class QComboBox;
class QLineEdit;

namespace lapidary::widgets {

class MetricBox;

/// The layer matrix with the choice of its metric and of its scale above.
class MatrixPanel final : public QWidget {
    Q_OBJECT

public:
    explicit MatrixPanel(SelectionModel& selection, QWidget* parent = nullptr);

    void show(const ViewState& state);
    using QWidget::show;
    LayerMatrix& matrix() const { return *m_matrix; }
    QString metric() const; // its id
    void setMetric(const QString& id);

private:
    void buildScale();
    void layOut();
    void showScale();
    void readScale();
    QLineEdit* makeLimit(const QString& name, const QString& text);

    LayerMatrix* m_matrix;
    MetricBox* m_metrics;
    QComboBox* m_scale = nullptr;
    QComboBox* m_limits = nullptr;
    QLineEdit* m_low = nullptr;
    QLineEdit* m_high = nullptr;
    std::map<std::string, ScaleChoice> m_choices; // by metric, where changed
};

} // namespace lapidary::widgets
