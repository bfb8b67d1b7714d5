// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/plan_cells.h"
#include "widgets/state/settings_edit.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace lapidary::widgets {

/// The rows that an edit is for, and the key that makes one step of its parts (sites whose values differ).
struct EditTarget {
    std::vector<const PlanRow*> rows;
    std::string mergeKey;
};

struct PlanEdits {
    std::vector<SettingsEdit> edits;
    QString error; // why there are none; empty where nothing had to change
};

/// A cell as typed, for all rows; in the method column the key of a MethodChoice. Sites without the family
/// begin it with its preferred method. Values out of a parameter's range are an error, changes ("+1") stop at
/// its ends.
PlanEdits editCell(const EditTarget& target, PlanColumn column, const QString& text);

/// What a column offers beside free text.
QStringList cellSuggestions(const PlanRow& row, PlanColumn column);

/// One notch up or down, as plan::notched has it; of `column` where the row has
/// notches there, else of the first of these that it has.
PlanEdits notchEdits(const EditTarget& target, PlanColumn column, int direction);

/// Skips all, or none where all are skipped.
PlanEdits skipEdits(const EditTarget& target);
PlanEdits resetEdits(const EditTarget& target);
/// The value of `column` of `source`, or all its settings where that is no column of numbers, for all rows.
PlanEdits fillEdits(const PlanRow& source, const EditTarget& target, PlanColumn column);

} // namespace lapidary::widgets
