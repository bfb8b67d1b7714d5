// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/palette_entries.h"

#include "app/window/action_lists.h"
#include "app/window/main_window.h"
#include "widgets/help/help_pages.h"
#include "widgets/panels/plan_edits.h"
#include "widgets/state/number_text.h"

#include <QAction>
#include <QCoreApplication>
#include <QDockWidget>

#include <algorithm>
#include <array>
#include <utility>

namespace lapidary::window {

namespace {

using widgets::PaletteEntry;
using widgets::PlanColumn;

const QString kDockPrefix = QStringLiteral("dock:");

QString words(const char* text) {
    return QCoreApplication::translate("lapidary::window::Palette", text);
}

void addActions(const MainWindow& window, std::vector<PaletteEntry>& entries) {
    for (const ListedAction& listed : allActions(window)) {
        QAction* action = listed.action;
        if (action->objectName().startsWith(kDockPrefix))
            continue; // would hide a dock that is open
        const QString text = actionText(*action);
        const QString name =
            action->objectName().isEmpty() ? listed.place + u'/' + text : action->objectName();
        QString whyNot;
        if (!action->isEnabled()) {
            whyNot = action->property(kWhyNotProperty).toString();
            if (whyNot.isEmpty())
                whyNot = words("not possible now");
        }
        entries.push_back({QStringLiteral("action:") + name, text, listed.place, actionKeys(*action), whyNot,
                           [action] { action->trigger(); }});
    }
}

void addDocks(MainWindow& window, std::vector<PaletteEntry>& entries) {
    for (const QDockWidget* dock : window.findChildren<QDockWidget*>()) {
        const QString name = dock->objectName();
        entries.push_back({kDockPrefix + name,
                           words("Show %1").arg(dock->windowTitle()),
                           words("View"),
                           {},
                           {},
                           [&window, name] { window.showDock(name); }});
    }
}

void addSites(MainWindow& window, std::vector<PaletteEntry>& entries) {
    for (const model::SiteId& site : window.selection().sites()) {
        const QString name = QString::fromStdString(site.name);
        const QString label = widgets::siteLabel(site);
        entries.push_back({QStringLiteral("site:") + name,
                           label,
                           label == name ? words("Site") : words("Site %1").arg(name),
                           {},
                           {},
                           [&window, site] { window.selection().focusOn(site); }});
    }
}

void addSets(MainWindow& window, std::vector<PaletteEntry>& entries) {
    for (const widgets::NamedSets::Named& set : window.sets().all())
        entries.push_back({QStringLiteral("set:") + set.name,
                           set.name,
                           words("Named set, %1 sites").arg(set.sites.size()),
                           {},
                           {},
                           [&window, sites = set.sites] { window.selection().select(sites); }});
}

void addHelp(MainWindow& window, std::vector<PaletteEntry>& entries) {
    const widgets::HelpPages pages;
    for (const widgets::HelpPage& page : pages.all())
        entries.push_back(
            {QStringLiteral("help:") + page.id, page.title, words("Help"), {}, {}, [&window, id = page.id] {
                 window.showHelp(id);
             }});
}

/// The column that a word names, by its title or by the key of plan files.
std::optional<PlanColumn> columnOf(const QString& word) {
    constexpr std::array kKeys = {std::pair(PlanColumn::Bits, "bits"), std::pair(PlanColumn::Group, "group"),
                                  std::pair(PlanColumn::Sparsity, "sparsity"),
                                  std::pair(PlanColumn::Rank, "rank")};
    if (word.size() < 2)
        return std::nullopt;
    for (const auto& [column, key] : kKeys)
        if (QString::fromLatin1(key).startsWith(word, Qt::CaseInsensitive) ||
            widgets::planColumnTitle(column).startsWith(word, Qt::CaseInsensitive))
            return column;
    return std::nullopt;
}

std::vector<widgets::PlanRow> selectedRows(MainWindow& window) {
    std::vector<widgets::PlanRow> rows =
        widgets::planRows(window.document().state(), widgets::SensitivityLookup());
    std::erase_if(rows,
                  [&](const widgets::PlanRow& row) { return !window.selection().contains(row.site->id); });
    return rows;
}

} // namespace

std::vector<PaletteEntry> paletteEntries(MainWindow& window) {
    std::vector<PaletteEntry> entries;
    addActions(window, entries);
    addDocks(window, entries);
    addSets(window, entries);
    addHelp(window, entries);
    addSites(window, entries);
    return entries;
}

std::vector<PaletteEntry> settingEntries(MainWindow& window, const QString& query) {
    const QString text = query.simplified();
    const std::optional<PlanColumn> column = columnOf(text.section(u' ', 0, 0));
    const QString value = text.section(u' ', 1);
    if (!column || value.isEmpty())
        return {};
    PaletteEntry entry;
    entry.id = QStringLiteral("setting");
    entry.text = QStringLiteral("%1 %2").arg(widgets::planColumnTitle(*column), value);
    entry.place = words("Setting of the selected sites");
    const std::vector<widgets::PlanRow> rows = selectedRows(window);
    if (rows.empty()) {
        entry.whyNot = window.document().isOpen() ? words("nothing is selected") : words("no model is open");
        return {std::move(entry)};
    }
    static std::size_t count = 0; // one step of the history for the parts of one edit, another for the next
    widgets::EditTarget target{{}, "palette:" + std::to_string(++count)};
    for (const widgets::PlanRow& row : rows)
        target.rows.push_back(&row);
    widgets::PlanEdits edits = widgets::editCell(target, *column, value);
    if (!edits.error.isEmpty())
        entry.whyNot = edits.error;
    else if (edits.edits.empty())
        entry.whyNot = words("changes nothing");
    else
        entry.text = edits.edits.front().words;
    entry.run = [&window, parts = std::move(edits.edits)] {
        for (const widgets::SettingsEdit& part : parts)
            window.document().apply(part);
    };
    return {std::move(entry)};
}

} // namespace lapidary::window
