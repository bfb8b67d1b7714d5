// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every plot in every face: title, axis titles, units, words, provenance, table twin, export.
#include "tests/widgets/panels_support.h"
#include "widgets/plot/activation_view.h"
#include "widgets/plot/bytes_view.h"
#include "widgets/plot/histogram_view.h"
#include "widgets/plot/logit_view.h"
#include "widgets/plot/plot_export.h"
#include "widgets/plot/profile_view.h"
#include "widgets/plot/sensitivity_view.h"
#include "widgets/plot/spectrum_view.h"
#include "widgets/plot/tradeoff_view.h"

#include <QAction>
#include <QComboBox>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include <functional>

namespace lapidary::widgets {
namespace {

struct AllPlots : testing::Test {
    AllPlots() {
        tests::resetSelection(selection, state);
        selection.focusOn(model::SiteId("blocks.1.attn.q"));
        host.resize(640, 420);
        for (LinkedPlot* view : views()) {
            view->setParent(&host);
            view->resize(host.size());
            view->show(state);
        }
    }
    std::vector<LinkedPlot*> views() {
        return {&spectrum, &sensitivity, &histogram, &activations, &profile, &bytes, &tradeoff, &logits};
    }
    /// Each view in each face that its boxes offer, one box at a time.
    void eachFace(const std::function<void(LinkedPlot&)>& check) {
        for (LinkedPlot* view : views())
            for (QComboBox* box : view->findChildren<QComboBox*>())
                for (int item = 0; item < box->count(); ++item) {
                    box->setCurrentIndex(item);
                    SCOPED_TRACE(view->objectName().toStdString() + ", " + box->currentText().toStdString());
                    check(*view);
                    if (item + 1 == box->count())
                        box->setCurrentIndex(0);
                }
    }

    ViewState state = tests::sampleState();
    SelectionModel selection;
    QWidget host;
    SpectrumView spectrum{selection};
    SensitivityView sensitivity{selection};
    HistogramView histogram{selection};
    ActivationView activations{selection};
    ProfileView profile{selection};
    BytesView bytes{selection};
    TradeoffView tradeoff{selection};
    LogitView logits{selection};
};

TEST_F(AllPlots, HaveTitleAxesUnitsWordsProvenanceAndTable) {
    int shown = 0;
    eachFace([&](LinkedPlot& view) {
        const PlotContent& content = view.plot().content();
        EXPECT_FALSE(content.title.isEmpty());
        EXPECT_FALSE(content.id.isEmpty());
        EXPECT_FALSE(view.accessibleName().isEmpty());
        EXPECT_FALSE(view.property("helpPage").toString().isEmpty());
        if (content.empty())
            return; // says why
        ++shown;
        for (const PlotAxis* axis : {&content.x, &content.y, content.right ? &*content.right : &content.y}) {
            EXPECT_FALSE(axis->title.isEmpty());
            EXPECT_FALSE(axis->unit.isEmpty());
        }
        EXPECT_FALSE(content.summary.isEmpty());
        EXPECT_TRUE(content.footLine.contains(state.modelName)) << content.footLine.toStdString();
        const PlotTable table = view.plot().table();
        EXPECT_FALSE(table.rows.empty());
        for (const auto& row : table.rows)
            ASSERT_EQ(row.size(), static_cast<std::size_t>(table.columns.size()));
        for (const PlotSeries& series : content.series) {
            EXPECT_TRUE(series.pointNames.isEmpty() || series.pointNames.size() == std::ssize(series.points));
            EXPECT_TRUE(series.pointKeys.isEmpty() || series.pointKeys.size() == std::ssize(series.points));
        }
    });
    EXPECT_GT(shown, 30);
}

TEST_F(AllPlots, AreExportedInEveryFormatAndSmall) {
    const QTemporaryDir folder;
    const auto write = [&](const PlotContent& content) {
        for (const QString& suffix : exportSuffixes()) {
            const QString path = folder.filePath(content.id + u'.' + suffix);
            const PlotScales scales{content.x.log, content.y.log};
            EXPECT_TRUE(exportPlot({content, scales, std::nullopt, true, QSize(760, 480)}, path));
            EXPECT_GT(QFileInfo(path).size(), 20) << path.toStdString();
            const bool picture = suffix != QLatin1String("csv");
            EXPECT_TRUE(!picture || QFileInfo(path).size() < 300'000)
                << path.toStdString(); // window.md 1.12, 9
        }
    };
    for (LinkedPlot* view : views()) {
        SCOPED_TRACE(view->objectName().toStdString());
        write(view->plot().content());
        for (const PlotContent& content : view->moreFigures())
            if (!content.empty())
                write(content);
    }
}

TEST_F(AllPlots, TheirKeysWork) {
    host.show();
    for (LinkedPlot* view : views()) {
        SCOPED_TRACE(view->objectName().toStdString());
        view->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&host));
        PlotView& plot = view->plot();
        plot.setFocus();
        QTest::keyClick(&plot, Qt::Key_T);
        EXPECT_EQ(plot.page(), PlotView::Page::Table);
        plot.showPage(PlotView::Page::Plot);
        plot.setFocus();
        QTest::keyClick(&plot, Qt::Key_W);
        EXPECT_EQ(plot.page(), PlotView::Page::Words);
        plot.showPage(PlotView::Page::Plot);
        plot.setFocus();
        const PlotRanges before = plot.ranges();
        QTest::keyClick(&plot, Qt::Key_Plus, Qt::ControlModifier);
        EXPECT_NE(plot.ranges(), before);
        QTest::keyClick(&plot, Qt::Key_Backspace);
        EXPECT_EQ(plot.ranges(), before) << "as it was before the zoom";
        QTest::keyClick(&plot, Qt::Key_Backspace, Qt::ShiftModifier);
        EXPECT_NE(plot.ranges(), before);
        QTest::keyClick(&plot, Qt::Key_A);
        EXPECT_EQ(plot.ranges(), before);
        QTest::keyClick(&plot, Qt::Key_Right);
        EXPECT_FALSE(plot.readoutText().isEmpty());
        if (plot.findChild<QAction*>(QStringLiteral("plotZoomSelection"))->isEnabled()) {
            QTest::keyClick(&plot, Qt::Key_Z);
            EXPECT_NE(plot.ranges().x, before.x);
        }
        view->hide();
    }
}

TEST_F(AllPlots, ABoxDrawnWithShiftZooms) {
    host.show();
    spectrum.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&host));
    QTest::qWait(20);
    PlotView& plot = spectrum.plot();
    QWidget* canvas = plot.childAt(plot.rect().center());
    const auto at = [&](double x, double y) {
        return canvas->mapFrom(&plot, plot.positionOf(x, y).toPoint());
    };
    QTest::mousePress(canvas, Qt::LeftButton, Qt::ShiftModifier, at(10, 0.5));
    QTest::mouseMove(canvas, at(20, 0.3));
    QTest::mouseMove(canvas, at(30, 0.2));
    QTest::mouseRelease(canvas, Qt::LeftButton, Qt::ShiftModifier, at(30, 0.2));
    EXPECT_NEAR(plot.ranges().x.lower, 10.0, 0.5);
    EXPECT_NEAR(plot.ranges().x.upper, 30.0, 0.5);
    EXPECT_NEAR(plot.ranges().y.upper, 0.5, 0.05);
}

} // namespace
} // namespace lapidary::widgets
