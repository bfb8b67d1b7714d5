// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/cached_models.h"

#include "core/session/builtin_files.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <system_error>

namespace lapidary::session {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kHubPrefix = "models--";

std::vector<fs::path> entriesOf(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
        entries.push_back(at->path());
    return entries;
}

bool isWeightFile(const fs::path& path) {
    return path.extension() == ".safetensors" || path.extension() == ".gguf";
}

std::uint64_t sizeOf(const fs::path& path) {
    std::error_code failed;
    const std::uintmax_t size = fs::file_size(path, failed);
    return failed ? 0 : size;
}

fs::file_time_type timeOf(const fs::path& path) {
    std::error_code failed;
    const fs::file_time_type time = fs::last_write_time(path, failed);
    return failed ? fs::file_time_type::min() : time;
}

/// "models--ORG--NAME" is "ORG/NAME".
std::string hubName(std::string folder) {
    folder.erase(0, kHubPrefix.size());
    if (const std::size_t at = folder.find("--"); at != std::string::npos)
        folder.replace(at, 2, "/");
    return folder;
}

std::optional<CachedModel> snapshotModel(const fs::path& snapshot, const std::string& name) {
    std::error_code failed;
    CachedModel model{name, snapshot, 0, timeOf(snapshot)};
    for (const fs::path& file : entriesOf(snapshot))
        if (isWeightFile(file))
            model.bytes += sizeOf(file);
    if (model.bytes == 0 || !fs::exists(snapshot / "config.json", failed))
        return std::nullopt;
    return model;
}

void addHubModel(const fs::path& folder, std::vector<CachedModel>& models) {
    const std::string name = hubName(folder.filename().string());
    std::optional<CachedModel> newest;
    for (const fs::path& snapshot : entriesOf(folder / "snapshots"))
        if (auto model = snapshotModel(snapshot, name); model && (!newest || model->used > newest->used))
            newest = std::move(model);
    if (newest)
        models.push_back(*std::move(newest));
}

fs::path fromEnvironment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? fs::path() : fs::path(value);
}

} // namespace

std::vector<fs::path> modelCacheFolders() {
    const fs::path home = fromEnvironment("HOME");
    fs::path cache = fromEnvironment("XDG_CACHE_HOME");
    if (cache.empty() && !home.empty())
        cache = home / ".cache";
    std::vector<fs::path> folders;
    if (const fs::path hub = fromEnvironment("HF_HUB_CACHE"); !hub.empty())
        folders.push_back(hub);
    else if (const fs::path hfHome = fromEnvironment("HF_HOME"); !hfHome.empty())
        folders.push_back(hfHome / "hub");
    else if (!cache.empty())
        folders.push_back(cache / "huggingface" / "hub");
    if (const auto own = cacheFolder())
        folders.push_back(modelsFolder(*own));
    return folders;
}

std::vector<CachedModel> cachedModels(const std::vector<fs::path>& folders) {
    std::vector<CachedModel> models;
    for (const fs::path& folder : folders)
        for (const fs::path& entry : entriesOf(folder)) {
            if (entry.filename().string().starts_with(kHubPrefix))
                addHubModel(entry, models);
            else if (entry.extension() == ".gguf" && sizeOf(entry) > 0)
                models.push_back({entry.stem().string(), entry, sizeOf(entry), timeOf(entry)});
        }
    std::ranges::sort(models, [](const CachedModel& a, const CachedModel& b) { return a.used > b.used; });
    return models;
}

} // namespace lapidary::session
