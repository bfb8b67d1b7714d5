// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, started as on a machine without a display.
#include <QCoreApplication>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace lapidary::window {
namespace {

struct Ended {
    int exitCode = -1;
    QString said; // on standard error
};

Ended start(const QStringList& arguments) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"})
        environment.remove(QString::fromLatin1(name));
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/lapidary"), arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.errorString()};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardError())};
}

TEST(Program, WithoutADisplayItSaysWhatNeedsNone) {
    const Ended ended = start({});
    EXPECT_EQ(ended.exitCode, 1);
    EXPECT_TRUE(ended.said.contains(QStringLiteral("lapidary-cli"))) << ended.said.toStdString();
    EXPECT_EQ(start({QStringLiteral("--version")}).exitCode, 0);
}

TEST(Program, APictureNeedsNoDisplay) {
    const QTemporaryDir folder;
    const QString picture = folder.filePath(QStringLiteral("sample.png"));
    const Ended ended = start({QStringLiteral("sample"), QStringLiteral("--size"), QStringLiteral("1280x720"),
                               QStringLiteral("--screenshot"), picture});
    EXPECT_EQ(ended.exitCode, 0) << ended.said.toStdString();
    EXPECT_EQ(QImage(picture).size(), QSize(1280, 720));
}

TEST(Program, SaysWhyAFileDoesNotOpen) {
    const QTemporaryDir folder;
    const QString missing = folder.filePath(QStringLiteral("missing.gguf"));
    const Ended ended =
        start({missing, QStringLiteral("--screenshot"), folder.filePath(QStringLiteral("x.png"))});
    EXPECT_EQ(ended.exitCode, 1);
    EXPECT_TRUE(ended.said.contains(missing)) << ended.said.toStdString();
    EXPECT_TRUE(ended.said.contains(QStringLiteral("no such file"))) << ended.said.toStdString();
}

} // namespace
} // namespace lapidary::window
