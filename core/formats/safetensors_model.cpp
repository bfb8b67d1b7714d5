// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/formats/safetensors.h"

#include <algorithm>
#include <unordered_map>

namespace lapidary::formats {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Json;
using base::MappedFile;
using base::quotedName;
using base::Result;
using base::Status;

namespace {

constexpr const char* kSingleName = "model.safetensors";
constexpr const char* kIndexName = "model.safetensors.index.json";

/// Gathers shards into one catalog.
class Collector final {
public:
    Status add(const fs::path& path) {
        LAPIDARY_TRY(MappedFile opened, MappedFile::open(path));
        auto file = std::make_shared<const MappedFile>(std::move(opened));
        LAPIDARY_TRY(SafetensorsHeader header, readSafetensorsHeader(*file));
        const auto number = static_cast<std::uint32_t>(m_files.size());
        for (TensorRecord& tensor : header.tensors) {
            tensor.file = number;
            m_tensors.push_back(std::move(tensor));
        }
        m_files.push_back(std::move(file));
        m_metadata.merge(header.metadata);
        return {};
    }
    const std::vector<TensorRecord>& tensors() const { return m_tensors; }
    const MappedFile& file(std::uint32_t number) const { return *m_files[number]; }
    SafetensorsModel finish() && {
        return SafetensorsModel{TensorCatalog(std::move(m_files), std::move(m_tensors)),
                                std::move(m_metadata)};
    }

private:
    std::vector<std::shared_ptr<const MappedFile>> m_files;
    std::vector<TensorRecord> m_tensors;
    std::map<std::string, std::string> m_metadata;
};

Error indexProblem(const fs::path& index, ErrorCode code, std::string place, std::string found,
                   std::string expected) {
    return Error{code, index.string(), std::move(place), std::move(found), std::move(expected), {}};
}

/// Tensor name -> shard, both as the index says; each shard a plain file name, so that it cannot lead out of
/// the folder.
using WeightMap = std::unordered_map<std::string, std::string>;

Result<WeightMap> readIndex(const fs::path& index) {
    LAPIDARY_TRY(const Json json, base::readJsonFile(index.string()));
    if (!json.is_object() || !json.contains("weight_map") || !json["weight_map"].is_object())
        return indexProblem(index, ErrorCode::MissingKey, "weight_map", "no object of that name",
                            "a map from tensors to shard files");
    WeightMap map;
    map.reserve(json["weight_map"].size());
    for (const auto& [tensor, shard] : json["weight_map"].items()) {
        const std::string place = "weight_map, tensor " + quotedName(tensor);
        if (!shard.is_string())
            return indexProblem(index, ErrorCode::BadValue, place, shard.type_name(), "a file name");
        const auto& name = shard.get_ref<const std::string&>();
        if (name.empty() || name == "." || name == ".." ||
            name.find_first_of(std::string_view("/\\\0", 3)) != std::string::npos)
            return indexProblem(index, ErrorCode::BadValue, place, "the file name " + quotedName(name),
                                "the name of a file in the model's folder");
        map.emplace(tensor, name);
    }
    if (map.empty())
        return indexProblem(index, ErrorCode::BadValue, "weight_map", "no tensors", "at least one");
    return map;
}

/// Every listed tensor lies in its shard and no tensor lies in two.
Status checkAgainstIndex(const fs::path& index, const WeightMap& map, const Collector& shards) {
    std::unordered_map<std::string_view, std::string> foundIn;
    foundIn.reserve(shards.tensors().size());
    for (const TensorRecord& tensor : shards.tensors()) {
        const std::string shard = shards.file(tensor.file).path().filename().string();
        const auto [before, isNew] = foundIn.emplace(tensor.name, shard);
        if (!isNew)
            return indexProblem(index, ErrorCode::Inconsistent, "tensor " + quotedName(tensor.name),
                                "it in both " + before->second + " and " + shard, "each tensor in one shard");
    }
    for (const auto& [tensor, shard] : map) {
        const auto found = foundIn.find(tensor);
        if (found == foundIn.end())
            return indexProblem(index, ErrorCode::MissingTensor, "tensor " + quotedName(tensor),
                                "no such tensor in any shard", "it in " + shard);
        if (found->second != shard)
            return indexProblem(index, ErrorCode::Inconsistent, "tensor " + quotedName(tensor),
                                "it in " + found->second, "it in " + shard);
    }
    return {};
}

Result<SafetensorsModel> openShards(const fs::path& folder, const fs::path& index) {
    LAPIDARY_TRY(const WeightMap map, readIndex(index));
    std::vector<std::string> shards;
    for (const auto& entry : map)
        shards.push_back(entry.second);
    std::sort(shards.begin(), shards.end());
    shards.erase(std::unique(shards.begin(), shards.end()), shards.end());
    Collector collector;
    for (const std::string& shard : shards) {
        Status added = collector.add(folder / shard);
        if (!added && added.error().code == ErrorCode::FileNotFound)
            return Error{ErrorCode::FileNotFound,
                         (folder / shard).string(),
                         {},
                         "no such file",
                         "this shard, which " + std::string(kIndexName) + " names",
                         "fetch the missing shard"};
        LAPIDARY_CHECK(std::move(added));
    }
    LAPIDARY_CHECK(checkAgainstIndex(index, map, collector));
    return std::move(collector).finish();
}

} // namespace

Result<SafetensorsModel> openSafetensors(const fs::path& folderOrFile) {
    std::error_code ignored;
    fs::path single = folderOrFile;
    if (fs::is_directory(folderOrFile, ignored)) {
        single = folderOrFile / kSingleName;
        const fs::path index = folderOrFile / kIndexName;
        if (!fs::exists(single, ignored)) {
            if (fs::exists(index, ignored))
                return openShards(folderOrFile, index);
            return Error{ErrorCode::FileNotFound,
                         folderOrFile.string(),
                         {},
                         "no weights",
                         std::string(kSingleName) + " or " + kIndexName,
                         "give a folder with safetensors weights or a .gguf file"};
        }
    }
    Collector collector;
    LAPIDARY_CHECK(collector.add(single));
    return std::move(collector).finish();
}

} // namespace lapidary::formats
