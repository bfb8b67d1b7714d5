// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/plan_row.h"
#include "widgets/panels/site_delegate.h"

#include <functional>

namespace lapidary::widgets {

/// Editors of the plan table: a list of methods, and fields with suggestions that take numbers, changes and
/// words. `rowOf` finds the row behind an index of the view.
class PlanCellDelegate final : public SiteDelegate {
    Q_OBJECT

public:
    using RowOf = std::function<const PlanRow*(const QModelIndex&)>;
    PlanCellDelegate(const SelectionModel& shared, RowOf rowOf, QObject* parent);

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

private:
    RowOf m_rowOf;
};

} // namespace lapidary::widgets
