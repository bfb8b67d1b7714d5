// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/first_steps.h"

#include "tests/window/window_fixture.h"
#include "widgets/help/first_tasks.h"

#include <QDockWidget>
#include <QToolButton>

namespace lapidary::window {
namespace {

struct FirstStepsTest : WindowTest {
    QDockWidget* dock() const { return window->findChild<QDockWidget*>(QStringLiteral("firstSteps")); }
    QStringList done() const {
        QStringList ids = window->findChild<widgets::FirstTasks*>()->done();
        ids.sort();
        return ids;
    }
    void show(const char* task) const {
        auto* button =
            window->findChild<QToolButton*>(QStringLiteral("showTask:") + QString::fromLatin1(task));
        ASSERT_NE(button, nullptr) << task;
        button->click();
    }
};

TEST_F(FirstStepsTest, AreThereAtTheFirstStartAloneAndOnDemand) {
    startFake(1);
    EXPECT_TRUE(dock()->isVisible());
    dock()->close();
    window->close();
    startFake(1);
    EXPECT_FALSE(dock()->isVisible());
    action("firstSteps")->trigger();
    EXPECT_TRUE(dock()->isVisible());
}

TEST_F(FirstStepsTest, TickThemselvesWhicheverWayTheyAreDone) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    QTest::qWait(1);
    EXPECT_EQ(done(), QStringList()) << "opening a model is nobody's doing";
    window->selection().focusOn(SiteId("blocks.1.mlp.down"));
    EXPECT_EQ(done(), QStringList{QStringLiteral("look")});
    window->document().setPreset("w4-g64");
    EXPECT_EQ(done(), (QStringList{QStringLiteral("look"), QStringLiteral("preset")}));
    action("lower")->trigger();
    EXPECT_TRUE(done().contains(QStringLiteral("edit")));
    window->document().setTarget(1000000);
    EXPECT_TRUE(done().contains(QStringLiteral("target")));
    EXPECT_FALSE(done().contains(QStringLiteral("undo")));
    action("undo")->trigger();
    EXPECT_TRUE(done().contains(QStringLiteral("undo")));
    window->close();
    startFake(1);
    EXPECT_EQ(done().size(), 5) << "remembered";
}

TEST_F(FirstStepsTest, ShowWhereAThingIsDone) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    const auto focusIsIn = [&](const char* name) {
        const QWidget* focused = QApplication::focusWidget();
        const auto* place = window->findChild<QWidget*>(QString::fromLatin1(name));
        return focused != nullptr && place != nullptr && (place == focused || place->isAncestorOf(focused));
    };
    show("look");
    EXPECT_TRUE(focusIsIn("layerMatrix"));
    show("target");
    EXPECT_TRUE(focusIsIn("target"));
    show("undo");
    EXPECT_TRUE(focusIsIn("history"));
    show("edit");
    EXPECT_TRUE(focusIsIn("inspector"));
    show("run");
    EXPECT_NE(dialog("compressDialog"), nullptr);
}

} // namespace
} // namespace lapidary::window
