// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QHash>
#include <QIcon>
#include <QStyledItemDelegate>

namespace lapidary::widgets {

class SelectionModel;

/// Draws the cells of sites by the roles of site_roles.h: glyph of the treatment, bar of a share at the foot
/// of the cell, muted or emphasised text, and lines around the site under the pointer (solid) and the pinned
/// one (dashed).
class SiteDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit SiteDelegate(const SelectionModel& shared, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    QIcon glyphIcon(Treatment treatment, const QStyleOptionViewItem& option) const;

    const SelectionModel& m_shared;
    mutable QHash<QString, QIcon> m_icons;
};

} // namespace lapidary::widgets
