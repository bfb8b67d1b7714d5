// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state/named_sets.h"

#include <algorithm>
#include <utility>

namespace lapidary::widgets {

NamedSets::NamedSets(QObject* parent)
    : QObject(parent) {
}

const NamedSets::Named* NamedSets::find(const QString& name) const {
    const auto found = std::ranges::find(m_sets, name, &Named::name);
    return found == m_sets.end() ? nullptr : &*found;
}

QString NamedSets::freeName() const {
    for (std::size_t number = m_sets.size() + 1;; ++number)
        if (const QString name = tr("set %1").arg(number); find(name) == nullptr)
            return name;
}

void NamedSets::add(const QString& name, SelectionModel::SiteSet sites) {
    const QString wanted = name.trimmed();
    if (wanted.isEmpty() || sites.empty())
        return;
    const auto same = std::ranges::find(m_sets, wanted, &Named::name);
    if (same != m_sets.end())
        same->sites = std::move(sites);
    else
        m_sets.push_back({wanted, std::move(sites)});
    Q_EMIT changed();
}

bool NamedSets::rename(const QString& from, const QString& to) {
    const QString wanted = to.trimmed();
    const auto set = std::ranges::find(m_sets, from, &Named::name);
    if (set == m_sets.end() || wanted.isEmpty() || (wanted != from && find(wanted) != nullptr))
        return false;
    set->name = wanted;
    Q_EMIT changed();
    return true;
}

void NamedSets::remove(const QString& name) {
    const auto set = std::ranges::find(m_sets, name, &Named::name);
    if (set == m_sets.end())
        return;
    m_removed = Removed{*set, static_cast<std::size_t>(set - m_sets.begin())};
    m_sets.erase(set);
    Q_EMIT changed();
}

void NamedSets::takeBack() {
    if (!m_removed)
        return;
    Removed back = *std::exchange(m_removed, std::nullopt);
    if (find(back.set.name) != nullptr)
        back.set.name = freeName(); // taken meanwhile
    const auto place = static_cast<std::ptrdiff_t>(std::min(back.place, m_sets.size()));
    m_sets.insert(m_sets.begin() + place, std::move(back.set));
    Q_EMIT changed();
}

base::Json NamedSets::toJson() const {
    base::Json list = base::Json::array();
    for (const Named& set : m_sets) {
        base::Json sites = base::Json::array();
        for (const model::SiteId& site : set.sites)
            sites.push_back(site.name);
        list.push_back({{"name", set.name.toStdString()}, {"sites", std::move(sites)}});
    }
    return list;
}

void NamedSets::read(const base::Json& json) {
    m_sets.clear();
    m_removed.reset();
    for (const base::Json& entry : json.is_array() ? json : base::Json::array()) {
        if (!entry.is_object() || !entry.contains("name") || !entry["name"].is_string() ||
            !entry.contains("sites") || !entry["sites"].is_array())
            continue;
        Named set{QString::fromStdString(entry["name"].get<std::string>()).trimmed(), {}};
        for (const base::Json& site : entry["sites"])
            if (site.is_string())
                set.sites.insert(model::SiteId(site.get<std::string>()));
        if (!set.name.isEmpty() && !set.sites.empty() && find(set.name) == nullptr)
            m_sets.push_back(std::move(set));
    }
    Q_EMIT replaced();
}

} // namespace lapidary::widgets
