// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/state/view_state.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace lapidary::widgets {

/// Where a rule applies: "*.down, blocks 0,-1", "q, k in all blocks"; a condition by its own text.
QString matchWords(const plan::Rule& rule);

/// What a rule comes to in the plan that is shown.
struct RuleFacts {
    std::size_t sites = 0;
    QStringList warnings; // nothing matched, hidden by others, partners split, keys without effect
    bool operator==(const RuleFacts&) const = default;
};
/// One a rule of the plan; the same number of empty ones where the plan does not resolve.
std::vector<RuleFacts> ruleFacts(const ViewState& state);

/// A rule while it is typed.
struct DraftFacts {
    bool valid = false;
    std::vector<model::SiteId> sites;
    QString words; // "18 sites: block 0 · down, … ", or what is wrong with the pattern
};
DraftFacts draftFacts(const plan::Rule& draft, const model::ModelSpec& model);

} // namespace lapidary::widgets
