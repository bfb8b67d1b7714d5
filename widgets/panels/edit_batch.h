// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/plan_edits.h"

#include <QString>

#include <utility>
#include <vector>

namespace lapidary::widgets {

/// Gathers what single sites shall be set to and makes one SettingsEdit of all that agree.
class EditBatch final {
public:
    /// A family's key; lifts a `skip` that comes from below the site's own override.
    void set(const PlanRow& row, plan::Family family, base::Json keys);
    void clear(const PlanRow& row, plan::Family family);
    void setSkip(const PlanRow& row, bool skip);
    void add(const PlanRow& row, plan::WrittenSettings settings);

    /// `words` may have %1 for the sites.
    PlanEdits finish(const QString& words, const std::string& mergeKey) const;

private:
    plan::WrittenSettings& of(const PlanRow& row);
    std::vector<std::pair<const PlanRow*, plan::WrittenSettings>> m_wanted;
};

/// "block 3 · down", "6 sites".
QString sitesText(const std::vector<const PlanRow*>& rows);

} // namespace lapidary::widgets
