// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/plan_edits.h"

namespace lapidary::widgets {

/// What the method column offers: a key for `editMethod` and its words.
struct MethodChoice {
    QString key; // "skip", "reset", "set quantization.gptq" (alone), "add sparsity.wanda" (beside the others)
    QString words;
    QString help;
};
std::vector<MethodChoice> methodChoices(const PlanRow& row);
/// The key of what the row has; empty where no choice says it.
QString presentMethodChoice(const PlanRow& row);

PlanEdits editMethod(const EditTarget& target, const QString& key);

} // namespace lapidary::widgets
