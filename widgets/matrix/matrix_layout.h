// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <set>
#include <vector>

namespace lapidary::widgets {

/// Which site stands in which cell of the layer matrix: a column a block, a row a kind of site; embed and
/// head are columns of their own, of one high cell. The experts of a block share one cell for each kind until
/// their row is unfolded. A value, without pixels.
class MatrixLayout final {
public:
    struct Cell {
        model::SiteId site; // the first of them
        int column = 0;
        int row = 0;
        int rowSpan = 1;
        std::size_t place = 0; // of `site` in ModelSpec::allSites()
        std::size_t count = 1; // sites in the cell
        std::size_t step = 1;  // between their places
    };
    struct Row {
        QString name;
        model::SiteKind kind = model::SiteKind::Q;
        int expert = -1; // of an unfolded row
        bool folded = false;
        std::size_t experts = 0; // that the row stands for, or that unfolded from it; 0: no expert
    };
    using Unfolded = std::set<model::SiteKind>;

    MatrixLayout() = default;
    explicit MatrixLayout(std::shared_ptr<const model::ModelSpec> model, const Unfolded& unfolded = {});

    int columns() const { return static_cast<int>(m_columnNames.size()); }
    int rows() const { return static_cast<int>(m_rows.size()); }
    const std::vector<QString>& columnNames() const { return m_columnNames; }
    const Row& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    const std::vector<Cell>& cells() const { return m_cells; }

    const Cell* at(int column, int row) const; // null: nothing there
    const Cell* of(const model::SiteId& site) const;
    std::vector<model::SiteId> sitesOf(const Cell& cell) const;
    /// All sites of the cells that touch the box [column, row] .. [column, row], both included.
    std::vector<model::SiteId> inBox(int columnA, int rowA, int columnB, int rowB) const;
    /// Of the cells of one row; embed and head reach over all rows and are no part of one.
    std::vector<model::SiteId> inRow(int row) const;

private:
    void addRows(const Unfolded& unfolded);
    void addBlock(const model::Block& block, int column, std::size_t firstPlace);
    int rowOf(model::SiteKind kind, int expert) const;
    std::size_t gridPlace(int column, int row) const; // in m_grid
    void add(Cell cell);

    std::shared_ptr<const model::ModelSpec> m_model;
    std::vector<const model::Site*> m_sites;
    std::vector<QString> m_columnNames;
    std::vector<Row> m_rows;
    std::vector<Cell> m_cells;
    std::vector<int> m_grid;   // columns x rows, row by row: index into m_cells or -1
    std::vector<int> m_cellOf; // by place: index into m_cells
};

} // namespace lapidary::widgets
