// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/headless.h"
#include "app/window/main_window.h"
#include "app/window/start_options.h"
#include "app/window/system_theme.h"
#include "app/window/translations.h"
#include "core/session/engine_loader.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QSettings>

#include <cstdio>

int main(int argc, char** argv) {
    using namespace lapidary;
    window::applyScale(argc, argv);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("lapidary"));
    QApplication::setApplicationDisplayName(QStringLiteral("Lapidary"));
    QApplication::setApplicationVersion(QStringLiteral(LAPIDARY_VERSION));
    QApplication::setOrganizationName(QStringLiteral("lapidary"));

    window::installTranslations(application);
    const window::StartParse start = window::parseStart(QApplication::arguments());
    if (!start.message.isEmpty())
        std::fputs(start.message.toLocal8Bit().constData(), start.exitCode == 0 ? stdout : stderr);
    if (start.exitCode)
        return *start.exitCode;

    const bool paletteIsDark = widgets::Theme::of(application.palette()).dark;
    window::SystemTheme systemTheme(paletteIsDark);
    widgets::ThemeChoice theme = start.options.theme;
    const auto applyTheme = [&] { widgets::applyTheme(application, theme, systemTheme.isDark()); };
    applyTheme();
    QObject::connect(&systemTheme, &window::SystemTheme::changed, &application, applyTheme);

    // A picture is the same on every machine: it neither reads nor leaves settings.
    QSettings settings;
    window::MainWindow window(
        {session::loadEngine, window::choosePath, start.options.headless() ? nullptr : &settings});
    QObject::connect(&window, &window::MainWindow::themeChosen, &application,
                     [&](widgets::ThemeChoice choice) {
                         theme = choice;
                         applyTheme();
                     });
    window.apply(start.options);
    window::Headless headless(window, start.options);
    window.show();
    window.open(start.options.file.isEmpty() ? QStringLiteral("builtin") : start.options.file);
    return QApplication::exec();
}
