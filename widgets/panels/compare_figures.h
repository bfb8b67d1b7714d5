// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/view_state.h"

#include <QString>

#include <vector>

namespace lapidary::widgets {

/// One line of the comparison of A, the dense model, with B, a run of it.
struct ComparedFigure {
    QString name; // with its unit
    QString before;
    QString after;
    QString difference;
    QString help;
};

/// Perplexity, KL divergence, agreement, bytes, time and memory of the compared run; none where there is no
/// run. What was not evaluated says so; a dash stands where a figure has no meaning for one side.
std::vector<ComparedFigure> comparedFigures(const ViewState& state);

/// "2: sample-w4 · 2026-01-02 03:04 · 4.1 MB": a run in a list.
QString runText(const results::RunReport& run, std::size_t index);
/// Text, windows, device and time of a run, for the foot of the view.
QString runProvenanceText(const results::RunReport& run);

} // namespace lapidary::widgets
