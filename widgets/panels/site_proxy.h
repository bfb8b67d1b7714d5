// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/site_id.h"

#include <QSortFilterProxyModel>

#include <optional>
#include <set>

namespace lapidary::widgets {

/// Shows the rows whose site (kSiteRole) is in a set, and rows above those; sorts by kSortRole.
class SiteProxy final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit SiteProxy(QObject* parent = nullptr);

    /// Nothing: all rows.
    void setShown(std::optional<std::set<model::SiteId>> sites);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    std::optional<std::set<model::SiteId>> m_shown;
};

} // namespace lapidary::widgets
