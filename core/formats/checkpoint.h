// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/formats/model_config.h"
#include "core/formats/tensor_catalog.h"
#include "core/formats/tokenizer.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace lapidary::formats {

enum class CheckpointKind { HuggingFace, Gguf, Lapidary };

/// An opened model: headers only. Cheap to copy. Immutable, thread-safe.
struct Checkpoint {
    std::filesystem::path path;
    CheckpointKind kind = CheckpointKind::HuggingFace;
    TensorCatalog catalog;
    ModelConfig config;
    base::Json rawConfig; // config.json as found; null for GGUF
    /// Names left out when shared tensors were stored once: dropped name -> kept name (safetensors metadata).
    std::map<std::string, std::string> aliases;
    /// For CheckpointKind::Lapidary: `lapidary-sites.json`, how each site's parts make its weight; else null.
    base::Json sites;
};

/// A Hugging Face folder, a .gguf file, or a folder that `run` wrote (it has `lapidary-sites.json`). Headers
/// and config are checked here, tensors against the config by model::describeModel. Reads no weights.
base::Result<Checkpoint> openCheckpoint(const std::filesystem::path& path);

/// The checkpoint's tokenizer (tokenizer.json beside it, or GGUF metadata).
base::Result<Tokenizer> openTokenizer(const Checkpoint& checkpoint);

/// `generation_config.json` as found, or made from the config (GGUF).
std::string generationConfigJson(const Checkpoint& checkpoint);

} // namespace lapidary::formats
