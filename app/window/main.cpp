// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/headless.h"
#include "app/window/kept_theme.h"
#include "app/window/main_window.h"
#include "app/window/start_options.h"
#include "app/window/system_theme.h"
#include "app/window/translations.h"
#include "app/window/window_maker.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QSettings>

#include <cstdio>

int main(int argc, char** argv) {
    using namespace lapidary;
    window::applyScale(argc, argv);
    const bool display = window::hasDisplay();
    if (!display)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("lapidary"));
    QApplication::setApplicationDisplayName(QStringLiteral("Lapidary"));
    QApplication::setApplicationVersion(QStringLiteral(LAPIDARY_VERSION));
    QApplication::setOrganizationName(QStringLiteral("lapidary"));

    window::Translations translations;
    translations.use(window::languageOf(QApplication::arguments()));
    const window::StartParse start = window::parseStart(QApplication::arguments());
    if (!start.message.isEmpty())
        std::fputs(start.message.toLocal8Bit().constData(), start.exitCode == 0 ? stdout : stderr);
    if (start.exitCode)
        return *start.exitCode;
    if (!display && !start.options.headless()) {
        std::fputs(QCoreApplication::translate(
                       "lapidary", "there is no display to open a window on (DISPLAY and "
                                   "WAYLAND_DISPLAY are not set): --screenshot and --figures need "
                                   "none, lapidary-cli does the same work without one\n")
                       .toLocal8Bit()
                       .constData(),
                   stderr);
        return 1;
    }

    const bool paletteIsDark = widgets::Theme::of(application.palette()).dark;
    window::SystemTheme systemTheme(paletteIsDark);
    // A picture is the same on every machine: it neither reads nor leaves settings.
    QSettings settings;
    QSettings* kept = start.options.headless() ? nullptr : &settings;
    widgets::ThemeChoice theme = start.options.theme;
    if (theme == widgets::ThemeChoice::System)
        theme = window::keptTheme(kept);
    const auto applyTheme = [&] { widgets::applyTheme(application, theme, systemTheme.isDark()); };
    applyTheme();
    QObject::connect(&systemTheme, &window::SystemTheme::changed, &application, applyTheme);

    if (kept != nullptr && start.options.language.isEmpty())
        translations.use(kept->value(QStringLiteral("language")).toString());
    window::WindowMaker maker(translations, kept);
    QObject::connect(&maker, &window::WindowMaker::themeChosen, &application,
                     [&](widgets::ThemeChoice choice) {
                         theme = choice;
                         applyTheme();
                     });
    window::MainWindow& window = maker.make(start.options);
    const window::Headless headless(window, start.options);
    window.show();
    window.open(start.options.file.isEmpty() ? QStringLiteral("builtin") : start.options.file);
    return QApplication::exec();
}
