// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state/named_sets.h"

#include "tests/widgets/panels_support.h"
#include "widgets/panels/set_list.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include <gtest/gtest.h>

namespace lapidary::widgets {
namespace {

using namespace Qt::StringLiterals;
using tests::site;
using SiteSet = SelectionModel::SiteSet;

TEST(NamedSets, AreAddedReplacedRenamedAndRemoved) {
    NamedSets sets;
    QSignalSpy changed(&sets, &NamedSets::changed);
    sets.add(u" ends "_s, {site("a"), site("b")});
    sets.add(u"middle"_s, {site("c")});
    sets.add(u"  "_s, {site("c")});
    sets.add(u"nothing"_s, {});
    EXPECT_EQ(changed.count(), 2);
    sets.add(u"ends"_s, {site("a")});
    ASSERT_EQ(sets.all().size(), 2U);
    EXPECT_EQ(sets.find(u"ends"_s)->sites, SiteSet{site("a")});
    EXPECT_FALSE(sets.rename(u"ends"_s, u"middle"_s)) << "is taken";
    EXPECT_FALSE(sets.rename(u"ends"_s, u" "_s));
    EXPECT_TRUE(sets.rename(u"ends"_s, u"first and last"_s));
    sets.remove(u"first and last"_s);
    EXPECT_EQ(sets.removed(), u"first and last"_s);
    sets.takeBack();
    EXPECT_EQ(sets.all().front().name, u"first and last"_s) << "where it was";
    EXPECT_TRUE(sets.removed().isEmpty());
    EXPECT_EQ(sets.find(sets.freeName()), nullptr);
}

TEST(NamedSets, OutliveTheProjectAndTakeNothingBroken) {
    NamedSets sets;
    sets.add(u"größte"_s, {site("b"), site("a")});
    NamedSets read;
    QSignalSpy replaced(&read, &NamedSets::replaced);
    read.read(sets.toJson());
    EXPECT_EQ(read.all(), sets.all());
    read.read(base::Json::parse(R"([1, {"name": 3}, {"name": "x", "sites": 5}, {"name": "y", "sites": []},
                                    {"name": "z", "sites": ["a", 7]}, {"name": "z", "sites": ["b"]}])"));
    ASSERT_EQ(read.all().size(), 1U);
    EXPECT_EQ(read.all().front(), (NamedSets::Named{u"z"_s, {site("a")}}));
    read.read(base::Json());
    EXPECT_TRUE(read.all().empty());
    EXPECT_EQ(replaced.count(), 3);
}

struct SetListTest : testing::Test {
    SetListTest() {
        selection.reset({site("a"), site("b"), site("c")});
        list.resize(240, 160);
        list.QWidget::show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&list));
    }
    QTreeWidget& view() { return *list.findChild<QTreeWidget*>(); }
    QLineEdit& name() { return *list.findChild<QLineEdit*>(u"setName"_s); }
    void keep(SiteSet sites, const QString& as) {
        selection.select(std::move(sites));
        list.nameSelection();
        name().setText(as);
        QTest::keyClick(&name(), Qt::Key_Return);
    }

    SelectionModel selection;
    NamedSets sets;
    SetList list{selection, sets};
};

TEST_F(SetListTest, NamesTheSelectionOrLeavesIt) {
    selection.clear();
    list.nameSelection();
    EXPECT_FALSE(name().isVisible()) << "nothing is selected";
    selection.select({site("a"), site("b")});
    list.nameSelection();
    EXPECT_TRUE(name().isVisible());
    EXPECT_EQ(name().text(), u"set 1"_s);
    QTest::keyClick(&name(), Qt::Key_Escape);
    EXPECT_TRUE(sets.all().empty());
    keep({site("a"), site("b")}, u"two"_s);
    ASSERT_EQ(view().topLevelItemCount(), 1);
    EXPECT_EQ(view().topLevelItem(0)->text(0), u"two"_s);
    EXPECT_EQ(view().topLevelItem(0)->text(1), u"2"_s);
}

TEST_F(SetListTest, SelectsAddsRenamesAndDeletes) {
    keep({site("a"), site("b")}, u"two"_s);
    keep({site("c")}, u"one"_s);
    const auto click = [this](int row, Qt::KeyboardModifiers keys) {
        QTest::mouseClick(view().viewport(), Qt::LeftButton, keys,
                          view().visualItemRect(view().topLevelItem(row)).center());
    };
    click(0, {});
    EXPECT_EQ(selection.set(), (SiteSet{site("a"), site("b")}));
    list.select(u"one"_s, true);
    EXPECT_EQ(selection.set().size(), 3U);
    view().setCurrentItem(view().topLevelItem(1));
    QTest::keyClick(&view(), Qt::Key_Return);
    EXPECT_EQ(selection.set(), SiteSet{site("c")});
    view().topLevelItem(1)->setText(0, u"two"_s);
    EXPECT_EQ(view().topLevelItem(1)->text(0), u"one"_s) << "the name is taken";
    view().topLevelItem(1)->setText(0, u"last"_s);
    EXPECT_NE(sets.find(u"last"_s), nullptr);
    QTest::keyClick(&view(), Qt::Key_Delete);
    EXPECT_EQ(sets.all().size(), 1U);
    list.findChild<QPushButton*>(u"setTakeBack"_s)->click();
    EXPECT_EQ(sets.all().size(), 2U);
}

} // namespace
} // namespace lapidary::widgets
