// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/results/project.h"

#include <functional>
#include <string>
#include <vector>

namespace lapidary::results::detail {

/// A record read and checked, ready to change the data; it cannot fail any more. Applied twice in a row, or
/// with the records that followed it once already applied and then applied again, it leaves the same data.
using Change = std::function<void(ProjectData&)>;

/// Errors name `file`, the record's kind and the field.
base::Result<Change> readChange(const ProjectRecord& record, const std::string& file);

/// One transaction of the journal.
base::Json recordsJson(const std::vector<ProjectRecord>& records);
base::Result<std::vector<ProjectRecord>> recordsFromJson(const base::Json& json, const std::string& file);

} // namespace lapidary::results::detail
