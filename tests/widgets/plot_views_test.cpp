// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/plot/activation_view.h"
#include "widgets/plot/histogram_view.h"
#include "widgets/plot/logit_view.h"
#include "widgets/plot/sensitivity_view.h"
#include "widgets/plot/spectrum_view.h"
#include "widgets/state/selection_model.h"

#include <QAbstractButton>
#include <QAbstractItemModel>
#include <QComboBox>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <gtest/gtest.h>

namespace lapidary::widgets {
namespace {

const model::SiteId kFactored("blocks.1.attn.q"); // rank 24 in the sample's plan
const model::SiteId kOther("blocks.2.attn.q");

struct PlotViewsTest : testing::Test {
    PlotViewsTest() {
        tests::resetSelection(selection, state);
        selection.select({kFactored, kOther}, kFactored);
        host.resize(520, 380);
    }
    template<class View>
    void open(View& view) {
        QObject::connect(&view, &LinkedPlot::editRequested, &view,
                         [this](const SettingsEdit& edit) { edits.push_back(edit); });
        QObject::connect(&view, &LinkedPlot::editCancelled, &view,
                         [this](const std::string& key) { cancelled.push_back(key); });
        view.setParent(&host);
        view.resize(host.size());
        view.show(state);
        view.show();
        host.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&host));
    }

    ViewState state = tests::sampleState();
    SelectionModel selection;
    QWidget host; // the offscreen platform warns of a window with a smallest size
    std::vector<SettingsEdit> edits;
    std::vector<std::string> cancelled;
};

TEST_F(PlotViewsTest, EveryPartHasAName) {
    SpectrumView spectrum(selection);
    ActivationView activations(selection);
    HistogramView histogram(selection);
    SensitivityView sensitivity(selection);
    LogitView logits(selection);
    for (LinkedPlot* view :
         std::initializer_list<LinkedPlot*>{&spectrum, &activations, &histogram, &sensitivity, &logits}) {
        view->show(state);
        EXPECT_FALSE(view->objectName().isEmpty());
        EXPECT_FALSE(view->accessibleName().isEmpty());
        EXPECT_FALSE(view->plot().content().empty());
        EXPECT_FALSE(view->plot().table().rows.empty());
        for (const QComboBox* box : view->findChildren<QComboBox*>())
            EXPECT_FALSE(box->accessibleName().isEmpty());
        for (const QAbstractButton* button :
             view->findChildren<QAbstractButton*>(QString(), Qt::FindDirectChildrenOnly))
            EXPECT_FALSE(button->accessibleName().isEmpty());
    }
}

TEST_F(PlotViewsTest, DraggingTheCutSetsTheRankOfTheSelection) {
    SpectrumView view(selection);
    open(view);
    QTest::keyClick(&view.plot(), Qt::Key_Return);
    QTest::keyClick(&view.plot(), Qt::Key_Right);
    QTest::keyClick(&view.plot(), Qt::Key_Right);
    QTest::keyClick(&view.plot(), Qt::Key_Return);
    ASSERT_EQ(edits.size(), 2U);
    EXPECT_EQ(edits[1].kind, SettingsEdit::Kind::Merge);
    EXPECT_EQ(edits[1].sites, (std::vector<model::SiteId>{kFactored, kOther}));
    EXPECT_EQ(edits[1].settings.families.at(plan::Family::LowRank).dump(),
              R"({"method":"svd-llm","rank":26})");
    EXPECT_TRUE(edits[1].words.contains(QStringLiteral("26")));
    EXPECT_FALSE(edits[0].mergeKey.empty());
    EXPECT_EQ(edits[0].mergeKey, edits[1].mergeKey);
    QTest::keyClick(&view.plot(), Qt::Key_Return);
    QTest::keyClick(&view.plot(), Qt::Key_Left);
    EXPECT_NE(edits[2].mergeKey, edits[0].mergeKey); // another drag, another step
}

TEST_F(PlotViewsTest, EscNamesTheStepToTakeBack) {
    SpectrumView view(selection);
    open(view);
    QTest::keyClick(&view.plot(), Qt::Key_Return);
    QTest::keyClick(&view.plot(), Qt::Key_Right);
    QTest::keyClick(&view.plot(), Qt::Key_Escape);
    ASSERT_EQ(cancelled.size(), 1U);
    EXPECT_EQ(cancelled[0], edits[0].mergeKey);
}

TEST_F(PlotViewsTest, TheMarkerSetsBitsZerosAndKeptShare) {
    SensitivityView view(selection);
    open(view);
    auto* what = view.findChild<QComboBox*>();
    for (int i = 0; i < 3; ++i) {
        what->setCurrentIndex(i);
        QTest::keyClick(&view.plot(), Qt::Key_Return);
        QTest::keyClick(&view.plot(), Qt::Key_Left);
        QTest::keyClick(&view.plot(), Qt::Key_Return);
    }
    ASSERT_EQ(edits.size(), 3U);
    EXPECT_EQ(edits[0].settings.families.at(plan::Family::Quantization)["bits"], 3);
    EXPECT_EQ(edits[1].settings.families.at(plan::Family::Sparsity)["amount"], 0.49);
    EXPECT_EQ(edits[2].settings.families.at(plan::Family::LowRank)["ratio"], 0.74);
}

TEST_F(PlotViewsTest, FollowTheFocus) {
    HistogramView view(selection);
    open(view);
    const QString before = view.plot().content().title;
    selection.focusOn(kOther);
    EXPECT_TRUE(QTest::qWaitFor([&] { return view.plot().content().title != before; }));
}

TEST_F(PlotViewsTest, BehindAnotherTabItWaitsUntilItIsSeenOrAskedFor) {
    SpectrumView view(selection);
    open(view);
    const auto* drawn = view.findChild<PlotView*>();
    const auto title = [&] { return drawn->content().title; };
    const QString first = title();
    view.hide();
    selection.focusOn(kOther);
    QTest::qWait(20);
    view.show(state);
    EXPECT_EQ(title(), first);
    EXPECT_NE(view.plot().content().title, first);
    const QString second = title();
    selection.focusOn(kFactored);
    QTest::qWait(20);
    EXPECT_EQ(title(), second);
    view.show();
    EXPECT_NE(title(), second);
}

TEST_F(PlotViewsTest, ActivationsHaveThreeFaces) {
    ActivationView view(selection);
    open(view);
    auto* shown = view.findChild<QComboBox*>();
    EXPECT_EQ(view.plot().content().series.size(), 3U);
    shown->setCurrentIndex(1);
    EXPECT_EQ(view.plot().content().series.size(), 8U);
    shown->setCurrentIndex(2);
    EXPECT_EQ(view.plot().content().id, QStringLiteral("channels"));
}

TEST_F(PlotViewsTest, TokensFollowTheCursor) {
    LogitView view(selection);
    open(view);
    const auto* tokens = view.findChild<QTableView*>(QStringLiteral("logitTokens"))->model();
    EXPECT_EQ(tokens->rowCount(), 3);
    EXPECT_EQ(tokens->index(0, 0).data().toString(), QStringLiteral("␣the"));
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(&view.plot(), Qt::Key_Right);
    EXPECT_EQ(view.plot().cursorX(), 4.0);
}

TEST_F(PlotViewsTest, AClosedModelEmptiesThem) {
    SpectrumView view(selection);
    open(view);
    view.show(ViewState());
    EXPECT_TRUE(view.plot().content().empty());
    QTest::keyClick(&view.plot(), Qt::Key_Return);
    QTest::keyClick(&view.plot(), Qt::Key_Right);
    EXPECT_TRUE(edits.empty());
}

} // namespace
} // namespace lapidary::widgets
