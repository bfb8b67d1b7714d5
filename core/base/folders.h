// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"

namespace lapidary::base {

/// Makes a folder and those above it where they are missing.
Status makeFolders(FileSystem& files, const std::filesystem::path& folder);

} // namespace lapidary::base
