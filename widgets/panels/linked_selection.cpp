// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/linked_selection.h"

#include "widgets/panels/site_roles.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QScopedValueRollback>

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

namespace {

model::SiteId siteAt(const QModelIndex& index) {
    return model::SiteId(index.data(kSiteRole).toString().toStdString());
}

SelectionModel::SiteSet sitesBelow(const QModelIndex& group) {
    SelectionModel::SiteSet sites;
    for (int row = 0; row < group.model()->rowCount(group); ++row)
        sites.insert(siteAt(group.model()->index(row, 0, group)));
    return sites;
}

bool hasRow(const QItemSelection& selection, const QModelIndex& row) {
    return std::ranges::any_of(selection, [&](const QItemSelectionRange& range) {
        return range.parent() == row.parent() && range.top() <= row.row() && row.row() <= range.bottom();
    });
}

bool includes(const SelectionModel::SiteSet& all, const SelectionModel::SiteSet& some) {
    return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

} // namespace

LinkedSelection::LinkedSelection(QAbstractItemView& view, SelectionModel& shared)
    : QItemSelectionModel(view.model(), &view)
    , m_view(view)
    , m_shared(shared) {
    view.setSelectionModel(this);
    view.installEventFilter(this);
    view.viewport()->installEventFilter(this);
    connect(&shared, &SelectionModel::setChanged, this, [this] {
        if (!m_busy)
            pullSet();
    });
    connect(&shared, &SelectionModel::focusChanged, this, [this] {
        if (!m_busy)
            pullFocus();
    });
    pull();
}

void LinkedSelection::select(const QItemSelection& selection, SelectionFlags command) {
    if (m_busy) {
        QItemSelectionModel::select(selection, command);
        return;
    }
    const Chosen before = chosen();
    QItemSelectionModel::select(selection, command);
    push(before, selection);
}

void LinkedSelection::setCurrentIndex(const QModelIndex& index, SelectionFlags command) {
    if (m_busy) {
        QItemSelectionModel::setCurrentIndex(index, command);
        return;
    }
    const Chosen before = chosen();
    {
        const QScopedValueRollback busy(m_busy, true);
        QItemSelectionModel::setCurrentIndex(index, command);
    }
    push(before, command == NoUpdate ? QItemSelection() : QItemSelection(index, index));
}

bool LinkedSelection::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress)
        m_drag = m_shared.newGesture();
    else if (event->type() == QEvent::KeyPress)
        m_drag = SelectionModel::Gesture::None;
    return QItemSelectionModel::eventFilter(watched, event);
}

void LinkedSelection::pull() {
    pullSet();
    pullFocus();
}

LinkedSelection::Chosen LinkedSelection::chosen() const {
    Chosen rows;
    for (const QItemSelectionRange& range : selection())
        for (int row = range.top(); row <= range.bottom(); ++row) {
            const QModelIndex index = model()->index(row, 0, range.parent());
            if (model()->hasChildren(index))
                rows.groups.insert(index);
            else
                rows.sites.insert(siteAt(index));
        }
    return rows;
}

/// A group that a gesture selects brings its sites, one that it deselects takes them along; a group that only
/// looks selected because all its sites were does neither.
void LinkedSelection::push(const Chosen& before, const QItemSelection& touched) {
    const Chosen now = chosen();
    SelectionModel::SiteSet wanted = now.sites;
    for (const QPersistentModelIndex& group : now.groups)
        if (!before.groups.contains(group) || hasRow(touched, group))
            wanted.merge(sitesBelow(group));
    for (const QPersistentModelIndex& group : before.groups)
        if (const auto below = sitesBelow(group); !now.groups.contains(group) && includes(now.sites, below))
            for (const model::SiteId& site : below)
                wanted.erase(site);
    const QScopedValueRollback busy(m_busy, true);
    m_shared.select(std::move(wanted), siteAt(currentIndex()), m_drag);
    if (!before.groups.isEmpty() || !now.groups.isEmpty())
        pullSet();
}

void LinkedSelection::pullSet() {
    QItemSelection wanted;
    addWanted({}, wanted);
    const QScopedValueRollback busy(m_busy, true);
    QItemSelectionModel::select(wanted, ClearAndSelect | Rows);
    // What is selected now stays when a gesture that began before goes on: it replaces only what it added
    // itself.
    QItemSelectionModel::select(QItemSelection(), Select);
}

void LinkedSelection::pullFocus() {
    const QScopedValueRollback busy(m_busy, true);
    const QModelIndex focus = indexOf(m_shared.focus());
    const QModelIndex kept = focus.sibling(focus.row(), std::max(0, currentIndex().column()));
    QItemSelectionModel::setCurrentIndex(kept, NoUpdate);
    if (focus.isValid())
        m_view.scrollTo(kept);
}

QModelIndex LinkedSelection::indexOf(const model::SiteId& site) const {
    return site.name.empty() ? QModelIndex() : indexOf(site, {});
}

QModelIndex LinkedSelection::indexOf(const model::SiteId& site, const QModelIndex& parent) const {
    for (int row = 0; row < model()->rowCount(parent); ++row) {
        const QModelIndex index = model()->index(row, 0, parent);
        if (siteAt(index) == site)
            return index;
        if (const QModelIndex below = indexOf(site, index); below.isValid())
            return below;
    }
    return {};
}

/// Adds the rows of selected sites as few ranges; whether all rows below `parent` are selected.
bool LinkedSelection::addWanted(const QModelIndex& parent, QItemSelection& wanted) const {
    const int rows = model()->rowCount(parent);
    const int lastColumn = model()->columnCount(parent) - 1;
    int begin = 0;
    int selected = 0;
    for (int row = 0; row <= rows; ++row) {
        bool in = false;
        if (row < rows) {
            const QModelIndex index = model()->index(row, 0, parent);
            in = model()->hasChildren(index) ? addWanted(index, wanted) : m_shared.contains(siteAt(index));
        }
        selected += in ? 1 : 0;
        if (in)
            continue;
        if (begin < row)
            wanted.append({model()->index(begin, 0, parent), model()->index(row - 1, lastColumn, parent)});
        begin = row + 1;
    }
    return rows > 0 && selected == rows;
}

} // namespace lapidary::widgets
