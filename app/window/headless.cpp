// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/headless.h"

#include "app/window/figures.h"
#include "app/window/main_window.h"
#include "widgets/matrix/matrix_panel.h"

#include <QCoreApplication>
#include <QPixmap>
#include <QTimer>

#include <cstdio>

namespace lapidary::window {

namespace {
constexpr int kDrawnMs = 400; // queued replots and the layout of docks

QtMessageHandler toStandardError = nullptr;

/// The offscreen platform says one thing of every window with a smallest size; nobody needs it.
void onMessage(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    if (text != QLatin1String("This plugin does not support propagateSizeHints()"))
        toStandardError(type, context, text);
}
} // namespace

Headless::Headless(MainWindow& window, StartOptions options, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_options(std::move(options)) {
    if (!m_options.headless())
        return;
    toStandardError = qInstallMessageHandler(onMessage);
    connect(&window, &MainWindow::opened, this, [this](bool ok) {
        if (ok)
            QTimer::singleShot(kDrawnMs, this, &Headless::write);
    });
    connect(&window.document(), &Document::openFailed, this,
            [this](const QString& why) { end(1, tr("not opened: %1").arg(why)); });
}

void Headless::write() {
    if (!m_options.screenshot.isEmpty())
        writeScreenshot();
    else
        writeFigures();
}

void Headless::writeScreenshot() {
    if (widgets::seenAs(m_window.grab().toImage(), m_options.vision).save(m_options.screenshot, "PNG"))
        end(0, {});
    else
        end(1, tr("%1 could not be written").arg(m_options.screenshot));
}

void Headless::writeFigures() {
    const WrittenFigures written =
        window::writeFigures(m_window.plots(), m_options.figures, m_options.figureFormats);
    if (!written.failed.isEmpty()) {
        end(1, tr("%1 could not be written").arg(written.failed));
        return;
    }
    std::printf("%s\n", written.paths.join(u'\n').toLocal8Bit().constData());
    end(0, {});
}

void Headless::end(int status, const QString& message) {
    if (!message.isEmpty())
        std::fprintf(stderr, "lapidary: %s\n", message.toLocal8Bit().constData());
    QCoreApplication::exit(status);
}

} // namespace lapidary::window
