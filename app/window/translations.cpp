// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace lapidary::window {

const QStringList& windowLanguages() {
    static const QStringList kLanguages = {QStringLiteral("en"), QStringLiteral("de")};
    return kLanguages;
}

Translations::Translations() = default;

Translations::~Translations() = default; // a translator leaves the application by itself

void Translations::use(const QString& language) {
    m_language = language;
    m_installed.clear();
    QLocale::setDefault(language.isEmpty() ? QLocale::system() : QLocale(language));
    const QString folder = QStringLiteral(":/translations");
    install(QStringLiteral("lapidary_en"), folder);
    const QString spoken = QLocale().name().section(u'_', 0, 0);
    if (spoken == QLatin1String("en") || !windowLanguages().contains(spoken))
        return;
    install(QStringLiteral("qtbase_") + spoken, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QStringLiteral("lapidary_") + spoken, folder);
}

void Translations::install(const QString& name, const QString& folder) {
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(name, folder))
        return;
    QCoreApplication::installTranslator(translator.get());
    m_installed.push_back(std::move(translator));
}

} // namespace lapidary::window
