// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/selection_model.h"

#include <QItemSelectionModel>
#include <QSet>

class QAbstractItemView;

namespace lapidary::widgets {

/// The selection of a view whose rows are sites (kSiteRole), kept equal to the shared one both ways: set =
/// selected rows, focus = current row. A row with children stands for all of them. One gesture makes one
/// change of the shared selection, a drag over rows one step of its past. The view must hold the model
/// already; owner is the view. Call `pull` after the model's rows have changed.
class LinkedSelection final : public QItemSelectionModel {
    Q_OBJECT

public:
    LinkedSelection(QAbstractItemView& view, SelectionModel& shared);

    using QItemSelectionModel::select;
    void select(const QItemSelection& selection, SelectionFlags command) override;
    void setCurrentIndex(const QModelIndex& index, SelectionFlags command) override;

    void pull();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Chosen {
        SelectionModel::SiteSet sites;
        QSet<QPersistentModelIndex> groups;
    };
    Chosen chosen() const;
    void push(const Chosen& before, const QItemSelection& touched);
    void pullSet();
    void pullFocus();
    QModelIndex indexOf(const model::SiteId& site) const;
    QModelIndex indexOf(const model::SiteId& site, const QModelIndex& parent) const;
    bool addWanted(const QModelIndex& parent, QItemSelection& wanted) const;

    QAbstractItemView& m_view;
    SelectionModel& m_shared;
    SelectionModel::Gesture m_drag = SelectionModel::Gesture::None; // since the last press of the mouse
    bool m_busy = false;
};

} // namespace lapidary::widgets
