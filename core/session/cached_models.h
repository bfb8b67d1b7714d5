// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lapidary::session {

/// A model that other programs left on this machine.
struct CachedModel {
    std::string name;                     // "HuggingFaceTB/SmolLM2-135M"
    std::filesystem::path path;           // to open
    std::uint64_t bytes = 0;              // of its weight files
    std::filesystem::file_time_type used; // last written
};

/// Folders that may hold models: the hub cache of Hugging Face ($HF_HUB_CACHE, $HF_HOME/hub, else
/// ~/.cache/huggingface/hub) and the models of Lapidary's own cache.
std::vector<std::filesystem::path> modelCacheFolders();

/// The models in such folders, newest first: hub snapshots with a config.json and weights, and single .gguf
/// files. Folders that cannot be read are passed over. Looks at names and sizes only.
std::vector<CachedModel>
cachedModels(const std::vector<std::filesystem::path>& folders = modelCacheFolders());

} // namespace lapidary::session
