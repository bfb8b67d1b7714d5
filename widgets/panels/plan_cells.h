// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/plan_row.h"

#include <QString>
#include <QVariant>

namespace lapidary::widgets {

enum class PlanColumn {
    Site,
    Kind,
    Shape,
    Parameters,
    Now,
    Method,
    Bits,
    Group,
    Sparsity,
    Rank,
    After,
    Saved,
    Sensitivity,
    Source,
};
inline constexpr int kPlanColumns = static_cast<int>(PlanColumn::Source) + 1;

QString planColumnTitle(PlanColumn column);
/// What the column holds, for its header's tooltip.
QString planColumnHelp(PlanColumn column);
bool planColumnIsNumber(PlanColumn column);

/// A cell for people; empty where the site has no such value.
QString planCellText(const PlanRow& row, PlanColumn column);
/// The value behind it, for sorting; invalid where there is none. Sites sort by their place in the model,
/// elsewhere known.
QVariant planCellValue(const PlanRow& row, PlanColumn column);
/// A cell for a spreadsheet: point and every digit, units as in the header.
QString planCellExport(const PlanRow& row, PlanColumn column);
/// What an editor of the cell starts with: without marks beside the value.
QString planCellEditText(const PlanRow& row, PlanColumn column);
/// Further facts; empty: none.
QString planCellToolTip(const PlanRow& row, PlanColumn column);

} // namespace lapidary::widgets
