// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/keys_of_view.h"

#include "app/window/action_lists.h"
#include "widgets/plot/plot_view.h"

#include <QAction>
#include <QCoreApplication>
#include <QMainWindow>
#include <QVariant>

#include <algorithm>

namespace lapidary::window {

namespace {

QString wordsOfView(const QWidget& widget) {
    if (const auto* plot = qobject_cast<const widgets::PlotView*>(&widget))
        return plot->helpText();
    return widget.property(widgets::kKeysProperty).toString();
}

/// From the focus outwards: each view's own actions and sentences.
widgets::KeysSection ofView(const QMainWindow& window, QWidget* focused) {
    widgets::KeysSection section;
    section.title = viewName(focused);
    QStringList sentences;
    for (const QWidget* at = focused; at != nullptr && at != &window; at = at->parentWidget()) {
        if (const QString words = wordsOfView(*at); !words.isEmpty())
            sentences += words;
        for (const QAction* action : at->actions())
            if (const QString keys = actionKeys(*action); !keys.isEmpty())
                section.lines.push_back({keys, actionText(*action)});
    }
    section.words = sentences.join(u' ');
    if (section.title.isEmpty())
        section.title = QCoreApplication::translate("lapidary::window::KeysOfView", "This view");
    return section;
}

} // namespace

std::vector<widgets::KeysSection> keysSections(const QMainWindow& window, QWidget* focused) {
    std::vector<widgets::KeysSection> sections = {ofView(window, focused)};
    for (const ListedAction& listed : allActions(window)) {
        const QString keys = actionKeys(*listed.action);
        const QString menu = listed.place.section(QStringLiteral(" › "), 0, 0);
        const bool ofViews = listed.action->shortcutContext() != Qt::WindowShortcut;
        if (keys.isEmpty() || ofViews)
            continue;
        const auto same =
            std::ranges::find(sections.begin() + 1, sections.end(), menu, &widgets::KeysSection::title);
        widgets::KeysSection& section =
            same == sections.end() ? sections.emplace_back(widgets::KeysSection{menu, {}, {}}) : *same;
        section.lines.push_back({keys, actionText(*listed.action)});
    }
    return sections;
}

} // namespace lapidary::window
