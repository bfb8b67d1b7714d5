// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/matrix/matrix_figures.h"
#include "widgets/matrix/matrix_geometry.h"
#include "widgets/state/selection_model.h"
#include "widgets/theme/theme.h"

#include <QElapsedTimer>
#include <QPixmap>
#include <QWidget>

#include <optional>
#include <set>
#include <vector>

class QScrollBar;

namespace lapidary::widgets {

/// The model as blocks x kinds of sites, coloured by one metric, each cell with the glyph of its treatment.
/// Hatched: not measured. Click, box, row and column headers select; arrows move, Shift extends, Space
/// toggles, + and - ask for a notch, and so does a drag up or down on the glyph of a selected cell. Experts
/// fold into one row a kind.
class LayerMatrix final : public QWidget {
    Q_OBJECT

public:
    explicit LayerMatrix(SelectionModel& selection, QWidget* parent = nullptr);

    void show(const ViewState& state);
    using QWidget::show;
    void setMetric(const SiteMetric& metric);
    void setScale(const ScaleChoice& choice);
    /// Sites that a filter leaves out are dimmed; nothing: all are in.
    void setFilter(const std::optional<std::set<model::SiteId>>& inFilter);
    /// Shows the experts of a kind one by one, or as one row again.
    void toggleFold(model::SiteKind kind);
    /// All columns in the width; the selected ones as wide as they fit.
    void fit();
    void zoomToSelection();

    const MatrixLayout& layout() const { return m_figures.layout(); }
    const MatrixFigures& figures() const { return m_figures; }
    SelectionModel& selection() const { return m_selection; }
    /// "blocks.3.mlp.down: Output error at 4 bits 0.0123, 4 bits, group 64 (gptq)".
    QString describe(const model::SiteId& site) const;
    /// Of the cell that has the site.
    QRect cellRect(const model::SiteId& site) const;
    /// Where the glyph of a treatment stands in the cell; empty: nowhere.
    QRect glyphRect(const model::SiteId& site) const;

    QSize sizeHint() const override { return {640, 260}; }
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void notchRequested(int notches);
    /// So many notches from where the drag began; the changes of one key are one edit.
    void notchDragged(int notches, const QString& key);
    void notchCancelled(const QString& key);
    void readout(const QString& text);
    void figuresChanged(); // metric, scale or values

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    using Cell = MatrixLayout::Cell;
    struct Box {
        int column = 0;
        int row = 0;
        int endColumn = 0;
        int endRow = 0;
    };
    struct NotchDrag {
        QPoint from;
        model::SiteId site;
        QString key;
        int notches = 0;
    };
    // layer_matrix.cpp
    void redraw();
    void layOut();
    void markSelected();
    void updateCell(const model::SiteId& site);
    QRect gridArea(bool across, bool down) const;
    MatrixGeometry geometry() const;
    void placeScrollBars();
    QRect legendRect() const;
    const Cell* cellAt(const QPoint& point) const;
    QRect glyphRect(const Cell& cell) const;
    QString cellText(const Cell& cell, const QRect& box) const;

    // layer_matrix_paint.cpp
    QPixmap picture(const MatrixGeometry& geometry) const;
    void paintColumnNames(QPainter& painter, const MatrixGeometry& geometry, int focus) const;
    void paintHeaders(QPainter& painter, const MatrixGeometry& geometry, const QRect& dirty) const;
    void paintCell(QPainter& painter, const MatrixGeometry& geometry, const Cell& cell) const;
    void paintMarks(QPainter& painter, const MatrixGeometry& geometry, const QRect& dirty) const;
    void paintFused(QPainter& painter, const MatrixGeometry& geometry) const;
    void paintMeans(QPainter& painter, const MatrixGeometry& geometry) const;
    void paintLegend(QPainter& painter) const;
    void outline(QPainter& painter, const MatrixGeometry& geometry, const Cell* cell, const QPen& pen) const;

    // layer_matrix_input.cpp
    bool selectHeader(const QPoint& point, bool add);
    void selectBox(const Box& box, bool add, SelectionModel::Gesture gesture = SelectionModel::Gesture::None);
    void selectSites(const std::vector<model::SiteId>& sites, bool add,
                     SelectionModel::Gesture gesture = SelectionModel::Gesture::None);
    void pressCell(const Cell& cell, const QMouseEvent& event);
    void moveFocus(int columns, int rows, bool extend);
    void dragNotch(const QPoint& to);
    bool cancelDrag();
    void turnNotch(int notches);
    void zoomAt(double factor, const QPoint& at);
    void scrollBy(const QPoint& pixels);
    void showCell(const Cell& cell);
    bool isDraggable(const Cell& cell, const QPoint& at, Qt::KeyboardModifiers modifiers) const;
    QString helpAt(const QPoint& point) const;

    SelectionModel& m_selection;
    MatrixFigures m_figures;
    MatrixView m_view;
    Theme m_theme;
    QPixmap m_picture; // what selection, hover and drag do not change; null: to be drawn anew
    MatrixLayout::Unfolded m_unfolded;
    std::optional<std::set<model::SiteId>> m_inFilter;
    std::vector<bool> m_filtered; // cells that the filter leaves out
    std::vector<bool> m_selected; // cells of which a site is selected
    bool m_allSelected = false;
    model::SiteId m_hover;       // as drawn
    std::optional<Box> m_drag;   // from press to release
    std::optional<Box> m_extend; // anchor of Shift and arrows
    std::optional<NotchDrag> m_notch;
    NotchDrag m_wheel; // Ctrl and wheel; one edit as long as it goes on turning
    QElapsedTimer m_wheelTurned;
    int m_wheelRest = 0;
    int m_edits = 0; // drags so far, for their keys
    bool m_dragAdds = false;
    SelectionModel::Gesture m_gesture = SelectionModel::Gesture::None; // of m_drag and of m_extend
    int m_labelWidth = 0;
    QScrollBar* m_across = nullptr;
    QScrollBar* m_down = nullptr;
};

} // namespace lapidary::widgets
