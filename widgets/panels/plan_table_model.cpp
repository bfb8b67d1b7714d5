// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/plan_table_model.h"

#include "widgets/panels/site_roles.h"
#include "widgets/panels/site_words.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace lapidary::widgets {

namespace {

PlanColumn columnOf(const QModelIndex& index) {
    return static_cast<PlanColumn>(index.column());
}

bool isEditable(const PlanRow& row, PlanColumn column) {
    switch (column) {
    case PlanColumn::Method:
    case PlanColumn::Bits:
    case PlanColumn::Sparsity:
    case PlanColumn::Rank:
        return true;
    case PlanColumn::Group:
        return row.group.has_value(); // a group alone makes no grid
    default:
        return false;
    }
}

/// The rows from the first to behind the last that differ; both are of one model.
std::pair<int, int> differing(const std::vector<PlanRow>& before, const std::vector<PlanRow>& after) {
    const auto first = std::ranges::mismatch(before, after, readsAlike).in2;
    const auto last =
        std::mismatch(after.rbegin(), std::reverse_iterator(first), before.rbegin(), readsAlike).first.base();
    return {static_cast<int>(first - after.begin()), static_cast<int>(last - after.begin())};
}

} // namespace

PlanTableModel::PlanTableModel(QObject* parent)
    : QAbstractTableModel(parent) {
}

void PlanTableModel::show(const ViewState& state) {
    const bool sameModel = state.model == m_state.model;
    if (!sameModel)
        beginResetModel();
    readSensitivity(state);
    std::vector<PlanRow> rows = planRows(state, m_sensitivity);
    // As long as the state before is there, to which the old rows point.
    const auto [first, last] = sameModel ? differing(m_rows, rows) : std::pair(0, 0);
    m_rows = std::move(rows);
    m_state = state;
    m_largest = 0.0;
    for (const PlanRow& row : m_rows)
        m_largest = std::max(m_largest, row.bytesNow);
    if (!sameModel)
        endResetModel();
    else if (first < last)
        Q_EMIT dataChanged(index(first, 0), index(last - 1, kPlanColumns - 1));
}

void PlanTableModel::readSensitivity(const ViewState& state) {
    Measured measured{state.project.get(), 0, 0.0};
    if (state.project)
        for (const results::Sensitivity& point : state.project->sensitivity) {
            ++measured.count;
            measured.sum += point.relativeError;
        }
    if (measured == m_measured)
        return;
    m_measured = measured;
    m_sensitivity = state.project ? SensitivityLookup(state.project->sensitivity) : SensitivityLookup();
}

int PlanTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PlanTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kPlanColumns;
}

const PlanRow* PlanTableModel::rowAt(const QModelIndex& index) const {
    return index.isValid() ? &m_rows[static_cast<std::size_t>(index.row())] : nullptr;
}

QVariant PlanTableModel::data(const QModelIndex& index, int role) const {
    const PlanRow* row = rowAt(index);
    if (row == nullptr)
        return {};
    const PlanColumn column = columnOf(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return planCellText(*row, column);
    case Qt::ToolTipRole:
        return plainToolTip(planCellToolTip(*row, column));
    case Qt::TextAlignmentRole:
        return QVariant((planColumnIsNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case kSortRole:
        return sortValue(index, *row);
    case kSiteRole:
        return QString::fromStdString(row->site->id.name);
    case kTreatmentRole:
        return column == PlanColumn::Method && row->treatment ? QVariant(static_cast<int>(*row->treatment))
                                                              : QVariant();
    case kBarRole:
        return bar(*row, column);
    case kMutedRole:
        return column == PlanColumn::Sensitivity && row->sensitivity && row->sensitivity->reference;
    case kSeverityRole:
        return static_cast<int>(column == PlanColumn::Rank && row->rankAboveBreakEven() ? Emphasis::Warning
                                                                                        : Emphasis::None);
    default:
        return {};
    }
}

QVariant PlanTableModel::sortValue(const QModelIndex& index, const PlanRow& row) const {
    const PlanColumn column = columnOf(index);
    return column == PlanColumn::Site ? QVariant(index.row()) : planCellValue(row, column);
}

QVariant PlanTableModel::bar(const PlanRow& row, PlanColumn column) const {
    if (m_largest <= 0.0)
        return {};
    const bool sized =
        column == PlanColumn::Now || column == PlanColumn::After || column == PlanColumn::Saved;
    const QVariant bytes = sized ? planCellValue(row, column) : QVariant();
    return bytes.isValid() ? QVariant(std::abs(bytes.toDouble()) / m_largest) : QVariant();
}

bool PlanTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const PlanRow* row = rowAt(index);
    if (row == nullptr || role != Qt::EditRole || !isEditable(*row, columnOf(index)))
        return false;
    Q_EMIT cellEdited(row->site->id, columnOf(index), value.toString());
    return true;
}

Qt::ItemFlags PlanTableModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid())
        flags |= Qt::ItemNeverHasChildren;
    if (const PlanRow* row = rowAt(index); row != nullptr && isEditable(*row, columnOf(index)))
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant PlanTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kPlanColumns)
        return {};
    const auto column = static_cast<PlanColumn>(section);
    switch (role) {
    case Qt::DisplayRole:
        return planColumnIsNumber(column) ? planColumnTitle(column) + QChar(kNumberMargin)
                                          : planColumnTitle(column);
    case Qt::AccessibleTextRole:
        return planColumnTitle(column);
    case Qt::ToolTipRole:
        return planColumnHelp(column);
    case Qt::TextAlignmentRole:
        return QVariant((planColumnIsNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

} // namespace lapidary::widgets
