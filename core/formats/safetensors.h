// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "core/base/mapped_file.h"
#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/formats/tensor_catalog.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace lapidary::formats {

struct SafetensorsHeader {
    std::vector<TensorRecord> tensors; // by offset; `file` is 0
    std::map<std::string, std::string> metadata;
};

/// The strict checks of the reference parser in its order, plus duplicate keys and a cap on the number of
/// tensors. The error's `found` begins with the reference's name of the check (HeaderTooLarge, InvalidOffset
/// …).
base::Result<SafetensorsHeader> readSafetensorsHeader(const base::MappedFile& file);

/// A folder's `model.safetensors`, or the shards of `model.safetensors.index.json` (every name inside the
/// folder, every tensor where the index says), as one catalog; or one .safetensors file. `metadata` is
/// merged.
struct SafetensorsModel {
    TensorCatalog catalog;
    std::map<std::string, std::string> metadata;
};
base::Result<SafetensorsModel> openSafetensors(const std::filesystem::path& folderOrFile);

/// One tensor to be written: `fill` gives its bytes when its turn comes (so only one tensor is in memory).
struct TensorToWrite {
    std::string name;
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;
    std::uint64_t bytes = 0;
    std::function<base::Result<std::vector<std::byte>>()> fill;
};

/// Size of the file that writeSafetensors makes, to the byte.
std::uint64_t safetensorsFileBytes(const std::vector<TensorToWrite>& tensors,
                                   const std::map<std::string, std::string>& metadata);

/// Writes, in the reference's order (alignment descending, then name), `path` itself, and fsyncs; the caller
/// picks a temporary path and renames. Returns the SHA-256 of the file.
base::Result<std::string> writeSafetensors(base::FileSystem& files, const std::filesystem::path& path,
                                           const std::vector<TensorToWrite>& tensors,
                                           const std::map<std::string, std::string>& metadata,
                                           const base::RunControl& control);

} // namespace lapidary::formats
