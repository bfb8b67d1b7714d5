// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/panels/notice_strip.h"
#include "widgets/panels/plan_paste.h"
#include "widgets/panels/plan_table.h"
#include "widgets/panels/plan_table_model.h"
#include "widgets/panels/site_proxy.h"
#include "widgets/panels/site_roles.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace lapidary::widgets {
namespace {

using namespace Qt::StringLiterals;

using tests::site;

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

int at(PlanColumn column) {
    return static_cast<int>(column);
}

TEST(PlanTableModel, keepsTheContractAcrossStates) {
    PlanTableModel model;
    SiteProxy proxy;
    proxy.setSourceModel(&model);
    const QAbstractItemModelTester tester(&model, kFatal);
    const QAbstractItemModelTester proxyTester(&proxy, kFatal);
    const ViewState state = tests::sampleState();
    model.show(state);
    EXPECT_EQ(model.rowCount(), 22);
    proxy.sort(at(PlanColumn::Saved), Qt::DescendingOrder);
    model.show(tests::withPlan(state, plan::Plan{}));
    proxy.setShown(std::set{site("embed"), site("blocks.0.attn.q")});
    EXPECT_EQ(proxy.rowCount(), 2);
    model.show(tests::sampleState({.blocks = 1, .measured = false, .run = false}));
    model.show(ViewState());
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(PlanTableModel, showsWhatThePlanDecides) {
    PlanTableModel model;
    const ViewState state = tests::sampleState();
    model.show(state);
    const auto text = [&](const char* name, PlanColumn column) {
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.index(row, 0).data().toString() == QLatin1String(name))
                return model.index(row, at(column)).data().toString();
        return QString();
    };
    EXPECT_EQ(text("blocks.0.attn.q", PlanColumn::Method), u"gptq"_s);
    EXPECT_EQ(text("blocks.0.attn.q", PlanColumn::Bits), u"4"_s);
    EXPECT_EQ(text("blocks.0.attn.q", PlanColumn::Group), u"64"_s);
    EXPECT_EQ(text("blocks.0.attn.q", PlanColumn::Source), u"preset w4-g64"_s);
    EXPECT_EQ(text("blocks.0.mlp.down", PlanColumn::Method), u"wanda + gptq"_s);
    EXPECT_EQ(text("blocks.0.mlp.down", PlanColumn::Sparsity), u"2:4"_s);
    EXPECT_EQ(text("blocks.0.mlp.down", PlanColumn::Source), u"rule 1 (prune down), preset w4-g64"_s);
    EXPECT_EQ(text("blocks.1.attn.q", PlanColumn::Rank), u"24"_s);
    EXPECT_EQ(text("blocks.1.attn.q", PlanColumn::Source), u"override"_s);
    EXPECT_EQ(text("blocks.1.attn.o", PlanColumn::Method), u"skipped"_s);
    EXPECT_EQ(text("embed", PlanColumn::Method), u"dense"_s);
    EXPECT_EQ(text("embed", PlanColumn::Sensitivity), u""_s); // measured of block sites alone
    // q of block 0: 0.09 (1 + 1) at 4 bits; of 21 sites, 7 of the middle block and others are less sensitive.
    EXPECT_TRUE(text("blocks.0.attn.q", PlanColumn::Sensitivity).endsWith(u" · 0.180"_s));
}

TEST(PlanTableModel, tellsOfTheRowsThatChanged) {
    PlanTableModel model;
    const ViewState state = tests::sampleState();
    model.show(state);
    QSignalSpy changed(&model, &PlanTableModel::dataChanged);
    model.show(tests::withPlan(state, *state.plan));
    EXPECT_TRUE(changed.isEmpty()) << "the same plan, checked again";
    plan::Plan plan = *state.plan;
    plan.sites[site("blocks.1.attn.q")].families[plan::Family::LowRank]["rank"] = 25;
    const ViewState edited = tests::withPlan(state, plan);
    model.show(edited);
    ASSERT_EQ(changed.size(), 1);
    EXPECT_EQ(changed[0][0].toModelIndex(), model.index(8, 0));
    EXPECT_EQ(changed[0][1].toModelIndex(), model.index(8, kPlanColumns - 1));
    plan.preset = "w8";
    model.show(tests::withPlan(state, plan));
    EXPECT_EQ(changed.size(), 2);
}

TEST(PlanTableModel, warnsOfARankAboveBreakEvenInWords) {
    ViewState state = tests::sampleState();
    plan::Plan plan = *state.plan;
    plan.sites[site("blocks.1.attn.q")].families[plan::Family::LowRank]["rank"] = 48; // r* = 32
    PlanTableModel model;
    model.show(tests::withPlan(state, plan));
    const QModelIndex rank = model.index(8, at(PlanColumn::Rank));
    ASSERT_EQ(rank.siblingAtColumn(0).data().toString(), u"blocks.1.attn.q"_s);
    EXPECT_EQ(rank.data().toString(), u"48 > r*"_s);
    EXPECT_TRUE(rank.data(Qt::ToolTipRole).toString().contains(u"75.0 %"_s));
    EXPECT_EQ(rank.data(kSeverityRole).toInt(), static_cast<int>(Emphasis::Warning));
}

TEST(PlanTableModel, sortsByValueWithGapsLast) {
    PlanTableModel model;
    SiteProxy proxy;
    proxy.setSourceModel(&model);
    model.show(tests::sampleState());
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        proxy.sort(at(PlanColumn::Parameters), order);
        for (int row = 1; row < proxy.rowCount(); ++row) {
            const double before = proxy.index(row - 1, at(PlanColumn::Parameters)).data(kSortRole).toDouble();
            const double now = proxy.index(row, at(PlanColumn::Parameters)).data(kSortRole).toDouble();
            EXPECT_TRUE(order == Qt::AscendingOrder ? before <= now : before >= now);
        }
        proxy.sort(at(PlanColumn::Rank), order);
        EXPECT_EQ(proxy.index(0, 0).data().toString(), u"blocks.1.attn.q"_s); // the only one with a rank
    }
}

class PlanTableTest : public testing::Test {
protected:
    PlanTableTest()
        : m_table(m_selection) {
        tests::resetSelection(m_selection, m_state);
        QObject::connect(&m_table, &PlanTable::editRequested,
                         [this](const SettingsEdit& edit) { m_edits.push_back(edit); });
        m_table.show(m_state);
        m_table.resize(1280, 500);
        m_table.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&m_table));
        view().setFocus();
    }
    QTableView& view() { return *m_table.findChild<QTableView*>(u"planTableView"_s); }
    QModelIndex cell(const char* name, PlanColumn column) {
        for (int row = 0; row < view().model()->rowCount(); ++row)
            if (view().model()->index(row, 0).data().toString() == QLatin1String(name))
                return view().model()->index(row, at(column));
        return {};
    }
    void goTo(const char* name, PlanColumn column) {
        view().selectionModel()->setCurrentIndex(cell(name, column), QItemSelectionModel::NoUpdate);
    }
    /// The settings of a site after all edits so far.
    plan::SiteSettings after(const char* name) {
        const ViewState state = tests::applied(m_state, m_edits);
        EXPECT_TRUE(state.check) << state.planError.toStdString();
        return state.check ? state.resolved(site(name))->settings : plan::SiteSettings();
    }

    ViewState m_state = tests::sampleState();
    SelectionModel m_selection;
    PlanTable m_table;
    std::vector<SettingsEdit> m_edits;
};

TEST_F(PlanTableTest, selectsBothWays) {
    m_selection.select({site("blocks.0.attn.q"), site("blocks.0.attn.k")});
    EXPECT_EQ(view().selectionModel()->selectedRows().size(), 2);
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {},
                      view().visualRect(cell("blocks.0.mlp.up", PlanColumn::Now)).center());
    EXPECT_EQ(m_selection.focus(), site("blocks.0.mlp.up"));
    EXPECT_EQ(m_selection.set().size(), 1U);
    QTest::keyClick(&view(), Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_EQ(m_selection.set().size(), 2U);
    EXPECT_EQ(m_selection.focus(), site("blocks.0.mlp.down"));
    QTest::keyClick(&view(), Qt::Key_A, Qt::ControlModifier);
    EXPECT_EQ(m_selection.set().size(), 22U);
}

TEST_F(PlanTableTest, aDragOverRowsIsOneStepOfThePast) {
    const auto place = [this](int row) {
        return view().visualRect(view().model()->index(row, at(PlanColumn::Now))).center();
    };
    const auto send = [this](QEvent::Type type, const QPoint& to, Qt::MouseButton button) {
        const Qt::MouseButtons down = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
        QMouseEvent event(type, QPointF(to), view().viewport()->mapToGlobal(QPointF(to)), button, down, {});
        QApplication::sendEvent(view().viewport(), &event);
    };
    const SelectionModel::SiteSet before = m_selection.set();
    send(QEvent::MouseButtonPress, place(2), Qt::LeftButton);
    for (int row = 3; row < 8; ++row)
        send(QEvent::MouseMove, place(row), Qt::NoButton);
    send(QEvent::MouseButtonRelease, place(7), Qt::LeftButton);
    EXPECT_EQ(m_selection.set().size(), 6U);
    m_selection.goBack();
    EXPECT_EQ(m_selection.set(), before);
    m_selection.goForward();
    QTest::keyClick(&view(), Qt::Key_Down);
    m_selection.goBack();
    EXPECT_EQ(m_selection.set().size(), 6U) << "a key is a step of its own";
}

TEST_F(PlanTableTest, followsTheFilter) {
    m_selection.selectAll();
    m_table.setFilter({site("blocks.0.attn.q"), site("blocks.0.attn.k")});
    EXPECT_EQ(view().model()->rowCount(), 2);
    EXPECT_EQ(view().selectionModel()->selectedRows().size(), 2);
    EXPECT_EQ(m_selection.set().size(), 22U); // what is hidden stays selected
}

TEST_F(PlanTableTest, typingEditsAllThatIsSelected) {
    m_selection.select({site("blocks.0.attn.q"), site("blocks.0.attn.k")}, site("blocks.0.attn.q"));
    goTo("blocks.0.attn.q", PlanColumn::Bits);
    QTest::keyClick(&view(), Qt::Key_3);
    auto* editor = view().findChild<QComboBox*>(u"planCellEditor"_s);
    ASSERT_NE(editor, nullptr);
    EXPECT_EQ(editor->currentText(), u"3"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    ASSERT_EQ(m_edits.size(), 1U);
    EXPECT_EQ(m_edits[0].sites.size(), 2U);
    EXPECT_EQ(m_edits[0].settings.families.at(plan::Family::Quantization), (base::Json{{"bits", 3}}));
    EXPECT_EQ(m_edits[0].words, u"bits 3 on 2 sites"_s);
    EXPECT_EQ(after("blocks.0.attn.k").find(plan::Family::Quantization)->integer("bits"), 3);
    EXPECT_EQ(after("blocks.0.attn.v").find(plan::Family::Quantization)->integer("bits"), 4);
}

TEST_F(PlanTableTest, anEditOutsideTheSelectionIsForItsRow) {
    m_selection.focusOn(site("embed"));
    view().model()->setData(cell("blocks.2.attn.v", PlanColumn::Bits), u"8"_s);
    ASSERT_EQ(m_edits.size(), 1U);
    EXPECT_EQ(m_edits[0].sites, (std::vector{site("blocks.2.attn.v")}));
    EXPECT_EQ(m_edits[0].words, u"bits 8 on block 2 · v"_s);
}

TEST_F(PlanTableTest, escapeLeavesACellAsItWas) {
    goTo("blocks.0.attn.q", PlanColumn::Bits);
    view().edit(view().currentIndex());
    auto* editor = view().findChild<QComboBox*>(u"planCellEditor"_s);
    QTest::keyClick(editor, Qt::Key_7);
    QTest::keyClick(editor, Qt::Key_Escape);
    EXPECT_TRUE(m_edits.empty());
}

TEST_F(PlanTableTest, keysMoveSkipAndReset) {
    m_selection.focusOn(site("blocks.0.attn.q"));
    QTest::keyClick(&view(), Qt::Key_Minus);
    EXPECT_EQ(after("blocks.0.attn.q").find(plan::Family::Quantization)->integer("bits"), 3);
    QTest::keyClick(&view(), Qt::Key_E);
    EXPECT_TRUE(after("blocks.0.attn.q").skip);
    m_edits.clear();
    m_selection.focusOn(site("blocks.1.attn.q"));
    for (const Qt::Key key : {Qt::Key_R, Qt::Key_Delete}) {
        QTest::keyClick(&view(), key);
        EXPECT_EQ(m_edits.back().kind, SettingsEdit::Kind::Reset);
        EXPECT_EQ(m_edits.back().sites, (std::vector{site("blocks.1.attn.q")}));
    }
    EXPECT_EQ(after("blocks.1.attn.q").find(plan::Family::LowRank), nullptr);
}

TEST_F(PlanTableTest, fillsDownTheColumnOrAll) {
    m_selection.select({site("blocks.1.attn.q"), site("blocks.1.attn.k")}, site("blocks.1.attn.k"));
    goTo("blocks.1.attn.k", PlanColumn::Rank);
    QTest::keyClick(&view(), Qt::Key_D, Qt::ControlModifier);
    ASSERT_EQ(m_edits.size(), 1U);
    EXPECT_EQ(m_edits[0].sites, (std::vector{site("blocks.1.attn.k")}));
    EXPECT_EQ(after("blocks.1.attn.k").find(plan::Family::LowRank)->number("rank"), 24.0);
    EXPECT_NE(after("blocks.1.attn.k").find(plan::Family::Quantization), nullptr);
    goTo("blocks.1.attn.k", PlanColumn::Site);
    QTest::keyClick(&view(), Qt::Key_D, Qt::ControlModifier);
    EXPECT_EQ(after("blocks.1.attn.k"), m_state.resolved(site("blocks.1.attn.q"))->settings);
}

TEST_F(PlanTableTest, copiesRowsForSpreadsheets) {
    m_selection.select({site("blocks.0.mlp.down"), site("blocks.1.attn.q")});
    QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 3);
    EXPECT_EQ(lines[0].split(u'\t').size(), kPlanColumns);
    const QStringList cells = lines[1].split(u'\t');
    EXPECT_EQ(cells[at(PlanColumn::Site)], u"blocks.0.mlp.down"_s);
    EXPECT_EQ(cells[at(PlanColumn::Now)], u"0.024576"_s);
    EXPECT_EQ(cells[at(PlanColumn::Sparsity)], u"2:4"_s);
}

TEST_F(PlanTableTest, pastesATableAfterAPreview) {
    const auto* strip = m_table.findChild<NoticeStrip*>(u"pasteStrip"_s);
    QApplication::clipboard()->setText(u"site\tbits\tmethod\tnow [MB]\r\n"
                                       "blocks.0.attn.q\t3\tgptq\t0.1\r\n"
                                       "blocks.0.attn.k\tfour\trtn\t\r\n"
                                       "blocks.0.attn.o\t\tskipped\t\r\n"
                                       "blocks.7.attn.k\t4\t\t\r\n"_s);
    QTest::keyClick(&view(), Qt::Key_V, Qt::ControlModifier);
    EXPECT_TRUE(m_edits.empty()) << "only a preview";
    ASSERT_TRUE(strip->isVisible());
    EXPECT_TRUE(strip->text().contains(u"changes 3 cell(s)"_s)) << strip->text().toStdString();
    EXPECT_TRUE(strip->text().contains(u"2 not understood"_s)) << strip->text().toStdString();
    EXPECT_TRUE(strip->text().contains(u"row 3, bits: “four”"_s)) << strip->text().toStdString();
    QTest::keyClick(m_table.focusWidget(), Qt::Key_Escape);
    EXPECT_FALSE(strip->isVisible());
    EXPECT_TRUE(m_edits.empty());
    QTest::keyClick(&view(), Qt::Key_V, Qt::ControlModifier);
    QTest::mouseClick(strip->findChild<QPushButton*>(u"pasteApply"_s), Qt::LeftButton);
    EXPECT_EQ(after("blocks.0.attn.q").find(plan::Family::Quantization)->integer("bits"), 3);
    EXPECT_EQ(after("blocks.0.attn.k").find(plan::Family::Quantization)->method, "rtn");
    EXPECT_TRUE(after("blocks.0.attn.o").skip);
    for (const SettingsEdit& edit : m_edits)
        EXPECT_EQ(edit.mergeKey, m_edits.front().mergeKey) << "one step";
}

TEST_F(PlanTableTest, pastesCellsFromTheCurrentOneOn) {
    goTo("blocks.0.attn.q", PlanColumn::Bits);
    QApplication::clipboard()->setText(u"5\t32\n6\t\n"_s);
    QTest::keyClick(&view(), Qt::Key_V, Qt::ControlModifier);
    QTest::mouseClick(m_table.findChild<QPushButton*>(u"pasteApply"_s), Qt::LeftButton);
    EXPECT_EQ(after("blocks.0.attn.q").find(plan::Family::Quantization)->integer("bits"), 5);
    EXPECT_EQ(after("blocks.0.attn.q").find(plan::Family::Quantization)->integer("group"), 32);
    EXPECT_EQ(after("blocks.0.attn.k").find(plan::Family::Quantization)->integer("bits"), 6);
}

TEST_F(PlanTableTest, whatWasCopiedAndPastedBackChangesNothing) {
    m_selection.selectAll();
    QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
    QTest::keyClick(&view(), Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(m_table.findChild<NoticeStrip*>(u"pasteStrip"_s)->text(), u"Paste: changes 0 cell(s)"_s);
    EXPECT_FALSE(m_table.findChild<QPushButton*>(u"pasteApply"_s)->isEnabled());
}

TEST(PlanPaste, leavesLockedSitesOut) {
    const ViewState state = tests::sampleState();
    const std::vector<PlanRow> rows = planRows(state, SensitivityLookup());
    std::vector<const PlanRow*> all;
    for (const PlanRow& row : rows)
        all.push_back(&row);
    const PlanPaste paste = pastedTable(u"site\tbits\nblocks.0.attn.q\t3\nblocks.0.attn.k\t3\n"_s, all, 0,
                                        PlanColumn::Site, {site("blocks.0.attn.k")}, "key");
    EXPECT_EQ(paste.changed, 1);
    EXPECT_EQ(paste.locked, 1);
    ASSERT_EQ(paste.edits.size(), 1U);
    EXPECT_EQ(paste.edits[0].sites, (std::vector{site("blocks.0.attn.q")}));
    EXPECT_TRUE(pastedTable({}, all, 0, PlanColumn::Site, {}, "key").empty());
}

} // namespace
} // namespace lapidary::widgets
