// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/measure.h"

#include "core/base/file_system.h"
#include "core/engine/forward/block_runner.h"
#include "core/engine/forward/token_windows.h"
#include "core/engine/measuring/group_inputs.h"
#include "core/engine/measuring/logit_pca.h"
#include "core/engine/measuring/measure_needs.h"
#include "core/engine/measuring/sensitivity.h"
#include "core/engine/measuring/spectra.h"
#include "core/engine/measuring/true_kl.h"
#include "core/engine/storage/open_model.h"
#include "core/engine/tensor/scalar_types.h"
#include "core/plan/check.h"
#include "core/results/moments_cache.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ctime>
#include <filesystem>
#include <torch/headeronly/version.h>

namespace lapidary::engine {

using base::Result;
using base::Status;

namespace {

std::string utcNow() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

StorageTypes storageTypes(const model::ModelSpec& spec) {
    StorageTypes types;
    types.values = scalarType(plan::planDtype({}, spec));
    return types;
}

struct SiteWork {
    const model::Site* site;
    SpectrumTask task;
};

class MeasureJob final {
public:
    MeasureJob(const MeasureRequest& request, const DeviceProvider& provider, MeasureSink& sink,
               base::RunControl& control)
        : m_request(request)
        , m_provider(provider)
        , m_sink(sink)
        , m_control(control) {}

    Result<MeasureReport> run() {
        {
            const PartTimer total(m_report.seconds, "total");
            const at::NoGradGuard noGrad;
            LAPIDARY_CHECK(open());
            LAPIDARY_CHECK(measureBlocks());
            LAPIDARY_CHECK(measureLogits());
            LAPIDARY_CHECK(measureEnds());
            LAPIDARY_CHECK(measureTrueKl());
        }
        m_report.sitesMeasured = static_cast<std::int64_t>(m_measured.size());
        m_report.peakRssBytes = peakRssBytes();
        return std::move(m_report);
    }

private:
    const model::ModelSpec& spec() const { return m_model->spec; }
    std::int64_t windows() const { return m_hasText ? m_tokens.ids.size(0) : 0; }
    std::int64_t window() const { return m_hasText ? m_tokens.ids.size(1) : 0; }

    Status open() {
        const PartTimer timer(m_report.seconds, "open");
        m_control.beginStage("open");
        if (m_request.tokenWeights.kind == plan::TokenWeights::Kind::Fisher)
            return base::Error{
                base::ErrorCode::Unsupported,
                "measure",
                "token weights",
                "fisher",
                "none or first:W",
                "use first:64: Fisher weights need gradients, which this version does not gather"};
        LAPIDARY_TRY(m_model, openModel(m_request.model));
        LAPIDARY_TRY(m_device, selectDevice(m_request.compute.device, m_provider));
        useThreads(m_request.compute.threads);
        m_reader.emplace(m_model->checkpoint, spec(), m_device);
        m_types = storageTypes(spec());
        m_hasText = !m_request.text.path.empty();
        if (m_hasText) {
            LAPIDARY_TRY(m_tokens, makeTokenWindows(m_model->checkpoint, m_request.text, m_control));
        }
        m_report.device = m_device.str();
        m_report.tokens = windows() * window();
        LAPIDARY_CHECK(m_sink.provenance(fillProvenance()));
        m_needs = MeasureNeeds::find(spec(), m_request, m_provenance);
        m_control.setTotal(measureFlops(m_needs, spec(), windows(), window()));
        if (m_needs.forwardBlocks == 0)
            return {};
        m_runner.emplace(spec(), window(), m_device);
        LAPIDARY_TRY(HiddenStates hidden,
                     HiddenStates::create(windows(), window(), spec().config.hidden, hiddenBudget(),
                                          std::filesystem::temp_directory_path()));
        m_hidden.emplace(std::move(hidden));
        return embedWindows(*m_reader, m_tokens.ids, 0, *m_hidden, m_control);
    }

    const results::Provenance& fillProvenance() {
        m_provenance.modelFingerprint = spec().fingerprint;
        m_provenance.modelName = spec().config.name;
        m_provenance.textName = m_tokens.textName;
        m_provenance.textSha256 = m_tokens.textSha256;
        m_provenance.windows = windows();
        m_provenance.window = window();
        m_provenance.seed = m_request.seed;
        m_provenance.device = m_report.device;
        m_provenance.programVersion = LAPIDARY_VERSION;
        m_provenance.torchVersion = TORCH_VERSION;
        m_provenance.time = utcNow();
        return m_provenance;
    }

    /// The budget is shared by those that live at once: one, with true KL four.
    std::uint64_t hiddenBudget() const {
        return activationBudget(m_request.compute) / (m_request.measureKl ? 4 : 1);
    }

    Status measureBlocks() {
        for (std::size_t b = 0; b < spec().blocks.size(); ++b) {
            const BlockNeeds& needs = m_needs.blocks[b];
            if (b >= m_needs.forwardBlocks && !needs.sites())
                continue;
            m_control.beginStage("measure/blocks." + std::to_string(b));
            LAPIDARY_CHECK(m_control.check());
            LAPIDARY_TRY(const BlockWeights weights, readBlock(b));
            LAPIDARY_CHECK(measureBlock(spec().blocks[b], needs, weights));
            releaseFreedMemory();
        }
        return {};
    }

    Result<BlockWeights> readBlock(std::size_t index) {
        const PartTimer timer(m_report.seconds, "read");
        LAPIDARY_TRY(BlockWeights weights, m_reader->block(static_cast<int>(index)));
        m_reader->prefetchBlock(static_cast<int>(index) + 1);
        return densified(std::move(weights));
    }

    Status measureBlock(const model::Block& block, const BlockNeeds& needs, const BlockWeights& weights) {
        const BlockInputs inputs(block, needs, windows() * window(), m_device);
        if (static_cast<std::size_t>(block.index) < m_needs.forwardBlocks)
            LAPIDARY_CHECK(forward(block, weights, inputs));
        for (const model::InputGroup& group : block.groups)
            LAPIDARY_CHECK(measureGroup(group, needs, inputs));
        LAPIDARY_TRY(const std::vector<SiteWork> work, siteWork(block, needs, weights, inputs));
        LAPIDARY_TRY(const std::vector<SpectrumValues> spectra, measureSpectra(work));
        return measureSensitivity(needs, work, spectra);
    }

    Status forward(const model::Block& block, const BlockWeights& weights, const BlockInputs& inputs) {
        {
            const PartTimer timer(m_report.seconds, "forward");
            LAPIDARY_CHECK(m_runner->run(block, weights, *m_hidden, *m_hidden, inputs.probe(), m_control));
        }
        for (const auto& [part, seconds] : inputs.seconds()) {
            m_report.seconds[part] += seconds;
            m_report.seconds["forward"] -= seconds;
        }
        return {};
    }

    /// What needs the inputs of a group alone.
    Status measureGroup(const model::InputGroup& group, const BlockNeeds& needs, const BlockInputs& inputs) {
        LAPIDARY_CHECK(m_control.check());
        if (const ChannelAccumulator* channels = inputs.channels(group.id)) {
            const PartTimer timer(m_report.seconds, "activations");
            LAPIDARY_CHECK(m_sink.activations(group.id, channels->values()));
            m_measured.insert(group.sites.begin(), group.sites.end());
        }
        if (needs.keptMoments.contains(group.id)) {
            const PartTimer timer(m_report.seconds, "moments");
            LAPIDARY_CHECK(results::saveMoments(base::systemFiles(), m_request.momentsFolder, group.id,
                                                m_provenance, inputs.moments(group.id)->values(), m_control));
        }
        m_control.advance(groupFlops(needs, group, static_cast<double>(m_report.tokens)));
        return {};
    }

    /// The sites of a block that are wanted, with the moments of their inputs (undefined without a text).
    Result<std::vector<SiteWork>> siteWork(const model::Block& block, const BlockNeeds& needs,
                                           const BlockWeights& weights, const BlockInputs& inputs) {
        const PartTimer timer(m_report.seconds, "spectra");
        std::map<model::InputGroupId, at::Tensor> moments;
        std::map<model::InputGroupId, at::Tensor> factors;
        std::vector<SiteWork> work;
        for (const model::Site& site : block.sites) {
            const bool spectrum = needs.spectra.contains(site.id);
            if (!spectrum && !needs.sensitivity.contains(site.id))
                continue;
            LAPIDARY_CHECK(m_control.check());
            at::Tensor& moment = moments[site.inputGroup];
            if (const MomentAccumulator* gathered = inputs.moments(site.inputGroup);
                gathered != nullptr && !moment.defined())
                moment = gathered->moment();
            at::Tensor& factor = factors[site.inputGroup];
            if (moment.defined() && site.out > site.in && !factor.defined()) {
                LAPIDARY_TRY(factor, momentFactor(moment, site.inputGroup.name));
            }
            const at::Tensor weight = weights.linears.at(site.kind).weight();
            work.push_back({&site, {site.id.name, weight, moment, factor, spectrum}});
        }
        return work;
    }

    /// All of a block at once, so that every thread has a site; the sink gets those that are asked for.
    Result<std::vector<SpectrumValues>> measureSpectra(const std::vector<SiteWork>& work) {
        std::vector<SpectrumTask> tasks;
        for (const SiteWork& site : work)
            tasks.push_back(site.task);
        if (tasks.empty())
            return std::vector<SpectrumValues>();
        const PartTimer timer(m_report.seconds, "spectra");
        LAPIDARY_TRY(std::vector<SpectrumValues> spectra, computeSpectra(tasks, m_control));
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            if (!tasks[i].weightValues)
                continue;
            results::SiteSpectra result;
            result.weight = results::makeSpectrum(spectra[i].weight);
            if (tasks[i].moment.defined())
                result.activationWeighted = results::makeSpectrum(spectra[i].activationWeighted);
            result.histogram = spectra[i].histogram;
            LAPIDARY_CHECK(m_sink.spectra(work[i].site->id, result));
            m_measured.insert(work[i].site->id);
        }
        return spectra;
    }

    Status measureSensitivity(const BlockNeeds& needs, const std::vector<SiteWork>& work,
                              const std::vector<SpectrumValues>& spectra) {
        std::map<model::InputGroupId, OutputMeter> meters;
        for (std::size_t i = 0; i < work.size(); ++i) {
            LAPIDARY_CHECK(m_control.check());
            const model::Site& site = *work[i].site;
            if (needs.sensitivity.contains(site.id)) {
                const PartTimer timer(m_report.seconds, "sensitivity");
                const at::Tensor& moment = work[i].task.moment;
                if (!meters.contains(site.inputGroup)) {
                    LAPIDARY_TRY(OutputMeter meter,
                                 OutputMeter::create(moment, site.inputGroup.name, m_control));
                    meters.emplace(site.inputGroup, std::move(meter));
                }
                const SensitivityInputs inputs{meters.at(site.inputGroup), moment.diagonal(),
                                               spectra[i].activationWeighted};
                LAPIDARY_TRY(const auto points,
                             siteSensitivity(site.id, work[i].task.weight, inputs, m_types, m_control));
                LAPIDARY_CHECK(m_sink.sensitivity(points));
                m_measured.insert(site.id);
            }
            m_control.advance(siteFlops(needs, site));
        }
        return {};
    }

    /// The last hidden state of every window, in place; needs all blocks.
    Status normLast(HiddenStates& hidden) {
        LAPIDARY_TRY(const at::Tensor gain, m_reader->finalNorm());
        for (std::int64_t w = 0; w < hidden.windows(); ++w) {
            LAPIDARY_CHECK(m_control.check());
            hidden.put(w, rmsNorm(hidden.get(w, m_device), gain, spec().config.normEps));
        }
        return {};
    }

    Result<RowTiles> headTiles() {
        LAPIDARY_TRY(HeadTiles head, HeadTiles::open(spec(), *m_reader));
        return RowTiles{spec().config.vocabulary, spec().config.hidden,
                        [head = std::move(head)](std::int64_t first, std::int64_t count) {
                            return head.rows(first, count);
                        }};
    }

    RowTiles embeddingTiles() {
        return {spec().config.vocabulary, spec().config.hidden,
                [this](std::int64_t first, std::int64_t count) {
                    return m_reader->embed(at::arange(first, first + count, at::kLong));
                }};
    }

    Status measureLogits() {
        if (!m_needs.logits && !m_needs.trueKl)
            return {};
        const PartTimer timer(m_report.seconds, "logits");
        m_control.beginStage("logits");
        LAPIDARY_CHECK(normLast(*m_hidden));
        if (!m_needs.logits)
            return {};
        HiddenCovariance covariance(spec().config.hidden, m_device);
        for (std::int64_t w = 0; w < m_hidden->windows(); ++w) {
            LAPIDARY_CHECK(m_control.check());
            covariance.add(m_hidden->get(w, m_device));
        }
        LAPIDARY_TRY(const formats::Tokenizer tokenizer, formats::openTokenizer(m_model->checkpoint));
        LAPIDARY_TRY(const RowTiles head, headTiles());
        const auto text = [&](std::int32_t id) { return tokenizer.tokenText(id); };
        LAPIDARY_TRY(const results::LogitPca pca, logitPca(covariance, head, text, m_control));
        return m_sink.logits(pca);
    }

    /// Embedding and, where it is not tied, head: weights alone.
    Status measureEnds() {
        if (m_needs.embedSpectrum)
            LAPIDARY_CHECK(measureEnd(spec().embed, embeddingTiles()));
        if (m_needs.headSpectrum) {
            LAPIDARY_TRY(const RowTiles head, headTiles());
            LAPIDARY_CHECK(measureEnd(spec().head, head));
        }
        return {};
    }

    Status measureEnd(const model::Site& site, const RowTiles& tiles) {
        const PartTimer timer(m_report.seconds, "spectra_" + site.id.name);
        m_control.beginStage("measure/" + site.id.name);
        if (site.out < site.in)
            return measureShortEnd(site, tiles);
        results::SiteSpectra result;
        LAPIDARY_TRY(std::vector<double> values, tallSpectrum(tiles, site.id.name, m_control));
        result.weight = results::makeSpectrum(std::move(values));
        return finishEnd(site, tiles, result);
    }

    /// A vocabulary smaller than the hidden state: small enough to be held whole.
    Status measureShortEnd(const model::Site& site, const RowTiles& tiles) {
        LAPIDARY_TRY(const at::Tensor weight, tiles.read(0, site.out));
        LAPIDARY_TRY(const auto spectra, computeSpectra({{site.id.name, weight, {}, {}}}, m_control));
        results::SiteSpectra result;
        result.weight = results::makeSpectrum(spectra.front().weight);
        return finishEnd(site, tiles, result);
    }

    Status finishEnd(const model::Site& site, const RowTiles& tiles, results::SiteSpectra& result) {
        LAPIDARY_TRY(result.histogram, weightHistogram(tiles, m_control));
        m_measured.insert(site.id);
        m_control.advance(spectrumFlops(site.out, site.in, false));
        return m_sink.spectra(site.id, result);
    }

    Status measureTrueKl() {
        if (!m_needs.trueKl)
            return {};
        const PartTimer timer(m_report.seconds, "measured_kl");
        const TrueKlJob job{spec(),       *m_reader, *m_runner, *m_hidden,     m_needs,
                            m_tokens.ids, m_device,  m_types,   hiddenBudget()};
        return engine::measureTrueKl(job, m_sink, m_control);
    }

    const MeasureRequest& m_request;
    const DeviceProvider& m_provider;
    MeasureSink& m_sink;
    base::RunControl& m_control;
    MeasureReport m_report;
    std::unique_ptr<const OpenModel> m_model;
    std::optional<WeightReader> m_reader;
    at::Device m_device = at::kCPU;
    StorageTypes m_types;
    bool m_hasText = false;
    TokenWindows m_tokens;
    results::Provenance m_provenance;
    MeasureNeeds m_needs;
    std::optional<BlockRunner> m_runner;
    std::optional<HiddenStates> m_hidden;
    std::set<model::SiteId> m_measured;
};

} // namespace

base::Result<MeasureReport> measure(const MeasureRequest& request, const DeviceProvider& provider,
                                    MeasureSink& sink, base::RunControl& control) {
    return MeasureJob(request, provider, sink, control).run();
}

} // namespace lapidary::engine
