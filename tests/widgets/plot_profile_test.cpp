// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/panels_support.h"
#include "widgets/plot/profile_content.h"
#include "widgets/plot/profile_view.h"

#include <QComboBox>
#include <QTest>

#include <gtest/gtest.h>

#include <algorithm>

namespace lapidary::widgets {
namespace {

SiteMetric metric(const std::string& id) {
    for (SiteMetric& each : siteMetrics())
        if (each.id == id)
            return each;
    ADD_FAILURE() << "no metric " << id;
    return {};
}

const model::SiteId kFocus("blocks.1.attn.q");

TEST(ProfileContent, HasALineAKindAndAMarkASite) {
    const ViewState state = tests::sampleState();
    const SiteMetric errors = metric("error:bits:4");
    const PlotContent content = profileContent(state, {kFocus}, kFocus, {errors, {}});
    ASSERT_EQ(content.series.size(), 7U);
    EXPECT_EQ(content.series[0].name, QStringLiteral("q"));
    EXPECT_EQ(content.series[6].name, QStringLiteral("down"));
    const SiteValues values = errors.values(state);
    for (const PlotSeries& series : content.series) {
        ASSERT_EQ(series.points.size(), state.model->blocks.size());
        for (std::size_t i = 0; i < series.points.size(); ++i)
            EXPECT_EQ(series.points[i].y, values.at(*state.model->placeOf(model::SiteId(
                                              series.pointKeys[static_cast<qsizetype>(i)].toStdString()))));
    }
    EXPECT_TRUE(content.y.log);
    EXPECT_EQ(content.x.link, QStringLiteral("block"));
    ASSERT_TRUE(content.selectedX);
    EXPECT_EQ(content.selectedX->lower, 0.5);
    EXPECT_TRUE(content.footLine.contains(QStringLiteral("sample.txt")));
    EXPECT_TRUE(content.summary.contains(QStringLiteral("21 of 21 sites")));
}

TEST(ProfileContent, LaysTheResultOverIt) {
    ViewState state = tests::sampleState();
    const SiteMetric rank = metric("rank:99");
    EXPECT_EQ(resultValues(state, rank).known(), 0U);
    auto project = std::make_shared<results::ProjectData>(*state.project);
    auto measured = std::make_shared<results::ModelMeasurements>();
    measured->spectra[kFocus].weight = results::makeSpectrum({1.0, 0.0});
    project->runs.at(*state.comparedRun).measured = measured;
    state.project = project;
    const SiteValues result = resultValues(state, rank);
    ASSERT_EQ(result.known(), 1U);
    EXPECT_DOUBLE_EQ(result.at(*state.model->placeOf(kFocus)).value(), 100.0 / 64);
    EXPECT_EQ(resultValues(state, metric("size")).known(), 0U) << "not of measurements";
    const PlotContent content = profileContent(state, {}, kFocus, {rank, result});
    EXPECT_EQ(content.series.back().name, QStringLiteral("B: q"));
    EXPECT_TRUE(content.series.back().dashed);
    EXPECT_TRUE(content.title.contains(QStringLiteral("B dashed")));
}

TEST(ProfileContent, SaysWhatIsMissing) {
    tests::SampleOptions options;
    options.measured = false;
    EXPECT_TRUE(profileContent(tests::sampleState(options), {}, {}, {metric("error:bits:4"), {}})
                    .emptyText.contains(QStringLiteral("Ctrl+M")));
    EXPECT_TRUE(profileContent(ViewState(), {}, {}, {metric("size"), {}}).empty());
}

TEST(ProfileView, AClickFocusesTheSiteAndItsMarkIsThatSiteEverywhere) {
    const ViewState state = tests::sampleState();
    SelectionModel selection;
    tests::resetSelection(selection, state);
    QWidget host;
    ProfileView view(selection);
    view.setParent(&host);
    host.resize(640, 420);
    view.resize(host.size());
    view.show(state);
    view.show();
    host.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&host));
    QTest::keyClick(&view.plot(), Qt::Key_Right);
    QTest::keyClick(&view.plot(), Qt::Key_Right);
    const model::SiteId second("blocks.1.attn.q");
    EXPECT_EQ(selection.hover(), second);
    QTest::keyClick(&view.plot(), Qt::Key_Space);
    EXPECT_EQ(selection.focus(), second);
    QTest::keyClick(&view.plot(), Qt::Key_Escape);
    EXPECT_TRUE(selection.hover().name.empty());
    auto* box = view.findChild<QComboBox*>(QStringLiteral("profileMetric"));
    box->setCurrentIndex(box->count() - 1);
    EXPECT_EQ(view.plot().content().y.title, siteMetrics().back().name);
}

} // namespace
} // namespace lapidary::widgets
