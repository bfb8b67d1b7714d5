// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/matrix_geometry.h"

#include "widgets/matrix/matrix_layout.h"

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

constexpr double kSmallestWidth = 3.0;
constexpr double kLargestWidth = 160.0; // wider cells only spread the numbers
constexpr double kSmallestHeight = 8.0;
constexpr double kReadableHeight = 16.0; // of many rows, which are scrolled
constexpr double kLargestHeight = 64.0;
constexpr int kManyRows = 24;

std::optional<int> indexAt(double offset, double size, int count, bool clamped) {
    if (count == 0 || size <= 0.0)
        return std::nullopt;
    const auto index = static_cast<int>(std::floor(offset / size));
    if (clamped)
        return std::clamp(index, 0, count - 1);
    return index < 0 || index >= count ? std::nullopt : std::optional(index);
}

} // namespace

MatrixGeometry MatrixGeometry::of(const MatrixLayout& layout, const QRect& area, const MatrixView& view) {
    MatrixGeometry geometry;
    geometry.columns = layout.columns();
    geometry.rows = layout.rows();
    if (geometry.columns == 0 || geometry.rows == 0)
        return geometry;
    const double least = geometry.rows > kManyRows ? kReadableHeight : kSmallestHeight;
    geometry.cellWidth = std::min(
        std::clamp(static_cast<double>(area.width()) / geometry.columns, kSmallestWidth, kLargestWidth) *
            view.zoom,
        kLargestWidth);
    geometry.cellHeight =
        std::clamp(static_cast<double>(area.height()) / geometry.rows, least, kLargestHeight);
    const double mostX = std::max(0.0, geometry.wholeWidth() - area.width());
    const double mostY = std::max(0.0, geometry.wholeHeight() - area.height());
    geometry.origin = QPointF(area.topLeft()) - QPointF(std::clamp(view.offset.x(), 0.0, mostX),
                                                        std::clamp(view.offset.y(), 0.0, mostY));
    geometry.grid = QRect(area.topLeft(),
                          QSize(static_cast<int>(std::min(geometry.wholeWidth(), double(area.width()))),
                                static_cast<int>(std::min(geometry.wholeHeight(), double(area.height())))));
    return geometry;
}

QRect MatrixGeometry::cellRect(int column, int row, int rowSpan) const {
    const auto left = static_cast<int>(std::lround(origin.x() + cellWidth * column));
    const auto right = static_cast<int>(std::lround(origin.x() + cellWidth * (column + 1)));
    const auto top = static_cast<int>(std::lround(origin.y() + cellHeight * row));
    const auto bottom = static_cast<int>(std::lround(origin.y() + cellHeight * (row + rowSpan)));
    return {left, top, right - left, bottom - top};
}

std::optional<int> MatrixGeometry::columnAt(int x, bool clamped) const {
    return indexAt(x - origin.x(), cellWidth, columns, clamped);
}

std::optional<int> MatrixGeometry::rowAt(int y, bool clamped) const {
    return indexAt(y - origin.y(), cellHeight, rows, clamped);
}

} // namespace lapidary::widgets
