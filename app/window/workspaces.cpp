// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/workspaces.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QSettings>
#include <QSplitter>

#include <algorithm>
#include <array>
#include <utility>

namespace lapidary::window {

namespace {

const QString kCurrentKey = QStringLiteral("workspaces/current");
const QString kLayoutsKey = QStringLiteral("layouts");
constexpr auto kAreas = {Qt::LeftDockWidgetArea, Qt::RightDockWidgetArea, Qt::BottomDockWidgetArea,
                         Qt::TopDockWidgetArea};

/// Docks that are tabs of one place; the first is in front.
struct Place {
    Qt::DockWidgetArea area;
    std::vector<const char*> tabs;
    bool onDemand = false; // put away there
};

/// How a workspace looks at first. What it does not name is put away; in Plan it is a tab at its side.
const std::vector<Place>& firstPlaces(const QString& workspace) {
    static const std::map<QString, std::vector<Place>> kPlaces = {
        {QStringLiteral("measure"),
         {{Qt::LeftDockWidgetArea, {"tree"}}, {Qt::BottomDockWidgetArea, {"run", "log"}}}},
        {QStringLiteral("plan"),
         {{Qt::LeftDockWidgetArea, {"tree"}},
          {Qt::LeftDockWidgetArea, {"firstSteps"}, true},
          {Qt::RightDockWidgetArea, {"inspector", "rules", "presets"}},
          {Qt::BottomDockWidgetArea, {"table", "problems", "history"}}}},
        {QStringLiteral("compare"),
         {{Qt::LeftDockWidgetArea, {"tree"}}, {Qt::BottomDockWidgetArea, {"compare"}}}},
        {QStringLiteral("run"),
         {{Qt::BottomDockWidgetArea, {"run", "compare"}}, {Qt::BottomDockWidgetArea, {"log", "problems"}}}}};
    static const std::vector<Place> kNothing;
    const auto at = kPlaces.find(workspace);
    return at == kPlaces.end() ? kNothing : at->second;
}

bool isNamed(const QString& workspace, const QString& dock) {
    return std::ranges::any_of(firstPlaces(workspace), [&](const Place& place) {
        return std::ranges::any_of(place.tabs, [&](const char* tab) { return dock == QLatin1String(tab); });
    });
}

/// In Plan whatever is new stands as a tab; help and what was put away with it wait to be asked for.
bool isShownUnnamed(const QString& workspace, const QString& dock) {
    static const QStringList kOnDemand = {QStringLiteral("help"), QStringLiteral("log"),
                                          QStringLiteral("run"), QStringLiteral("compare")};
    return workspace == QLatin1String("plan") && !kOnDemand.contains(dock);
}

QString keyOf(const QString& workspace) {
    return QStringLiteral("workspaces/") + workspace;
}

} // namespace

Workspaces::Workspaces(QMainWindow& window, QSplitter& centre, QSettings* settings)
    : QObject(&window)
    , m_window(window)
    , m_centre(centre)
    , m_settings(settings) {
    if (m_settings == nullptr)
        return;
    m_settings->beginGroup(kLayoutsKey);
    const QStringList layouts = m_settings->childGroups();
    m_settings->endGroup();
    for (const QString& name : layouts)
        m_layouts[name] = read(kLayoutsKey + u'/' + name);
}

QStringList Workspaces::names() {
    return {QStringLiteral("measure"), QStringLiteral("plan"), QStringLiteral("compare"),
            QStringLiteral("run"), QStringLiteral("present")};
}

QString Workspaces::title(const QString& name) {
    const std::map<QString, QString> titles = {{QStringLiteral("measure"), tr("&Measure")},
                                               {QStringLiteral("plan"), tr("&Plan")},
                                               {QStringLiteral("compare"), tr("&Compare")},
                                               {QStringLiteral("run"), tr("&Run")},
                                               {QStringLiteral("present"), tr("Pr&esent")}};
    const auto at = titles.find(name);
    return at == titles.end() ? name : at->second;
}

void Workspaces::addDock(QDockWidget* dock, Qt::DockWidgetArea area) {
    m_homes.push_back({dock, area});
}

void Workspaces::begin(const QString& name) {
    const QString last = m_settings == nullptr ? QString() : m_settings->value(kCurrentKey).toString();
    m_current = names().contains(name) ? name : names().contains(last) ? last : QStringLiteral("plan");
    if (!restore(read(keyOf(m_current))))
        arrangeFirst();
    Q_EMIT changed(m_current);
}

void Workspaces::windowShown() {
    if (std::exchange(m_first, false))
        sizeFirst();
}

void Workspaces::change(const QString& name) {
    if (name == m_current || !names().contains(name))
        return;
    m_kept[m_current] = present();
    m_current = name;
    const auto kept = m_kept.find(name);
    if (!restore(kept == m_kept.end() ? read(keyOf(name)) : kept->second))
        arrangeFirst();
    Q_EMIT changed(m_current);
}

void Workspaces::reset() {
    arrangeFirst();
}

void Workspaces::store() {
    m_kept[m_current] = present();
    if (m_settings == nullptr)
        return;
    m_settings->setValue(kCurrentKey, m_current);
    for (const auto& [name, arrangement] : m_kept)
        write(keyOf(name), arrangement);
}

QStringList Workspaces::layouts() const {
    QStringList names;
    for (const auto& [name, arrangement] : m_layouts)
        names += name;
    return names;
}

void Workspaces::saveLayout(const QString& name) {
    QString safe = name.trimmed();
    safe.remove(u'/').remove(u'\\'); // they part the keys of the settings
    if (safe.isEmpty())
        return;
    m_layouts[safe] = present();
    if (m_settings != nullptr)
        write(kLayoutsKey + u'/' + safe, m_layouts[safe]);
    Q_EMIT layoutsChanged();
}

void Workspaces::applyLayout(const QString& name) {
    if (const auto at = m_layouts.find(name); at != m_layouts.end())
        restore(at->second);
}

void Workspaces::forgetLayout(const QString& name) {
    if (m_layouts.erase(name) == 0)
        return;
    if (m_settings != nullptr)
        m_settings->remove(kLayoutsKey + u'/' + name);
    Q_EMIT layoutsChanged();
}

Workspaces::Arrangement Workspaces::present() const {
    return {m_window.saveState(), m_centre.saveState()};
}

bool Workspaces::restore(const Arrangement& arrangement) {
    if (arrangement.docks.isEmpty())
        return false;
    m_centre.restoreState(arrangement.centre);
    m_first = false;
    return m_window.restoreState(arrangement.docks);
}

void Workspaces::arrangeFirst() {
    m_window.setUpdatesEnabled(false);
    for (const Home& home : m_homes) {
        home.dock->setFloating(false);
        m_window.removeDockWidget(home.dock);
    }
    for (const Qt::DockWidgetArea area : kAreas)
        place(area);
    m_centre.setSizes(QList<int>(m_centre.count(), 1)); // equal shares
    m_window.setUpdatesEnabled(true);
    if (m_window.isVisible())
        sizeFirst();
    else
        m_first = true;
}

/// The named places of one side beside each other; what has no place there is a tab of the last one.
void Workspaces::place(Qt::DockWidgetArea area) {
    QDockWidget* anchor = nullptr; // last tab of the last place
    std::vector<QDockWidget*> fronts;
    const auto add = [&](QDockWidget* dock, bool asTab) {
        m_window.addDockWidget(area, dock);
        if (asTab && anchor != nullptr)
            m_window.tabifyDockWidget(anchor, dock);
        else
            fronts.push_back(dock);
        anchor = dock;
    };
    for (const Place& place : firstPlaces(m_current)) {
        bool first = true;
        for (const char* name : place.tabs)
            if (QDockWidget* named = dock(QLatin1String(name)); named != nullptr && place.area == area) {
                add(named, !std::exchange(first, false));
                named->setVisible(!place.onDemand);
            }
    }
    for (const Home& home : m_homes)
        if (home.area == area && !isNamed(m_current, home.dock->objectName())) {
            add(home.dock, true);
            home.dock->setVisible(isShownUnnamed(m_current, home.dock->objectName()));
        }
    for (QDockWidget* front : fronts)
        front->raise();
}

void Workspaces::sizeFirst() {
    const int line = m_window.fontMetrics().height();
    const bool wide = m_window.width() > 90 * line;
    const bool high = m_window.height() > 55 * line;
    // Of two docks side by side below, and of the two tables of the comparison.
    const int below = m_current == QLatin1String("compare")   ? (high ? 22 : 14)
                      : m_current == QLatin1String("measure") ? (high ? 10 : 7)
                                                              : (high ? 16 : 10);
    QList<QDockWidget*> widths;
    QList<int> columns;
    QList<QDockWidget*> heights;
    for (const Home& home : m_homes) {
        if (home.dock->isHidden() || home.dock->isFloating())
            continue;
        if (home.area == Qt::BottomDockWidgetArea) {
            heights << home.dock;
            continue;
        }
        widths << home.dock;
        columns << line * (wide ? 20 : home.area == Qt::LeftDockWidgetArea ? 15 : 16);
    }
    m_window.resizeDocks(widths, columns, Qt::Horizontal);
    m_window.resizeDocks(heights, QList<int>(heights.size(), line * below), Qt::Vertical);
}

QDockWidget* Workspaces::dock(const QString& name) const {
    const auto found =
        std::ranges::find_if(m_homes, [&](const Home& home) { return home.dock->objectName() == name; });
    return found == m_homes.end() ? nullptr : found->dock;
}

Workspaces::Arrangement Workspaces::read(const QString& key) const {
    if (m_settings == nullptr)
        return {};
    return {m_settings->value(key + QStringLiteral("/docks")).toByteArray(),
            m_settings->value(key + QStringLiteral("/centre")).toByteArray()};
}

void Workspaces::write(const QString& key, const Arrangement& arrangement) {
    m_settings->setValue(key + QStringLiteral("/docks"), arrangement.docks);
    m_settings->setValue(key + QStringLiteral("/centre"), arrangement.centre);
}

} // namespace lapidary::window
