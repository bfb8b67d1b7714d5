// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "core/base/result.h"

#include <filesystem>

namespace lapidary::session {

/// The built-in model's files on disk.
struct BuiltinFiles {
    std::filesystem::path model;       // folder `builtin` in Hugging Face layout
    std::filesystem::path calibration; // texts of the kind it was trained on, which it has not seen
    std::filesystem::path evaluation;
    std::filesystem::path project; // what was measured on it; to read, see builtinProject()
};

/// `$XDG_CACHE_HOME/lapidary`, else `~/.cache/lapidary`; need not exist. Error (BadUsage) where neither
/// variable is set.
base::Result<std::filesystem::path> cacheFolder();

/// Where builtinFiles() puts the model below this cache folder, there or not:
/// `builtin-<hash>/builtin`.
std::filesystem::path builtinFolder(const std::filesystem::path& cache);

/// Unpacks what is missing or differs from the bytes in the program. Each file appears whole, by a temporary
/// name of its own and a rename, so that any number of processes may do it at once and a reader keeps the
/// file that it opened. Errors: those of writing, which name XDG_CACHE_HOME; a cache that cannot be written
/// serves as long as everything is in it.
base::Result<BuiltinFiles> builtinFiles(const std::filesystem::path& cache,
                                        base::FileSystem& files = base::systemFiles());
/// In the user's cache folder.
base::Result<BuiltinFiles> builtinFiles();

/// A copy of the project to write into: `builtin-<hash>/work/builtin.lapidary`, as its last user left it, or
/// `builtin-2.lapidary` and so on while another program writes in that one or where it does not open. What
/// shall stay is to be saved elsewhere: caches may be emptied.
base::Result<std::filesystem::path> builtinProject(const std::filesystem::path& cache,
                                                   base::FileSystem& files = base::systemFiles());
base::Result<std::filesystem::path> builtinProject();

} // namespace lapidary::session
