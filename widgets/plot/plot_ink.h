// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"

#include <QPointF>
#include <QRectF>

#include <vector>

class QCustomPlot;

namespace lapidary::widgets {

/// How much is drawn where, in squares of a few pixels: labels are put where there is little.
class PlotInk final {
public:
    explicit PlotInk(const QRectF& area);

    /// What lies outside the area is left out; where ink lies over ink the heavier counts.
    void addLine(QPointF from, QPointF to, double weight);
    void addBox(const QRectF& box, double weight);
    /// Sum of the weights of the squares that a box touches.
    double under(const QRectF& box) const;

private:
    struct Span {
        int first = 0;
        int last = -1; // empty where before the first
    };
    Span columnsOf(const QRectF& box) const;
    Span rowsOf(const QRectF& box) const;
    std::size_t square(int column, int row) const; // index of its weight

    QRectF m_area;
    int m_columns = 0;
    int m_rows = 0;
    std::vector<double> m_weights;
};

/// Curves, bars, marks and levels as a plot shows them now.
PlotInk inkOf(const QCustomPlot& plot, const PlotContent& content, const QRectF& area);

} // namespace lapidary::widgets
