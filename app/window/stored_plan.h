// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/history.h"
#include "core/results/project.h"

#include <QStringList>

#include <filesystem>
#include <string>

namespace lapidary::window {

/// The plan and its history as they were last written, and what is to be said of that.
struct StoredPlan {
    plan::History history;
    bool newer = false; // than what is in the project
    QStringList notices;
};

/// From the project, or from the edits that lie beside it. A history that cannot be read costs its steps, not
/// the plan; a plan that cannot be read is an error. Any thread.
base::Result<StoredPlan> readStoredPlan(const std::filesystem::path& project,
                                        const results::ProjectData& data);

/// Where edits go while a measurement holds the project. They are newer than the project's, and gone once
/// these are written.
std::filesystem::path editsBeside(const std::filesystem::path& project);
std::string editsText(const plan::History& history);

} // namespace lapidary::window
