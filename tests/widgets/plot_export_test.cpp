// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/sample_state.h"
#include "widgets/plot/plot_clip.h"
#include "widgets/plot/plot_export.h"
#include "widgets/plot/plot_view.h"
#include "widgets/plot/spectrum_content.h"

#include <QAction>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

namespace lapidary::widgets {
namespace {

struct PlotExportTest : testing::Test {
    PlotExportTest() {
        const model::SiteId focus("blocks.1.attn.q");
        view.setContent(spectrumContent(tests::sampleState(), {focus}, focus));
    }
    QString path(const char* name) const { return folder.filePath(QLatin1String(name)); }
    QByteArray read(const char* name) const {
        QFile file(path(name));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name;
        return file.readAll();
    }

    QTemporaryDir folder;
    PlotView view;
    const QSize size{600, 400};
};

TEST_F(PlotExportTest, PngHasTwoPixelsForOneAndAWhiteGround) {
    ASSERT_TRUE(view.exportTo(path("plot.png"), size));
    const QImage image(path("plot.png"));
    EXPECT_EQ(image.size(), 2 * size);
    EXPECT_EQ(image.pixelColor(1, 1), QColor(Qt::white));
    EXPECT_EQ(image.text(QStringLiteral("Title")), view.content().title);
}

TEST_F(PlotExportTest, SvgIsWellFormedAndDrawsTheSame) {
    ASSERT_TRUE(view.exportTo(path("plot.svg"), size));
    const QByteArray text = read("plot.svg");
    EXPECT_LT(text.size(), 300'000); // window.md 1.12, 9
    QXmlStreamReader xml(text);
    while (!xml.atEnd())
        xml.readNext();
    EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
    EXPECT_TRUE(QString::fromUtf8(text).contains(QStringLiteral("σ"))); // text stays text
    QSvgRenderer renderer(text);
    EXPECT_TRUE(renderer.isValid());
    EXPECT_EQ(renderer.viewBox().size(), size);
}

TEST_F(PlotExportTest, PdfIsWhole) {
    ASSERT_TRUE(view.exportTo(path("plot.pdf"), size));
    const QByteArray text = read("plot.pdf");
    EXPECT_TRUE(text.startsWith("%PDF-"));
    EXPECT_TRUE(text.trimmed().endsWith("%%EOF"));
    EXPECT_LT(text.size(), 300'000);
}

TEST_F(PlotExportTest, CsvHasTheNumbersOfTheTable) {
    ASSERT_TRUE(view.exportTo(path("plot.csv"), size));
    const QList<QByteArray> lines = read("plot.csv").trimmed().split('\n');
    EXPECT_EQ(lines.size(), 1 + static_cast<qsizetype>(view.table().rows.size()));
    EXPECT_EQ(lines[0].count(','), view.table().columns.size() - 1);
}

TEST_F(PlotExportTest, WhatCannotBeWrittenIsSaid) {
    EXPECT_FALSE(view.exportTo(path("plot.bmp"), size));
    EXPECT_FALSE(view.exportTo(path("no/such/folder/plot.png"), size));
    EXPECT_FALSE(view.exportTo(path("plot.png"), QSize()));
    EXPECT_TRUE(QDir(folder.path()).isEmpty());
}

TEST_F(PlotExportTest, APlotThatIsNotMeasuredIsAPictureThatSaysSo) {
    PlotContent empty;
    empty.title = QStringLiteral("Spectrum");
    empty.emptyText = QStringLiteral("Not measured yet");
    view.setContent(empty);
    for (const QString& suffix : exportSuffixes())
        EXPECT_TRUE(view.exportTo(folder.filePath(QStringLiteral("e.") + suffix), size))
            << suffix.toStdString();
}

TEST_F(PlotExportTest, TheFileNameComesFromTheChooser) {
    QString suggested;
    view.setFileChooser([&](const QString& name, const std::function<void(const QString&)>& done) {
        suggested = name;
        done(path("chosen.svg"));
    });
    QString said;
    QObject::connect(&view, &PlotView::message, &view, [&](const QString& text) { said = text; });
    view.findChild<QAction*>(QStringLiteral("plotExportSvg"))->trigger();
    EXPECT_EQ(suggested, QStringLiteral("spectrum.svg"));
    EXPECT_TRUE(QFileInfo::exists(path("chosen.svg")));
    EXPECT_TRUE(said.contains(QStringLiteral("chosen.svg")));
}

TEST_F(PlotExportTest, AZoomedDrawingStaysInsideItsAxes) {
    view.setRanges({{10, 20}, {0.3, 0.4}, {0, 100}});
    ASSERT_TRUE(view.exportTo(path("zoom.svg"), size));
    QSvgRenderer renderer(read("zoom.svg"));
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    renderer.render(&painter);
    // The strip between the axes' top and the title: nothing coloured may reach it.
    for (int x = 70; x < size.width() - 70; ++x)
        for (int y = 0; y < 3; ++y)
            ASSERT_EQ(image.pixelColor(x, y), QColor(Qt::white)) << x << ' ' << y;
}

TEST(PlotClip, StepsStandOnTheFootAndGoDownToItBetween) {
    PlotContent content;
    PlotSeries& steps = content.series.emplace_back();
    steps.kind = PlotSeries::Kind::Steps;
    steps.points = {{1, 10}, {2, 0}, {3, 100}, {4, 0}};
    const PlotContent clipped = clippedTo(content, {{0, 5}, {1, 1000}, {}}, {false, true});
    std::vector<std::pair<double, double>> corners;
    bool gap = false;
    for (const PlotPoint& point : clipped.series[0].points) {
        gap = gap || std::isnan(point.y);
        if (!std::isnan(point.y))
            corners.emplace_back(point.x, std::round(1e6 * point.y) / 1e6);
    }
    EXPECT_TRUE(gap) << "nothing is drawn along the foot";
    const std::vector<std::pair<double, double>> expected = {{1, 1}, {1, 10},  {2, 10},  {2, 1},
                                                             {3, 1}, {3, 100}, {4, 100}, {4, 1}};
    EXPECT_EQ(corners, expected);
}

} // namespace
} // namespace lapidary::widgets
