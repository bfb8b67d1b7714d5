// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace lapidary::widgets {

/// What is typed into a field of numbers: a number ("4", "50 %"), a change of the present one ("+1", "-8",
/// "*0.5", "/2", "min(4)" for the smaller of it and 4, "max(8)"), or nothing ("none", or a dash).
struct NumberInput {
    enum class Kind { Set, Add, Multiply, AtLeast, AtMost, None };
    Kind kind = Kind::Set;
    double value = 0.0; // a percentage is divided by 100
    bool percent = false;

    bool relative() const { return kind != Kind::Set && kind != Kind::None; }
    /// The outcome; nothing where a change finds no present value.
    std::optional<double> appliedTo(const std::optional<double>& present) const;
};

/// Numbers by the default QLocale, else with a point. Nothing: no such input.
std::optional<NumberInput> parseNumberInput(const QString& text);

} // namespace lapidary::widgets
