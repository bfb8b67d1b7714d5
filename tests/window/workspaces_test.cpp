// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/workspaces.h"

#include "tests/window/window_fixture.h"

#include <QDockWidget>
#include <QInputDialog>
#include <QMenu>

namespace lapidary::window {
namespace {

struct WorkspacesTest : WindowTest {
    QDockWidget* dock(const char* name) const {
        return window->findChild<QDockWidget*>(QString::fromLatin1(name));
    }
    /// Open, and in front of its tabs.
    bool isSeen(const char* name) const { return !dock(name)->visibleRegion().isEmpty(); }
    void go(const char* workspace) const {
        action((std::string("workspace:") + workspace).c_str())->trigger();
        QTest::qWait(20);
    }
};

TEST_F(WorkspacesTest, EachHasAnArrangementOfItsOwn) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    EXPECT_EQ(window->workspaces().current(), QStringLiteral("plan"));
    EXPECT_TRUE(action("workspace:plan")->isChecked());
    EXPECT_TRUE(isSeen("tree") && isSeen("inspector") && isSeen("table"));
    EXPECT_FALSE(isSeen("help"));
    QTest::keyClick(window.get(), Qt::Key_1, Qt::ControlModifier);
    EXPECT_EQ(window->workspaces().current(), QStringLiteral("measure"));
    QTest::qWait(20);
    EXPECT_TRUE(isSeen("tree") && isSeen("run"));
    EXPECT_TRUE(dock("inspector")->isHidden());
    QTest::keyClick(window.get(), Qt::Key_3, Qt::ControlModifier);
    QTest::qWait(20);
    EXPECT_TRUE(isSeen("compare"));
    QTest::keyClick(window.get(), Qt::Key_4, Qt::ControlModifier);
    QTest::qWait(20);
    EXPECT_TRUE(isSeen("run") && isSeen("log")) << "side by side";
    QTest::keyClick(window.get(), Qt::Key_5, Qt::ControlModifier);
    for (const QDockWidget* each : window->findChildren<QDockWidget*>())
        EXPECT_TRUE(each->isHidden()) << each->objectName().toStdString();
}

TEST_F(WorkspacesTest, KeepWhatWasChangedAndCanBeReset) {
    startFake(1);
    dock("tree")->close();
    window->addDockWidget(Qt::LeftDockWidgetArea, dock("inspector"));
    dock("table")->setFloating(true);
    go("run");
    EXPECT_FALSE(dock("table")->isVisible());
    go("plan");
    EXPECT_TRUE(dock("tree")->isHidden());
    EXPECT_EQ(window->dockWidgetArea(dock("inspector")), Qt::LeftDockWidgetArea);
    EXPECT_TRUE(dock("table")->isFloating());
    action("resetLayout")->trigger();
    QTest::qWait(20);
    EXPECT_TRUE(isSeen("tree"));
    EXPECT_EQ(window->dockWidgetArea(dock("inspector")), Qt::RightDockWidgetArea);
    EXPECT_FALSE(dock("table")->isFloating());
}

TEST_F(WorkspacesTest, AreRememberedWhenTheProgramStartsAgain) {
    startFake(1);
    dock("tree")->close();
    go("measure");
    dock("log")->raise();
    window->close();
    window.reset();
    startFake(1);
    EXPECT_EQ(window->workspaces().current(), QStringLiteral("measure"));
    EXPECT_TRUE(isSeen("log"));
    EXPECT_TRUE(isSeen("tree"));
    go("plan");
    EXPECT_TRUE(dock("tree")->isHidden());
}

TEST_F(WorkspacesTest, LayoutsAreSavedUnderANameAndForgotten) {
    startFake(1);
    dock("inspector")->close();
    action("saveLayout")->trigger();
    auto* dialog = window->findChild<QInputDialog*>(QStringLiteral("saveLayoutDialog"));
    ASSERT_NE(dialog, nullptr);
    dialog->setTextValue(QStringLiteral("tables & plots/wide"));
    dialog->accept();
    EXPECT_EQ(window->workspaces().layouts(), QStringList{QStringLiteral("tables & plotswide")});
    action("resetLayout")->trigger();
    EXPECT_FALSE(dock("inspector")->isHidden());
    window->close();
    window.reset();
    startFake(1);
    ASSERT_NE(action("layout:tables & plotswide"), nullptr);
    action("layout:tables & plotswide")->trigger();
    EXPECT_TRUE(dock("inspector")->isHidden());
    window->workspaces().forgetLayout(QStringLiteral("tables & plotswide"));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    EXPECT_EQ(action("layout:tables & plotswide"), nullptr);
    EXPECT_TRUE(window->workspaces().layouts().isEmpty());
}

TEST_F(WorkspacesTest, FitSmallAndLargeScreens) {
    startFake(1);
    ASSERT_TRUE(openRandomModel());
    for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
        window->resize(size);
        for (const QString& name : Workspaces::names()) {
            window->showWorkspace(name);
            window->workspaces().reset();
            QTest::qWait(20);
            window->grab();
            EXPECT_EQ(window->size(), size) << name.toStdString();
        }
    }
}

} // namespace
} // namespace lapidary::window
