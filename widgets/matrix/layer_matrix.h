// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/matrix/matrix_layout.h"
#include "widgets/matrix/site_metric.h"
#include "widgets/state/selection_model.h"
#include "widgets/state/view_state.h"
#include "widgets/theme/theme.h"

#include <QPixmap>
#include <QWidget>

#include <optional>
#include <set>
#include <vector>

namespace lapidary::widgets {

/// The model as blocks x kinds of sites, coloured by one metric, each cell with the glyph of its treatment.
/// Hatched: not measured. Click, box, row and column headers select; arrows move, Shift extends, Space
/// toggles, + and - ask for a notch.
class LayerMatrix final : public QWidget {
    Q_OBJECT

public:
    explicit LayerMatrix(SelectionModel& selection, QWidget* parent = nullptr);

    void show(const ViewState& state);
    using QWidget::show;
    void setMetric(const SiteMetric& metric);
    /// Sites that a filter leaves out are dimmed; nothing: all are in.
    void setFilter(std::optional<std::set<model::SiteId>> inFilter);

    const MatrixLayout& layout() const { return m_layout; }
    const SiteMetric& metric() const { return m_metric; }
    SelectionModel& selection() const { return m_selection; }
    /// "blocks.3.mlp.down: Output error at 4 bits 0.0123, quantized".
    QString describe(const model::SiteId& site) const;
    QRect cellRect(const model::SiteId& site) const;
    std::size_t measuredCells() const { return m_values.size(); }

    QSize sizeHint() const override { return {640, 260}; }
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void notchRequested(int notches);
    void readout(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Box {
        int column = 0;
        int row = 0;
        int endColumn = 0;
        int endRow = 0;
    };
    void refresh();
    void redraw();
    QPixmap picture(const MatrixGeometry& geometry) const;
    MatrixGeometry geometry() const;
    QRect legendRect() const;
    const MatrixLayout::Cell* cellAt(const QPoint& point) const;
    std::optional<double> valueOf(const model::SiteId& site) const;
    Treatment treatment(const model::SiteId& site) const;
    void paintHeaders(QPainter& painter, const MatrixGeometry& geometry) const;
    void paintCell(QPainter& painter, const MatrixGeometry& geometry, const MatrixLayout::Cell& cell) const;
    void paintMarks(QPainter& painter, const MatrixGeometry& geometry) const;
    void paintMeans(QPainter& painter, const MatrixGeometry& geometry) const;
    void paintLegend(QPainter& painter) const;
    void outline(QPainter& painter, const MatrixGeometry& geometry, const model::SiteId& site,
                 const QPen& pen) const;
    bool selectHeader(const QPoint& point, bool add);
    void selectBox(const Box& box, bool add, SelectionModel::Gesture gesture = SelectionModel::Gesture::None);
    void moveFocus(int columns, int rows, bool extend);

    SelectionModel& m_selection;
    ViewState m_state;
    SiteMetric m_metric;
    MatrixLayout m_layout;
    SiteValues m_values;
    std::vector<Treatment> m_treatments; // as drawn, one a cell
    MetricScale m_scale;
    Theme m_theme;
    QPixmap m_picture; // what selection, hover and drag do not change; null: to be drawn anew
    std::optional<std::set<model::SiteId>> m_inFilter;
    std::optional<Box> m_drag;   // from press to release
    std::optional<Box> m_extend; // anchor of Shift and arrows
    bool m_dragAdds = false;
    SelectionModel::Gesture m_gesture = SelectionModel::Gesture::None; // of m_drag and of m_extend
};

} // namespace lapidary::widgets
