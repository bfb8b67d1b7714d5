// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/kept_theme.h"

#include <QSettings>

#include <algorithm>

namespace lapidary::window {

namespace {
const QString kKey = QStringLiteral("theme");
const QStringList kNames = {QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark"),
                            QStringLiteral("contrast")}; // in the order of ThemeChoice
} // namespace

widgets::ThemeChoice keptTheme(const QSettings* settings) {
    const qsizetype at = settings == nullptr ? 0 : kNames.indexOf(settings->value(kKey).toString());
    return static_cast<widgets::ThemeChoice>(std::max<qsizetype>(0, at));
}

void keepTheme(QSettings* settings, widgets::ThemeChoice choice) {
    if (settings != nullptr)
        settings->setValue(kKey, kNames.at(static_cast<int>(choice)));
}

} // namespace lapidary::window
