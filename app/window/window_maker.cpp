// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/window_maker.h"

#include "app/window/main_window.h"
#include "app/window/translations.h"
#include "core/session/engine_loader.h"

#include <QApplication>
#include <QMetaObject>

namespace lapidary::window {

namespace {

/// What opens the same again.
QString openedPath(const Document& document) {
    if (document.isRecorded())
        return document.isBuiltin() ? QStringLiteral("builtin") : QStringLiteral("sample");
    const auto& path = document.projectPath().empty() ? document.modelPath() : document.projectPath();
    return QString::fromStdString(path.string());
}

} // namespace

WindowMaker::WindowMaker(Translations& translations, QSettings* settings)
    : m_translations(translations)
    , m_settings(settings) {
}

WindowMaker::~WindowMaker() = default;

MainWindow& WindowMaker::make(const StartOptions& options) {
    m_window = std::make_unique<MainWindow>(WindowServices{session::loadEngine, choosePath, m_settings});
    connect(m_window.get(), &MainWindow::themeChosen, this, &WindowMaker::themeChosen);
    // The menu that it was chosen in goes with the window: first back to the event loop.
    connect(m_window.get(), &MainWindow::languageChosen, this, &WindowMaker::changeLanguage,
            Qt::QueuedConnection);
    m_window->apply(options);
    return *m_window;
}

void WindowMaker::changeLanguage(const QString& language) {
    if (language == m_translations.language())
        return;
    StartOptions options;
    options.size = m_window->size();
    const auto& selection = m_window->selection();
    if (!selection.focus().name.empty() && selection.contains(selection.focus()))
        options.select.append(QString::fromStdString(selection.focus().name));
    for (const model::SiteId& site : selection.set())
        if (site != selection.focus())
            options.select.append(QString::fromStdString(site.name));
    const QString path = m_window->document().isOpen() ? openedPath(m_window->document()) : QString();
    QApplication::setQuitOnLastWindowClosed(false);
    m_window->close(); // keeps the layout
    m_window.reset();  // ends writing
    m_translations.use(language);
    make(options);
    m_window->show();
    QApplication::setQuitOnLastWindowClosed(true);
    if (!path.isEmpty())
        m_window->open(path);
}

} // namespace lapidary::window
