// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/site_id.h"
#include "core/plan/plan.h"

#include <QString>

#include <string>
#include <vector>

namespace lapidary::widgets {

/// What a view asks for; the window applies it to the plan as one step of its history.
struct SettingsEdit {
    enum class Kind {
        Merge, // merge `settings` into the override of each site
        Reset, // drop the overrides: the sites follow preset, base and rules again
        Lock,  // edits of a selection leave these sites as they are
        Unlock,
    };
    Kind kind = Kind::Merge;
    std::vector<model::SiteId> sites;
    plan::WrittenSettings settings;
    QString words;        // for the history: "rank 128 on 6 sites"
    std::string mergeKey; // edits of one drag share a key and make one step; empty: a step of its own
};

} // namespace lapidary::widgets
