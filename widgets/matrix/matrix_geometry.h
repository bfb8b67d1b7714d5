// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRect>

#include <optional>

namespace lapidary::widgets {

class MatrixLayout;

/// How a matrix is looked at: `zoom` widens the columns beyond those that fit, `offset` is what of the grid,
/// in pixels, lies left of and above the view.
struct MatrixView {
    double zoom = 1.0;
    QPointF offset;
};

/// The pixels of a matrix of `columns` x `rows`: cells of equal size, at least 3 x 8, that may reach beyond
/// the part of them that is seen.
struct MatrixGeometry {
    QRect grid; // what is seen of the cells
    QPointF origin;
    int columns = 0;
    int rows = 0;
    double cellWidth = 0.0;
    double cellHeight = 0.0;

    static MatrixGeometry of(const MatrixLayout& layout, const QRect& area, const MatrixView& view = {});
    QRect cellRect(int column, int row, int rowSpan = 1) const;
    /// Column, row under a point; clamped to the grid where `clamped`, else nothing outside.
    std::optional<int> columnAt(int x, bool clamped = false) const;
    std::optional<int> rowAt(int y, bool clamped = false) const;
    /// Of all cells, seen or not.
    double wholeWidth() const { return cellWidth * columns; }
    double wholeHeight() const { return cellHeight * rows; }
};

} // namespace lapidary::widgets
