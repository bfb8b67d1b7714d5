// SPDX-License-Identifier: GPL-3.0-or-later
// The history as a person uses it: dock, menus, toast.
#include "app/window/main_window.h"
#include "app/window/undo_toast.h"
#include "tests/support/checkpoint_maker.h"
#include "tests/support/fake_engine.h"
#include "tests/support/test_data.h"
#include "widgets/panels/history_model.h"
#include "widgets/panels/history_panel.h"

#include <QAction>
#include <QCheckBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <gtest/gtest.h>

namespace lapidary::window {
namespace {

using model::SiteId;
using widgets::HistoryModel;

struct HistoryWindowTest : testing::Test {
    HistoryWindowTest() {
        std::filesystem::remove_all(ownProjectsFolder());
        tests::makeCheckpoint(folder / "model", {});
        window = std::make_unique<MainWindow>(WindowServices{
            []() -> base::Result<std::unique_ptr<engine::Engine>> {
                return std::unique_ptr<engine::Engine>(std::make_unique<tests::FakeEngine>());
            },
            [](QWidget*, const PathQuestion&, const std::function<void(QString)>&) {}, nullptr});
        window->resize(1280, 800);
        window->show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(window.get()));
        QSignalSpy opened(window.get(), &MainWindow::opened);
        window->open(QString::fromStdString((folder / "model").string()));
        EXPECT_TRUE(QTest::qWaitFor([&] { return !opened.isEmpty(); }, 20000));
        window->findChild<QDockWidget*>(QStringLiteral("history"))->raise();
    }
    QAction* action(const char* name) const { return window->findChild<QAction*>(QString::fromLatin1(name)); }
    HistoryModel& model() const { return window->findChild<widgets::HistoryPanel*>()->model(); }
    QTreeView& tree() const { return *window->findChild<QTreeView*>(QStringLiteral("historyTree")); }
    QString cell(plan::StepIndex step, int column) const {
        return model().indexOf(step).siblingAtColumn(column).data().toString();
    }
    const plan::History& history() const { return window->document().history(); }

    tests::TemporaryFolder folder;
    std::unique_ptr<MainWindow> window;
};

TEST_F(HistoryWindowTest, StepsHaveWordsAndBytesAndAreGoneTo) {
    action("preset:w8")->trigger();
    action("preset:w4-g64")->trigger();
    EXPECT_TRUE(cell(1, HistoryModel::kWhat).contains(QStringLiteral("w8")));
    EXPECT_TRUE(QTest::qWaitFor([&] { return cell(1, HistoryModel::kChange).contains(QChar(0x2212)); }))
        << cell(1, HistoryModel::kChange).toStdString();
    EXPECT_TRUE(action("undo")->text().contains(QStringLiteral("w4-g64")));
    QTest::mouseClick(tree().viewport(), Qt::LeftButton, {}, tree().visualRect(model().indexOf(1)).center());
    EXPECT_EQ(history().current(), 1U);
    EXPECT_EQ(history().plan().preset, "w8");
    EXPECT_TRUE(action("redo")->text().contains(QStringLiteral("w4-g64")));
    auto* difference = window->findChild<QLabel*>(QStringLiteral("historyDifference"));
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return difference->text() == QStringLiteral("The plan as it is now."); }));
    tree().setCurrentIndex(model().indexOf(2));
    EXPECT_TRUE(QTest::qWaitFor([&] {
        return difference->text().contains(QStringLiteral("preset w4-g64, now w8"));
    })) << difference->text().toStdString();
}

TEST_F(HistoryWindowTest, ALargeEditOffersUndoForAWhile) {
    auto* toast = window->findChild<UndoToast*>();
    EXPECT_FALSE(toast->isVisible());
    action("preset:w8")->trigger();
    EXPECT_TRUE(toast->isVisible());
    toast->findChild<QPushButton*>()->click();
    EXPECT_FALSE(toast->isVisible());
    EXPECT_EQ(history().current(), 0U);
    window->selection().focusOn(SiteId("blocks.0.attn.q"));
    action("skip")->trigger();
    EXPECT_FALSE(toast->isVisible()) << "a small edit";
    action("preset:w8")->trigger();
    ASSERT_TRUE(toast->isVisible());
    action("undo")->trigger();
    EXPECT_FALSE(toast->isVisible()) << "it would take back the edit before";
}

TEST_F(HistoryWindowTest, TheSelectedSitesGoBackInOneStep) {
    action("preset:w8")->trigger();
    window->selection().selectAll();
    action("skip")->trigger();
    window->selection().select({SiteId("blocks.0.attn.q"), SiteId("blocks.1.mlp.up")});
    tree().setFocus();
    tree().setCurrentIndex(model().indexOf(1));
    QTest::keyClick(&tree(), Qt::Key_R);
    EXPECT_EQ(history().steps().size(), 4U);
    int back = 0;
    for (const plan::ResolvedSite& site : window->document().state().check->resolved.sites)
        back += site.settings.skip ? 0 : 1;
    EXPECT_EQ(back, 2);
}

TEST_F(HistoryWindowTest, NamesAreGivenMovedAndTakenBack) {
    action("preset:w8")->trigger();
    action("nameStep")->trigger();
    auto* editor = tree().findChild<QLineEdit*>();
    ASSERT_NE(editor, nullptr);
    QTest::keyClicks(editor, QStringLiteral("eight"));
    QTest::keyClick(editor, Qt::Key_Return);
    ASSERT_TRUE(QTest::qWaitFor([&] { return history().snapshots().contains("eight"); }));
    EXPECT_EQ(history().snapshots().at("eight"), 1U);
    EXPECT_TRUE(cell(1, HistoryModel::kName).contains(QStringLiteral("eight")));
    window->document().nameStep(1, QStringLiteral("8 bits"));
    EXPECT_EQ(history().snapshots().size(), 1U) << "renamed";
    window->document().nameStep(1, {});
    EXPECT_TRUE(history().snapshots().empty());
    auto* toast = window->findChild<UndoToast*>();
    ASSERT_TRUE(toast->isVisible());
    toast->findChild<QPushButton*>()->click();
    EXPECT_EQ(history().snapshots().at("8 bits"), 1U);
}

TEST_F(HistoryWindowTest, OnlyTheStepsOfOneSite) {
    window->selection().focusOn(SiteId("blocks.0.attn.q"));
    action("skip")->trigger();
    window->selection().focusOn(SiteId("blocks.1.attn.q"));
    action("skip")->trigger();
    action("preset:w8")->trigger();
    window->findChild<QCheckBox*>(QStringLiteral("historyOneSite"))->setChecked(true);
    EXPECT_TRUE(QTest::qWaitFor([&] { return model().rowCount() == 3; })) << "start, its skip, where we are";
    EXPECT_TRUE(model().indexOf(2).isValid());
    EXPECT_FALSE(model().indexOf(1).isValid());
}

} // namespace
} // namespace lapidary::window
