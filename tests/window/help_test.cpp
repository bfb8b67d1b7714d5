// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/help/help_view.h"

#include "app/window/plot_area.h"
#include "tests/window/window_fixture.h"
#include "widgets/matrix/matrix_panel.h"

#include <QDockWidget>

namespace lapidary::window {
namespace {

struct HelpTest : WindowTest {
    void SetUp() override {
        startFake(1);
        help = window->findChild<widgets::HelpView*>();
        dock = window->findChild<QDockWidget*>(QStringLiteral("help"));
    }
    widgets::HelpView* help = nullptr;
    QDockWidget* dock = nullptr;
};

TEST_F(HelpTest, EveryDockEveryPlotAndEveryNamedPageIsThere) {
    const widgets::HelpPages pages(QStringLiteral("en"));
    QStringList missing;
    const auto expectPage = [&](const QString& what, const QString& page) {
        if (pages.find(page) == nullptr)
            missing << QStringLiteral("%1 wants resources/help/en/%2.md").arg(what, page);
    };
    for (const QDockWidget* found : window->findChildren<QDockWidget*>())
        expectPage(found->objectName(), widgets::helpPageOf(found->widget()));
    for (const PlotArea::Named& plot : window->plots().plots())
        expectPage(plot.id, widgets::helpPageOf(&plot.view->plot()));
    for (const QWidget* widget : window->findChildren<QWidget*>())
        if (const QString page = widget->property(widgets::kHelpProperty).toString(); !page.isEmpty())
            expectPage(widget->objectName(), page);
    EXPECT_TRUE(missing.isEmpty()) << missing.join(u'\n').toStdString();
}

TEST_F(HelpTest, APlotsPageSaysWhatHowFormulaAndSource) {
    const widgets::HelpPages pages(QStringLiteral("en"));
    for (const PlotArea::Named& plot : window->plots().plots())
        for (const char* section : {"## What it is", "## How to read it", "## Formula", "## Source"})
            if (const widgets::HelpPage* page = pages.find(widgets::helpPageOf(plot.view))) {
                EXPECT_TRUE(page->markdown.contains(QLatin1String(section)))
                    << page->id.toStdString() << " lacks " << section;
            }
}

TEST_F(HelpTest, F1OpensThePageOfTheFocusAndEscReturns) {
    ASSERT_TRUE(openRandomModel());
    EXPECT_TRUE(dock->isHidden());
    auto* matrix = &window->matrix().matrix();
    matrix->setFocus();
    QTest::keyClick(matrix, Qt::Key_F1);
    EXPECT_TRUE(dock->isVisible());
    EXPECT_EQ(help->page(), QStringLiteral("matrix"));
    QWidget* reading = window->focusWidget();
    EXPECT_TRUE(help->isAncestorOf(reading));
    QTest::keyClick(reading, Qt::Key_Escape);
    EXPECT_TRUE(dock->isHidden());
    EXPECT_EQ(window->focusWidget(), matrix);
    window->plots().plots().front().view->setFocus();
    QTest::keyClick(window->focusWidget(), Qt::Key_F1);
    EXPECT_EQ(help->page(), widgets::helpPageOf(window->plots().plots().front().view));
    window->showHelp(QStringLiteral("no such page"));
    EXPECT_EQ(help->page(), widgets::HelpPages::startPage());
}

} // namespace
} // namespace lapidary::window
