// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/color_map.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lapidary::widgets {

namespace {

struct Stop {
    double red, green, blue;
};

// Every sixteenth part of cividis (Nunez, Anderton, Renslow 2018) as matplotlib 3 has it, rounded; between
// the stops a channel is at most 11 of 255 off that table.
constexpr std::array<Stop, 17> kCividis = {{{0, 34, 78},
                                            {0, 46, 106},
                                            {26, 56, 111},
                                            {50, 67, 109},
                                            {67, 78, 108},
                                            {82, 89, 109},
                                            {97, 101, 111},
                                            {111, 112, 115},
                                            {124, 123, 120},
                                            {139, 135, 120},
                                            {155, 147, 118},
                                            {171, 160, 114},
                                            {187, 173, 108},
                                            {204, 186, 100},
                                            {221, 201, 88},
                                            {239, 215, 72},
                                            {254, 232, 56}}};

QColor blend(const Stop& from, const Stop& to, double share) {
    const auto part = [share](double a, double b) {
        return static_cast<int>(std::lround(a + (b - a) * share));
    };
    return {part(from.red, to.red), part(from.green, to.green), part(from.blue, to.blue)};
}

} // namespace

QColor sequentialColor(double share, bool darkTheme) {
    double place = std::clamp(share, 0.0, 1.0);
    if (!darkTheme)
        place = 1.0 - place;
    place *= static_cast<double>(kCividis.size() - 1);
    const auto low = std::min(static_cast<std::size_t>(place), kCividis.size() - 2);
    return blend(kCividis[low], kCividis[low + 1], place - static_cast<double>(low));
}

QColor divergingColor(double share, bool darkTheme) {
    const Stop middle = darkTheme ? Stop{38, 42, 48} : Stop{245, 245, 245};
    const Stop end = share < 0.0 ? (darkTheme ? Stop{77, 166, 224} : Stop{0, 114, 178})
                                 : (darkTheme ? Stop{240, 128, 48} : Stop{213, 94, 0});
    return blend(middle, end, std::clamp(std::abs(share), 0.0, 1.0));
}

QColor textColorOn(const QColor& ground) {
    // Relative luminance of WCAG 2; 0.179 is where black and white have equal contrast.
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    const double luminance =
        0.2126 * linear(ground.redF()) + 0.7152 * linear(ground.greenF()) + 0.0722 * linear(ground.blueF());
    return luminance > 0.179 ? QColor(Qt::black) : QColor(Qt::white);
}

} // namespace lapidary::widgets
