// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plot/plot_content.h"

#include <QPointF>

#include <cstddef>
#include <functional>
#include <optional>

namespace lapidary::widgets {

/// One mark of a plot.
struct PlotPlace {
    std::size_t series = 0;
    std::size_t point = 0;
    bool operator==(const PlotPlace&) const = default;
};

enum class PlotStep { Left, Right, PageLeft, PageRight, First, Last, Up, Down };

/// Where a mark is on the screen; nothing where it cannot be drawn (zero on a logarithmic axis).
using PlotProjection = std::function<std::optional<QPointF>(const PlotSeries&, const PlotPoint&)>;

/// The bar or tile that a pixel lies on, else the mark nearest to it, at most `reach` pixels away.
std::optional<PlotPlace> nearestPlace(const PlotContent& content, const PlotProjection& project,
                                      QPointF pixel, double reach);
/// Along a series, or to the nearest x of the one before or after it; where each mark has a row of its own,
/// to the nearest in that direction. Without a start: the first mark.
std::optional<PlotPlace> stepPlace(const PlotContent& content, const std::optional<PlotPlace>& from,
                                   PlotStep step);
bool exists(const PlotContent& content, const PlotPlace& place);
/// Value with unit, for the status bar, the tooltip and screen readers.
QString placeText(const PlotContent& content, const PlotPlace& place);
/// What a mark stands for to programs; empty: nothing.
QString keyOf(const PlotContent& content, const PlotPlace& place);
/// y, or the upper end where there is none.
double shownValue(const PlotPoint& point);

} // namespace lapidary::widgets
