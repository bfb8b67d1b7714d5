// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_table_page.h"

#include "widgets/plot/file_number.h"
#include "widgets/state/number_text.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace lapidary::widgets {

namespace {

constexpr int kDigits = 5;
constexpr int kWidestColumn = 260;

QString shown(double value) {
    if (std::isnan(value))
        return {};
    return value == std::round(value) && std::abs(value) < 1e9 ? countText(static_cast<std::int64_t>(value))
                                                               : significant(value, kDigits);
}

/// What is copied can be read by other programs: numbers with a point, all digits.
QString copied(const QModelIndex& index) {
    const QVariant value = index.data(Qt::UserRole);
    return value.typeId() == QMetaType::Double ? fileNumber(value.toDouble()) : value.toString();
}

} // namespace

void PlotTableModel::setTable(PlotTable table) {
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

int PlotTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int PlotTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size()) + named();
}

QVariant PlotTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const bool name = index.column() < named();
    if (role == Qt::TextAlignmentRole)
        return name ? QVariant() : QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole && role != Qt::UserRole)
        return {};
    if (name)
        return m_table.rowNames[index.row()];
    const double value =
        m_table
            .rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column() - named())];
    return role == Qt::DisplayRole ? QVariant(shown(value)) : QVariant(value);
}

QVariant PlotTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical || section < 0 || section >= columnCount())
        return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    return section < named() ? m_table.rowTitle : m_table.columns[section - named()];
}

PlotTablePage::PlotTablePage(QWidget* parent)
    : QWidget(parent)
    , m_model(new PlotTableModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_view(new QTableView(this)) {
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(Qt::UserRole);
    m_view->setModel(m_sorted);
    m_view->setObjectName(QStringLiteral("plotTable"));
    m_view->setAccessibleName(tr("Numbers of the plot"));
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(-1, Qt::AscendingOrder);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setAlternatingRowColors(true);
    m_view->setTabKeyNavigation(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 6);
    m_view->horizontalHeader()->setMaximumSectionSize(kWidestColumn);
    m_view->horizontalHeader()->setTextElideMode(Qt::ElideMiddle);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_view);
    setFocusProxy(m_view);
}

void PlotTablePage::setTable(PlotTable table) {
    const bool sameColumns = table.columns == m_model->table().columns;
    m_model->setTable(std::move(table));
    if (!sameColumns)
        m_view->resizeColumnsToContents();
}

QString PlotTablePage::selectedText() const {
    const QModelIndexList chosen = m_view->selectionModel()->selectedIndexes();
    if (chosen.isEmpty())
        return tsvOf(m_model->table());
    std::set<int> columns;
    std::set<int> rows;
    for (const QModelIndex& index : chosen) {
        columns.insert(index.column());
        rows.insert(index.row());
    }
    QString text;
    for (const int row : rows) {
        QStringList cells;
        for (const int column : columns) {
            const QModelIndex index = m_sorted->index(row, column);
            cells << (chosen.contains(index) ? copied(index) : QString());
        }
        text += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    return text;
}

} // namespace lapidary::widgets
