// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/plot_labels.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace lapidary::widgets {

namespace {

constexpr double kWide = 0.6; // of the room: a shorter text is taken
constexpr double kPadding = 4.0;
constexpr double kGap = 3.0;      // between line and box
constexpr double kMargin = 3.0;   // between box and axes
constexpr double kRowStep = 6.0;  // pixels between two heights that are tried
constexpr int kPlacesAcross = 12; // that are tried along a horizontal line

// What a place costs, in weight of ink.
constexpr double kLine = 1.0;   // of another label's line
constexpr double kFar = 0.02;   // a pixel away from the usual place
constexpr double kWords = 25.0; // a shorter text, which says less
constexpr double kOnLine = 30.0;
constexpr double kDoubtLevel = 300.0; // the line of another label is nearer to its middle
constexpr double kDoubtUpright = 15.0;
constexpr double kApart = 500.0;      // a row away from its own line
constexpr double kCovering = 10000.0; // another label

struct Place {
    QRectF box;
    double cost = 0.0;
};

/// Beside a vertical line at every height, by preference to the right and at the foot; over the line where
/// neither side has room.
std::vector<Place> placesBesideVertical(double x, const QSizeF& size, const QRectF& room) {
    std::vector<Place> lefts;
    if (x + kGap + size.width() <= room.right() && x + kGap >= room.left())
        lefts.push_back({QRectF(x + kGap, 0.0, 0.0, 0.0), 0.0});
    if (x - kGap - size.width() >= room.left() && x - kGap <= room.right())
        lefts.push_back({QRectF(x - kGap - size.width(), 0.0, 0.0, 0.0), kLine});
    if (lefts.empty())
        lefts = {{QRectF(room.right() - size.width(), 0.0, 0.0, 0.0), 0.0},
                 {QRectF(room.left(), 0.0, 0.0, 0.0), 0.0}};
    std::vector<Place> places;
    const double lowest = std::max(room.bottom() - size.height(), room.top());
    for (double top = lowest; top >= room.top(); top -= kRowStep)
        for (const Place& left : lefts)
            places.push_back(
                {QRectF(QPointF(left.box.left(), top), size), left.cost + kFar * (lowest - top)});
    return places;
}

/// Above, below and on a horizontal line along its whole length, by preference at the right end.
std::vector<Place> placesBesideHorizontal(double y, const QSizeF& size, const QRectF& room) {
    std::vector<Place> places;
    const double across = std::max(room.width() - size.width(), 0.0);
    const double row = size.height() + kGap;
    const int rows = static_cast<int>(room.height() / row) + 1;
    const auto addRow = [&](double top, double cost) {
        if (top < room.top() || top + size.height() > room.bottom())
            return;
        for (int i = 0; i <= kPlacesAcross; ++i) {
            const double aside = across * i / kPlacesAcross;
            places.push_back(
                {QRectF(QPointF(room.right() - size.width() - aside, top), size), cost + kFar * aside});
        }
    };
    addRow(
        std::clamp(y - size.height() / 2.0, room.top(), std::max(room.top(), room.bottom() - size.height())),
        kOnLine);
    for (int apart = 0; apart <= rows; ++apart) {
        addRow(y - (apart + 1) * row, kApart * apart);
        addRow(y + kGap + apart * row, kApart * apart);
    }
    if (places.empty())
        places.push_back({QRectF(QPointF(room.right() - size.width(), room.top()), size), 0.0});
    return places;
}

double covered(const QRectF& box, const std::vector<QRectF>& taken) {
    double pixels = 0.0;
    for (const QRectF& other : taken) {
        const QRectF common = other.adjusted(-1.0, -1.0, 1.0, 1.0).intersected(box);
        pixels += common.width() * common.height();
    }
    return pixels;
}

/// People take the line that is nearest to the middle of a label for its own.
double doubt(const LineLabel& label, const QRectF& box, const std::vector<LineLabel>& labels) {
    const double middle = label.vertical ? box.center().x() : box.center().y();
    const bool nearer = std::ranges::any_of(labels, [&](const LineLabel& other) {
        return other.vertical == label.vertical && std::abs(other.at - middle) < std::abs(label.at - middle);
    });
    if (!nearer)
        return 0.0;
    return label.vertical ? kDoubtUpright : kDoubtLevel;
}

PlotInk withLinesOfOthers(PlotInk ink, const std::vector<LineLabel>& labels, const LineLabel& own,
                          const QRectF& area) {
    for (const LineLabel& label : labels)
        if (&label != &own && label.vertical)
            ink.addLine({label.at, area.top()}, {label.at, area.bottom()}, kLine);
        else if (&label != &own)
            ink.addLine({area.left(), label.at}, {area.right(), label.at}, kLine);
    return ink;
}

} // namespace

void placeLabels(std::vector<LineLabel>& labels, const PlotInk& ink, const QRectF& area,
                 const QFontMetricsF& metrics) {
    const QRectF room = area.adjusted(kMargin, kMargin, -kMargin, -kMargin);
    std::vector<LineLabel*> order;
    for (LineLabel& label : labels)
        order.push_back(&label);
    std::ranges::stable_sort(order,
                             [](const LineLabel* a, const LineLabel* b) { return a->filled > b->filled; });
    std::vector<QRectF> taken;
    const auto bestPlace = [&](const LineLabel& label, const QString& text, const PlotInk& all) {
        const QSizeF size(metrics.horizontalAdvance(text) + 2.0 * kPadding, metrics.height() + 3.0);
        std::vector<Place> places = label.vertical ? placesBesideVertical(label.at, size, room)
                                                   : placesBesideHorizontal(label.at, size, room);
        for (Place& place : places)
            place.cost += doubt(label, place.box, labels) +
                          all.under(place.box.adjusted(-kGap, -kGap, kGap, kGap)) +
                          kCovering * covered(place.box, taken);
        return *std::ranges::min_element(places, {}, &Place::cost);
    };
    for (LineLabel* label : order) {
        const double most = room.width() - 2.0 * kPadding;
        const QString text = metrics.elidedText(label->text, Qt::ElideRight, most);
        const PlotInk all = withLinesOfOthers(ink, labels, *label, area);
        Place best = bestPlace(*label, text, all);
        label->text = text;
        if (!label->shorter.isEmpty()) {
            const QString shorter = metrics.elidedText(label->shorter, Qt::ElideRight, most);
            const Place other = bestPlace(*label, shorter, all);
            if (metrics.horizontalAdvance(text) > kWide * room.width() || other.cost + kWords < best.cost) {
                label->text = shorter;
                best = other;
            }
        }
        label->box = best.box;
        taken.push_back(label->box);
    }
}

} // namespace lapidary::widgets
