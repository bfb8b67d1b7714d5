// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/site_id.h"

#include <QObject>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace lapidary::widgets {

/// The one selection that all views share: the set that edits apply to, the focus that detail views show, a
/// pinned reference that stays for comparison, and the site under the pointer. Empty names stand for none.
/// Window thread only.
class SelectionModel final : public QObject {
    Q_OBJECT

public:
    using Sites = std::vector<model::SiteId>;
    using SiteSet = std::set<model::SiteId>;

    explicit SelectionModel(QObject* parent = nullptr);

    /// All sites of the model that was opened, in model order; selects the first and forgets the past.
    void reset(Sites sites);
    const Sites& sites() const { return m_sites; }

    const SiteSet& set() const { return m_now.set; }
    /// The set in model order.
    Sites selected() const;
    bool contains(const model::SiteId& site) const { return m_now.set.contains(site); }
    const model::SiteId& focus() const { return m_now.focus; }
    const model::SiteId& pinned() const { return m_pinned; }
    const model::SiteId& hover() const { return m_hover; }

    /// One drag: its changes, one after the other, make one step of the past.
    enum class Gesture : std::uint64_t { None = 0 };
    Gesture newGesture();

    /// A click: the set is this site, the focus too.
    void focusOn(const model::SiteId& site, Gesture gesture = Gesture::None);
    /// Ctrl: in or out of the set; focus where in.
    void toggle(const model::SiteId& site, Gesture gesture = Gesture::None);
    /// A box, a header, a filter: the set as given; the focus stays where it is in the set, else `focus`,
    /// else the set's first in model order.
    void select(SiteSet set, const model::SiteId& focus = {}, Gesture gesture = Gesture::None);
    void selectAll(); // that the filter leaves
    void invert();    // the others that the filter leaves
    void clear();
    void setHover(const model::SiteId& site);
    void setPinned(const model::SiteId& site);
    /// Pins the focus; unpins it where it is pinned.
    void togglePin();
    /// The same kind in the next block that has it (+1) or the one before (-1).
    void stepBlock(int step);

    /// The filter of the whole window: views hide or dim what it leaves out. Nothing: all are in.
    void setFilter(std::optional<SiteSet> filter);
    const std::optional<SiteSet>& filter() const { return m_filter; }
    bool inFilter(const model::SiteId& site) const { return !m_filter || m_filter->contains(site); }

    bool canGoBack() const { return m_place > 0; }
    bool canGoForward() const { return m_place + 1 < m_past.size(); }
    void goBack();
    void goForward();

Q_SIGNALS:
    void setChanged();
    void focusChanged();
    void pinnedChanged();
    void hoverChanged();
    void pastChanged(); // canGoBack or canGoForward
    void filterChanged();

private:
    struct Selected {
        SiteSet set;
        model::SiteId focus;
        bool operator==(const Selected&) const = default;
    };
    const model::SiteId& firstOf(const SiteSet& set) const;
    void become(Selected next, Gesture gesture);
    void apply(Selected next);

    Sites m_sites;
    Selected m_now;
    model::SiteId m_pinned;
    model::SiteId m_hover;
    std::optional<SiteSet> m_filter;
    std::vector<Selected> m_past; // with m_now at m_place
    std::size_t m_place = 0;
    Gesture m_gesture = Gesture::None; // that made the step at m_place
    std::uint64_t m_gestures = 0;
};

} // namespace lapidary::widgets
