// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_table.h"

#include <QAbstractTableModel>
#include <QWidget>

class QSortFilterProxyModel;
class QTableView;

namespace lapidary::widgets {

/// The numbers of a plot for item views: shown in the language of the program, sorted as numbers
/// (Qt::UserRole).
class PlotTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    void setTable(PlotTable table);
    const PlotTable& table() const { return m_table; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int named() const { return m_table.rowNames.isEmpty() ? 0 : 1; }
    PlotTable m_table;
};

/// The table twin of a plot: sortable, copied as text with tabs.
class PlotTablePage final : public QWidget {
    Q_OBJECT

public:
    explicit PlotTablePage(QWidget* parent = nullptr);
    void setTable(PlotTable table);
    /// What is selected, as shown and sorted; all where nothing is.
    QString selectedText() const;
    QTableView& view() const { return *m_view; }

private:
    PlotTableModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QTableView* m_view;
};

} // namespace lapidary::widgets
