// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stories/story_book.h"

#include "tests/widgets/sample_state.h"
#include "widgets/stories/stories_panel.h"
#include "widgets/stories/story_steps_model.h"
#include "widgets/stories/story_text.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>
#include <QToolButton>

#include <gtest/gtest.h>

namespace lapidary::widgets {
namespace {

using results::Story;
using results::StoryStep;

StoryStep named(const char* title) {
    StoryStep step;
    step.title = title;
    return step;
}

std::string titles(const StoryBook& book) {
    std::string all;
    if (book.story() != nullptr)
        for (const StoryStep& step : book.story()->steps)
            all += step.title;
    return all;
}

TEST(StoryBook, EveryChangeIsUndoneAndRedone) {
    StoryBook book;
    book.addStep(named("a"));
    book.addStep(named("b"));
    book.addStep(named("c"));
    EXPECT_EQ(titles(book), "abc");
    const std::vector<Story> start = book.stories();
    EXPECT_TRUE(book.moveStep(2, 0));
    EXPECT_EQ(titles(book), "cab");
    EXPECT_EQ(book.stepIndex(), 0U);
    book.duplicateStep();
    book.removeStep();
    book.changeStep(named("x"), "title");
    book.changeStep(named("xy"), "title");
    book.changeStory("Other", 5);
    book.addStory("Second");
    book.removeStory();
    int undone = 0;
    while (book.canUndo() && book.stories() != start) {
        book.undo();
        ++undone;
    }
    EXPECT_EQ(undone, 7) << "two letters of a title are one change";
    EXPECT_EQ(book.stories(), start);
    for (; undone > 0; --undone)
        book.redo();
    EXPECT_EQ(book.story()->title, "Other");
    EXPECT_EQ(titles(book), "xyab") << "as it was left";
    EXPECT_FALSE(book.canRedo());
}

TEST(StorySteps, FollowTheBookAndMove) {
    StoryBook book;
    StoryStepsModel model(book);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    for (const char* title : {"a", "b", "c"})
        book.addStep(named(title));
    ASSERT_EQ(model.rowCount(), 3);
    EXPECT_TRUE(model.moveRow({}, 0, {}, 3));
    EXPECT_EQ(titles(book), "bca");
    EXPECT_EQ(model.data(model.index(2), Qt::DisplayRole).toString(), QStringLiteral("3  a"));
    EXPECT_FALSE(model.moveRow({}, 1, {}, 2)) << "that is where it is";
    StoryStep marked = *book.step();
    marked.bookmark = 4;
    book.changeStep(marked);
    EXPECT_TRUE(model.data(model.index(2), Qt::DisplayRole).toString().contains(QStringLiteral("key 4")));
    book.load({});
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(StoriesPanel, IsUsedByKeyboard) {
    StoryBook book;
    StoriesPanel panel(book);
    panel.setOpen(true);
    for (const char* title : {"a", "b", "c"})
        book.addStep(named(title));
    panel.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&panel));
    auto* list = panel.findChild<QListView*>(QStringLiteral("storySteps"));
    QSignalSpy shown(&panel, &StoriesPanel::showRequested);
    QTest::keyClick(list, Qt::Key_Up);
    EXPECT_EQ(book.stepIndex(), 1U);
    QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(titles(book), "bac");
    QTest::keyClick(list, Qt::Key_Delete);
    EXPECT_EQ(titles(book), "ac");
    QTest::keyClick(list, Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(titles(book), "bac");
    QTest::keyClick(list, Qt::Key_Return);
    EXPECT_EQ(shown.count(), 1);
    auto* title = panel.findChild<QLineEdit*>(QStringLiteral("stepTitle"));
    title->selectAll();
    QTest::keyClicks(title, QStringLiteral("new"));
    EXPECT_EQ(titles(book), "newac");
    QTest::keyClicks(panel.findChild<QPlainTextEdit*>(QStringLiteral("stepText")), QStringLiteral("Hello"));
    EXPECT_EQ(book.step()->text, "Hello");
    for (const QToolButton* button : panel.findChildren<QToolButton*>())
        EXPECT_FALSE(button->accessibleName().isEmpty()) << button->objectName().toStdString();
}

TEST(StoryText, PlaceholdersAreNumbersOfTheState) {
    const ViewState state = tests::sampleState();
    const auto filled = [&](const char* text) { return fillStoryText(QString::fromUtf8(text), state); };
    const FilledText size = filled("It takes {bytes_before}.");
    EXPECT_TRUE(size.unknown.isEmpty());
    EXPECT_FALSE(size.text.contains(u'{'));
    EXPECT_EQ(filled("{count@blocks.0.*}").text, QStringLiteral("7"));
    EXPECT_EQ(filled("{bytes@blocks.0.attn.q/bytes@blocks.0.attn.q}").text, QStringLiteral("1.00"));
    EXPECT_EQ(filled("{ not one } {}").text, QStringLiteral("{ not one } {}"));
    const FilledText unknown = filled("{bytes@nowhere} {nonsense}");
    EXPECT_EQ(unknown.unknown.size(), 2);
    EXPECT_EQ(fillStoryText(QStringLiteral("{blocks}"), ViewState()).unknown.size(), 1);
}

TEST(StoryText, MarkdownFromAFileFetchesNothing) {
    QTextDocument document;
    setStoryMarkdown(document, QStringLiteral("**a** ![x](file:///etc/passwd) <b>c</b>"));
    EXPECT_FALSE(document.toHtml().contains(QStringLiteral("<img")));
    EXPECT_TRUE(document.toPlainText().contains(QStringLiteral("<b>c</b>")));
}

} // namespace
} // namespace lapidary::widgets
