// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"

#include <QRect>
#include <QString>

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace lapidary::widgets {

/// Which site stands in which cell of the layer matrix: a column a block, a row a kind of site; embed and
/// head are columns of their own, of one high cell. A value, without pixels.
class MatrixLayout final {
public:
    struct Cell {
        model::SiteId site;
        int column = 0;
        int row = 0;
        int rowSpan = 1;
    };

    MatrixLayout() = default;
    explicit MatrixLayout(const model::ModelSpec& model);

    int columns() const { return static_cast<int>(m_columnNames.size()); }
    int rows() const { return static_cast<int>(m_rowNames.size()); }
    const std::vector<QString>& columnNames() const { return m_columnNames; }
    const std::vector<QString>& rowNames() const { return m_rowNames; }
    const std::vector<Cell>& cells() const { return m_cells; }

    const Cell* at(int column, int row) const; // null: nothing there
    const Cell* of(const model::SiteId& site) const;
    /// All sites of the cells that touch the box [column, row] .. [column, row], both included.
    std::vector<model::SiteId> inBox(int columnA, int rowA, int columnB, int rowB) const;

private:
    std::size_t place(int column, int row) const; // in m_grid
    void add(const model::SiteId& site, int column, int row, int rowSpan);

    std::vector<QString> m_columnNames;
    std::vector<QString> m_rowNames;
    std::vector<Cell> m_cells;
    std::vector<int> m_grid; // columns x rows, row by row: index into m_cells or -1
    std::map<model::SiteId, std::size_t> m_bySite;
};

/// The pixels of a matrix of `columns` x `rows` in `area`: whole cells of equal size, at least 3 x 8.
struct MatrixGeometry {
    QRect grid;
    int columns = 0;
    int rows = 0;
    double cellWidth = 0.0;
    double cellHeight = 0.0;

    static MatrixGeometry of(const MatrixLayout& layout, const QRect& area);
    QRect cellRect(int column, int row, int rowSpan = 1) const;
    /// Column, row under a point; clamped to the grid where `clamped`, else nothing outside.
    std::optional<int> columnAt(int x, bool clamped = false) const;
    std::optional<int> rowAt(int y, bool clamped = false) const;
};

} // namespace lapidary::widgets
