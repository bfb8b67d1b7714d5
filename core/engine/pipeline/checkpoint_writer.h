// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/storage/compressed_linear.h"
#include "core/formats/checkpoint.h"
#include "core/formats/safetensors.h"
#include "core/model/model_spec.h"
#include "core/plan/settings.h"
#include "core/plan/storage_layout.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace lapidary::engine {

/// One finished file of tensors: enough to write the index, to verify, and to go on after a crash.
struct ShardRecord {
    std::string file; // name inside the output folder
    std::string sha256;
    std::uint64_t payloadBytes = 0;
    std::uint64_t fileBytes = 0;
    std::vector<std::string> tensors;
    std::map<std::string, std::uint64_t> siteBytes; // payload by site
    base::OrderedJson sites;                        // site name -> describeSite(), where stored as parts

    base::OrderedJson toJson() const;
    static base::Result<ShardRecord> fromJson(const base::Json& json, const std::string& file);
};

/// A site as it goes to the disk. `settings` decide the layout; dense where they are empty.
struct SiteToStore {
    const model::Site* site = nullptr;
    plan::SiteSettings settings;
    CompressedLinear linear;
};

/// How an output is written: one shard a block (`model-00001-of-000NN.safetensors`, block 0 first) and a last
/// one with embedding, final norm and an own head. Compressed weights never depend on anything but the
/// source, the plan and the calibration, so equal jobs give equal bytes.
class CheckpointWriter final {
public:
    CheckpointWriter(base::FileSystem& files, std::filesystem::path folder, const model::ModelSpec& spec,
                     plan::OutputFormat format, formats::DType dtype)
        : m_files(files)
        , m_folder(std::move(folder))
        , m_spec(spec)
        , m_format(format)
        , m_dtype(dtype) {}

    /// Writes shard `index` (0 .. blocks) and fsyncs it. `plain` are norms and biases by their Hugging Face
    /// name, float32.
    base::Result<ShardRecord> writeShard(int index, const std::vector<SiteToStore>& sites,
                                         const std::vector<std::pair<std::string, at::Tensor>>& plain,
                                         const base::RunControl& control) const;

    /// A site as a finished shard holds it. Dense values where it is stored dense.
    base::Result<CompressedLinear> readSite(const model::Site& site, const ShardRecord& shard,
                                            const formats::TensorCatalog& catalog, at::Device device) const;

    /// Everything beside the shards: index, config, tokenizer, generation config, lapidary-sites.json (native
    /// format) and lapidary-plan.json with `provenance`. `quantized` is the plan per block site, for
    /// compressed-tensors' config.
    base::Status writeCompanions(const formats::Checkpoint& source, const std::vector<ShardRecord>& shards,
                                 const std::map<model::SiteId, plan::SiteSettings>& settings,
                                 const base::OrderedJson& provenance) const;

    /// Reads every shard back and compares hashes.
    base::Status verify(const std::vector<ShardRecord>& shards, const base::RunControl& control) const;

    std::string shardName(int index) const;
    const std::filesystem::path& folder() const { return m_folder; }

private:
    base::Result<std::vector<formats::TensorToWrite>> siteTensors(const SiteToStore& site,
                                                                  ShardRecord& record) const;
    formats::TensorToWrite plainTensor(const std::string& name, const at::Tensor& values) const;
    base::Status writeText(const std::string& name, const std::string& text) const;

    base::FileSystem& m_files;
    std::filesystem::path m_folder;
    const model::ModelSpec& m_spec;
    plan::OutputFormat m_format;
    formats::DType m_dtype;
};

} // namespace lapidary::engine
