// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/selection_model.h"

#include <QObject>

class QAbstractItemView;

namespace lapidary::widgets {

/// Tells the shared selection which site of a view is under the pointer, and repaints the view when hover or
/// pin change.
class HoverLink final : public QObject {
    Q_OBJECT

public:
    HoverLink(QAbstractItemView& view, SelectionModel& shared);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void repaintRowsOf(const model::SiteId& first, const model::SiteId& second);

    QAbstractItemView& m_view;
    SelectionModel& m_shared;
    model::SiteId m_hover;
    model::SiteId m_pinned;
};

} // namespace lapidary::widgets
