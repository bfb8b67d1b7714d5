// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/palette/command_palette.h"

#include "tests/widgets/panels_support.h"
#include "widgets/palette/fuzzy_match.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <gtest/gtest.h>

namespace lapidary::widgets {
namespace {

using namespace Qt::StringLiterals;

double score(const char* query, const char* name, const char* more = "") {
    return fuzzyScore(wordsOf(QString::fromUtf8(query)), wordsOf(QString::fromUtf8(name)),
                      wordsOf(QString::fromUtf8(more)));
}

TEST(FuzzyMatch, PartsWordsAndValues) {
    EXPECT_EQ(wordsOf(u"&Undo: bits 4 on blocks.3.mlp.down…"_s),
              (QStringList{u"undo"_s, u"bits"_s, u"4"_s, u"on"_s, u"blocks"_s, u"3"_s, u"mlp"_s, u"down"_s}));
    EXPECT_EQ(wordsOf(u"rank 0.5, 2:4, w4-g64"_s), (QStringList{u"rank"_s, u"0.5"_s, u"2:4"_s, u"w4-g64"_s}));
}

TEST(FuzzyMatch, ForgivesOrderAndTypos) {
    EXPECT_GT(score("project save", "Save the project as…"), 0.0);
    EXPECT_GT(score("comprss", "Compress by the plan…"), 0.0) << "a letter is missing";
    EXPECT_GT(score("comperss", "Compress by the plan…"), 0.0) << "two changed places";
    EXPECT_GT(score("sepctrum", "Rank spectrum"), 0.0);
    EXPECT_EQ(score("xyz", "Compress by the plan…"), 0.0);
    EXPECT_EQ(score("comprss moon", "Compress by the plan…"), 0.0) << "every word must fit";
    EXPECT_EQ(score("ab", "ax"), 0.0) << "short words have no typos";
}

TEST(FuzzyMatch, PrefersWholeWordsOfTheName) {
    EXPECT_GT(score("undo", "Undo"), score("undo", "Undoing things"));
    EXPECT_GT(score("rank", "Rank spectrum"), score("rank", "Frankly"));
    EXPECT_GT(score("plan", "Plan"), score("plan", "Compress", "Plan"));
    EXPECT_GT(score("run", "Run"), score("run", "Run › Measure the model"));
    EXPECT_GT(score("down", "down"), score("down", "dwon"));
}

struct PaletteTest : testing::Test {
    PaletteTest() {
        auto* column = new QVBoxLayout(&window);
        column->addWidget(&before);
        window.resize(800, 600);
        window.show();
        EXPECT_TRUE(QTest::qWaitForWindowActive(&window));
        before.setFocus();
    }
    PaletteEntry entry(const char* text, const char* whyNot = "") {
        const QString name = QString::fromUtf8(text);
        return {
            name, name, u"Menu"_s, u"Ctrl+X"_s, QString::fromUtf8(whyNot), [this, name] { done += name; }};
    }
    void open(const QStringList& recent = {}) {
        palette.open(
            {entry("Undo"), entry("Compress", "no model is open"), entry("Save the project")},
            [this](const QString& query) {
                return query.startsWith(u"bits"_s) ? std::vector{entry("bits 4 on 6 sites")}
                                                   : std::vector<PaletteEntry>();
            },
            recent);
    }
    QLineEdit& field() { return *palette.findChild<QLineEdit*>(); }
    QStringList shown() { return tests::columnTexts(palette.model(), 0); }

    QWidget window;
    QLineEdit before;
    CommandPalette palette{window};
    QStringList done;
};

TEST_F(PaletteTest, TypingFindsAndEnterRuns) {
    const QAbstractItemModelTester tester(&palette.model(),
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy chosen(&palette, &CommandPalette::chosen);
    open();
    EXPECT_TRUE(field().hasFocus());
    EXPECT_EQ(shown().size(), 3);
    QTest::keyClicks(&field(), u"porject"_s);
    ASSERT_EQ(shown(), QStringList{u"Save the project"_s});
    QTest::keyClick(&field(), Qt::Key_Return);
    EXPECT_EQ(done, QStringList{u"Save the project"_s});
    EXPECT_EQ(chosen.value(0).value(0).toString(), u"Save the project"_s);
    EXPECT_FALSE(palette.isVisible());
    EXPECT_TRUE(before.hasFocus()) << "where it was";
}

TEST_F(PaletteTest, EscChangesNothing) {
    open();
    QTest::keyClicks(&field(), u"undo"_s);
    QTest::keyClick(&field(), Qt::Key_Escape);
    EXPECT_TRUE(done.isEmpty());
    EXPECT_FALSE(palette.isVisible());
    EXPECT_TRUE(before.hasFocus());
}

TEST_F(PaletteTest, WhatCannotBeDoneSaysWhyAndStays) {
    open();
    QTest::keyClicks(&field(), u"compress"_s);
    const QModelIndex first = palette.model().index(0);
    EXPECT_EQ(first.data(PaletteModel::WhyNotRole).toString(), u"no model is open"_s);
    EXPECT_TRUE(field().accessibleDescription().contains(u"no model is open"_s));
    QTest::keyClick(&field(), Qt::Key_Return);
    EXPECT_TRUE(done.isEmpty());
    EXPECT_TRUE(palette.isVisible());
}

TEST_F(PaletteTest, RecentComesFirstAndSettingsBeforeAll) {
    open({u"Save the project"_s});
    EXPECT_EQ(shown().front(), u"Save the project"_s);
    QTest::keyClicks(&field(), u"bits 4"_s);
    EXPECT_EQ(shown(), QStringList{u"bits 4 on 6 sites"_s});
    QTest::keyClick(&field(), Qt::Key_Down); // round and round
    QTest::keyClick(&field(), Qt::Key_Return);
    EXPECT_EQ(done, QStringList{u"bits 4 on 6 sites"_s});
}

} // namespace
} // namespace lapidary::widgets
