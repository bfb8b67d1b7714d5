// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/help/help_view.h"

#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

#include <gtest/gtest.h>

namespace lapidary::widgets {
namespace {

TEST(HelpPages, EveryPageHasATitleAndItsLinksLeadToPages) {
    static const QRegularExpression kLink(QStringLiteral(R"(\]\(([^):]+)\.md\))"));
    const HelpPages pages(QStringLiteral("en"));
    ASSERT_FALSE(pages.all().empty());
    EXPECT_EQ(pages.all().front().id, HelpPages::startPage());
    for (const HelpPage& page : pages.all()) {
        EXPECT_NE(page.title, page.id) << page.id.toStdString() << ": the first line is `# Title`";
        auto links = kLink.globalMatch(page.markdown);
        while (links.hasNext()) {
            const QString target = links.next().captured(1);
            EXPECT_NE(pages.find(target), nullptr)
                << page.id.toStdString() << " links to " << target.toStdString();
        }
    }
}

TEST(HelpPages, WhatIsNotTranslatedIsThereInEnglish) {
    const HelpPages english(QStringLiteral("en"));
    const HelpPages other(QStringLiteral("xx"));
    ASSERT_EQ(other.all().size(), english.all().size());
    EXPECT_EQ(other.find(QStringLiteral("plot-spectrum"))->markdown,
              english.find(QStringLiteral("plot-spectrum"))->markdown);
}

TEST(HelpPages, SearchWantsAllWordsAndPrefersTitles) {
    const HelpPages pages(QStringLiteral("en"));
    const auto hits = pages.search(QStringLiteral("spectrum RANK"));
    ASSERT_FALSE(hits.empty());
    EXPECT_EQ(hits.front().page->id, QStringLiteral("plot-spectrum"));
    EXPECT_TRUE(pages.search(QStringLiteral("spectrum qwertz")).empty());
    EXPECT_EQ(pages.search({}).size(), pages.all().size());
    for (const HelpHit& hit : pages.search(QStringLiteral("break-even")))
        EXPECT_TRUE(hit.excerpt.contains(QStringLiteral("break-even"), Qt::CaseInsensitive) ||
                    hit.page->title.contains(QStringLiteral("break-even"), Qt::CaseInsensitive))
            << hit.page->id.toStdString() << ": " << hit.excerpt.toStdString();
}

TEST(HelpPages, TheNearestAncestorNamesThePage) {
    QWidget outer;
    QWidget inner(&outer);
    QWidget innermost(&inner);
    EXPECT_TRUE(helpPageOf(&innermost).isEmpty());
    outer.setProperty(kHelpProperty, QStringLiteral("outer"));
    EXPECT_EQ(helpPageOf(&innermost), QStringLiteral("outer"));
    inner.setProperty(kHelpProperty, QStringLiteral("inner"));
    EXPECT_EQ(helpPageOf(&innermost), QStringLiteral("inner"));
    EXPECT_TRUE(helpPageOf(nullptr).isEmpty());
}

struct HelpViewTest : testing::Test {
    HelpViewTest() {
        view.resize(360, 500);
        view.QWidget::show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&view));
    }
    template<class T>
    T* child(const char* name) {
        return view.findChild<T*>(QString::fromLatin1(name));
    }
    HelpView view;
};

TEST_F(HelpViewTest, FollowsLinksAndGoesBack) {
    EXPECT_EQ(view.page(), HelpPages::startPage());
    EXPECT_FALSE(view.canGoBack());
    Q_EMIT child<QTextBrowser>("helpText")->anchorClicked(QUrl(QStringLiteral("matrix.md")));
    EXPECT_EQ(view.page(), QStringLiteral("matrix"));
    EXPECT_TRUE(child<QTextBrowser>("helpText")->toPlainText().startsWith(QStringLiteral("Layer matrix")));
    view.open(QStringLiteral("plot-spectrum"));
    QTest::keyClick(child<QTextBrowser>("helpText"), Qt::Key_Backspace);
    EXPECT_EQ(view.page(), QStringLiteral("matrix"));
    child<QToolButton>("helpBack")->click();
    EXPECT_EQ(view.page(), HelpPages::startPage());
    view.open(QStringLiteral("no such page"));
    EXPECT_EQ(view.page(), HelpPages::startPage());
}

TEST_F(HelpViewTest, SearchesByKeyboard) {
    auto* search = child<QLineEdit>("helpSearch");
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("break-even rank spectrum"));
    EXPECT_TRUE(view.page().isEmpty()) << "the list is shown";
    QTest::keyClick(search, Qt::Key_Return);
    EXPECT_EQ(view.page(), QStringLiteral("plot-spectrum"));
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("qwertz"));
    EXPECT_EQ(child<QListWidget>("helpList")->count(), 1);
    QTest::keyClick(search, Qt::Key_Return); // on the line that says so
    QTest::keyClick(search, Qt::Key_Escape);
    EXPECT_EQ(child<QListWidget>("helpList")->count(), static_cast<int>(view.pages().all().size()));
    QSignalSpy left(&view, &HelpView::leaveRequested);
    QTest::keyClick(search, Qt::Key_Escape);
    EXPECT_EQ(left.count(), 1);
    child<QToolButton>("helpBack")->click();
    EXPECT_EQ(view.page(), QStringLiteral("plot-spectrum")) << "from the contents to the page before";
}

} // namespace
} // namespace lapidary::widgets
