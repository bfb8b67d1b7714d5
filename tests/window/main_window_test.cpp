// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/job_dialogs.h"
#include "app/window/plot_area.h"
#include "core/session/builtin_files.h"
#include "core/session/engine_loader.h"
#include "tests/window/window_fixture.h"
#include "widgets/inspector/inspector.h"
#include "widgets/matrix/matrix_panel.h"
#include "widgets/panels/log_view.h"
#include "widgets/run/job_panel.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>

#include <atomic>
#include <gtest/gtest.h>
#include <sys/resource.h>

namespace lapidary::window {
namespace {

TEST_F(WindowTest, BeginsEmptyAndSaysSo) {
    startFake(1);
    EXPECT_FALSE(action("measure")->isEnabled());
    EXPECT_FALSE(action("exportPlan")->isEnabled());
    EXPECT_FALSE(open(QStringLiteral("/no/such/model")));
    EXPECT_FALSE(window->document().isOpen());
}

TEST_F(WindowTest, OpensAModelAndSelectsItsFirstBlock) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    EXPECT_EQ(window->selection().focus(), SiteId("blocks.0.attn.q"));
    EXPECT_TRUE(window->windowTitle().contains(window->document().state().modelName));
    EXPECT_TRUE(action("measure")->isEnabled());
    EXPECT_EQ(settings.value(QStringLiteral("recent")).toStringList().size(), 1);
}

TEST_F(WindowTest, AProjectWithoutItsModelSaysWhatNeedsIt) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    auto* bar = window->findChild<QWidget*>(QStringLiteral("missingModel"));
    EXPECT_TRUE(bar->isHidden());
    EXPECT_FALSE(action("locateModel")->isEnabled());
    window->document().saveProjectAs(folder / "p.lapidary");
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->document().store().idle(); }));
    fs::rename(folder / "model", folder / "moved");
    ASSERT_TRUE(open(QString::fromStdString((folder / "p.lapidary").string())));
    EXPECT_TRUE(bar->isVisible());
    EXPECT_FALSE(action("measure")->isEnabled());
    answers = {QString::fromStdString((folder / "moved/config.json").string())};
    QTest::mouseClick(bar->findChild<QPushButton*>(QStringLiteral("locate")), Qt::LeftButton);
    EXPECT_TRUE(QTest::qWaitFor([&] { return bar->isHidden(); }));
    EXPECT_TRUE(action("measure")->isEnabled());
}

TEST_F(WindowTest, ItsDialogsAreUsedByKeyboard) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    action("compress")->trigger();
    auto* dialog = window->findChild<CompressDialog*>();
    ASSERT_TRUE(QTest::qWaitForWindowActive(dialog));
    const auto focused = [&] { return dialog->focusWidget()->parentWidget()->objectName(); };
    EXPECT_EQ(focused(), QStringLiteral("output"));
    QTest::keyClick(dialog->windowHandle(), Qt::Key_T, Qt::AltModifier);
    EXPECT_EQ(focused(), QStringLiteral("calibration"));
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Escape);
    EXPECT_TRUE(dialog->isHidden());
}

TEST_F(WindowTest, OffersTextsOfItsOwnAndRemembersWhatWasChosen) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    const auto offered = [&] {
        action("compress")->trigger();
        auto* dialog = window->findChild<CompressDialog*>();
        const CompressSettings offer = dialog->settings();
        dialog->findChild<QCheckBox*>(QStringLiteral("evaluate"))->click();
        dialog->accept();
        window->work().cancel();
        EXPECT_TRUE(QTest::qWaitFor([&] { return !window->work().active(); }));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return offer;
    };
    const session::SampleTexts texts = window->document().texts();
    ASSERT_FALSE(texts.calibration.empty());
    const CompressSettings first = offered();
    EXPECT_EQ(first.calibration, texts.calibration);
    EXPECT_EQ(first.evaluation, texts.evaluation);
    EXPECT_TRUE(first.evaluates());
    settings.setValue(QStringLiteral("texts/calibration"),
                      QString::fromStdString((folder / "text.txt").string()));
    settings.setValue(QStringLiteral("texts/evaluation"), QStringLiteral("/no/such/text"));
    const CompressSettings second = offered();
    EXPECT_EQ(second.calibration, folder / "text.txt");
    EXPECT_EQ(second.evaluation, texts.evaluation) << "the one chosen last is gone";
    EXPECT_FALSE(second.evaluates()) << "it was switched off";
}

TEST_F(WindowTest, TheLogIsWrittenToAFile) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    answers = {QString::fromStdString((folder / "window.log").string())};
    window->findChild<widgets::LogView*>()->findChild<QPushButton*>(QStringLiteral("logSave"))->click();
    const auto text = base::readTextFile(folder / "window.log", 10000);
    ASSERT_OK(text);
    EXPECT_NE(text->find("is open"), std::string::npos);
}

TEST_F(WindowTest, EveryActionHasATextAndNoTwoShareAKey) {
    startFake(1);
    std::map<QString, QString> keys;
    for (const QAction* known : window->findChildren<QAction*>()) {
        if (known->objectName().isEmpty() || qobject_cast<QMenu*>(known->parent()) == nullptr)
            continue; // a separator, or an action of one view that its keys reach only in focus
        EXPECT_FALSE(known->text().isEmpty()) << known->objectName().toStdString();
        for (const QKeySequence& key : known->shortcuts()) {
            const auto [at, fresh] = keys.emplace(key.toString(), known->objectName());
            EXPECT_TRUE(fresh) << key.toString().toStdString() << ": " << at->second.toStdString() << " and "
                               << known->objectName().toStdString();
        }
    }
}

TEST_F(WindowTest, EveryViewHasANameForScreenReaders) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    for (const QComboBox* box : window->findChildren<QComboBox*>())
        EXPECT_FALSE(box->accessibleName().isEmpty()) << box->objectName().toStdString();
    EXPECT_FALSE(window->matrix().matrix().accessibleName().isEmpty());
}

TEST_F(WindowTest, PresetsAndUndoMoveTheBudget) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    auto* size = window->findChild<QLabel*>(QStringLiteral("size"));
    const QString dense = size->text();
    action("preset:w8")->trigger();
    const QString eight = size->text();
    EXPECT_NE(eight, dense);
    EXPECT_TRUE(action("preset:w8")->isChecked());
    action("undo")->trigger();
    EXPECT_EQ(size->text(), dense);
    action("redo")->trigger();
    EXPECT_EQ(size->text(), eight);
}

TEST_F(WindowTest, NotchesMoveTheSelectedSites) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    action("preset:w8")->trigger();
    window->selection().focusOn(SiteId("blocks.1.mlp.up"));
    QTest::keyClick(&window->matrix().matrix(), Qt::Key_Minus);
    const auto bitsOf = [this](const char* site) {
        return window->document()
            .state()
            .resolved(SiteId(site))
            ->settings.families.at(plan::Family::Quantization)
            .integer("bits");
    };
    EXPECT_EQ(bitsOf("blocks.1.mlp.up"), 7);
    EXPECT_EQ(bitsOf("blocks.1.mlp.gate"), 8);
    action("reset")->trigger();
    EXPECT_EQ(bitsOf("blocks.1.mlp.up"), 8);
}

TEST_F(WindowTest, LockedSitesAreLeftByNotches) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    action("preset:w8")->trigger();
    window->selection().focusOn(SiteId("blocks.1.mlp.up"));
    QTest::keyClick(&window->matrix().matrix(), Qt::Key_K);
    EXPECT_TRUE(window->document().history().plan().locked.contains(SiteId("blocks.1.mlp.up")));
    QTest::keyClick(&window->matrix().matrix(), Qt::Key_Minus);
    EXPECT_TRUE(window->document().history().plan().sites.empty());
    QTest::keyClick(&window->matrix().matrix(), Qt::Key_K);
    EXPECT_TRUE(window->document().history().plan().locked.empty());
}

TEST_F(WindowTest, ARunningJobShowsProgressAndCanBeCancelled) {
    startFake(100000);
    ASSERT_TRUE(openRandomModel());
    MeasureSettings measure;
    measure.text = folder / "text.txt";
    window->work().measure(measure);
    ASSERT_TRUE(waitFor(State::Running, 20000));
    EXPECT_FALSE(action("compress")->isEnabled());
    EXPECT_FALSE(action("saveProject")->isEnabled());
    action("preset:w8")->trigger(); // the plan can be edited meanwhile
    EXPECT_TRUE(window->document().history().canUndo());
    action("cancel")->trigger();
    EXPECT_EQ(window->work().view().state, State::Cancelling) << "acknowledged at once";
    ASSERT_TRUE(waitFor(State::Cancelled, 5000));
    EXPECT_TRUE(action("resume")->isEnabled());
}

TEST_F(WindowTest, AFailedJobSaysWhyAndTheWindowLives) {
    startFake(2, tests::FakeEngine::Fault::Throw);
    ASSERT_TRUE(openRandomModel());
    MeasureSettings measure;
    measure.text = folder / "text.txt";
    window->work().measure(measure);
    ASSERT_TRUE(waitFor(State::Failed, 20000));
    EXPECT_TRUE(window->work().view().error.contains(QStringLiteral("a broken promise")));
    EXPECT_TRUE(action("measure")->isEnabled());
}

TEST_F(WindowTest, ACancelReachesAMeasurementThatWaitsForTheProjectFile) {
    startFake(100000);
    ASSERT_TRUE(openRandomModel());
    window->document().store().write(folder / "busy.lapidary", [](results::ProjectFile&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        return base::Status();
    });
    MeasureSettings measure;
    measure.text = folder / "text.txt";
    window->work().measure(measure);
    ASSERT_EQ(window->work().view().state, State::Waiting);
    action("cancel")->trigger();
    EXPECT_TRUE(waitFor(State::Cancelled, 5000));
}

TEST_F(WindowTest, AnEvaluationThatWasCancelledGoesOnWithoutAnotherRun) {
    startFake(400);
    ASSERT_TRUE(openRandomModel());
    QStringList stages;
    QObject::connect(&window->work(), &Work::changed,
                     [&](const widgets::JobView& view) { stages += view.stage; });
    const auto inStage = [&](const char* name) {
        return QTest::qWaitFor(
            [&] { return window->work().view().stage.startsWith(QString::fromLatin1(name)); }, 20000);
    };
    CompressSettings settings;
    settings.output = folder / "out";
    settings.calibration = folder / "text.txt";
    settings.evaluation = folder / "text.txt";
    settings.measureResult = true;
    window->work().compress(settings);
    ASSERT_TRUE(inStage("Evaluating before"));
    EXPECT_EQ(window->work().view().step, 2);
    EXPECT_EQ(window->work().view().steps, 4);
    action("cancel")->trigger();
    ASSERT_TRUE(waitFor(State::Cancelled, 5000));
    stages.clear();
    action("resume")->trigger();
    ASSERT_TRUE(waitFor(State::Finished, 20000)) << window->work().view().error.toStdString();
    EXPECT_EQ(window->work().view().step, 3);
    EXPECT_EQ(window->work().view().steps, 3);
    EXPECT_TRUE(stages.filter(QStringLiteral("Compressing")).isEmpty())
        << "the output is whole: nothing to run again";
    const results::RunReport* run = window->document().state().run();
    ASSERT_NE(run, nullptr);
    EXPECT_TRUE(run->before && run->after);
    EXPECT_FALSE(stages.filter(QStringLiteral("Measuring the result")).isEmpty());
    EXPECT_NE(window->document().state().measuredResult(), nullptr) << "what plots lay over the dense model";
}

TEST_F(WindowTest, ClosingStopsTheJobFirst) {
    startFake(100000);
    ASSERT_TRUE(openRandomModel());
    MeasureSettings measure;
    measure.text = folder / "text.txt";
    window->work().measure(measure);
    ASSERT_TRUE(waitFor(State::Running, 20000));
    EXPECT_FALSE(window->close());
    EXPECT_TRUE(QTest::qWaitFor([&] { return !window->isVisible(); }, 5000));
}

TEST_F(WindowTest, DialogsSayWhatIsMissing) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    action("compress")->trigger();
    QDialog* compress = dialog("compressDialog");
    ASSERT_NE(compress, nullptr);
    auto* begin = compress->findChild<QPushButton*>(QStringLiteral("start"));
    auto* problem = compress->findChild<QLabel*>(QStringLiteral("problem"));
    line(compress, "output")->setText(QString::fromStdString((folder / "model").string()));
    EXPECT_FALSE(begin->isEnabled());
    EXPECT_TRUE(problem->text().contains(QStringLiteral("not empty")));
    line(compress, "output")->setText(QString::fromStdString((folder / "out").string()));
    line(compress, "calibration")->setText(QStringLiteral("/no/such/text"));
    EXPECT_FALSE(begin->isEnabled());
    line(compress, "calibration")->clear();
    EXPECT_TRUE(begin->isEnabled()) << problem->text().toStdString();
    compress->reject();
}

TEST_F(WindowTest, ArrangesItselfForSmallAndLargeScreens) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    for (const QSize size : {QSize(1024, 720), QSize(1280, 720), QSize(2560, 1440), QSize(1280, 720)}) {
        window->resize(size);
        QTest::qWait(50);
        window->grab();
        EXPECT_EQ(window->size(), size) << "nothing forces the window larger than the screen";
    }
    for (const char* workspace :
         {"workspace:present", "workspace:run", "workspace:compare", "workspace:plan", "workspace:measure"})
        action(workspace)->trigger();
}

/// The real engine, where it was built.
struct WindowWithEngine : WindowTest {
    void SetUp() override {
        if (!session::loadEngine())
            GTEST_SKIP() << "this build has no engine";
        start(session::loadEngine);
        ASSERT_TRUE(open(QStringLiteral("builtin")));
    }
    void expectCompressed(const fs::path& output) const {
        EXPECT_TRUE(fs::exists(output / "lapidary-plan.json"));
        const results::RunReport* run = window->document().state().run();
        ASSERT_NE(run, nullptr);
        ASSERT_TRUE(run->before && run->after);
        EXPECT_GT(run->after->perplexity, 1.0);
        EXPECT_TRUE(run->after->divergence.has_value());
        EXPECT_EQ(run->bytesAfter, window->document().state().check->bytesAfter) << "predicted to the byte";
    }
};

TEST_F(WindowWithEngine, FromTheWindowToACompressedCheckpointByMouse) {
    const fs::path output = folder / "by-mouse";
    // Preset from the menu, one site by hand in the matrix and the inspector, then the run panel's button.
    auto* presets = action("preset:w4-g64-rtn");
    presets->trigger();
    auto& matrix = window->matrix().matrix();
    QTest::mouseClick(&matrix, Qt::LeftButton, {}, matrix.cellRect(SiteId("blocks.0.mlp.down")).center());
    auto* inspector = window->findChild<widgets::Inspector*>();
    auto* skip = inspector->findChild<QAbstractButton*>(QStringLiteral("skip"));
    QTest::mouseClick(skip, Qt::LeftButton, {}, {8, skip->height() / 2});
    EXPECT_TRUE(window->document().state().resolved(SiteId("blocks.0.mlp.down"))->settings.skip);
    window->showWorkspace(QStringLiteral("run"));
    auto* panel = window->findChild<widgets::JobPanel*>();
    QTest::mouseClick(panel->findChild<QPushButton*>(QStringLiteral("compress")), Qt::LeftButton);
    QDialog* compress = dialog("compressDialog");
    ASSERT_NE(compress, nullptr);
    line(compress, "output")->setText(QString::fromStdString(output.string()));
    QTest::mouseClick(compress->findChild<QPushButton*>(QStringLiteral("start")), Qt::LeftButton);
    ASSERT_TRUE(waitFor(State::Finished)) << window->work().view().error.toStdString();
    expectCompressed(output);
}

TEST_F(WindowWithEngine, FromTheWindowToACompressedCheckpointByKeyboard) {
    const fs::path output = folder / "by-keyboard";
    action("preset:w4-g64-rtn")->trigger();
    auto& matrix = window->matrix().matrix();
    matrix.setFocus();
    QTest::keyClick(&matrix, Qt::Key_Right);
    QTest::keyClick(&matrix, Qt::Key_Minus);
    EXPECT_EQ(window->document()
                  .state()
                  .resolved(SiteId("blocks.1.attn.q"))
                  ->settings.families.at(plan::Family::Quantization)
                  .integer("bits"),
              3);
    QTest::keyClick(window.get(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QDialog* compress = dialog("compressDialog");
    ASSERT_NE(compress, nullptr);
    auto* path = line(compress, "output");
    path->setFocus();
    path->selectAll();
    QTest::keyClicks(path, QString::fromStdString(output.string()));
    QTest::keyClick(compress, Qt::Key_Return);
    ASSERT_TRUE(waitFor(State::Finished)) << window->work().view().error.toStdString();
    expectCompressed(output);
}

TEST_F(WindowWithEngine, MeasuringFillsTheViews) {
    const auto files = session::builtinFiles();
    ASSERT_TRUE(files);
    fs::copy(files->model, folder / "model", fs::copy_options::recursive);
    ASSERT_TRUE(open(QString::fromStdString((folder / "model").string())));
    EXPECT_EQ(window->matrix().matrix().figures().knownSites(), 0U);
    MeasureSettings settings;
    settings.text = files->calibration;
    settings.windows = 2;
    settings.window = 128;
    window->work().measure(settings);
    ASSERT_TRUE(waitFor(State::Finished)) << window->work().view().error.toStdString();
    EXPECT_GT(window->matrix().matrix().figures().knownSites(), 30U);
    for (const PlotArea::Named& plot : window->plots().plots())
        EXPECT_FALSE(plot.view->plot().content().empty()) << plot.id.toStdString();
}

TEST(JobRunner, EngineGivesWayToTheWindow) {
    const int own = ::getpriority(PRIO_PROCESS, 0); // on Linux of the thread that asks
    std::atomic<int> engines = own;
    bool ended = false;
    JobRunner runner([&]() -> base::Result<std::unique_ptr<engine::Engine>> {
        engines = ::getpriority(PRIO_PROCESS, 0);
        return std::unique_ptr<engine::Engine>(std::make_unique<tests::FakeEngine>());
    });
    JobHandler handler;
    handler.ended = [&](const base::Result<session::JobResult>& result) { ended = result.ok(); };
    runner.start([](session::Session& session) { return session.listDevices(); }, std::move(handler));
    ASSERT_TRUE(QTest::qWaitFor([&] { return ended; }, 20000));
    EXPECT_GT(engines, own);
    EXPECT_EQ(::getpriority(PRIO_PROCESS, 0), own);
}

} // namespace
} // namespace lapidary::window
