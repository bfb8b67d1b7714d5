// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/presenter.h"

#include "app/window/lessons.h"
#include "app/window/main_window.h"
#include "app/window/notes_window.h"
#include "app/window/plot_area.h"
#include "app/window/stage_cover.h"
#include "app/window/stories.h"
#include "app/window/story_caption.h"
#include "tests/support/fake_engine.h"
#include "tests/support/test_data.h"
#include "widgets/matrix/matrix_panel.h"
#include "widgets/stories/story_text.h"

#include <QAction>
#include <QMenuBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTest>
#include <QTextDocument>

#include <gtest/gtest.h>

namespace lapidary::window {
namespace {

namespace fs = std::filesystem;
using model::SiteId;

/// What presenting must not change.
struct Kept {
    std::string plan;
    std::string history;
    std::set<SiteId> set;
    SiteId focus;
    SiteId pinned;
    QString metric;
    QStringList front;
    QByteArray docks;
    bool menu = false;
    bool canGoBack = false;
    bool operator==(const Kept&) const = default;
};

struct PresenterTest : testing::Test {
    void SetUp() override {
        fs::remove_all(ownProjectsFolder());
        window = std::make_unique<MainWindow>(WindowServices{
            []() -> base::Result<std::unique_ptr<engine::Engine>> {
                return std::unique_ptr<engine::Engine>(std::make_unique<tests::FakeEngine>());
            },
            [](QWidget*, const PathQuestion&, const std::function<void(QString)>&) {}, &settings});
        window->resize(1280, 800);
        window->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
    }
    void open(const char* name) {
        QSignalSpy opened(window.get(), &MainWindow::opened);
        window->open(QString::fromLatin1(name));
        ASSERT_TRUE(QTest::qWaitFor([&] { return !opened.isEmpty(); }, 20000));
        ASSERT_TRUE(opened.value(0).value(0).toBool());
    }
    Kept kept() const {
        const Document& document = window->document();
        return {toJson(document.history().plan()).dump(),
                document.history().toJson().dump(),
                window->selection().set(),
                window->selection().focus(),
                window->selection().pinned(),
                window->matrix().metric(),
                window->plots().front(),
                window->saveState(),
                window->menuBar()->isVisible(),
                window->selection().canGoBack()};
    }
    Presenter& presenter() const { return window->stories().presenter(); }
    QString shown() const { return presenter().caption().shownText(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const {
        QWidget* focus = window->focusWidget();
        QTest::keyClick(focus != nullptr ? focus : window.get(), key, modifiers);
    }
    /// Everything that the step asks for is on screen.
    void expectStep(const results::StoryStep& step) const {
        const widgets::ViewState& state = window->document().state();
        EXPECT_EQ(shown(), [&] {
            QTextDocument text;
            widgets::setStoryMarkdown(text,
                                      widgets::fillStoryText(QString::fromStdString(step.text), state).text);
            return text.toPlainText();
        }());
        EXPECT_EQ(toJson(*state.plan), toJson(*plan::planFromJson(step.plan, "step"))) << step.title;
        EXPECT_EQ(window->selection().selected().size(), step.select.size()) << step.title;
        EXPECT_EQ(window->matrix().isVisible(), step.matrix.has_value()) << step.title;
        if (step.matrix) {
            EXPECT_EQ(window->matrix().metric().toStdString(), step.matrix->metric);
        }
        EXPECT_EQ(window->plots().isVisible(), !step.plots.empty()) << step.title;
        for (const results::StoryPlot& plot : step.plots) {
            EXPECT_TRUE(window->plots().find(QString::fromStdString(plot.id))->view->isVisible())
                << step.title;
            EXPECT_FALSE(
                window->plots().find(QString::fromStdString(plot.id))->view->plot().content().empty());
        }
    }

    tests::TemporaryFolder folder;
    QSettings settings{QString::fromStdString((folder / "settings.ini").string()), QSettings::IniFormat};
    std::unique_ptr<MainWindow> window;
};

TEST_F(PresenterTest, EveryLessonShowsWhatItSaysAndLeavesAllAsItWas) {
    open("builtin");
    ASSERT_EQ(lessons().size(), 4U);
    window->selection().select({SiteId("blocks.1.mlp.up"), SiteId("blocks.2.mlp.up")});
    window->selection().setPinned(SiteId("head"));
    plan::Plan plan;
    plan.preset = "w8";
    window->document().setPlan(plan, QStringLiteral("eight bits"));
    for (const Lesson& lesson : lessons()) {
        SCOPED_TRACE(lesson.id.toStdString());
        EXPECT_GT(lesson.story.minutes, 0);
        EXPECT_GE(lesson.story.steps.size(), 6U);
        EXPECT_LE(lesson.story.steps.size(), 9U);
        const Kept before = kept();
        QSignalSpy missing(&presenter(), &Presenter::message);
        ASSERT_TRUE(window->stories().presentNamed(lesson.id, 0, {.fullScreen = false}));
        EXPECT_FALSE(window->menuBar()->isVisible());
        EXPECT_FALSE(window->statusBar()->isVisible());
        for (std::size_t i = 0; i < lesson.story.steps.size(); ++i) {
            const results::StoryStep& step = lesson.story.steps[i];
            EXPECT_EQ(presenter().step(), i);
            expectStep(step);
            for (const std::string& text : {step.title, step.text, step.notes})
                EXPECT_TRUE(widgets::fillStoryText(QString::fromStdString(text), window->document().state())
                                .unknown.isEmpty())
                    << step.title;
            EXPECT_FALSE(step.notes.empty()) << step.title;
            press(Qt::Key_Space);
        }
        EXPECT_EQ(presenter().step() + 1, lesson.story.steps.size()) << "Space stays at the end";
        press(Qt::Key_Escape);
        EXPECT_FALSE(presenter().active());
        EXPECT_EQ(kept(), before);
        EXPECT_TRUE(missing.isEmpty()) << missing.value(0).value(0).toString().toStdString();
    }
}

TEST_F(PresenterTest, KeysMoveBlackenAndComeHome) {
    open("builtin");
    ASSERT_TRUE(window->stories().presentNamed(QStringLiteral("bytes"), 0, {.fullScreen = false}));
    press(Qt::Key_PageDown);
    press(Qt::Key_Right);
    EXPECT_EQ(presenter().step(), 2U);
    press(Qt::Key_Backspace);
    press(Qt::Key_Left);
    EXPECT_EQ(presenter().step(), 0U);
    press(Qt::Key_3);
    EXPECT_EQ(presenter().step(), 4U);
    press(Qt::Key_9);
    EXPECT_EQ(presenter().step(), 4U) << "no step has that key";
    press(Qt::Key_B);
    EXPECT_TRUE(presenter().cover().isBlack());
    press(Qt::Key_Escape);
    EXPECT_FALSE(presenter().cover().isBlack());
    EXPECT_TRUE(presenter().active()) << "Esc ends the black first";
    const QString figures = presenter().caption().shownFigures();
    QTest::keyClick(&window->matrix().matrix(), Qt::Key_Minus);
    EXPECT_NE(presenter().caption().shownFigures(), figures) << "what if";
    press(Qt::Key_Home);
    EXPECT_EQ(presenter().caption().shownFigures(), figures);
    press(Qt::Key_N);
    ASSERT_NE(presenter().notes(), nullptr);
    EXPECT_TRUE(presenter().notes()->isVisible());
    QTest::keyClick(presenter().notes(), Qt::Key_Space);
    EXPECT_EQ(presenter().step(), 5U) << "keys of the notes go on too";
    press(Qt::Key_F5);
    EXPECT_FALSE(presenter().active());
}

TEST_F(PresenterTest, WhatWasTriedIsKeptOnlyWhereAsked) {
    open("builtin");
    const std::string plan = toJson(window->document().history().plan()).dump();
    const std::size_t steps = window->document().history().steps().size();
    ASSERT_TRUE(window->stories().presentNamed(QStringLiteral("bytes"), 4, {.fullScreen = false}));
    QTest::keyClick(&window->matrix().matrix(), Qt::Key_Minus);
    press(Qt::Key_K);
    press(Qt::Key_Escape);
    const plan::History& history = window->document().history();
    EXPECT_EQ(toJson(history.plan()).dump(), plan) << "in force is what was";
    EXPECT_EQ(history.steps().size(), steps + 1);
    EXPECT_EQ(history.snapshots().size(), 1U);
}

TEST_F(PresenterTest, AStoryFromTheScreenIsKeptInTheProjectAndShown) {
    open("builtin");
    window->selection().select({SiteId("blocks.3.mlp.down")});
    window->matrix().setMetric(QStringLiteral("kl"));
    window->findChild<QAction*>(QStringLiteral("addStep"))->trigger();
    window->document().setPreset("w8");
    window->selection().select({SiteId("blocks.0.attn.q")});
    window->matrix().setMetric(QStringLiteral("plan:bits"));
    window->findChild<QAction*>(QStringLiteral("addStep"))->trigger();
    const auto stored = results::storiesFromJson(window->document().workbench("stories"), "project");
    ASSERT_OK(stored);
    ASSERT_EQ(stored->size(), 1U);
    ASSERT_EQ(stored->front().steps.size(), 2U);
    window->document().undo(); // the plan of the second step is no longer in force
    window->stories().book().goTo(0, 0);
    window->stories().present({.fullScreen = false});
    EXPECT_EQ(window->selection().focus(), SiteId("blocks.3.mlp.down"));
    EXPECT_EQ(window->matrix().metric(), QStringLiteral("kl"));
    press(Qt::Key_Space);
    EXPECT_EQ(window->document().history().plan().preset, "w8");
    press(Qt::Key_Escape);
    EXPECT_EQ(window->document().history().plan().preset, "none");
}

TEST_F(PresenterTest, TheSampleIsPresentedWithoutItsModel) {
    open("sample");
    const Kept before = kept();
    window->stories().present({.fullScreen = false});
    ASSERT_TRUE(presenter().active());
    EXPECT_TRUE(window->matrix().isVisible());
    EXPECT_FALSE(presenter().caption().shownFigures().isEmpty());
    QTest::keyClick(&window->matrix().matrix(), Qt::Key_Plus);
    press(Qt::Key_Escape);
    EXPECT_EQ(kept(), before);
}

TEST_F(PresenterTest, ALessonOpensTheBuiltinModelAndComesBack) {
    open("sample");
    QSignalSpy opened(window.get(), &MainWindow::opened);
    ASSERT_TRUE(window->stories().presentNamed(QStringLiteral("rank"), 0, {.fullScreen = false}));
    ASSERT_TRUE(QTest::qWaitFor([&] { return presenter().active(); }, 20000));
    EXPECT_TRUE(window->document().isBuiltin());
    press(Qt::Key_Escape);
    ASSERT_TRUE(QTest::qWaitFor([&] { return opened.count() == 2; }, 20000));
    EXPECT_TRUE(window->document().isRecorded());
    EXPECT_FALSE(window->document().isBuiltin());
    EXPECT_FALSE(window->stories().presentNamed(QStringLiteral("no such story"), 0));
}

} // namespace
} // namespace lapidary::window
