// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/settings_words.h"

#include "widgets/inspector/family_box.h"

#include <QCoreApplication>
#include <QStringList>

namespace lapidary::widgets {

namespace {

QString words(const char* text) {
    return QCoreApplication::translate("SettingsWords", text);
}

QString keyWords(const std::string& key, const base::Json& value) {
    const QString text = QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
    return key == "method" ? text : QString::fromStdString(key) + u' ' + text;
}

} // namespace

QString settingsWords(plan::Family family, const base::Json& keys) {
    if (!keys.is_object())
        return words(QT_TRANSLATE_NOOP("SettingsWords", "no %1")).arg(familyText(family).toLower());
    QStringList parts;
    if (const auto method = keys.find("method"); method != keys.end())
        parts += keyWords("method", *method);
    for (const auto& [key, value] : keys.items())
        if (key != "method")
            parts += keyWords(key, value);
    return parts.join(QStringLiteral(", "));
}

QString settingsWords(const plan::WrittenSettings& settings) {
    QStringList parts;
    if (settings.skip)
        parts += *settings.skip ? words(QT_TRANSLATE_NOOP("SettingsWords", "left dense"))
                                : words(QT_TRANSLATE_NOOP("SettingsWords", "not left dense"));
    for (const auto& [family, keys] : settings.families)
        parts += settingsWords(family, keys);
    return parts.isEmpty() ? words(QT_TRANSLATE_NOOP("SettingsWords", "nothing yet"))
                           : parts.join(QStringLiteral("; "));
}

} // namespace lapidary::widgets
