// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/inspector/inspector.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <gtest/gtest.h>

namespace lapidary::widgets {
namespace {

using model::SiteId;

struct InspectorTest : testing::Test {
    InspectorTest() {
        tests::resetSelection(selection, state);
        selection.focusOn(SiteId("blocks.0.attn.q"));
        inspector.show(state);
        QObject::connect(&inspector, &Inspector::editRequested,
                         [this](const SettingsEdit& edit) { edits.push_back(edit); });
    }
    FamilyBox* box(const char* family) const {
        return inspector.findChild<FamilyBox*>(QString::fromLatin1(family));
    }
    QComboBox* method(const char* family) const {
        return box(family)->findChild<QComboBox*>(QStringLiteral("method"));
    }
    template<class Input>
    Input* input(const char* family, const char* key) const {
        auto* field = box(family)->findChild<ParameterField*>(QString::fromLatin1(key));
        return field == nullptr ? nullptr : field->findChild<Input*>();
    }
    void choose(QComboBox* combo, const QString& text) const {
        combo->setCurrentIndex(combo->findText(text));
        Q_EMIT combo->activated(combo->currentIndex());
    }

    ViewState state = tests::sampleState();
    SelectionModel selection;
    Inspector inspector{selection};
    std::vector<SettingsEdit> edits;
};

TEST_F(InspectorTest, HasAFieldForEveryParameterOfTheMethod) {
    const plan::ResolvedSite* site = state.resolved(SiteId("blocks.0.attn.q"));
    const plan::FamilySettings& settings = site->settings.families.at(plan::Family::Quantization);
    EXPECT_EQ(method("quantization")->currentText().toStdString(), settings.method);
    for (const plan::ParameterInfo& parameter :
         plan::findMethod(plan::Family::Quantization, settings.method)->parameters)
        EXPECT_NE(box("quantization")->findChild<ParameterField*>(QString::fromStdString(parameter.key)),
                  nullptr)
            << parameter.key;
    EXPECT_EQ(input<QLineEdit>("quantization", "bits")->text(), QStringLiteral("4"));
}

TEST_F(InspectorTest, ATypedValueIsAskedForTheWholeSelection) {
    selection.select({SiteId("blocks.0.attn.q"), SiteId("blocks.0.attn.k")});
    auto* bits = input<QLineEdit>("quantization", "bits");
    bits->selectAll();
    QTest::keyClicks(bits, QStringLiteral("3"));
    QTest::keyClick(bits, Qt::Key_Return);
    ASSERT_EQ(edits.size(), 1U);
    EXPECT_EQ(edits[0].sites.size(), 2U);
    EXPECT_EQ(edits[0].settings.families.at(plan::Family::Quantization), (base::Json{{"bits", 3}}));
    EXPECT_TRUE(edits[0].words.contains(QStringLiteral("bits 3")));
}

TEST_F(InspectorTest, EscapeRestoresAndNonsenseIsNotAskedFor) {
    auto* bits = input<QLineEdit>("quantization", "bits");
    bits->selectAll();
    QTest::keyClicks(bits, QStringLiteral("7"));
    QTest::keyClick(bits, Qt::Key_Escape);
    EXPECT_EQ(bits->text(), QStringLiteral("4"));
    bits->selectAll();
    QTest::keyClicks(bits, QStringLiteral("seven"));
    QTest::keyClick(bits, Qt::Key_Return);
    EXPECT_EQ(bits->text(), QStringLiteral("4"));
    EXPECT_TRUE(edits.empty());
}

TEST_F(InspectorTest, ValuesStayInTheirRangeAndArrowsStep) {
    auto* bits = input<QLineEdit>("quantization", "bits");
    QTest::keyClick(bits, Qt::Key_Up);
    bits->selectAll();
    QTest::keyClicks(bits, QStringLiteral("40"));
    QTest::keyClick(bits, Qt::Key_Return);
    ASSERT_EQ(edits.size(), 2U);
    EXPECT_EQ(edits[0].settings.families.at(plan::Family::Quantization), (base::Json{{"bits", 5}}));
    EXPECT_EQ(edits[1].settings.families.at(plan::Family::Quantization), (base::Json{{"bits", 8}}));
}

TEST_F(InspectorTest, AMethodIsChosenAndCleared) {
    choose(method("quantization"), QStringLiteral("rtn"));
    choose(method("quantization"), QStringLiteral("none"));
    choose(method("low_rank"), QStringLiteral("svd-llm"));
    ASSERT_EQ(edits.size(), 3U);
    EXPECT_EQ(edits[0].settings.families.at(plan::Family::Quantization), (base::Json{{"method", "rtn"}}));
    EXPECT_TRUE(edits[1].settings.families.at(plan::Family::Quantization).is_null());
    EXPECT_TRUE(edits[2].settings.families.contains(plan::Family::LowRank));
}

TEST_F(InspectorTest, MixedValuesStandAsADash) {
    plan::Plan plan = tests::samplePlan();
    plan.sites[SiteId("blocks.0.attn.k")].families[plan::Family::Quantization] = {{"bits", 8}};
    state = tests::withPlan(state, plan);
    inspector.show(state);
    selection.select({SiteId("blocks.0.attn.q"), SiteId("blocks.0.attn.k")});
    auto* bits = input<QLineEdit>("quantization", "bits");
    EXPECT_TRUE(bits->text().isEmpty());
    EXPECT_FALSE(bits->placeholderText().isEmpty());
}

/// The restricted range is one of symmetric grids.
TEST_F(InspectorTest, WhatTheOthersMakeMeaninglessCannotBeSet) {
    for (const bool symmetric : {true, false}) {
        plan::Plan plan = tests::samplePlan();
        plan.sites[SiteId("blocks.0.attn.q")].families[plan::Family::Quantization] = {
            {"symmetric", symmetric}};
        state = tests::withPlan(state, plan);
        inspector.show(state);
        auto* range = input<QComboBox>("quantization", "range");
        EXPECT_EQ(range->isEnabled(), symmetric);
        EXPECT_EQ(range->currentIndex() >= 0, symmetric);
        EXPECT_EQ(range->placeholderText(), symmetric ? QString() : QStringLiteral("not used"));
    }
}

TEST_F(InspectorTest, LeaveDenseAndReset) {
    QTest::mouseClick(inspector.findChild<QCheckBox*>(QStringLiteral("skip")), Qt::LeftButton, {}, {8, 8});
    ASSERT_EQ(edits.size(), 1U);
    EXPECT_EQ(edits[0].settings.skip, true);
    auto* reset = inspector.findChild<QPushButton*>(QStringLiteral("reset"));
    EXPECT_FALSE(reset->isEnabled()) << "nothing was set by hand here";
    plan::Plan plan = tests::samplePlan();
    plan.sites[SiteId("blocks.0.attn.q")].skip = true;
    state = tests::withPlan(state, plan);
    inspector.show(state);
    ASSERT_TRUE(reset->isEnabled());
    reset->click();
    EXPECT_EQ(edits.back().kind, SettingsEdit::Kind::Reset);
}

TEST_F(InspectorTest, LockedSitesCanBeUnlockedAlone) {
    auto* lock = inspector.findChild<QCheckBox*>(QStringLiteral("lock"));
    QTest::mouseClick(lock, Qt::LeftButton, {}, {8, 8});
    ASSERT_EQ(edits.size(), 1U);
    EXPECT_EQ(edits[0].kind, SettingsEdit::Kind::Lock);
    plan::Plan plan = tests::samplePlan();
    plan.locked = {SiteId("blocks.0.attn.q")};
    state = tests::withPlan(state, plan);
    inspector.show(state);
    EXPECT_TRUE(lock->isChecked());
    EXPECT_FALSE(inspector.findChild<QCheckBox*>(QStringLiteral("skip"))->isEnabled());
    EXPECT_FALSE(inspector.findChild<FamilyBox*>(QStringLiteral("quantization"))->isEnabled());
    QTest::mouseClick(lock, Qt::LeftButton, {}, {8, 8});
    EXPECT_EQ(edits.back().kind, SettingsEdit::Kind::Unlock);
}

TEST_F(InspectorTest, TheLevelOfDetailHidesWhatNobodySet) {
    const auto isShown = [this](const char* key) {
        return !box("quantization")->findChild<ParameterField*>(QString::fromLatin1(key))->isHidden();
    };
    box("quantization")->setDisclosure(plan::Disclosure::Learn);
    EXPECT_TRUE(isShown("bits"));
    EXPECT_FALSE(isShown("group")) << "from the preset";
    EXPECT_FALSE(isShown("damping"));
    box("quantization")->setDisclosure(plan::Disclosure::Standard);
    EXPECT_TRUE(isShown("group"));
    EXPECT_FALSE(isShown("damping"));
    box("quantization")->setDisclosure(plan::Disclosure::Expert);
    EXPECT_TRUE(isShown("damping"));
    box("quantization")->setDisclosure(plan::Disclosure::Learn);
    plan::Plan plan = tests::samplePlan();
    plan.sites[SiteId("blocks.0.attn.q")].families[plan::Family::Quantization] = {{"damping", 0.02}};
    inspector.show(tests::withPlan(state, plan));
    EXPECT_TRUE(isShown("damping")) << "set by hand: hidden, it would act unseen";
    EXPECT_FALSE(isShown("group"));
}

TEST_F(InspectorTest, NothingSelectedAndNothingOpen) {
    selection.clear();
    EXPECT_FALSE(box("quantization")->isEnabled());
    inspector.show(ViewState());
    EXPECT_FALSE(box("quantization")->isEnabled());
}

} // namespace
} // namespace lapidary::widgets
