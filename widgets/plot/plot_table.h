// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace lapidary::widgets {

/// The numbers of a plot as a table: one row an x, one column a series (two for ranges). NaN: no value.
struct PlotTable {
    QStringList columns;                   // titles with units; the first is x
    std::vector<std::vector<double>> rows; // as long as `columns`
    QStringList rowNames;                  // beside `rows`, or empty
    QString rowTitle;                      // title of the names
};

PlotTable tableOf(const PlotContent& content);
/// Rows whose x lies in a range.
PlotTable rowsWithin(PlotTable table, double lower, double upper);
/// RFC 4180, UTF-8, numbers with a point whatever the language.
QByteArray csvOf(const PlotTable& table);
/// For the clipboard: tabs between, numbers as in files, so that spreadsheets of any language with a point
/// read them.
QString tsvOf(const PlotTable& table);

} // namespace lapidary::widgets
