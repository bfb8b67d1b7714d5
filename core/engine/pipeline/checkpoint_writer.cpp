// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pipeline/checkpoint_writer.h"

#include "core/base/hash.h"
#include "core/engine/pipeline/compressed_tensors.h"
#include "core/engine/storage/site_storage.h"
#include "core/engine/tensor/scalar_types.h"

#include <ATen/ops/empty.h>
#include <cstdio>
#include <cstring>
#include <memory>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using base::OrderedJson;
using base::Result;
using base::Status;

OrderedJson ShardRecord::toJson() const {
    OrderedJson json;
    json["file"] = file;
    json["sha256"] = sha256;
    json["payload_bytes"] = payloadBytes;
    json["file_bytes"] = fileBytes;
    json["tensors"] = tensors;
    json["site_bytes"] = siteBytes;
    json["sites"] = sites.dump(); // as text: a reader that sorts keys must not change the output's bytes
    return json;
}

Result<ShardRecord> ShardRecord::fromJson(const base::Json& json, const std::string& file) {
    try {
        ShardRecord record;
        record.file = json.at("file");
        record.sha256 = json.at("sha256");
        record.payloadBytes = json.at("payload_bytes");
        record.fileBytes = json.at("file_bytes");
        record.tensors = json.at("tensors").get<std::vector<std::string>>();
        record.siteBytes = json.at("site_bytes").get<std::map<std::string, std::uint64_t>>();
        record.sites = OrderedJson::parse(json.at("sites").get<std::string>());
        return record;
    } catch (const base::Json::exception& broken) {
        return Error{ErrorCode::Malformed,       file, "shard record", broken.what(),
                     "a record of this program", {}};
    }
}

std::string CheckpointWriter::shardName(int index) const {
    char name[64];
    std::snprintf(name, sizeof name, "model-%05d-of-%05zu.safetensors", index + 1, m_spec.blocks.size() + 1);
    return name;
}

namespace {

std::vector<std::byte> bytesOf(const at::Tensor& tensor) {
    const at::Tensor host = tensor.to(at::kCPU).contiguous();
    std::vector<std::byte> bytes(host.nbytes());
    std::memcpy(bytes.data(), host.const_data_ptr(), bytes.size());
    return bytes;
}

/// The parts are made once, so their bytes live until the file is written.
formats::TensorToWrite toWrite(std::string name, formats::DType dtype, std::vector<std::int64_t> shape,
                               std::vector<std::byte> bytes) {
    const auto held = std::make_shared<std::vector<std::byte>>(std::move(bytes));
    formats::TensorToWrite tensor;
    tensor.name = std::move(name);
    tensor.dtype = dtype;
    tensor.shape = std::move(shape);
    tensor.bytes = held->size();
    tensor.fill = [held]() -> Result<std::vector<std::byte>> { return std::move(*held); };
    return tensor;
}

/// Ranks that the methods chose, for the layout.
plan::LayoutRequest layoutRequest(const SiteToStore& site, plan::OutputFormat format, formats::DType dtype) {
    plan::LayoutRequest request;
    request.out = site.site->out;
    request.in = site.site->in;
    request.dtype = dtype;
    request.format = format;
    const bool lowRank = site.settings.find(plan::Family::LowRank) != nullptr;
    const bool adapter = site.settings.find(plan::Family::Adapter) != nullptr;
    std::vector<std::int64_t> ranks;
    for (const Term& term : site.linear.terms)
        if (term.kind == Term::Kind::LowRank)
            ranks.push_back(term.up->columns());
    if (lowRank && !ranks.empty())
        request.lowRank = ranks.front();
    if (adapter && !ranks.empty())
        request.adapterRank = ranks.back();
    return request;
}

/// hf holds what the linear computes as one dense matrix.
CompressedLinear asDense(const CompressedLinear& linear, formats::DType dtype) {
    CompressedLinear dense;
    dense.terms.push_back(Term::makeDense(linear.weight().to(scalarType(dtype)).to(at::kFloat)));
    return dense;
}

} // namespace

Result<std::vector<formats::TensorToWrite>> CheckpointWriter::siteTensors(const SiteToStore& site,
                                                                          ShardRecord& record) const {
    const bool parts = !site.settings.dense() && m_format != plan::OutputFormat::HuggingFace;
    SiteToStore stored = site;
    if (!parts) {
        stored.linear = asDense(site.linear, m_dtype);
        stored.settings = {};
    }
    LAPIDARY_TRY(const auto layout,
                 plan::storageLayout(stored.settings, layoutRequest(stored, m_format, m_dtype)));
    LAPIDARY_TRY(auto pieces, storeSite(stored.linear, layout));
    std::vector<formats::TensorToWrite> tensors;
    std::uint64_t bytes = 0;
    for (StoredPart& part : pieces) {
        bytes += part.bytes.size();
        tensors.push_back(toWrite(site.site->hfModule + "." + part.layout.name, part.layout.dtype,
                                  part.layout.shape, std::move(part.bytes)));
    }
    record.siteBytes[site.site->id.name] = bytes;
    if (parts && m_format == plan::OutputFormat::Lapidary)
        record.sites[site.site->id.name] = describeSite(stored.linear);
    return tensors;
}

formats::TensorToWrite CheckpointWriter::plainTensor(const std::string& name,
                                                     const at::Tensor& values) const {
    return toWrite(name, m_dtype, values.sizes().vec(), bytesOf(values.to(scalarType(m_dtype))));
}

Result<ShardRecord> CheckpointWriter::writeShard(int index, const std::vector<SiteToStore>& sites,
                                                 const std::vector<std::pair<std::string, at::Tensor>>& plain,
                                                 const base::RunControl& control) const {
    ShardRecord record;
    record.file = shardName(index);
    record.sites = OrderedJson::object();
    std::vector<formats::TensorToWrite> tensors;
    for (const SiteToStore& site : sites) {
        LAPIDARY_CHECK(control.check());
        LAPIDARY_TRY(auto own, siteTensors(site, record));
        std::move(own.begin(), own.end(), std::back_inserter(tensors));
    }
    for (const auto& [name, values] : plain)
        tensors.push_back(plainTensor(name, values));
    for (const auto& tensor : tensors) {
        record.tensors.push_back(tensor.name);
        record.payloadBytes += tensor.bytes;
    }
    const std::map<std::string, std::string> metadata = {{"format", "pt"}};
    record.fileBytes = formats::safetensorsFileBytes(tensors, metadata);
    LAPIDARY_TRY(record.sha256,
                 formats::writeSafetensors(m_files, m_folder / record.file, tensors, metadata, control));
    return record;
}

Result<CompressedLinear> CheckpointWriter::readSite(const model::Site& site, const ShardRecord& shard,
                                                    const formats::TensorCatalog& catalog,
                                                    at::Device device) const {
    if (shard.sites.contains(site.id.name))
        return loadSite(base::Json::parse(shard.sites[site.id.name].dump()), site.hfModule, catalog, device);
    if (catalog.find(site.hfModule + ".weight_packed") != nullptr)
        return loadPackedSite(site, catalog, device);
    const formats::TensorRecord* record = catalog.find(site.hfModule + ".weight");
    if (record == nullptr)
        return Error{ErrorCode::MissingTensor, (m_folder / shard.file).string(), site.hfModule,
                     "no such tensor",         "the site that was written",      {}};
    at::Tensor values = at::empty({site.out, site.in}, at::kFloat);
    LAPIDARY_CHECK(catalog.decodeRows(
        *record, 0, site.out,
        std::span(values.mutable_data_ptr<float>(), static_cast<std::size_t>(values.numel()))));
    CompressedLinear linear;
    linear.terms.push_back(Term::makeDense(values.to(device)));
    return linear;
}

Status CheckpointWriter::writeText(const std::string& name, const std::string& text) const {
    LAPIDARY_TRY(auto file, m_files.open(m_folder / name, base::FileSystem::Open::Truncate));
    LAPIDARY_CHECK(file->append(text));
    LAPIDARY_CHECK(file->sync());
    return file->close();
}

namespace {

/// The source's own config where it had one, so that nothing that others read in it is lost.
OrderedJson outputConfig(const formats::Checkpoint& source, formats::DType dtype) {
    const std::string name(torchDtypeName(dtype));
    if (!source.rawConfig.is_object())
        return formats::huggingFaceConfig(source.config, name);
    OrderedJson config = OrderedJson::parse(source.rawConfig.dump());
    config.erase("quantization_config");
    config.erase("torch_dtype");
    config.erase("dtype");
    config["torch_dtype"] = name;
    return config;
}

} // namespace

Status CheckpointWriter::writeCompanions(const formats::Checkpoint& source,
                                         const std::vector<ShardRecord>& shards,
                                         const std::map<model::SiteId, plan::SiteSettings>& settings,
                                         const OrderedJson& provenance) const {
    OrderedJson weightMap = OrderedJson::object();
    OrderedJson sites = OrderedJson::object();
    std::map<std::string, std::string> fileOf;
    std::uint64_t total = 0;
    for (const ShardRecord& shard : shards) {
        total += shard.payloadBytes;
        for (const std::string& tensor : shard.tensors)
            fileOf[tensor] = shard.file;
        for (const auto& [site, description] : shard.sites.items())
            sites[site] = description;
    }
    for (const auto& [tensor, file] : fileOf)
        weightMap[tensor] = file;
    const OrderedJson index = {{"metadata", {{"total_size", total}}}, {"weight_map", std::move(weightMap)}};
    LAPIDARY_CHECK(writeText("model.safetensors.index.json", index.dump(1) + "\n"));

    OrderedJson config = outputConfig(source, m_dtype);
    if (m_format == plan::OutputFormat::CompressedTensors)
        config["quantization_config"] = compressedTensorsConfig(m_spec, settings);
    LAPIDARY_CHECK(writeText("config.json", config.dump(2) + "\n"));
    LAPIDARY_CHECK(writeText("generation_config.json", formats::generationConfigJson(source)));

    LAPIDARY_TRY(const formats::Tokenizer tokenizer, formats::openTokenizer(source));
    const auto files = tokenizer.huggingFaceFiles();
    const std::pair<const char*, const std::string*> texts[] = {
        {"tokenizer.json", &files.tokenizerJson},
        {"tokenizer_config.json", &files.tokenizerConfigJson},
        {"special_tokens_map.json", &files.specialTokensMapJson},
        {"chat_template.jinja", &files.chatTemplateJinja},
    };
    for (const auto& [name, text] : texts)
        if (!text->empty()) // not there in the source
            LAPIDARY_CHECK(writeText(name, *text));

    if (m_format == plan::OutputFormat::Lapidary) {
        const OrderedJson description = {
            {"format", "lapidary-sites"}, {"version", 1}, {"sites", std::move(sites)}};
        LAPIDARY_CHECK(writeText("lapidary-sites.json", description.dump(1) + "\n"));
    }
    return writeText("lapidary-plan.json", provenance.dump(1) + "\n");
}

Status CheckpointWriter::verify(const std::vector<ShardRecord>& shards,
                                const base::RunControl& control) const {
    for (const ShardRecord& shard : shards) {
        LAPIDARY_TRY(const std::string hash, base::sha256OfFile(m_folder / shard.file, control));
        if (hash != shard.sha256)
            return Error{
                ErrorCode::BadChecksum,
                (m_folder / shard.file).string(),
                {},
                hash,
                shard.sha256,
                "the disk gave back other bytes than were written: check it, then run with --resume"};
    }
    return {};
}

} // namespace lapidary::engine
