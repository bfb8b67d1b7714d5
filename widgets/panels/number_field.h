// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/plan/plan.h"
#include "widgets/panels/number_input.h"
#include "widgets/panels/plan_cells.h"

#include <QString>

#include <optional>
#include <string>

namespace lapidary::widgets {

/// A column of numbers at one row: the key that it writes, and how a number becomes a value of that key.
class NumberField final {
public:
    /// Nothing: the column holds no settings in numbers.
    static std::optional<NumberField> of(const PlanRow& row, PlanColumn column);

    plan::Family family() const { return m_family; }
    const plan::FamilySettings* settings() const; // null: the site does not have the family
    std::optional<double> value() const;

    /// What `input` makes of the value: nothing to write where a change finds none, an error where it is out
    /// of range.
    struct Outcome {
        std::optional<base::Json> keys;
        QString error;
    };
    Outcome apply(const NumberInput& input) const;
    /// One notch up or down, as plan::notched has it; nothing where the field has no value, no notches, or is
    /// at its end.
    std::optional<plan::WrittenSettings> notch(int direction) const;
    /// `keys`, and a method where the site does not have the family.
    base::Json withMethod(base::Json keys) const;

private:
    NumberField(const PlanRow& row, PlanColumn column, plan::Family family, std::string key);
    struct Range {
        double minimum = 0.0;
        double maximum = 0.0;
    };
    Range range() const;
    double fullRank() const;
    NumberInput inUnits(NumberInput input) const;
    base::Json keysFor(double value, bool asShare) const;
    QString rangeError() const;

    const PlanRow* m_row = nullptr;
    PlanColumn m_column = PlanColumn::Bits;
    plan::Family m_family = plan::Family::Quantization;
    std::string m_key;
};

/// The method that a family begins with where none is chosen: the first that looks at the inputs.
std::string preferredMethod(plan::Family family);

} // namespace lapidary::widgets
