// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/matrix_layout.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <utility>

namespace lapidary::widgets {

namespace {

QString kindLabel(model::SiteKind kind) {
    const std::string_view name = model::kindName(kind);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

/// Kinds of sites; those of experts are apart and come last.
std::set<std::pair<bool, model::SiteKind>> kindsOf(const model::ModelSpec& model) {
    std::set<std::pair<bool, model::SiteKind>> kinds;
    for (const model::Block& block : model.blocks)
        for (const model::Site& site : block.sites)
            kinds.emplace(site.expert >= 0, site.kind);
    return kinds;
}

int mostExperts(const model::ModelSpec& model) {
    int most = 0;
    for (const model::Block& block : model.blocks)
        if (!block.sites.empty())
            most = std::max(most, block.sites.back().expert + 1);
    return most;
}

} // namespace

MatrixLayout::MatrixLayout(std::shared_ptr<const model::ModelSpec> model, const Unfolded& unfolded)
    : m_model(std::move(model))
    , m_sites(m_model->allSites()) {
    addRows(unfolded);
    m_columnNames.push_back(kindLabel(model::SiteKind::Embed));
    for (const model::Block& block : m_model->blocks)
        m_columnNames.push_back(QString::number(block.index));
    if (!m_model->tiedHead)
        m_columnNames.push_back(kindLabel(model::SiteKind::Head));
    m_grid.assign(m_columnNames.size() * m_rows.size(), -1);
    m_cellOf.assign(m_sites.size(), -1);

    add({m_model->embed.id, 0, 0, rows(), 0});
    std::size_t place = 1;
    for (std::size_t block = 0; block < m_model->blocks.size(); ++block) {
        addBlock(m_model->blocks[block], static_cast<int>(block) + 1, place);
        place += m_model->blocks[block].sites.size();
    }
    if (!m_model->tiedHead)
        add({m_model->head.id, columns() - 1, 0, rows(), place});
}

void MatrixLayout::addRows(const Unfolded& unfolded) {
    const int experts = mostExperts(*m_model);
    for (const auto& [expert, kind] : kindsOf(*m_model)) {
        Row row;
        row.kind = kind;
        row.name = kindLabel(kind);
        if (expert) {
            row.experts = static_cast<std::size_t>(experts);
            row.folded = !unfolded.contains(kind);
            row.name =
                QCoreApplication::translate("lapidary::widgets::MatrixLayout", "%1 of experts").arg(row.name);
        }
        if (!expert || row.folded) {
            m_rows.push_back(std::move(row));
            continue;
        }
        const QString name = kindLabel(kind);
        for (row.expert = 0; row.expert < experts; ++row.expert) {
            row.name = QStringLiteral("%1 %2").arg(name).arg(row.expert);
            m_rows.push_back(row);
        }
    }
}

int MatrixLayout::rowOf(model::SiteKind kind, int expert) const {
    const auto at = std::ranges::find_if(m_rows, [&](const Row& row) {
        return row.kind == kind && (expert < 0 ? row.experts == 0 : row.experts > 0);
    });
    const auto first = static_cast<int>(at - m_rows.begin());
    return expert < 0 || at->folded ? first : first + expert;
}

void MatrixLayout::addBlock(const model::Block& block, int column, std::size_t firstPlace) {
    std::map<model::SiteKind, Cell> folded;
    for (std::size_t i = 0; i < block.sites.size(); ++i) {
        const model::Site& site = block.sites[i];
        const int row = rowOf(site.kind, site.expert);
        const std::size_t place = firstPlace + i;
        Cell cell{site.id, column, row, 1, place};
        if (!m_rows[static_cast<std::size_t>(row)].folded) {
            add(std::move(cell));
            continue;
        }
        const auto [at, first] = folded.emplace(site.kind, cell);
        if (first)
            continue;
        if (at->second.count == 1)
            at->second.step = place - at->second.place;
        ++at->second.count;
    }
    for (auto& [kind, cell] : folded)
        add(std::move(cell));
}

std::size_t MatrixLayout::gridPlace(int column, int row) const {
    return static_cast<std::size_t>(row) * m_columnNames.size() + static_cast<std::size_t>(column);
}

void MatrixLayout::add(Cell cell) {
    const auto index = static_cast<int>(m_cells.size());
    for (int row = cell.row; row < cell.row + cell.rowSpan; ++row)
        m_grid[gridPlace(cell.column, row)] = index;
    for (std::size_t i = 0; i < cell.count; ++i)
        m_cellOf[cell.place + i * cell.step] = index;
    m_cells.push_back(std::move(cell));
}

const MatrixLayout::Cell* MatrixLayout::at(int column, int row) const {
    if (column < 0 || row < 0 || column >= columns() || row >= rows())
        return nullptr;
    const int index = m_grid[gridPlace(column, row)];
    return index < 0 ? nullptr : &m_cells[static_cast<std::size_t>(index)];
}

const MatrixLayout::Cell* MatrixLayout::of(const model::SiteId& site) const {
    const auto place = m_model ? m_model->placeOf(site) : std::nullopt;
    return place ? &m_cells[static_cast<std::size_t>(m_cellOf[*place])] : nullptr;
}

std::vector<model::SiteId> MatrixLayout::sitesOf(const Cell& cell) const {
    std::vector<model::SiteId> sites;
    sites.reserve(cell.count);
    for (std::size_t i = 0; i < cell.count; ++i)
        sites.push_back(m_sites[cell.place + i * cell.step]->id);
    return sites;
}

std::vector<model::SiteId> MatrixLayout::inBox(int columnA, int rowA, int columnB, int rowB) const {
    std::vector<model::SiteId> sites;
    std::set<const Cell*> seen;
    for (int column = std::min(columnA, columnB); column <= std::max(columnA, columnB); ++column)
        for (int row = std::min(rowA, rowB); row <= std::max(rowA, rowB); ++row)
            if (const Cell* cell = at(column, row); cell != nullptr && seen.insert(cell).second)
                std::ranges::move(sitesOf(*cell), std::back_inserter(sites));
    return sites;
}

std::vector<model::SiteId> MatrixLayout::inRow(int row) const {
    std::vector<model::SiteId> sites;
    for (int column = 0; column < columns(); ++column)
        if (const Cell* cell = at(column, row); cell != nullptr && cell->rowSpan == 1)
            std::ranges::move(sitesOf(*cell), std::back_inserter(sites));
    return sites;
}

} // namespace lapidary::widgets
