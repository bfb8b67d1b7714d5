// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string_view>

namespace lapidary::session {

/// Names the model inside the program wherever a model is named, its sample texts wherever a text is; a file
/// or folder of that name is `./builtin`.
inline constexpr std::string_view kBuiltin = "builtin";
/// Names the recorded project of SmolLM2-135M inside the program wherever a project is named, its English
/// texts wherever a text is.
inline constexpr std::string_view kSample = "sample";

/// The built-in model's files on disk.
struct BuiltinFiles {
    std::filesystem::path model;       // folder `builtin` in Hugging Face layout
    std::filesystem::path calibration; // texts of the kind it was trained on, which it has not seen
    std::filesystem::path evaluation;
    std::filesystem::path project; // what was measured on it; to read, see workingProject()
};

/// English texts for any model, on disk.
struct SampleTexts {
    std::filesystem::path calibration; // 2,000 tokens
    std::filesystem::path evaluation;  // 1,000 tokens
};

/// A project inside the program.
enum class RecordedProject {
    Builtin, // of the built-in model
    Sample   // of SmolLM2-135M, whose checkpoint is not in the program
};

/// `$XDG_CACHE_HOME/lapidary`, else `~/.cache/lapidary`; need not exist. Error (BadUsage) where neither
/// variable is set.
base::Result<std::filesystem::path> cacheFolder();

/// Where packaging/get-model.sh puts models below this cache folder.
std::filesystem::path modelsFolder(const std::filesystem::path& cache);

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

/// The one that a name stands for, if any: `builtin`, `sample`.
std::optional<RecordedProject> recordedProject(const std::filesystem::path& name);

/// The sample project, unpacked likewise: `sample-<hash>/sample.lapidary`; to read, see workingProject().
base::Result<std::filesystem::path> sampleProject(const std::filesystem::path& cache,
                                                  base::FileSystem& files = base::systemFiles());
base::Result<std::filesystem::path> sampleProject();

/// Unpacked likewise, below `texts-<hash>`.
base::Result<SampleTexts> sampleTexts(const std::filesystem::path& cache,
                                      base::FileSystem& files = base::systemFiles());
base::Result<SampleTexts> sampleTexts();

/// A copy of a recorded project to write into: `builtin-<hash>/work/builtin.lapidary`, as its last user left
/// it, or `builtin-2.lapidary` and so on while another program writes in that one or where it does not open;
/// likewise for the sample. What shall stay is to be saved elsewhere: caches may be emptied.
base::Result<std::filesystem::path> workingProject(RecordedProject which, const std::filesystem::path& cache,
                                                   base::FileSystem& files = base::systemFiles());
base::Result<std::filesystem::path> workingProject(RecordedProject which);

} // namespace lapidary::session
