// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pipeline/run_plan.h"

#include "core/base/hash.h"
#include "core/engine/forward/hidden_states.h"
#include "core/engine/forward/stream_blocks.h"
#include "core/engine/measuring/input_moments.h"
#include "core/engine/pipeline/block_compressor.h"
#include "core/engine/pipeline/checkpoint_writer.h"
#include "core/engine/pipeline/output_folder.h"
#include "core/engine/pipeline/run_journal.h"
#include "core/engine/pipeline/run_setup.h"
#include "core/engine/tensor/scalar_types.h"

#include <c10/core/GradMode.h>
#include <chrono>
#include <memory>
#include <torch/headeronly/version.h>

namespace lapidary::engine {

namespace fs = std::filesystem;
using base::OrderedJson;
using base::Result;
using base::Status;

namespace {

using Clock = std::chrono::steady_clock;

/// Adds the time of a scope to one stage of the report.
class StageTimer final {
public:
    StageTimer(std::map<std::string, double>& seconds, const char* stage)
        : m_seconds(seconds[stage])
        , m_start(Clock::now()) {}
    ~StageTimer() { m_seconds += std::chrono::duration<double>(Clock::now() - m_start).count(); }
    StageTimer(const StageTimer&) = delete;
    StageTimer& operator=(const StageTimer&) = delete;

private:
    double& m_seconds;
    Clock::time_point m_start;
};

class PlanRun final {
public:
    PlanRun(const RunRequest& request, const DeviceProvider& provider, base::RunControl& control)
        : m_request(request)
        , m_provider(provider)
        , m_files(request.files != nullptr ? *request.files : base::systemFiles())
        , m_control(control) {}

    Result<results::RunReport> run() {
        const auto start = Clock::now();
        LAPIDARY_CHECK(prepare());
        LAPIDARY_CHECK(openOutput());
        if (m_inPlace) {
            finishReport(provenance());
            return std::move(m_report);
        }
        LAPIDARY_CHECK(startHiddenStates());
        for (const model::Block& block : spec().blocks) {
            LAPIDARY_CHECK(m_control.check());
            LAPIDARY_CHECK(static_cast<std::size_t>(block.index) < m_journal->finished().size()
                               ? skipBlock(block)
                               : compress(block));
            releaseFreedMemory();
        }
        LAPIDARY_CHECK(writeLastShard());
        LAPIDARY_CHECK(finish());
        m_report.seconds["total"] = std::chrono::duration<double>(Clock::now() - start).count();
        m_report.peakRssBytes = peakRssBytes();
        return std::move(m_report);
    }

private:
    Status prepare() {
        LAPIDARY_TRY(m_setup, prepareRun(m_request, m_provider, m_control));
        m_report.device = m_setup.device.str();
        return {};
    }

    const model::ModelSpec& spec() const { return m_setup.spec(); }

    Status openOutput() {
        const fs::path partial = RunJournal::partialPath(m_request.output);
        // Killed between the rename and the removal of the journal: all that is missing is that removal.
        const bool renamed = m_request.resume && fs::exists(RunJournal::journalPath(m_request.output)) &&
                             !fs::exists(partial) && fs::exists(m_request.output);
        if (!renamed)
            LAPIDARY_CHECK(refuseExisting(m_request.output));
        LAPIDARY_TRY(RunJournal journal, RunJournal::open(m_files, m_request.output,
                                                          runIdentity(m_request, m_setup), m_request.resume));
        m_journal = std::make_unique<RunJournal>(std::move(journal));
        if (renamed && m_journal->finished().size() == spec().blocks.size() + 1)
            return acceptRenamed();
        LAPIDARY_CHECK(refuseExisting(m_request.output));
        LAPIDARY_CHECK(m_files.makeFolder(partial));
        m_writer = std::make_unique<CheckpointWriter>(m_files, partial, spec(), m_request.format,
                                                      m_setup.check.dtype);
        m_reader = std::make_unique<WeightReader>(m_setup.model->checkpoint, spec(), m_setup.device);
        return {};
    }

    Status acceptRenamed() {
        m_inPlace = true;
        for (const FinishedShard& finished : m_journal->finished())
            report(finished);
        const CheckpointWriter writer(m_files, m_request.output, spec(), m_request.format,
                                      m_setup.check.dtype);
        LAPIDARY_CHECK(writer.verify(m_shards, m_control));
        return m_journal->close();
    }

    Status startHiddenStates() {
        if (!m_setup.hasText)
            return {};
        m_control.beginStage("embed");
        const std::int64_t windows = m_setup.tokens.ids.size(0);
        LAPIDARY_TRY(auto states,
                     HiddenStates::create(windows, m_setup.tokens.ids.size(1), spec().config.hidden,
                                          activationBudget(m_request.compute), fs::temp_directory_path()));
        m_states = std::make_unique<HiddenStates>(std::move(states));
        m_rope = makeRope(spec().config, m_setup.tokens.ids.size(1), m_setup.device);
        return embedWindows(*m_reader, m_setup.tokens.ids, 0, *m_states, m_control);
    }

    CompressionContext context() const {
        CompressionContext context{spec(),
                                   m_setup.settings,
                                   m_setup.storageTypes(m_request.format),
                                   firstTokenWeight(m_request.plan.calibration.tokenWeights),
                                   m_request.plan.sequential,
                                   m_request.plan.seed,
                                   m_setup.device,
                                   &m_rope};
        return context;
    }

    Status compress(const model::Block& block) {
        const std::string name = "blocks." + std::to_string(block.index);
        m_control.beginStage("read/" + name);
        Result<BlockWeights> dense = [&] {
            const StageTimer timer(m_report.seconds, "read");
            return m_reader->block(block.index);
        }();
        if (!dense)
            return std::move(dense).error();
        m_reader->prefetchBlock(block.index + 1);
        m_control.beginStage("moments/" + name);
        LAPIDARY_TRY(CompressedBlock compressed,
                     compressBlock(block, *dense, m_states.get(), context(), m_control));
        m_report.seconds["forward"] += compressed.forwardSeconds;
        m_report.seconds["solve"] += compressed.solveSeconds;
        m_control.beginStage("write/" + name);
        LAPIDARY_TRY(FinishedShard finished, writeBlock(block, compressed));
        LAPIDARY_TRY(const BlockWeights stored,
                     storedBlock(block, finished.shard, std::move(compressed.weights)));
        LAPIDARY_CHECK(m_journal->append(finished));
        report(finished);
        m_control.beginStage("forward/" + name);
        return forward(block, m_request.plan.compressedInputs ? stored : *dense);
    }

    Result<FinishedShard> writeBlock(const model::Block& block, CompressedBlock& compressed) {
        const StageTimer timer(m_report.seconds, "write");
        std::vector<SiteToStore> sites;
        for (const model::Site& site : block.sites)
            sites.push_back({&site, m_setup.settings.at(site.id), compressed.weights.linears.at(site.kind)});
        std::vector<std::pair<std::string, at::Tensor>> plain;
        for (const model::PlainTensor* tensor : blockPlainTensors(block)) {
            LAPIDARY_TRY(at::Tensor values, m_reader->plain(*tensor));
            plain.emplace_back(tensor->hfName, std::move(values));
        }
        FinishedShard finished;
        LAPIDARY_TRY(finished.shard, m_writer->writeShard(block.index, sites, plain, m_control));
        LAPIDARY_CHECK(m_files.syncFolder(m_writer->folder()));
        finished.sites = std::move(compressed.sites);
        for (results::SiteReport& site : finished.sites)
            site.bytes = finished.shard.siteBytes.at(site.site.name);
        return finished;
    }

    /// The block as its shard holds it: what all later blocks will see, in this run and in a resumed one.
    Result<BlockWeights> storedBlock(const model::Block& block, const ShardRecord& shard,
                                     BlockWeights weights) {
        const StageTimer timer(m_report.seconds, "read");
        LAPIDARY_TRY(const auto stored, formats::openSafetensors(m_writer->folder() / shard.file));
        for (const model::Site& site : block.sites) {
            CompressedLinear& linear = weights.linears.at(site.kind);
            const at::Tensor bias = linear.bias;
            LAPIDARY_TRY(linear, m_writer->readSite(site, shard, stored.catalog, m_setup.device));
            linear.bias = bias.defined() ? bias.to(scalarType(m_setup.check.dtype)).to(at::kFloat) : bias;
            linear = linear.densified();
        }
        const auto rounded = [this](at::Tensor& values) {
            if (values.defined())
                values = values.to(scalarType(m_setup.check.dtype)).to(at::kFloat);
        };
        for (at::Tensor* norm : {&weights.attentionNorm, &weights.mlpNorm, &weights.qNorm, &weights.kNorm})
            rounded(*norm);
        return weights;
    }

    Status skipBlock(const model::Block& block) {
        const FinishedShard& finished = m_journal->finished()[static_cast<std::size_t>(block.index)];
        m_control.beginStage("resume/blocks." + std::to_string(block.index));
        LAPIDARY_CHECK(m_writer->verify({finished.shard}, m_control));
        report(finished);
        if (!m_setup.hasText)
            return {};
        LAPIDARY_TRY(BlockWeights dense, m_reader->block(block.index));
        m_control.advance(m_setup.gatherPasses(block, m_request.plan.sequential) *
                              static_cast<double>(m_setup.tokens.ids.size(0)) *
                              blockFlops(block, m_setup.tokens.ids.size(1)) +
                          solveFlops(block, m_setup.settings));
        if (!m_request.plan.compressedInputs)
            return forward(block, dense);
        LAPIDARY_TRY(const BlockWeights stored, storedBlock(block, finished.shard, std::move(dense)));
        return forward(block, stored);
    }

    void report(const FinishedShard& finished) {
        m_shards.push_back(finished.shard);
        m_report.sites.insert(m_report.sites.end(), finished.sites.begin(), finished.sites.end());
    }

    Status forward(const model::Block& block, const BlockWeights& weights) {
        if (!m_setup.hasText)
            return {};
        const StageTimer timer(m_report.seconds, "forward");
        BlockContext context{spec(), m_rope};
        context.control = &m_control;
        for (std::int64_t w = 0; w < m_states->windows(); ++w) {
            LAPIDARY_CHECK(m_control.check());
            const at::Tensor hidden = m_states->get(w, m_setup.device);
            m_states->put(w, forwardBlock(block, weights, hidden, context));
            m_control.advance(blockFlops(block, hidden.size(1)));
        }
        return {};
    }

    /// Embedding, final norm and an own head.
    Status writeLastShard() {
        m_states.reset();
        const auto last = static_cast<int>(spec().blocks.size());
        if (m_journal->finished().size() > spec().blocks.size()) {
            LAPIDARY_CHECK(m_writer->verify({m_journal->finished().back().shard}, m_control));
            report(m_journal->finished().back());
            return {};
        }
        m_control.beginStage("write/embed");
        FinishedShard finished;
        std::vector<SiteToStore> sites;
        for (const model::Site* site : {&spec().embed, &spec().head}) {
            if (site == &spec().head && spec().tiedHead)
                continue;
            LAPIDARY_TRY(const CompressedLinear dense, m_reader->site(*site));
            LAPIDARY_TRY(auto compressed, compressLooseSite(*site, dense, context(), m_control));
            if (!compressed.second.site.name.empty())
                finished.sites.push_back(std::move(compressed.second));
            sites.push_back({site, m_setup.settings.at(site->id), std::move(compressed.first)});
        }
        LAPIDARY_TRY(at::Tensor norm, m_reader->finalNorm());
        LAPIDARY_TRY(
            finished.shard,
            m_writer->writeShard(last, sites, {{spec().finalNorm.hfName, std::move(norm)}}, m_control));
        for (results::SiteReport& site : finished.sites)
            site.bytes = finished.shard.siteBytes.at(site.site.name);
        LAPIDARY_CHECK(m_files.syncFolder(m_writer->folder()));
        LAPIDARY_CHECK(m_journal->append(finished));
        report(finished);
        return {};
    }

    /// No times in here: equal jobs make equal bytes.
    OrderedJson provenance() const {
        OrderedJson json;
        json["format"] = "lapidary-provenance";
        json["version"] = 1;
        json["program"] = std::string("lapidary ") + LAPIDARY_VERSION;
        json["job"] = runIdentity(m_request, m_setup);
        json["model"] = {{"name", spec().config.name}, {"fingerprint", spec().fingerprint}};
        json["text"] = m_setup.hasText ? OrderedJson{{"name", m_setup.tokens.textName},
                                                     {"sha256", m_setup.tokens.textSha256},
                                                     {"windows", m_setup.tokens.ids.size(0)},
                                                     {"window", m_setup.tokens.ids.size(1)}}
                                       : OrderedJson();
        json["seed"] = m_request.plan.seed;
        auto& sites = json["sites"] = OrderedJson::array();
        for (const plan::ResolvedSite& site : m_setup.check.resolved.sites)
            sites.push_back(plan::toJson(site));
        auto& shards = json["shards"] = OrderedJson::object();
        for (const ShardRecord& shard : m_shards)
            shards[shard.file] = shard.sha256;
        return json;
    }

    Status finish() {
        m_control.beginStage("write/companions");
        const OrderedJson provenance = this->provenance();
        LAPIDARY_CHECK(
            m_writer->writeCompanions(m_setup.model->checkpoint, m_shards, m_setup.settings, provenance));
        {
            const StageTimer timer(m_report.seconds, "verify");
            m_control.beginStage("verify");
            LAPIDARY_CHECK(m_writer->verify(m_shards, m_control));
        }
        LAPIDARY_CHECK(putInPlace(m_files, m_writer->folder(), m_request.output));
        LAPIDARY_CHECK(m_journal->close());
        finishReport(provenance);
        return {};
    }

    void finishReport(const OrderedJson& provenance) {
        for (const ShardRecord& shard : m_shards) {
            m_report.bytesAfter += shard.payloadBytes;
            m_report.fileBytesAfter += shard.fileBytes;
        }
        m_report.output = m_request.output.string();
        m_report.plan = base::Json::parse(provenance.dump());
        m_report.provenance.modelFingerprint = spec().fingerprint;
        m_report.provenance.modelName = spec().config.name;
        m_report.provenance.seed = m_request.plan.seed;
        m_report.provenance.device = m_setup.device.str();
        m_report.provenance.programVersion = LAPIDARY_VERSION;
        m_report.provenance.torchVersion = TORCH_VERSION;
        if (m_setup.hasText) {
            m_report.provenance.textName = m_setup.tokens.textName;
            m_report.provenance.textSha256 = m_setup.tokens.textSha256;
            m_report.provenance.windows = m_setup.tokens.ids.size(0);
            m_report.provenance.window = m_setup.tokens.ids.size(1);
        }
    }

    const RunRequest& m_request;
    const DeviceProvider& m_provider;
    base::FileSystem& m_files;
    base::RunControl& m_control;
    bool m_inPlace = false;
    RunSetup m_setup;
    RopeTables m_rope;
    std::unique_ptr<RunJournal> m_journal;
    std::unique_ptr<CheckpointWriter> m_writer;
    std::unique_ptr<WeightReader> m_reader;
    std::unique_ptr<HiddenStates> m_states;
    std::vector<ShardRecord> m_shards;
    results::RunReport m_report;
};

} // namespace

Result<results::RunReport> runPlan(const RunRequest& request, const DeviceProvider& provider,
                                   base::RunControl& control) {
    const c10::NoGradGuard noGrad;
    return PlanRun(request, provider, control).run();
}

} // namespace lapidary::engine
