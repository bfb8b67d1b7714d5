// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/start_options.h"

#include <QObject>

#include <memory>

class QSettings;

namespace lapidary::window {

class MainWindow;
class Translations;

/// Owns the main window and makes it anew, on the same project with the same selection, when another language
/// is chosen. Window thread only.
class WindowMaker final : public QObject {
    Q_OBJECT

public:
    /// Neither is owned; no settings: none are read or left.
    WindowMaker(Translations& translations, QSettings* settings);
    ~WindowMaker() override;

    MainWindow& make(const StartOptions& options);

Q_SIGNALS:
    void themeChosen(widgets::ThemeChoice choice);

private:
    void changeLanguage(const QString& language);

    Translations& m_translations;
    QSettings* m_settings;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace lapidary::window
