// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"
#include "widgets/plot/plot_fit.h"

#include <QImage>
#include <QSize>
#include <QString>

#include <optional>

namespace lapidary::widgets {

/// A plot for paper: the print theme, whatever the window shows. A figure of its own is painted; the one on
/// the screen stays.
struct PlotPicture {
    const PlotContent& content;
    PlotScales scales;
    std::optional<PlotRanges> zoom; // none: fitted
    bool footLine = true;
    QSize size; // in pixels of 1/96 inch
};

/// By the suffix of `path`: png (two pixels for one of `size`), svg, pdf, csv. Written to a temporary name
/// and renamed. False: unknown suffix, or `path` cannot be written.
bool exportPlot(const PlotPicture& picture, const QString& path);
QImage imageOf(const PlotPicture& picture, double scale);
/// "png", "svg", "pdf", "csv".
const QStringList& exportSuffixes();

} // namespace lapidary::widgets
