// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/squarify.h"

#include <algorithm>
#include <numeric>

namespace lapidary::widgets {

namespace {

/// The worst ratio of sides in a row of areas from `smallest` to `largest` that sum to `sum`, laid along
/// `side`.
double worst(double smallest, double largest, double sum, double side) {
    const double depth = sum / side;
    return std::max(largest / (depth * depth), depth * depth / smallest);
}

/// Lays areas [first, last) along the shorter side of the room and takes their strip from it.
void layRow(const std::vector<double>& areas, std::size_t first, std::size_t last, QRectF& room,
            std::vector<QRectF>& boxes) {
    const double sum = std::accumulate(areas.begin() + static_cast<std::ptrdiff_t>(first),
                                       areas.begin() + static_cast<std::ptrdiff_t>(last), 0.0);
    const bool upright = room.width() >= room.height(); // the row stands at the left
    const double side = upright ? room.height() : room.width();
    const double depth = sum / side;
    double place = upright ? room.top() : room.left();
    for (std::size_t i = first; i < last; ++i) {
        const double length = areas[i] / depth;
        boxes.push_back(upright ? QRectF(room.left(), place, depth, length)
                                : QRectF(place, room.top(), length, depth));
        place += length;
    }
    if (upright)
        room.setLeft(room.left() + depth);
    else
        room.setTop(room.top() + depth);
}

} // namespace

std::vector<QRectF> squarified(const std::vector<double>& sizes, const QRectF& whole) {
    std::vector<QRectF> boxes;
    const double sum = std::accumulate(sizes.begin(), sizes.end(), 0.0);
    if (!(sum > 0.0)) {
        boxes.resize(sizes.size());
        return boxes;
    }
    std::vector<double> areas;
    for (const double size : sizes)
        if (size > 0.0)
            areas.push_back(size / sum * whole.width() * whole.height());
    QRectF room = whole;
    for (std::size_t first = 0; first < areas.size();) {
        const double side = std::min(room.width(), room.height());
        double row = areas[first];
        std::size_t last = first + 1;
        // A row grows while its worst box gets no worse.
        while (last < areas.size() && worst(areas[last], areas[first], row + areas[last], side) <=
                                          worst(areas[last - 1], areas[first], row, side))
            row += areas[last++];
        layRow(areas, first, last, room, boxes);
        first = last;
    }
    boxes.resize(sizes.size());
    return boxes;
}

} // namespace lapidary::widgets
