// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/results/project.h"

#include <string>
#include <vector>

namespace lapidary::cli {

/// A table of stored results as text for a CSV file (point as decimal mark, a header line with units).
struct CsvTable {
    std::string name; // file name without ending
    std::string text;
};

/// Every stored result as tables; empty parts make none.
std::vector<CsvTable> projectTables(const results::ProjectData& project);

base::OrderedJson toJson(const results::Spectrum& spectrum);
base::OrderedJson toJson(const results::ChannelStatistics& statistics);
base::OrderedJson toJson(const results::LogitPca& logits);
base::OrderedJson toJson(const results::Sensitivity& point);

} // namespace lapidary::cli
