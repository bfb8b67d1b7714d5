// SPDX-License-Identifier: GPL-3.0-or-later
// main() of the window's tests: an application without a screen, settings and data folders of its own, and no
// warning of Qt passes unseen: it fails the test in which it was said.
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QLoggingCategory>
#include <QTemporaryDir>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <mutex>
#include <string>
#include <vector>

namespace {

std::mutex said;
std::vector<std::string> warnings;

void onMessage(QtMsgType type, const QMessageLogContext&, const QString& text) {
    std::fprintf(stderr, "%s\n", text.toUtf8().constData());
    // What the offscreen platform says of a window with a smallest size, of one that floats, and of menus.
    if (type == QtDebugMsg || type == QtInfoMsg ||
        text.startsWith(QLatin1String("This plugin does not support ")))
        return;
    const std::lock_guard lock(said);
    warnings.push_back(text.toStdString());
}

class NoWarnings final : public testing::EmptyTestEventListener {
    void OnTestEnd(const testing::TestInfo&) override {
        const std::lock_guard lock(said);
        for (const std::string& warning : warnings)
            ADD_FAILURE() << "Qt warned: " << warning;
        warnings.clear();
    }
};

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir home;
    for (const char* name : {"XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"})
        qputenv(name, home.path().toUtf8());
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    testing::InitGoogleMock(&argc, argv);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("lapidary-test"));
    lapidary::widgets::applyTheme(application, lapidary::widgets::ThemeChoice::Light, false);
    qInstallMessageHandler(onMessage);
    testing::UnitTest::GetInstance()->listeners().Append(new NoWarnings);
    return RUN_ALL_TESTS();
}
