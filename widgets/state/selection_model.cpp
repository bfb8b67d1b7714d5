// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state/selection_model.h"

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

namespace {
constexpr std::size_t kPastLength = 200;
}

SelectionModel::SelectionModel(QObject* parent)
    : QObject(parent) {
}

void SelectionModel::reset(Sites sites) {
    m_sites = std::move(sites);
    m_past.clear();
    m_place = 0;
    Selected first;
    if (!m_sites.empty())
        first = {{m_sites.front()}, m_sites.front()};
    m_past.push_back(first);
    setPinned({});
    setHover({});
    apply(std::move(first));
    Q_EMIT pastChanged();
}

SelectionModel::Sites SelectionModel::selected() const {
    Sites result;
    std::ranges::copy_if(m_sites, std::back_inserter(result),
                         [this](const model::SiteId& site) { return contains(site); });
    return result;
}

void SelectionModel::focusOn(const model::SiteId& site) {
    if (!site.name.empty())
        become({{site}, site});
}

void SelectionModel::toggle(const model::SiteId& site) {
    Selected next = m_now;
    if (next.set.erase(site) == 0) {
        next.set.insert(site);
        next.focus = site;
    } else if (next.focus == site) {
        next.focus = next.set.empty() ? model::SiteId() : *next.set.begin();
    }
    become(std::move(next));
}

void SelectionModel::select(SiteSet set, const model::SiteId& focus) {
    Selected next{std::move(set), m_now.focus};
    if (!focus.name.empty() && next.set.contains(focus))
        next.focus = focus;
    else if (!next.set.contains(next.focus))
        next.focus = next.set.empty() ? model::SiteId() : *next.set.begin();
    become(std::move(next));
}

void SelectionModel::selectAll() {
    select({m_sites.begin(), m_sites.end()});
}

void SelectionModel::invert() {
    SiteSet rest;
    std::ranges::copy_if(m_sites, std::inserter(rest, rest.end()),
                         [this](const model::SiteId& site) { return !contains(site); });
    select(std::move(rest));
}

void SelectionModel::clear() {
    select({});
}

void SelectionModel::setHover(const model::SiteId& site) {
    if (m_hover == site)
        return;
    m_hover = site;
    Q_EMIT hoverChanged();
}

void SelectionModel::setPinned(const model::SiteId& site) {
    if (m_pinned == site)
        return;
    m_pinned = site;
    Q_EMIT pinnedChanged();
}

void SelectionModel::goBack() {
    if (!canGoBack())
        return;
    apply(m_past[--m_place]);
    Q_EMIT pastChanged();
}

void SelectionModel::goForward() {
    if (!canGoForward())
        return;
    apply(m_past[++m_place]);
    Q_EMIT pastChanged();
}

void SelectionModel::become(Selected next) {
    if (next == m_now)
        return;
    m_past.resize(m_place + 1);
    m_past.push_back(next);
    if (m_past.size() > kPastLength)
        m_past.erase(m_past.begin());
    m_place = m_past.size() - 1;
    apply(std::move(next));
    Q_EMIT pastChanged();
}

void SelectionModel::apply(Selected next) {
    const bool setDiffers = next.set != m_now.set;
    const bool focusDiffers = next.focus != m_now.focus;
    m_now = std::move(next);
    if (focusDiffers)
        Q_EMIT focusChanged();
    if (setDiffers)
        Q_EMIT setChanged();
}

} // namespace lapidary::widgets
