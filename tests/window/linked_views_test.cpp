// SPDX-License-Identifier: GPL-3.0-or-later
// What happens in one view and what the others do of it, row by row.
#include "tests/window/window_fixture.h"
#include "widgets/inspector/inspector.h"
#include "widgets/matrix/matrix_panel.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLabel>
#include <QStatusBar>
#include <QTreeView>

namespace lapidary::window {
namespace {

struct LinkedViewsTest : WindowTest {
    void SetUp() override {
        startFake(1);
        ASSERT_TRUE(openRandomModel());
        QTest::qWait(50);
    }
    QAbstractItemView& view(const char* name) const {
        return *window->findChild<QAbstractItemView*>(QString::fromLatin1(name));
    }
    widgets::LayerMatrix& matrix() const { return window->matrix().matrix(); }
    QImage picture(QWidget& widget) const {
        QTest::qWait(20);
        return widget.grab().toImage();
    }
    QString inspectorText() const {
        QString all;
        for (const QLabel* label : window->findChild<widgets::Inspector*>()->findChildren<QLabel*>())
            all += label->text() + u'\n';
        return all;
    }
    void moveTo(QWidget& widget, const QPoint& at) const { QTest::mouseMove(&widget, at); }
};

TEST_F(LinkedViewsTest, HoverOutlinesTheSiteInAllViewsAndSaysItsValue) {
    const SiteId site("blocks.0.attn.v");
    auto& tree = static_cast<QTreeView&>(view("modelTreeView"));
    tree.expandAll();
    const QImage treeBefore = picture(*tree.viewport());
    const QImage tableBefore = picture(*view("planTableView").viewport());
    moveTo(matrix(), matrix().cellRect(site).center());
    EXPECT_EQ(window->selection().hover(), site);
    EXPECT_NE(picture(*tree.viewport()), treeBefore);
    EXPECT_NE(picture(*view("planTableView").viewport()), tableBefore);
    EXPECT_EQ(window->statusBar()->currentMessage(), matrix().describe(site));
    const QImage matrixBefore = picture(matrix());
    const QModelIndex row = tree.model()->index(2, 0, tree.model()->index(1, 0));
    const SiteId other("blocks.0.attn.k");
    window->selection().setHover({});
    window->selection().setHover(other);
    EXPECT_NE(picture(matrix()), matrixBefore);
    moveTo(*tree.viewport(), tree.visualRect(row).center());
    EXPECT_EQ(window->statusBar()->currentMessage(), matrix().describe(window->selection().hover()))
        << "whichever view the pointer is over";
}

TEST_F(LinkedViewsTest, AClickShowsTheSiteEverywhere) {
    const SiteId site("blocks.1.mlp.down");
    QTest::mouseClick(&matrix(), Qt::LeftButton, {}, matrix().cellRect(site).center());
    QTest::qWait(20);
    EXPECT_TRUE(inspectorText().contains(QStringLiteral("blocks.1.mlp.down")));
    for (const char* name : {"modelTreeView", "planTableView"}) {
        QAbstractItemView& list = view(name);
        EXPECT_TRUE(list.currentIndex().isValid()) << name;
        EXPECT_TRUE(list.viewport()->rect().intersects(list.visualRect(list.currentIndex())))
            << name << " has scrolled to it";
    }
    EXPECT_EQ(window->selection().focus(), site);
}

TEST_F(LinkedViewsTest, ABoxIsTheSetOfAllViewsAndMixedValuesAreADash) {
    action("preset:w8")->trigger();
    window->selection().focusOn(SiteId("blocks.1.mlp.up"));
    action("lower")->trigger();
    const QRect from = matrix().cellRect(SiteId("blocks.0.mlp.up"));
    const QRect to = matrix().cellRect(SiteId("blocks.1.mlp.down"));
    QTest::mousePress(&matrix(), Qt::LeftButton, {}, from.center());
    QTest::mouseMove(&matrix(), to.center());
    QTest::mouseRelease(&matrix(), Qt::LeftButton, {}, to.center());
    EXPECT_EQ(window->selection().set().size(), 4U);
    EXPECT_EQ(view("planTableView").selectionModel()->selectedRows().size(), 4);
    bool dash = false;
    for (const QLineEdit* field : window->findChild<widgets::Inspector*>()->findChildren<QLineEdit*>())
        dash = dash || field->text().contains(u'—') || field->placeholderText().contains(u'—');
    EXPECT_TRUE(dash) << "bits differ";
}

TEST_F(LinkedViewsTest, TheFilterActsOnTreeTableAndMatrixUntilEsc) {
    const int all = view("planTableView").model()->rowCount();
    const QImage before = picture(matrix());
    matrix().setFocus();
    QTest::keyClick(&matrix(), Qt::Key_Slash);
    auto* field = window->findChild<QLineEdit*>(QStringLiteral("modelFilter"));
    ASSERT_TRUE(field->hasFocus());
    QTest::keyClicks(field, QStringLiteral("down"));
    const int left = view("planTableView").model()->rowCount();
    EXPECT_LT(left, all);
    EXPECT_TRUE(window->selection().filter().has_value());
    EXPECT_NE(picture(matrix()), before) << "dims the rest";
    EXPECT_TRUE(window->findChild<QLabel*>(QStringLiteral("modelFilterCounter"))
                    ->text()
                    .startsWith(QString::number(left)));
    action("selectAll")->trigger();
    EXPECT_EQ(static_cast<int>(window->selection().set().size()), left);
    matrix().setFocus();
    QTest::keyClick(&matrix(), Qt::Key_Escape);
    EXPECT_FALSE(window->selection().filter().has_value());
    EXPECT_EQ(view("planTableView").model()->rowCount(), all);
}

TEST_F(LinkedViewsTest, AnEditIsInEveryViewAtOnce) {
    auto* size = window->findChild<QLabel*>(QStringLiteral("size"));
    window->selection().focusOn(SiteId("blocks.0.mlp.up"));
    const QString before = size->text();
    const QImage matrixBefore = picture(matrix());
    const QImage tableBefore = picture(*view("planTableView").viewport());
    action("preset:w8")->trigger(); // and nothing waits for the event loop
    EXPECT_NE(size->text(), before);
    EXPECT_NE(matrix().grab().toImage(), matrixBefore);
    EXPECT_NE(view("planTableView").viewport()->grab().toImage(), tableBefore);
}

TEST_F(LinkedViewsTest, NamedSetsLieInTheProject) {
    window->selection().select({SiteId("blocks.0.mlp.down"), SiteId("blocks.1.mlp.down")});
    QTest::keyClick(window.get(), Qt::Key_G, Qt::ControlModifier);
    auto* name = window->findChild<QLineEdit*>(QStringLiteral("setName"));
    ASSERT_TRUE(name->hasFocus());
    QTest::keyClicks(name, QStringLiteral("downs"));
    QTest::keyClick(name, Qt::Key_Return);
    ASSERT_NE(window->sets().find(QStringLiteral("downs")), nullptr);
    window->document().saveProjectAs(folder / "sets.lapidary");
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->document().store().idle(); }));
    ASSERT_TRUE(open(QStringLiteral("builtin")));
    EXPECT_TRUE(window->sets().all().empty());
    ASSERT_TRUE(open(QString::fromStdString((folder / "sets.lapidary").string())));
    ASSERT_NE(window->sets().find(QStringLiteral("downs")), nullptr);
    EXPECT_EQ(window->sets().find(QStringLiteral("downs"))->sites.size(), 2U);
}

TEST_F(LinkedViewsTest, PinBackAndForwardByKeys) {
    window->selection().focusOn(SiteId("blocks.0.mlp.up"));
    const QImage before = picture(*view("planTableView").viewport());
    QTest::keyClick(&view("planTableView"), Qt::Key_P);
    EXPECT_EQ(window->selection().pinned(), SiteId("blocks.0.mlp.up"));
    EXPECT_NE(picture(*view("planTableView").viewport()), before);
    QTest::keyClick(&view("planTableView"), Qt::Key_BracketRight);
    EXPECT_EQ(window->selection().focus(), SiteId("blocks.1.mlp.up"));
    QTest::keyClick(window.get(), Qt::Key_Left, Qt::AltModifier);
    EXPECT_EQ(window->selection().focus(), SiteId("blocks.0.mlp.up"));
    QTest::keyClick(window.get(), Qt::Key_Right, Qt::AltModifier);
    EXPECT_EQ(window->selection().focus(), SiteId("blocks.1.mlp.up"));
}

} // namespace
} // namespace lapidary::window
