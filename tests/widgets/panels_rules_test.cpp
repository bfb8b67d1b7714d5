// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/inspector/settings_form.h"
#include "widgets/inspector/settings_words.h"
#include "widgets/panels/rule_editor.h"
#include "widgets/panels/rules_model.h"
#include "widgets/panels/rules_panel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QTest>
#include <QToolButton>

#include <gtest/gtest.h>

namespace lapidary::widgets {
namespace {

using namespace Qt::StringLiterals;

plan::Rule skipRule(const std::string& name, const std::string& match) {
    plan::Rule rule;
    rule.name = name;
    rule.match = match;
    rule.settings.skip = true;
    return rule;
}

/// Does what the window does: the plan takes the rules.
struct RulesPanelTest : testing::Test {
    RulesPanelTest()
        : panel(selection) {
        tests::resetSelection(selection, state);
        plan::Plan plan = *state.plan;
        plan.rules.push_back(skipRule("outer", "blocks.*"));
        plan.rules[1].blocks = "0,-1";
        state = tests::withPlan(state, plan);
        QObject::connect(&panel, &RulesPanel::rulesEdited,
                         [this](const std::vector<plan::Rule>& rules, const QString& said) {
                             plan::Plan plan = *state.plan;
                             plan.rules = rules;
                             words += said;
                             state = tests::withPlan(state, plan);
                             panel.show(state);
                         });
        panel.show(state);
        panel.resize(320, 700);
        panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
    }
    template<class Child>
    Child* child(const char* name) {
        auto* found = panel.findChild<Child*>(QString::fromLatin1(name));
        EXPECT_NE(found, nullptr) << name;
        return found;
    }
    QString verdict() { return child<QLabel>("ruleVerdict")->text(); }
    void type(const char* name, const QString& text) {
        auto* field = child<QLineEdit>(name);
        field->setFocus();
        field->selectAll();
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
    }

    ViewState state = tests::sampleState();
    SelectionModel selection;
    RulesPanel panel;
    QStringList words;
};

TEST(RulesModel, keepsTheContractAndSaysWhatARuleDoes) {
    RulesModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    ViewState state = tests::sampleState();
    model.show(state);
    ASSERT_EQ(model.rowCount(), 1);
    const QString text = model.index(0).data().toString();
    EXPECT_TRUE(text.contains(u"1 prune down"_s)) << text.toStdString();
    EXPECT_TRUE(text.contains(u"*.down: wanda, pattern 2:4"_s)) << text.toStdString();
    EXPECT_TRUE(text.contains(u"3 site"_s)) << text.toStdString();
    plan::Plan plan = *state.plan;
    plan.rules.push_back(skipRule("typo", "blocks.0.attn.qq"));
    plan.rules.push_back(skipRule("split", "*.attn.q"));
    model.show(tests::withPlan(state, plan));
    EXPECT_TRUE(model.index(1).data().toString().contains(u"nearest is blocks.0.attn.q"_s));
    EXPECT_TRUE(model.index(2).data().toString().contains(u"splits q, k, v"_s))
        << model.index(2).data().toString().toStdString();
    model.show(ViewState());
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(RulesModel, ADropAsksForTheMove) {
    RulesModel model;
    ViewState state = tests::sampleState();
    plan::Plan plan = *state.plan;
    plan.rules = {skipRule("a", "*.q"), skipRule("b", "*.k"), skipRule("c", "*.v")};
    model.show(tests::withPlan(state, plan));
    std::vector<std::pair<int, int>> moves;
    QObject::connect(&model, &RulesModel::moveRequested,
                     [&](int from, int to) { moves.emplace_back(from, to); });
    const std::unique_ptr<QMimeData> first(model.mimeData({model.index(0)}));
    model.dropMimeData(first.get(), Qt::MoveAction, 3, 0, {});
    model.dropMimeData(first.get(), Qt::MoveAction, 1, 0, {}); // where it is
    const std::unique_ptr<QMimeData> last(model.mimeData({model.index(2)}));
    model.dropMimeData(last.get(), Qt::MoveAction, 0, 0, {});
    EXPECT_EQ(moves, (std::vector<std::pair<int, int>>{{0, 2}, {2, 0}}));
}

TEST_F(RulesPanelTest, RulesAreSwitchedMovedCopiedAndDeleted) {
    auto* list = child<QListView>("rulesList");
    list->model()->setData(list->model()->index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
    EXPECT_FALSE(state.plan->rules[0].enabled);
    panel.setCurrent(1);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(state.plan->rules[0].name, "outer");
    EXPECT_EQ(panel.current(), 0U) << "the choice moves with the rule";
    QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
    EXPECT_EQ(words.size(), 2) << "the first has no place before it";
    child<QToolButton>("duplicateRule")->click();
    ASSERT_EQ(state.plan->rules.size(), 3U);
    EXPECT_EQ(panel.current(), 1U);
    QTest::keyClick(list, Qt::Key_Delete);
    EXPECT_EQ(state.plan->rules.size(), 2U);
    child<QToolButton>("addRule")->click();
    EXPECT_EQ(state.plan->rules.size(), 3U);
    EXPECT_EQ(panel.current(), 2U);
    EXPECT_EQ(words.size(), 5);
    for (const QString& said : words)
        EXPECT_TRUE(said.startsWith(u"rule "_s)) << said.toStdString();
}

TEST_F(RulesPanelTest, APatternIsCountedAndOutlinedWhileItIsTyped) {
    panel.setCurrent(1);
    type("ruleBlocks", {});
    type("ruleMatch", u"*.down"_s);
    EXPECT_TRUE(verdict().startsWith(u"3 site"_s)) << verdict().toStdString();
    EXPECT_TRUE(verdict().contains(u"block 0 · down"_s));
    EXPECT_EQ(selection.highlight().size(), 3U);
    EXPECT_EQ(state.plan->rules[1].match, "blocks.*") << "nothing is changed yet";
    QTest::keyClick(child<QLineEdit>("ruleMatch"), Qt::Key_Return);
    EXPECT_EQ(state.plan->rules[1].match, "*.down");
    child<QLineEdit>("ruleName")->setFocus();
    EXPECT_TRUE(selection.highlight().empty());
}

TEST_F(RulesPanelTest, WhatIsNoPatternStaysInItsFieldAndChangesNothing) {
    panel.setCurrent(1);
    type("ruleMatch", u"re:("_s);
    EXPECT_TRUE(verdict().startsWith(u"Not yet"_s)) << verdict().toStdString();
    QTest::keyClick(child<QLineEdit>("ruleMatch"), Qt::Key_Return);
    panel.show(state); // the plan changed elsewhere
    EXPECT_EQ(child<QLineEdit>("ruleMatch")->text(), u"re:("_s);
    EXPECT_TRUE(words.isEmpty());
    QTest::keyClick(child<QLineEdit>("ruleMatch"), Qt::Key_Escape);
    EXPECT_EQ(child<QLineEdit>("ruleMatch")->text(), u"blocks.*"_s);
    type("ruleMatch", u"blocks.0.attn.qq"_s);
    EXPECT_TRUE(verdict().contains(u"nearest name is blocks.0.attn.q"_s)) << verdict().toStdString();
}

TEST_F(RulesPanelTest, KindsAndSettingsAreSteps) {
    panel.setCurrent(1);
    QTest::mouseClick(child<QCheckBox>("kind:up"), Qt::LeftButton, {}, {8, 8});
    EXPECT_EQ(state.plan->rules[1].kinds, std::vector<std::string>{"up"});
    QTest::mouseClick(child<QCheckBox>("leaveDense"), Qt::LeftButton, {}, {8, 8});
    EXPECT_FALSE(state.plan->rules[1].settings.skip.has_value());
    EXPECT_EQ(words.size(), 2);
    child<QToolButton>("selectRule")->click();
    EXPECT_EQ(selection.set().size(), 2U);
}

TEST(SettingsForm, WritesOnlyWhatIsSet) {
    SettingsForm form;
    plan::WrittenSettings now;
    QObject::connect(&form, &SettingsForm::edited, [&](const plan::WrittenSettings& settings) {
        now = settings;
        form.show(now);
    });
    form.show(now);
    auto* lines = form.findChild<FamilyLines*>(u"lines:quantization"_s);
    auto* methods = lines->findChild<QComboBox*>(u"method"_s);
    Q_EMIT methods->activated(methods->findData(u"rtn"_s));
    EXPECT_EQ(plan::toJson(now).dump(), R"({"quantization":{"method":"rtn"}})");
    auto* add = lines->findChild<QToolButton*>(u"addSetting"_s);
    Q_EMIT add->menu()->aboutToShow();
    add->menu()->actions().front()->trigger();
    EXPECT_EQ(plan::toJson(now).dump(), R"({"quantization":{"method":"rtn","bits":4}})");
    EXPECT_EQ(settingsWords(now), u"rtn, bits 4"_s);
    auto* bits = lines->findChild<ParameterField*>(u"bits"_s)->findChild<QLineEdit*>();
    bits->selectAll();
    QTest::keyClicks(bits, u"3"_s);
    QTest::keyClick(bits, Qt::Key_Return);
    EXPECT_EQ(plan::toJson(now).dump(), R"({"quantization":{"method":"rtn","bits":3}})");
    Q_EMIT methods->activated(methods->findData(u"*"_s));
    EXPECT_EQ(plan::toJson(now).dump(), R"({"quantization":{"bits":3}})");
    lines->findChild<QToolButton*>(u"unset:bits"_s)->click();
    QCoreApplication::processEvents();
    EXPECT_TRUE(now.empty());
    Q_EMIT methods->activated(methods->findData(u"none"_s));
    EXPECT_EQ(settingsWords(now), u"no quantization"_s);
    Q_EMIT methods->activated(0);
    EXPECT_TRUE(now.empty());
}

} // namespace
} // namespace lapidary::widgets
