// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/panels/base_panel.h"
#include "widgets/panels/global_slider.h"
#include "widgets/panels/preview_combo.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include <gtest/gtest.h>

#include <set>

namespace lapidary::widgets {
namespace {

using namespace Qt::StringLiterals;

/// Does what the window does: the base takes the change.
struct BasePanelTest : testing::Test {
    BasePanelTest()
        : panel(selection) {
        tests::resetSelection(selection, state);
        QObject::connect(
            &panel, &BasePanel::baseEdited,
            [this](const plan::WrittenSettings& change, const QString& said, const std::string& key) {
                plan::Plan plan = *state.plan;
                plan.base = plan::mergeSettings(plan.base, change);
                words += said;
                keys.insert(key);
                state = tests::withPlan(state, plan);
                panel.show(state);
            });
        panel.show(state);
        panel.resize(320, 700);
        panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
    }
    GlobalSlider* slider(const QString& key) { return panel.findChild<GlobalSlider*>(u"slider:"_s + key); }

    ViewState state = tests::sampleState();
    SelectionModel selection;
    BasePanel panel;
    QStringList words;
    std::set<std::string> keys;
};

TEST_F(BasePanelTest, ASliderMovesTheBaseAndHandsStay) {
    ASSERT_TRUE(slider(u"bits"_s)->isVisible());
    EXPECT_FALSE(slider(u"ratio"_s)->isVisible()) << "the base has no low rank";
    auto* bits = slider(u"bits"_s)->findChild<QSlider*>();
    EXPECT_EQ(bits->value(), 2) << "4 bits of 2 to 8";
    bits->setFocus();
    QTest::keyClick(bits, Qt::Key_Right);
    EXPECT_EQ(state.plan->base.families.at(plan::Family::Quantization).at("bits"), 5);
    EXPECT_EQ(state.plan->sites.size(), tests::samplePlan().sites.size());
    EXPECT_EQ(words.back(), u"base: bits 5"_s);
    EXPECT_EQ(state.resolved(tests::site("blocks.0.attn.q"))
                  ->settings.find(plan::Family::Quantization)
                  ->integer("bits"),
              5);
}

TEST_F(BasePanelTest, ADragIsOneStepAndTheNextAnother) {
    auto* bits = slider(u"bits"_s)->findChild<QSlider*>();
    for (int drag = 0; drag < 2; ++drag) {
        bits->setSliderDown(true);
        for (const int place : {3, 4, 5})
            bits->setValue(place - drag);
        bits->setSliderDown(false);
    }
    EXPECT_GE(words.size(), 5);
    EXPECT_EQ(keys.size(), 2U);
}

TEST_F(BasePanelTest, SitesSetByHandAreListedShownAndReset) {
    auto* label = panel.findChild<QLabel*>(u"byHand"_s);
    EXPECT_TRUE(label->text().contains(u"2 site"_s)) << label->text().toStdString();
    Q_EMIT label->linkActivated(u"show"_s);
    EXPECT_EQ(selection.set().size(), 2U);
    std::vector<SettingsEdit> edits;
    QObject::connect(&panel, &BasePanel::editRequested,
                     [&](const SettingsEdit& edit) { edits.push_back(edit); });
    Q_EMIT label->linkActivated(u"reset"_s);
    ASSERT_EQ(edits.size(), 1U);
    panel.show(tests::applied(state, edits));
    EXPECT_FALSE(label->isVisible());
}

TEST_F(BasePanelTest, PresetsArePreviewedKeptOrLeft) {
    panel.setOwnPresets({u"Course|mine"_s});
    auto* presets = panel.findChild<PreviewCombo*>(u"presets"_s);
    QSignalSpy previewed(&panel, &BasePanel::presetPreviewed);
    QSignalSpy chosen(&panel, &BasePanel::presetChosen);
    QSignalSpy ended(&panel, &BasePanel::previewEnded);
    presets->showPopup();
    QTest::keyClick(presets->view(), Qt::Key_Down);
    ASSERT_GE(previewed.count(), 1);
    QTest::keyClick(presets->view(), Qt::Key_Escape);
    EXPECT_EQ(ended.count(), 1);
    EXPECT_EQ(chosen.count(), 0);
    presets->showPopup();
    QTest::keyClick(presets->view(), Qt::Key_End);
    EXPECT_EQ(previewed.back().at(0).toString(), u"Course|mine"_s);
    EXPECT_TRUE(previewed.back().at(1).toBool());
    QTest::keyClick(presets->view(), Qt::Key_Return);
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen.front().at(0).toString(), u"Course|mine"_s);
}

TEST_F(BasePanelTest, TheBaseGoesBackToThePreset) {
    auto* reset = panel.findChild<QPushButton*>(u"resetBase"_s);
    EXPECT_FALSE(reset->isEnabled());
    QTest::keyClick(slider(u"bits"_s)->findChild<QSlider*>(), Qt::Key_Right);
    EXPECT_TRUE(reset->isEnabled());
    QSignalSpy asked(&panel, &BasePanel::baseReset);
    reset->click();
    EXPECT_EQ(asked.count(), 1);
    panel.show(ViewState());
}

} // namespace
} // namespace lapidary::widgets
