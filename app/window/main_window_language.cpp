// SPDX-License-Identifier: GPL-3.0-or-later
// The choice of language. Texts are made with the views, so another language needs another window: its owner
// makes it.
#include "app/window/main_window.h"

#include "app/window/translations.h"

#include <QAction>
#include <QActionGroup>
#include <QLocale>
#include <QMenu>
#include <QSettings>

namespace lapidary::window {

void MainWindow::buildLanguageMenu(QMenu* view) {
    QMenu* menu = view->addMenu(tr("Langua&ge"));
    auto* group = new QActionGroup(this);
    QStringList languages = windowLanguages();
    languages.prepend(QString());
    const QString key = QStringLiteral("language");
    const QString chosen =
        m_services.settings == nullptr ? QString() : m_services.settings->value(key).toString();
    for (const QString& language : languages) {
        // A language stands there in its own words, so that who cannot read the others finds it.
        const QLocale locale(language);
        const QString own =
            locale.language() == QLocale::English ? QStringLiteral("English") : locale.nativeLanguageName();
        QAction* action = add(
            menu, QStringLiteral("language:") + (language.isEmpty() ? QStringLiteral("system") : language),
            language.isEmpty() ? tr("as the &system") : own, {}, [this, key, language] {
                if (m_work.active()) {
                    complain(tr("A job is running: choose the language when it has ended."));
                    return;
                }
                if (m_services.settings != nullptr)
                    m_services.settings->setValue(key, language);
                Q_EMIT languageChosen(language);
            });
        action->setCheckable(true);
        action->setChecked(language == chosen);
        group->addAction(action);
    }
}

} // namespace lapidary::window
