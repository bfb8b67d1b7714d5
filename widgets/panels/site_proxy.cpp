// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/site_proxy.h"

#include "widgets/panels/site_roles.h"

#include <utility>

namespace lapidary::widgets {

SiteProxy::SiteProxy(QObject* parent)
    : QSortFilterProxyModel(parent) {
    setRecursiveFilteringEnabled(true);
    setSortRole(kSortRole);
    setDynamicSortFilter(true);
}

void SiteProxy::setShown(std::optional<std::set<model::SiteId>> sites) {
    if (m_shown == sites)
        return;
    m_shown = std::move(sites);
    invalidateFilter();
}

bool SiteProxy::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (!m_shown)
        return true;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    return m_shown->contains(model::SiteId(index.data(kSiteRole).toString().toStdString()));
}

bool SiteProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant a = left.data(kSortRole);
    const QVariant b = right.data(kSortRole);
    // Cells without a value come last whichever way the column is sorted.
    if (!a.isValid() || !b.isValid())
        return a.isValid() != b.isValid() ? a.isValid() == (sortOrder() == Qt::AscendingOrder)
                                          : left.row() < right.row();
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace lapidary::widgets
