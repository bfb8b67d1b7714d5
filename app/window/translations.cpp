// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace lapidary::window {

void installTranslations(QCoreApplication& application) {
    const QString folder = QStringLiteral(":/translations");
    auto* english = new QTranslator(&application);
    if (english->load(QStringLiteral("lapidary_en"), folder))
        QCoreApplication::installTranslator(english);
    auto* own = new QTranslator(&application);
    if (own->load(QLocale(), QStringLiteral("lapidary"), QStringLiteral("_"), folder))
        QCoreApplication::installTranslator(own);
}

} // namespace lapidary::window
