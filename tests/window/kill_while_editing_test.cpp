// SPDX-License-Identifier: GPL-3.0-or-later
// The program is killed while someone edits. LAPIDARY_KILLS says how often (3 in the suite; the figures in
// the changelog are of 50).
#include "app/window/document.h"
#include "app/window/session_marker.h"
#include "tests/support/checkpoint_maker.h"
#include "tests/support/test_data.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include <iostream>
#include <random>

namespace lapidary::window {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "LAPIDARY_KILL_FOLDER";

bool open(Document& document, const fs::path& path) {
    QSignalSpy opened(&document, &Document::opened);
    QSignalSpy failed(&document, &Document::openFailed);
    document.open(path);
    EXPECT_TRUE(QTest::qWaitFor([&] { return opened.count() + failed.count() > 0; }, 20000));
    EXPECT_TRUE(failed.empty()) << failed.value(0).value(0).toString().toStdString();
    return opened.count() > 0;
}

/// An edit that was made, as the log has it: its number is the plan's seed.
struct Logged {
    std::uint64_t seed = 0;
    qint64 ms = 0;
};

std::vector<Logged> readLog(const fs::path& path) {
    QFile file(QString::fromStdString(path.string()));
    std::vector<Logged> log;
    if (!file.open(QIODevice::ReadOnly))
        return log;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (const QList<QByteArray> parts = line.split(' '); parts.size() == 3) // the last may be cut
            log.push_back({parts[0].toULongLong(), parts[1].toLongLong()});
    return log;
}

/// The other process: edits until it is killed, with pauses of 2 to 60 ms, now and then while a measurement
/// would hold the project.
TEST(KillWhileEditing, DISABLED_Edits) {
    const fs::path folder = qEnvironmentVariable(kFolder).toStdString();
    const SessionMarker marker(folder / "sessions");
    Document document;
    ASSERT_TRUE(open(document, folder / "p.lapidary"));
    const auto& model = *document.state().model;
    std::mt19937_64 random(std::random_device{}());
    QFile log(QString::fromStdString((folder / "log").string()));
    ASSERT_TRUE(log.open(QIODevice::Append | QIODevice::Unbuffered));
    const auto sites = model.blockSites();
    for (;;) {
        plan::Plan plan = document.history().plan();
        ++plan.seed;
        plan.sites[sites[random() % sites.size()]->id].families[plan::Family::Quantization] =
            base::Json{{"method", "rtn"}, {"bits", 2 + random() % 7}, {"group", 32}};
        if (random() % 50 == 0)
            document.undo(); // the seed goes on from the plan of now: a branch
        document.setPlan(plan, QStringLiteral("edit %1").arg(plan.seed), random() % 3 == 0 ? "drag" : "");
        log.write(
            QStringLiteral("%1 %2 .\n").arg(plan.seed).arg(QDateTime::currentMSecsSinceEpoch()).toLatin1());
        if (random() % 60 == 0)
            document.store().held() ? document.store().release() : document.store().hold();
        QTest::qWait(static_cast<int>(2 + random() % 58));
    }
}

TEST(KillWhileEditing, CostsAtMostTwoSeconds) {
    const tests::TemporaryFolder folder;
    tests::makeCheckpoint(folder / "model", {});
    {
        Document document;
        ASSERT_TRUE(open(document, folder / "model"));
        document.saveProjectAs(folder / "p.lapidary");
        ASSERT_TRUE(QTest::qWaitFor([&] { return document.store().idle(); }, 20000));
    }
    const int kills = std::max(
        1, qEnvironmentVariableIsSet("LAPIDARY_KILLS") ? qEnvironmentVariableIntValue("LAPIDARY_KILLS") : 3);
    std::mt19937 random(71);
    qint64 worst = 0;
    std::size_t edits = 0;
    for (int kill = 0; kill < kills; ++kill) {
        fs::remove(folder / "log");
        QProcess editor;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(kFolder), QString::fromStdString(folder.path().string()));
        editor.setProcessEnvironment(environment);
        editor.start(QCoreApplication::applicationFilePath(),
                     {QStringLiteral("--gtest_filter=KillWhileEditing.DISABLED_Edits"),
                      QStringLiteral("--gtest_also_run_disabled_tests")});
        ASSERT_TRUE(QTest::qWaitFor([&] { return fs::exists(folder / "log"); }, 30000));
        QTest::qWait(static_cast<int>(20 + random() % 3000));
        const qint64 end = QDateTime::currentMSecsSinceEpoch();
        editor.kill();
        ASSERT_TRUE(editor.waitForFinished());

        Document document;
        ASSERT_TRUE(open(document, folder / "p.lapidary")) << "kill " << kill;
        const std::vector<Logged> log = readLog(folder / "log");
        edits += log.size();
        for (const Logged& edit : log)
            if (edit.seed > document.history().plan().seed && edit.ms <= end) {
                worst = std::max(worst, end - edit.ms);
                EXPECT_LT(end - edit.ms, 2000) << "kill " << kill << ", edit " << edit.seed;
                break;
            }
        EXPECT_FALSE(document.state().model->blocks.empty());
        EXPECT_TRUE(document.state().check) << document.state().planError.toStdString();
    }
    std::cout << kills << " kills, " << edits << " edits, the oldest that was lost was made " << worst
              << " ms before\n";
}

TEST(SessionMarker, TellsOfAnEndWithoutGoodbye) {
    const tests::TemporaryFolder folder;
    const fs::path sessions = folder / "sessions";
    EXPECT_FALSE(SessionMarker::takeEnded(sessions));
    {
        SessionMarker living(sessions);
        ASSERT_OK(living.write({QStringLiteral("a"), "/a", folder / "a.lapidary"}));
        EXPECT_FALSE(SessionMarker::takeEnded(sessions)) << "it lives";
    }
    EXPECT_TRUE(fs::is_empty(sessions)) << "an orderly end";
    tests::writeFile(folder / "a.lapidary", "x");
    tests::writeFile(sessions / "dead.json", R"({"name": "b", "open": "/b", "project": ")" +
                                                 (folder / "a.lapidary").string() + R"("})");
    tests::writeFile(sessions / "broken.json", "{");
    const auto ended = SessionMarker::takeEnded(sessions);
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->session.name, QStringLiteral("b"));
    EXPECT_LT(ended->keptUntil.secsTo(QDateTime::currentDateTime()), 60);
    EXPECT_FALSE(SessionMarker::takeEnded(sessions)) << "said once";
}

} // namespace
} // namespace lapidary::window
