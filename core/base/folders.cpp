// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/folders.h"

namespace lapidary::base {

Status makeFolders(FileSystem& files, const std::filesystem::path& folder) {
    std::error_code ignored;
    if (folder.empty() || std::filesystem::is_directory(folder, ignored))
        return {};
    LAPIDARY_CHECK(makeFolders(files, folder.parent_path()));
    return files.makeFolder(folder);
}

} // namespace lapidary::base
