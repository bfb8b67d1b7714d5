// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_labels.h"

#include <QFontMetricsF>

#include <algorithm>

namespace lapidary::widgets {

namespace {

constexpr double kPadding = 4.0;
constexpr double kGap = 3.0; // between line and box

QRectF boxAt(const LineLabel& label, double width, double height, double top, const QRectF& area) {
    double left = label.x + kGap;
    if (left + width > area.right())
        left = label.x - kGap - width;
    left = std::clamp(left, area.left(), std::max(area.left(), area.right() - width));
    return {left, top, width, height};
}

} // namespace

void placeLabels(std::vector<LineLabel>& labels, const QRectF& area, const QFontMetricsF& metrics) {
    const double height = metrics.height() + 3.0;
    const int rows = std::max(1, static_cast<int>(area.height() * 0.7 / (height + 2.0)));
    // Handles first: they keep the lowest row.
    std::vector<LineLabel*> order;
    for (LineLabel& label : labels)
        order.push_back(&label);
    std::ranges::stable_sort(order,
                             [](const LineLabel* a, const LineLabel* b) { return a->filled > b->filled; });
    std::vector<QRectF> taken;
    for (LineLabel* label : order) {
        const double most = area.width() - 2.0 * kPadding;
        label->text = metrics.elidedText(label->text, Qt::ElideRight, most);
        const double width = metrics.horizontalAdvance(label->text) + 2.0 * kPadding;
        for (int row = 0; row < rows; ++row) {
            label->box = boxAt(*label, width, height, area.bottom() - (row + 1) * (height + 3.0), area);
            if (std::ranges::none_of(taken, [&](const QRectF& box) { return box.intersects(label->box); }))
                break;
        }
        taken.push_back(label->box);
    }
}

} // namespace lapidary::widgets
