// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QString>
#include <QStringList>

#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <vector>

namespace lapidary::widgets {

inline constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

/// A colour by its part in the theme, never by value: the same content is drawn light, dark and on paper.
struct PlotColor {
    enum class Role { Line, Text, Muted, Dense, Quantized, Pruned, LowRank, Combined, Selection, Warning };
    Role role = Role::Line;
    int line = 0; // of Role::Line: index into Theme::lines, taken modulo
    bool operator==(const PlotColor&) const = default;
};

/// Labels of positions on an axis that counts categories.
struct PlotTick {
    double position = 0.0;
    QString label;
    bool operator==(const PlotTick&) const = default;
};

/// One axis. Title and unit are mandatory; the unit stands in brackets behind the title, "1" (a pure number)
/// is not written.
struct PlotAxis {
    QString title;
    QString unit;
    bool log = false;
    bool whole = false;               // whole numbers only: no ticks between them
    std::optional<double> lower = {}; // of the fitted range; none: from the data
    std::optional<double> upper = {};
    std::vector<PlotTick> categories = {}; // replace the numbers
    bool bare = false;                     // title alone: positions along it mean nothing
    QString link = {}; // plots with the same ("block") follow each other's zoom; empty: none
    bool operator==(const PlotAxis&) const = default;
    bool pure() const { return unit.isEmpty() || unit == QLatin1String("1"); }
    QString label() const { return pure() ? title : title + QStringLiteral(" [") + unit + QLatin1Char(']'); }
};

/// One mark. `low` and `high` are the ends of a range, a band or an error bar.
struct PlotPoint {
    double x = 0.0;
    double y = kNoNumber;
    double low = kNoNumber;
    double high = kNoNumber;
    /// Numbers that are not there are equal.
    bool operator==(const PlotPoint& other) const {
        using Bits = std::array<std::uint64_t, 4>;
        return std::bit_cast<Bits>(*this) == std::bit_cast<Bits>(other);
    }
};

struct PlotSeries {
    enum class Kind {
        Line,
        Steps,    // constant from each x to the next; stands on the foot of the axes, where zeros lie
        Points,   // marks, with error bars where `low` and `high` are there
        Bars,     // from 0 (the foot of a logarithmic axis) to y
        Stacked,  // bars from low to high that stand on others; y is their own height
        Ranges,   // bars from low to high
        Band,     // filled between low and high, line at y
        Tiles,    // boxes from low to high, `widths` wide; y is what their area stands for
        Segments, // from each mark of even place to the one after it
    };
    /// Measured marks are solid, predicted ones hollow, what is between measurements is a line without marks.
    enum class Mark { Measured, Interpolated, Predicted };
    enum class Shape { Circle, Square, Triangle, Diamond };

    QString name;
    Kind kind = Kind::Line;
    Mark mark = Mark::Measured;
    Shape shape = Shape::Circle;
    PlotColor color;
    bool rightAxis = false;
    bool dashed = false;
    bool faint = false; // context behind what matters
    bool inLegend = true;
    bool strong = false;           // the focus
    bool marked = false;           // a line: carries its shape now and then
    bool outlined = false;         // steps, bars and ranges: the rim alone
    bool decoration = false;       // repeats what others say: no cursor, not in the table
    double width = 0.0;            // of bars and ranges, in units of x; 0: a hairline
    std::vector<PlotPoint> points; // by rising x; those of `rowsByMark`, Tiles and Segments in any order
    QStringList pointNames;        // beside `points`, or empty
    QStringList pointKeys;         // the same, for programs: a site, "run:2"; such marks can be chosen
    QStringList labels;            // of tiles, beside `points`: written into them where there is room
    std::vector<double> widths;    // of tiles, beside `points`
    bool operator==(const PlotSeries&) const = default;
};

/// A line with a label that cannot be moved: break-even, a threshold, what was achieved.
struct PlotReference {
    double position = 0.0;
    bool vertical = true; // at an x
    QString label;
    PlotColor color{PlotColor::Role::Muted, 0};
};

/// A line that people drag, or move with the arrow keys.
struct PlotHandle {
    QString id;
    QString name;         // for menus and screen readers: "Rank"
    bool vertical = true; // moves along x
    double position = 0.0;
    double minimum = 0.0;
    double maximum = 1.0;
    double step = 1.0;     // positions are minimum + n step
    bool byFactor = false; // positions are minimum × step^n instead: for logarithmic axes
    bool hollow = false;   // a suggestion: nothing is set yet
    bool labelled = true;  // false: the label of another handle says it
    bool forbids = false;  // what lies above it is shaded
    PlotColor color{PlotColor::Role::Selection, 0};
    std::function<QString(double)> words;        // label at a position; pure
    std::function<QString(double)> shorterWords; // label in a small plot; none: `words`
};

/// Short marks along the foot of the plot: the levels of a grid.
struct PlotLevels {
    QString name;
    PlotColor color;
    std::vector<double> positions;
};

/// Part of an axis.
struct PlotSpan {
    double lower = 0.0;
    double upper = 1.0;
    bool operator==(const PlotSpan&) const = default;
};

/// Everything a plot shows, as a value: what is drawn, said and exported. Built by pure functions, tested
/// without a window.
struct PlotContent {
    QString id; // of the kind of plot: "spectrum"
    QString title;
    QString footLine;  // what it was measured on
    QString summary;   // the plot in words
    QString emptyText; // not empty: shown instead of axes
    PlotAxis x;
    PlotAxis y;
    std::optional<PlotAxis> right;
    std::vector<PlotSeries> series;
    std::vector<PlotReference> references;
    std::vector<PlotHandle> handles;
    std::vector<PlotLevels> levels;
    std::optional<PlotSpan> selectedX = {}; // where the selection lies: zooming to it goes there
    std::optional<PlotSpan> selectedY = {};
    bool rowsByMark = false;  // the table has a row for each mark, not for each x
    bool marksOpen = false;   // double-click or Enter on a mark does something
    bool bandChooses = false; // a box drawn with Shift chooses marks; else it zooms

    bool empty() const { return !emptyText.isEmpty(); }
    /// Equal while the axes that people zoom mean the same: a zoom is kept.
    QString meaning() const { return id + QChar(0x1F) + x.label() + QChar(0x1F) + y.label(); }
};

} // namespace lapidary::widgets
