// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_export.h"

#include "widgets/plot/plot_clip.h"
#include "widgets/plot/plot_figure.h"
#include "widgets/plot/plot_table.h"

#include "widgets/plot/qt_words.h"

#include "qcustomplot.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <cmath>

namespace lapidary::widgets {

namespace {

constexpr double kDotsPerInch = 96.0;
constexpr double kPngScale = 2.0;
constexpr double kInchesPerMeter = 39.3701;

std::unique_ptr<PlotFigure> figureFor(const PlotPicture& picture) {
    auto figure = std::make_unique<PlotFigure>(Theme::print(), nullptr);
    figure->setContent(picture.content);
    figure->setScales(picture.scales);
    figure->setFootLineShown(picture.footLine);
    if (picture.zoom)
        figure->setRanges(*picture.zoom);
    figure->arrange(picture.size);
    return figure;
}

void paint(PlotFigure& figure, QSize size, QPaintDevice& device) {
    QCPPainter painter;
    painter.begin(&device);
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    figure.canvas().toPainter(&painter, size.width(), size.height());
    painter.end();
}

QByteArray svgOf(const PlotPicture& picture) {
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(picture.size);
    generator.setViewBox(QRect(QPoint(0, 0), picture.size));
    generator.setResolution(static_cast<int>(kDotsPerInch));
    generator.setTitle(picture.content.title);
    generator.setDescription(picture.content.summary);
    const auto figure = figureFor(picture);
    if (picture.zoom)
        figure->setContent(clippedTo(picture.content, figure->ranges(), figure->scales()));
    figure->arrange(picture.size);
    paint(*figure, picture.size, generator);
    return buffer.data();
}

QByteArray pdfOf(const PlotPicture& picture) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(picture.content.title);
    writer.setCreator(QStringLiteral("Lapidary"));
    writer.setResolution(static_cast<int>(kDotsPerInch));
    writer.setPageSize(
        QPageSize(QSizeF(picture.size) / kDotsPerInch, QPageSize::Inch, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    paint(*figureFor(picture), picture.size, writer);
    return buffer.data();
}

QByteArray pngOf(const PlotPicture& picture) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    imageOf(picture, kPngScale).save(&buffer, "PNG");
    return buffer.data();
}

} // namespace

QImage imageOf(const PlotPicture& picture, double scale) {
    const auto figure = figureFor(picture);
    QImage image = figure->canvas().toPixmap(picture.size.width(), picture.size.height(), scale).toImage();
    const int dots = static_cast<int>(std::lround(kDotsPerInch * scale * kInchesPerMeter));
    image.setDotsPerMeterX(dots);
    image.setDotsPerMeterY(dots);
    image.setText(QStringLiteral("Title"), picture.content.title);
    image.setText(QStringLiteral("Description"), picture.content.footLine);
    return image;
}

const QStringList& exportSuffixes() {
    static const QStringList suffixes = {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf"),
                                         QStringLiteral("csv")};
    return suffixes;
}

bool exportPlot(const PlotPicture& picture, const QString& path) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (!exportSuffixes().contains(suffix) || picture.size.isEmpty())
        return false;
    const QByteArray bytes = suffix == QStringLiteral("csv")   ? csvOf(tableOf(picture.content))
                             : suffix == QStringLiteral("svg") ? svgOf(picture)
                             : suffix == QStringLiteral("pdf") ? pdfOf(picture)
                                                               : pngOf(picture);
    QSaveFile file(path);
    return !bytes.isEmpty() && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() &&
           file.commit();
}

} // namespace lapidary::widgets
