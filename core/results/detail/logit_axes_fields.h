// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/results/detail/json_fields.h"
#include "core/results/logit_axes.h"

namespace lapidary::results::detail {

/// Calls `visit(name, list)` for every list of numbers, whose name it has in JSON and in the project file.
template<class Axes, class Visit>
void eachList(Axes& axes, const Visit& visit) {
    visit("directions", axes.directions);
    visit("centre", axes.centre);
    visit("loadings", axes.loadings);
    visit("scores", axes.scores);
    if (!axes.onReference)
        return;
    visit("reference_scores", axes.onReference->scores);
    visit("overlaps", axes.onReference->overlaps);
    visit("angles", axes.onReference->angles);
}

/// All but those lists.
base::OrderedJson figuresJson(const LogitAxes& axes);
base::Status readFigures(JsonFields& in, LogitAxes& out);
/// Every list is as long as the counts say.
base::Status checkLists(JsonFields& in, const LogitAxes& axes);

base::OrderedJson axesJson(const LogitAxes& axes);
base::Status readAxes(JsonFields& in, LogitAxes& out);

} // namespace lapidary::results::detail
