// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state/selection_model.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace lapidary::widgets {

namespace {
constexpr std::size_t kPastLength = 200;
constexpr std::string_view kBlocks = "blocks.";

/// The number of a site's block; nothing for embed and head. `rest` is what follows it.
std::optional<int> blockOf(const model::SiteId& site, std::string_view& rest) {
    const std::string_view name = site.name;
    if (!name.starts_with(kBlocks))
        return std::nullopt;
    int block = 0;
    const char* end = name.data() + name.size();
    const auto [after, failed] = std::from_chars(name.data() + kBlocks.size(), end, block);
    if (failed != std::errc())
        return std::nullopt;
    rest = std::string_view(after, static_cast<std::size_t>(end - after));
    return block;
}
} // namespace

SelectionModel::SelectionModel(QObject* parent)
    : QObject(parent) {
}

void SelectionModel::reset(Sites sites) {
    m_sites = std::move(sites);
    m_past.clear();
    m_place = 0;
    m_gesture = Gesture::None;
    Selected first;
    if (!m_sites.empty())
        first = {{m_sites.front()}, m_sites.front()};
    m_past.push_back(first);
    setPinned({});
    setHover({});
    setFilter(std::nullopt);
    apply(std::move(first));
    Q_EMIT pastChanged();
}

SelectionModel::Sites SelectionModel::selected() const {
    Sites result;
    std::ranges::copy_if(m_sites, std::back_inserter(result),
                         [this](const model::SiteId& site) { return contains(site); });
    return result;
}

SelectionModel::Gesture SelectionModel::newGesture() {
    return static_cast<Gesture>(++m_gestures);
}

const model::SiteId& SelectionModel::firstOf(const SiteSet& set) const {
    static const model::SiteId kNone;
    const auto first =
        std::ranges::find_if(m_sites, [&set](const model::SiteId& site) { return set.contains(site); });
    return first == m_sites.end() ? kNone : *first;
}

void SelectionModel::focusOn(const model::SiteId& site, Gesture gesture) {
    if (!site.name.empty())
        become({{site}, site}, gesture);
}

void SelectionModel::toggle(const model::SiteId& site, Gesture gesture) {
    Selected next = m_now;
    if (next.set.erase(site) == 0) {
        next.set.insert(site);
        next.focus = site;
    } else if (next.focus == site) {
        next.focus = firstOf(next.set);
    }
    become(std::move(next), gesture);
}

void SelectionModel::select(SiteSet set, const model::SiteId& focus, Gesture gesture) {
    Selected next{std::move(set), m_now.focus};
    if (!focus.name.empty() && next.set.contains(focus))
        next.focus = focus;
    else if (!next.set.contains(next.focus))
        next.focus = firstOf(next.set);
    become(std::move(next), gesture);
}

void SelectionModel::selectAll() {
    SiteSet all;
    std::ranges::copy_if(m_sites, std::inserter(all, all.end()),
                         [this](const model::SiteId& site) { return inFilter(site); });
    select(std::move(all));
}

void SelectionModel::invert() {
    SiteSet rest;
    std::ranges::copy_if(m_sites, std::inserter(rest, rest.end()),
                         [this](const model::SiteId& site) { return !contains(site) && inFilter(site); });
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

void SelectionModel::togglePin() {
    setPinned(m_pinned == focus() ? model::SiteId() : focus());
}

void SelectionModel::stepBlock(int step) {
    std::string_view kind;
    const std::optional<int> from = blockOf(focus(), kind);
    if (!from)
        return;
    // Not every block need have it: the nearest one in the direction.
    const model::SiteId* nearest = nullptr;
    int distance = 0;
    for (const model::SiteId& site : m_sites) {
        std::string_view rest;
        const std::optional<int> block = blockOf(site, rest);
        const int away = block ? (*block - *from) * step : 0;
        if (away > 0 && rest == kind && (nearest == nullptr || away < distance)) {
            nearest = &site;
            distance = away;
        }
    }
    if (nearest != nullptr)
        focusOn(model::SiteId(*nearest));
}

void SelectionModel::setFilter(std::optional<SiteSet> filter) {
    if (m_filter == filter)
        return;
    m_filter = std::move(filter);
    Q_EMIT filterChanged();
}

void SelectionModel::goBack() {
    if (!canGoBack())
        return;
    m_gesture = Gesture::None;
    apply(m_past[--m_place]);
    Q_EMIT pastChanged();
}

void SelectionModel::goForward() {
    if (!canGoForward())
        return;
    m_gesture = Gesture::None;
    apply(m_past[++m_place]);
    Q_EMIT pastChanged();
}

void SelectionModel::become(Selected next, Gesture gesture) {
    if (next == m_now)
        return;
    m_past.resize(m_place + 1);
    const bool goesOn = gesture != Gesture::None && gesture == m_gesture && m_place > 0;
    if (goesOn)
        m_past.pop_back();
    m_gesture = gesture;
    // A drag that ends where it began leaves no step.
    if (!goesOn || m_past.back() != next)
        m_past.push_back(next);
    else
        m_gesture = Gesture::None;
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
