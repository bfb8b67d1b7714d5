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

/// Puts a new file in the place of an old one. (File systems flush one that is emptied and written again at
/// once, which makes a sweep over hundreds of contents wait for the disk.)
void replaceFile(const std::filesystem::path& path, const std::string& bytes);

} // namespace lapidary::tests
