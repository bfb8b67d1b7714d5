// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/site_id.h"

#include <QObject>

#include <cstddef>
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

    /// A click: the set is this site, the focus too.
    void focusOn(const model::SiteId& site);
    /// Ctrl: in or out of the set; focus where in.
    void toggle(const model::SiteId& site);
    /// A box, a header, a filter: the set as given; the focus stays where it is in the set, else `focus`,
    /// else its first.
    void select(SiteSet set, const model::SiteId& focus = {});
    void selectAll();
    void invert();
    void clear();
    void setHover(const model::SiteId& site);
    void setPinned(const model::SiteId& site);

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

private:
    struct Selected {
        SiteSet set;
        model::SiteId focus;
        bool operator==(const Selected&) const = default;
    };
    void become(Selected next);
    void apply(Selected next);

    Sites m_sites;
    Selected m_now;
    model::SiteId m_pinned;
    model::SiteId m_hover;
    std::vector<Selected> m_past; // with m_now at m_place
    std::size_t m_place = 0;
};

} // namespace lapidary::widgets
