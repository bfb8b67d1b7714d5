// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/matrix_layout.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <set>

namespace lapidary::widgets {

namespace {

QString kindLabel(model::SiteKind kind) {
    const std::string_view name = model::kindName(kind);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

std::vector<model::SiteKind> kindsOf(const model::ModelSpec& model) {
    std::vector<model::SiteKind> kinds;
    for (const model::Block& block : model.blocks)
        for (const model::Site& site : block.sites)
            if (std::ranges::find(kinds, site.kind) == kinds.end())
                kinds.push_back(site.kind);
    std::ranges::sort(kinds);
    return kinds;
}

} // namespace

MatrixLayout::MatrixLayout(const model::ModelSpec& model) {
    const std::vector<model::SiteKind> kinds = kindsOf(model);
    for (const model::SiteKind kind : kinds)
        m_rowNames.push_back(kindLabel(kind));
    m_columnNames.push_back(kindLabel(model::SiteKind::Embed));
    for (const model::Block& block : model.blocks)
        m_columnNames.push_back(QString::number(block.index));
    if (!model.tiedHead)
        m_columnNames.push_back(kindLabel(model::SiteKind::Head));
    m_grid.assign(m_columnNames.size() * m_rowNames.size(), -1);

    add(model.embed.id, 0, 0, rows());
    for (std::size_t block = 0; block < model.blocks.size(); ++block)
        for (const model::Site& site : model.blocks[block].sites) {
            const auto row = std::ranges::find(kinds, site.kind) - kinds.begin();
            add(site.id, static_cast<int>(block) + 1, static_cast<int>(row), 1);
        }
    if (!model.tiedHead)
        add(model.head.id, columns() - 1, 0, rows());
}

std::size_t MatrixLayout::place(int column, int row) const {
    return static_cast<std::size_t>(row) * m_columnNames.size() + static_cast<std::size_t>(column);
}

void MatrixLayout::add(const model::SiteId& site, int column, int row, int rowSpan) {
    for (int r = row; r < row + rowSpan; ++r)
        m_grid[place(column, r)] = static_cast<int>(m_cells.size());
    m_bySite.emplace(site, m_cells.size());
    m_cells.push_back({site, column, row, rowSpan});
}

const MatrixLayout::Cell* MatrixLayout::at(int column, int row) const {
    if (column < 0 || row < 0 || column >= columns() || row >= rows())
        return nullptr;
    const int index = m_grid[place(column, row)];
    return index < 0 ? nullptr : &m_cells[static_cast<std::size_t>(index)];
}

const MatrixLayout::Cell* MatrixLayout::of(const model::SiteId& site) const {
    const auto at = m_bySite.find(site);
    return at == m_bySite.end() ? nullptr : &m_cells[at->second];
}

std::vector<model::SiteId> MatrixLayout::inBox(int columnA, int rowA, int columnB, int rowB) const {
    std::vector<model::SiteId> sites;
    std::set<const Cell*> seen;
    for (int column = std::min(columnA, columnB); column <= std::max(columnA, columnB); ++column)
        for (int row = std::min(rowA, rowB); row <= std::max(rowA, rowB); ++row)
            if (const Cell* cell = at(column, row); cell != nullptr && seen.insert(cell).second)
                sites.push_back(cell->site);
    return sites;
}

MatrixGeometry MatrixGeometry::of(const MatrixLayout& layout, const QRect& area) {
    MatrixGeometry geometry;
    geometry.columns = layout.columns();
    geometry.rows = layout.rows();
    if (geometry.columns == 0 || geometry.rows == 0)
        return geometry;
    constexpr double kLargest = 160.0; // wider cells only spread the numbers
    geometry.cellWidth = std::clamp(static_cast<double>(area.width()) / geometry.columns, 3.0, kLargest);
    geometry.cellHeight = std::clamp(static_cast<double>(area.height()) / geometry.rows, 8.0, 64.0);
    geometry.grid = QRect(area.topLeft(), QSize(static_cast<int>(geometry.cellWidth * geometry.columns),
                                                static_cast<int>(geometry.cellHeight * geometry.rows)));
    return geometry;
}

QRect MatrixGeometry::cellRect(int column, int row, int rowSpan) const {
    const auto left = static_cast<int>(std::lround(cellWidth * column));
    const auto right = static_cast<int>(std::lround(cellWidth * (column + 1)));
    const auto top = static_cast<int>(std::lround(cellHeight * row));
    const auto bottom = static_cast<int>(std::lround(cellHeight * (row + rowSpan)));
    return {grid.left() + left, grid.top() + top, right - left, bottom - top};
}

namespace {
std::optional<int> indexAt(double offset, double size, int count, bool clamped) {
    if (count == 0 || size <= 0.0)
        return std::nullopt;
    const auto index = static_cast<int>(std::floor(offset / size));
    if (clamped)
        return std::clamp(index, 0, count - 1);
    return index < 0 || index >= count ? std::nullopt : std::optional(index);
}
} // namespace

std::optional<int> MatrixGeometry::columnAt(int x, bool clamped) const {
    return indexAt(x - grid.left(), cellWidth, columns, clamped);
}

std::optional<int> MatrixGeometry::rowAt(int y, bool clamped) const {
    return indexAt(y - grid.top(), cellHeight, rows, clamped);
}

} // namespace lapidary::widgets
