// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/matrix/layer_matrix.h"

#include <QWidget>

class QComboBox;

namespace lapidary::widgets {

/// The layer matrix with the choice of its metric above.
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
    LayerMatrix* m_matrix;
    QComboBox* m_metrics;
};

} // namespace lapidary::widgets
