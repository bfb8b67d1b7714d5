// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/plan_cells.h"

#include <QAbstractTableModel>

#include <vector>

namespace lapidary::widgets {

/// The plan, one row a site in model order. Cells of settings are editable; what is typed goes out as
/// `cellEdited` and comes back through `show`.
class PlanTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit PlanTableModel(QObject* parent = nullptr);

    void show(const ViewState& state);
    const std::vector<PlanRow>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void cellEdited(const lapidary::model::SiteId& site, lapidary::widgets::PlanColumn column,
                    const QString& text);

private:
    /// Stands for the measured points: they change seldom, the plan at every step of a drag.
    struct Measured {
        const void* project = nullptr;
        std::size_t count = 0;
        double sum = 0.0;
        bool operator==(const Measured&) const = default;
    };
    void readSensitivity(const ViewState& state);
    const PlanRow* rowAt(const QModelIndex& index) const;
    QVariant sortValue(const QModelIndex& index, const PlanRow& row) const;
    QVariant bar(const PlanRow& row, PlanColumn column) const;

    ViewState m_state; // keeps alive what the rows point into
    std::vector<PlanRow> m_rows;
    Measured m_measured;
    SensitivityLookup m_sensitivity;
    double m_largest = 0.0; // bytes of the largest site, the scale of the bars
};

} // namespace lapidary::widgets
