// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/plan_edits.h"

#include <QString>
#include <QStringList>

#include <set>
#include <vector>

namespace lapidary::widgets {

/// What a table that is pasted would do to the plan.
struct PlanPaste {
    std::vector<SettingsEdit> edits; // one step: all with one merge key
    int changed = 0;                 // cells
    int locked = 0;                  // cells of locked sites, left out
    QStringList unknown;             // "row 3, bits: “four”"

    /// "changes 62 cells, 4 of locked sites are skipped, 2 not understood: row 3, bits: “four”; …"
    QString words() const;
    bool empty() const { return edits.empty(); }
};

/// Tab-separated text onto rows. With a first line of column titles, among them *site*, each line goes to the
/// site that it names; else the cells go to the rows from `first` on, from column `from` to the right. Cells
/// of columns that are no settings, empty ones and those that say what is there already change nothing.
PlanPaste pastedTable(const QString& text, const std::vector<const PlanRow*>& rows, std::size_t first,
                      PlanColumn from, const std::set<model::SiteId>& locked, const std::string& mergeKey);

} // namespace lapidary::widgets
