// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pipeline/convert.h"

#include "core/engine/pipeline/checkpoint_writer.h"
#include "core/engine/pipeline/output_folder.h"
#include "core/engine/pipeline/run_journal.h"
#include "core/engine/storage/weight_reader.h"
#include "core/engine/tensor/device.h"
#include "core/engine/tensor/scalar_types.h"
#include "core/plan/check.h"

#include <ATen/ops/equal.h>
#include <c10/core/GradMode.h>

namespace lapidary::engine {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::OrderedJson;
using base::Result;
using base::Status;

namespace {

class Conversion final {
public:
    Conversion(const ConvertRequest& request, base::RunControl& control)
        : m_request(request)
        , m_files(request.files != nullptr ? *request.files : base::systemFiles())
        , m_control(control) {}

    Result<ConvertReport> convert() {
        LAPIDARY_TRY(m_checkpoint, formats::openCheckpoint(m_request.model));
        LAPIDARY_TRY(m_spec, model::describeModel(m_checkpoint));
        LAPIDARY_CHECK(model::checkComputable(m_spec, m_request.model.string()));
        LAPIDARY_CHECK(refuseExisting(m_request.output));
        const fs::path partial = RunJournal::partialPath(m_request.output);
        if (fs::exists(partial))
            return Error{ErrorCode::OutputExists, partial.string(), {},
                         "an unfinished output",  "nothing there",  "remove it, or choose another --out"};
        LAPIDARY_CHECK(chooseTypes());
        LAPIDARY_CHECK(m_files.makeFolder(partial));
        Status written = write(partial);
        if (!written) {
            (void)m_files.removeTree(partial);
            return std::move(written).error();
        }
        m_report.output = m_request.output.string();
        return std::move(m_report);
    }

private:
    Status chooseTypes() {
        m_dtype = plan::planDtype(m_request.dtype, m_spec);
        const bool compressed = m_checkpoint.kind == formats::CheckpointKind::Lapidary;
        if (compressed && m_request.format == plan::OutputFormat::Lapidary)
            return Error{ErrorCode::NotApplicable,          m_request.model.string(), {},
                         "a folder in this format already", "another --format",       "copy the folder"};
        if (!compressed && m_request.format == plan::OutputFormat::CompressedTensors)
            return Error{ErrorCode::NotApplicable,
                         m_request.model.string(),
                         {},
                         "a model without quantized sites",
                         "a result of `run` whose sites are quantized",
                         "run a plan with --format compressed-tensors"};
        if (m_request.format == plan::OutputFormat::CompressedTensors && m_dtype == formats::DType::F32)
            return Error{ErrorCode::NotApplicable, "convert", "--dtype", "f32", "f16 or bf16 scales", {}};
        if (m_checkpoint.kind == formats::CheckpointKind::Gguf && m_dtype != formats::DType::F32)
            m_report.notes.push_back("dense values are rounded to " + std::string(torchDtypeName(m_dtype)));
        return {};
    }

    Status write(const fs::path& partial) {
        const CheckpointWriter writer(m_files, partial, m_spec, m_request.format, m_dtype);
        const WeightReader reader(m_checkpoint, m_spec, at::kCPU);
        std::vector<ShardRecord> shards;
        m_control.setTotal(static_cast<double>(m_spec.parameters));
        for (const model::Block& block : m_spec.blocks) {
            m_control.beginStage("write/blocks." + std::to_string(block.index));
            reader.prefetchBlock(block.index + 1);
            LAPIDARY_CHECK(writeBlock(block, reader, writer, shards));
        }
        m_control.beginStage("write/embed");
        std::vector<const model::Site*> loose = {&m_spec.embed};
        if (!m_spec.tiedHead)
            loose.push_back(&m_spec.head);
        LAPIDARY_CHECK(writeSites(static_cast<int>(m_spec.blocks.size()), loose, {&m_spec.finalNorm}, reader,
                                  writer, shards));
        OrderedJson provenance;
        provenance["format"] = "lapidary-conversion";
        provenance["program"] = std::string("lapidary ") + LAPIDARY_VERSION;
        provenance["model"] = {{"name", m_spec.config.name}, {"fingerprint", m_spec.fingerprint}};
        provenance["notes"] = m_report.notes;
        LAPIDARY_CHECK(writer.writeCompanions(m_checkpoint, shards, m_settings, provenance));
        LAPIDARY_CHECK(writer.verify(shards, m_control));
        for (const ShardRecord& shard : shards)
            m_report.bytes += shard.fileBytes;
        return putInPlace(m_files, partial, m_request.output);
    }

    Status writeBlock(const model::Block& block, const WeightReader& reader, const CheckpointWriter& writer,
                      std::vector<ShardRecord>& shards) {
        std::vector<const model::Site*> sites;
        for (const model::Site& site : block.sites)
            sites.push_back(&site);
        return writeSites(block.index, sites, blockPlainTensors(block), reader, writer, shards);
    }

    Status writeSites(int shard, const std::vector<const model::Site*>& sites,
                      const std::vector<const model::PlainTensor*>& plain, const WeightReader& reader,
                      const CheckpointWriter& writer, std::vector<ShardRecord>& shards) {
        std::vector<SiteToStore> stored;
        for (const model::Site* site : sites) {
            LAPIDARY_CHECK(m_control.check());
            LAPIDARY_TRY(CompressedLinear linear, reader.site(*site));
            LAPIDARY_TRY(const plan::SiteSettings settings, settingsOf(*site, linear));
            m_settings[site->id] = settings;
            stored.push_back({site, settings, std::move(linear)});
            m_control.advance(static_cast<double>(site->parameters()));
        }
        std::vector<std::pair<std::string, at::Tensor>> values;
        for (const model::PlainTensor* tensor : plain) {
            LAPIDARY_TRY(at::Tensor read, reader.plain(*tensor));
            values.emplace_back(tensor->hfName, std::move(read));
        }
        LAPIDARY_TRY(ShardRecord record, writer.writeShard(shard, stored, values, m_control));
        shards.push_back(std::move(record));
        return {};
    }

    /// For compressed-tensors a site must be one symmetric grid of 4 or 8 bits; its codes stay, its scales
    /// take the output's type. Everything else is written dense.
    Result<plan::SiteSettings> settingsOf(const model::Site& site, CompressedLinear& linear) {
        const bool dense = linear.terms.size() == 1 && linear.terms.front().kind == Term::Kind::Dense;
        if (m_request.format != plan::OutputFormat::CompressedTensors ||
            (dense && !linear.terms.front().mask.defined()))
            return plan::SiteSettings{};
        Term& term = linear.terms.front();
        const bool fits = linear.terms.size() == 1 && term.kind == Term::Kind::Grid && !term.mask.defined() &&
                          term.grid.symmetric && !term.grid.index.defined() &&
                          term.grid.scale.size(0) == site.out && (term.grid.bits == 4 || term.grid.bits == 8);
        if (!fits)
            return Error{ErrorCode::NotApplicable,
                         m_request.model.string(),
                         site.id.name,
                         "a site that is not one symmetric grid of 4 or 8 bits per group or row",
                         "sites that pack-quantized can hold",
                         "convert to hf, or change the plan"};
        const at::Tensor rounded = term.grid.scale.to(scalarType(m_dtype)).to(at::kFloat);
        if (!at::equal(rounded, term.grid.scale) && m_report.notes.empty())
            m_report.notes.push_back("scales are rounded from float16 to " +
                                     std::string(torchDtypeName(m_dtype)) +
                                     ": values differ a little from the native format");
        term.grid.scale = rounded;
        plan::FamilySettings quantization;
        quantization.method = "rtn";
        quantization.values = {{"bits", std::int64_t{term.grid.bits}}, {"symmetric", true}};
        const bool perRow = term.grid.group >= site.in;
        quantization.values["per"] = std::string(perRow ? "row" : "group");
        if (!perRow)
            quantization.values["group"] = term.grid.group;
        plan::SiteSettings settings;
        settings.families[plan::Family::Quantization] = std::move(quantization);
        return settings;
    }

    const ConvertRequest& m_request;
    base::FileSystem& m_files;
    base::RunControl& m_control;
    formats::Checkpoint m_checkpoint;
    model::ModelSpec m_spec;
    formats::DType m_dtype = formats::DType::BF16;
    std::map<model::SiteId, plan::SiteSettings> m_settings;
    ConvertReport m_report;
};

} // namespace

Result<ConvertReport> convertModel(const ConvertRequest& request, base::RunControl& control) {
    const c10::NoGradGuard noGrad;
    return Conversion(request, control).convert();
}

} // namespace lapidary::engine
