// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/results/project.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lapidary::tests {

/// Records that make a project equal to `data`, in the order of its parts.
std::vector<results::ProjectRecord> recordsOf(const results::ProjectData& data);

/// The real file system without waiting for the disk: these tests stop processes, not machines, and sync
/// thousands of times.
base::FileSystem& unsyncedFiles();

std::string bytesOf(const std::filesystem::path& path);

} // namespace lapidary::tests
