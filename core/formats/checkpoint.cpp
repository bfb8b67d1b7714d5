// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint.h"

#include "core/base/file_system.h"
#include "core/formats/gguf.h"
#include "core/formats/safetensors.h"

namespace lapidary::formats {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

namespace {

constexpr const char* kConfigName = "config.json";
constexpr const char* kSitesName = "lapidary-sites.json";
constexpr const char* kGenerationName = "generation_config.json";
constexpr std::uint64_t kGenerationLimit = std::uint64_t{1} << 20;
// A config holds some kilobytes; quantization settings with a line per layer make it a megabyte.
constexpr base::JsonLimits kConfigLimits = {std::size_t{32} << 20, 64};

/// What most of the stored values are, in config.json's words.
std::string dtypeOfTensors(const TensorCatalog& catalog) {
    std::uint64_t half = 0;
    std::uint64_t brain = 0;
    std::uint64_t single = 0;
    for (const TensorRecord& tensor : catalog.tensors()) {
        const auto elements = static_cast<std::uint64_t>(tensor.elements());
        if (tensor.dtype == DType::F16)
            half += elements;
        else if (tensor.dtype == DType::BF16)
            brain += elements;
        else if (tensor.dtype == DType::F32)
            single += elements;
    }
    return brain >= half && brain >= single ? "bfloat16" : half >= single ? "float16" : "float32";
}

bool hasQuantizedTensors(const TensorCatalog& catalog) {
    for (const TensorRecord& tensor : catalog.tensors())
        if (isBlockQuantized(tensor.dtype))
            return true;
    return false;
}

Result<Checkpoint> openGguf(const fs::path& path) {
    LAPIDARY_TRY(const GgufFile gguf, GgufFile::open(path));
    Checkpoint checkpoint;
    checkpoint.path = path;
    checkpoint.kind = CheckpointKind::Gguf;
    LAPIDARY_TRY(checkpoint.config, configFromGguf(gguf));
    checkpoint.catalog = gguf.catalog();
    if (!hasQuantizedTensors(checkpoint.catalog))
        checkpoint.config.dtype = dtypeOfTensors(checkpoint.catalog);
    return checkpoint;
}

/// Metadata entries that name a dropped tensor and the one kept for it.
std::map<std::string, std::string> aliasesOf(const SafetensorsModel& model) {
    std::map<std::string, std::string> aliases;
    for (const auto& [dropped, kept] : model.metadata)
        if (model.catalog.find(dropped) == nullptr && model.catalog.find(kept) != nullptr)
            aliases.emplace(dropped, kept);
    return aliases;
}

std::string folderName(const fs::path& folder) {
    const fs::path whole = fs::absolute(folder).lexically_normal();
    return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

Result<Checkpoint> openFolder(const fs::path& folder) {
    std::error_code ignored;
    const std::string configPath = (folder / kConfigName).string();
    if (!fs::exists(configPath, ignored))
        return Error{ErrorCode::FileNotFound,
                     folder.string(),
                     {},
                     "no config.json in it",
                     "a Hugging Face or Lapidary model folder",
                     "give a folder with config.json, or a .gguf file"};
    Checkpoint checkpoint;
    checkpoint.path = folder;
    LAPIDARY_TRY(checkpoint.rawConfig, base::readJsonFile(configPath, kConfigLimits));
    if (fs::exists(folder / kSitesName, ignored)) {
        checkpoint.kind = CheckpointKind::Lapidary;
        LAPIDARY_TRY(checkpoint.sites, base::readJsonFile((folder / kSitesName).string()));
    }
    LAPIDARY_TRY(checkpoint.config, configFromHuggingFace(checkpoint.rawConfig, configPath));
    const auto quantization = checkpoint.rawConfig.find("quantization_config");
    if (checkpoint.kind == CheckpointKind::HuggingFace && quantization != checkpoint.rawConfig.end() &&
        !quantization->is_null())
        return Error{ErrorCode::Unsupported, configPath,
                     "quantization_config",  "weights that are packed already",
                     "a dense checkpoint",   "open the model it was made from, or a GGUF file of it"};
    LAPIDARY_TRY(SafetensorsModel model, openSafetensors(folder));
    checkpoint.aliases = aliasesOf(model);
    checkpoint.catalog = std::move(model.catalog);
    checkpoint.config.name = folderName(folder);
    if (checkpoint.config.dtype.empty())
        checkpoint.config.dtype = dtypeOfTensors(checkpoint.catalog);
    return checkpoint;
}

} // namespace

Result<Checkpoint> openCheckpoint(const fs::path& path) {
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (!fs::exists(status))
        return Error{ErrorCode::FileNotFound, path.string(), {}, {}, {}, {}};
    if (fs::is_directory(status))
        return openFolder(path);
    if (path.extension() == ".safetensors" || path.extension() == ".json")
        return Error{ErrorCode::BadUsage,
                     path.string(),
                     {},
                     "one file of a model",
                     "its folder, or a .gguf file",
                     "give the folder that has config.json and the weights"};
    return openGguf(path);
}

std::string generationConfigJson(const Checkpoint& checkpoint) {
    if (checkpoint.kind != CheckpointKind::Gguf) {
        auto text = base::readTextFile(checkpoint.path / kGenerationName, kGenerationLimit);
        if (text)
            return *std::move(text);
    }
    const ModelConfig& config = checkpoint.config;
    base::OrderedJson json = base::OrderedJson::object();
    if (config.bosId)
        json["bos_token_id"] = *config.bosId;
    if (config.eosIds.size() == 1)
        json["eos_token_id"] = config.eosIds.front();
    else if (!config.eosIds.empty())
        json["eos_token_id"] = config.eosIds;
    if (config.padId)
        json["pad_token_id"] = *config.padId;
    return json.dump(2) + "\n";
}

} // namespace lapidary::formats
