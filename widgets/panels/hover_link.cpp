// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/hover_link.h"

#include "widgets/panels/site_roles.h"

#include <QAbstractItemView>
#include <QEvent>

#include <string>
#include <utility>

namespace lapidary::widgets {

HoverLink::HoverLink(QAbstractItemView& view, SelectionModel& shared)
    : QObject(&view)
    , m_view(view)
    , m_shared(shared) {
    view.setMouseTracking(true);
    view.viewport()->installEventFilter(this);
    connect(&view, &QAbstractItemView::entered, this, [this](const QModelIndex& index) {
        m_shared.setHover(model::SiteId(index.data(kSiteRole).toString().toStdString()));
    });
    connect(&view, &QAbstractItemView::viewportEntered, this, [this] { m_shared.setHover({}); });
    connect(&shared, &SelectionModel::hoverChanged, this,
            [this] { repaintRowsOf(std::exchange(m_hover, m_shared.hover()), m_hover); });
    connect(&shared, &SelectionModel::pinnedChanged, this,
            [this] { repaintRowsOf(std::exchange(m_pinned, m_shared.pinned()), m_pinned); });
}

void HoverLink::repaintRowsOf(const model::SiteId& first, const model::SiteId& second) {
    QWidget* viewport = m_view.viewport();
    for (int y = 0; y < viewport->height();) {
        const QModelIndex index = m_view.indexAt({1, y});
        const QRect cell = m_view.visualRect(index);
        if (!index.isValid() || cell.bottom() < y)
            return; // below the last row
        const std::string site = index.data(kSiteRole).toString().toStdString();
        if (!site.empty() && (site == first.name || site == second.name))
            viewport->update(0, cell.top(), viewport->width(), cell.height());
        y = cell.bottom() + 1;
    }
}

bool HoverLink::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Leave)
        m_shared.setHover({});
    return QObject::eventFilter(watched, event);
}

} // namespace lapidary::widgets
