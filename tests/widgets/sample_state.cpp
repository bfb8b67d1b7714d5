// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/sample_state.h"

#include "tests/support/model_maker.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lapidary::tests {

namespace {

using base::Json;
using model::SiteKind;

/// How much a site minds being changed: 1 in the middle of the model, more at both ends and for `down`.
double sensitivityOf(const model::Site& site, int blocks) {
    const double place = blocks > 1 ? 2.0 * site.block / (blocks - 1) - 1.0 : 0.0;
    const double ends = site.block < 0 ? 2.0 : 1.0 + place * place;
    return ends * (site.kind == SiteKind::Down ? 1.7 : 1.0 + 0.05 * static_cast<double>(site.kind));
}

results::SiteSpectra spectraOf(const model::Site& site, int blocks) {
    const std::int64_t count = std::min(site.out, site.in);
    const double decay = 0.4 / sensitivityOf(site, blocks);
    std::vector<double> weight;
    std::vector<double> weighted;
    for (std::int64_t i = 0; i < count; ++i) {
        const double x = static_cast<double>(i) / static_cast<double>(count);
        weight.push_back(8.0 * std::exp(-2.0 * x) * std::pow(static_cast<double>(i + 1), -decay));
        weighted.push_back(20.0 * std::exp(-4.0 * x) * std::pow(static_cast<double>(i + 1), -decay));
    }
    results::SiteSpectra spectra;
    spectra.weight = results::makeSpectrum(std::move(weight));
    spectra.activationWeighted = results::makeSpectrum(std::move(weighted));
    spectra.histogram.minimum = -0.5;
    spectra.histogram.maximum = 0.5;
    for (int bin = 0; bin < 64; ++bin) {
        const double x = (bin - 31.5) / 10.0;
        spectra.histogram.counts.push_back(
            std::llround(static_cast<double>(site.parameters()) * 0.04 * std::exp(-0.5 * x * x)));
    }
    return spectra;
}

results::ChannelStatistics channelsOf(const model::InputGroup& group, int block) {
    results::ChannelStatistics statistics;
    statistics.tokens = 4096;
    for (std::int64_t channel = 0; channel < group.width; ++channel) {
        const double outlier = channel % 29 == 3 ? 9.0 : 1.0;
        const double spread = (1.0 + 0.2 * block) * outlier * (1.0 + 0.01 * static_cast<double>(channel % 7));
        statistics.mean.push_back(0.02 * spread);
        statistics.minimum.push_back(-3.4 * spread);
        statistics.maximum.push_back(3.6 * spread);
        statistics.absmax.push_back(3.6 * spread);
        statistics.p1.push_back(-2.2 * spread);
        statistics.p99.push_back(2.3 * spread);
        statistics.kurtosis.push_back(3.0 + outlier);
        statistics.meanSquare.push_back(spread * spread);
    }
    const auto outliers = std::ranges::count_if(
        statistics.absmax, [&](double value) { return value > 6.0 * 3.6 * (1.0 + 0.2 * block) * 1.03; });
    statistics.outlierRatio = static_cast<double>(outliers) / static_cast<double>(group.width);
    return statistics;
}

results::LogitPca logitsOf() {
    results::LogitPca pca;
    pca.tokens = 4096;
    double left = 1.0;
    for (int i = 0; i < 16; ++i) {
        const double share = 0.3 * left;
        left -= share;
        pca.explained.push_back(share);
        pca.eigenvalues.push_back(40.0 * share);
        pca.top.push_back({{17 + i, " the", 0.31}, {40 + i, "\n", -0.22}, {3 + i, " and", 0.11}});
    }
    pca.totalVariance = 40.0;
    return pca;
}

void addSensitivity(const model::Site& site, int blocks, std::vector<results::Sensitivity>& points) {
    const double scale = sensitivityOf(site, blocks);
    const auto add = [&](const char* setting, double error) {
        points.push_back({site.id, setting, error, std::nullopt, std::nullopt});
    };
    add("bits:2", 0.42 * scale);
    add("bits:3", 0.2 * scale);
    add("bits:4", 0.09 * scale);
    add("bits:8", 0.005 * scale);
    add("2:4", 0.24 * scale);
    add("sparsity:0.5", 0.18 * scale);
    for (int tenth = 2; tenth < 10; ++tenth)
        points.push_back({site.id, "ratio:0." + std::to_string(tenth), scale * 0.06 * (10 - tenth), {}, {}});
}

results::Provenance provenanceOf(const model::ModelSpec& model) {
    results::Provenance provenance;
    provenance.modelFingerprint = model.fingerprint;
    provenance.modelName = "sample";
    provenance.textName = "sample.txt";
    provenance.windows = 2;
    provenance.window = 2048;
    provenance.device = "cpu";
    provenance.time = "2026-01-02T03:04:05Z";
    return provenance;
}

void measure(const model::ModelSpec& model, results::ProjectData& data) {
    const int blocks = static_cast<int>(model.blocks.size());
    for (const model::Site* site : model.allSites())
        data.spectra.emplace(site->id, spectraOf(*site, blocks));
    for (const model::Site* site : model.blockSites())
        addSensitivity(*site, blocks, data.sensitivity);
    for (const model::Block& block : model.blocks)
        for (const model::InputGroup& group : block.groups)
            data.activations.emplace(group.id, channelsOf(group, block.index));
    data.logits = logitsOf();
    for (const char* part : {"spectra", "activations", "logits", "sensitivity"})
        data.provenance.emplace(part, provenanceOf(model));
}

results::EvaluationReport evaluation(double perplexity) {
    results::EvaluationReport report;
    report.perplexity = perplexity;
    report.nll = std::log(perplexity);
    report.tokens = 4096;
    report.scored = 4094;
    report.windows = 2;
    report.window = 2048;
    report.textTokens = 5000;
    report.windowNll = {report.nll * 2047, report.nll * 2047};
    report.seconds = 1.5;
    report.device = "cpu";
    return report;
}

results::RunReport runOf(const widgets::ViewState& state) {
    results::RunReport run;
    const int blocks = static_cast<int>(state.model->blocks.size());
    for (const plan::SiteBytes& site : state.check->sites)
        run.sites.push_back({site.site,
                             0.09 * sensitivityOf(*state.model->find(site.site), blocks),
                             0.25,
                             site.bytes,
                             {{"rank", 12.0}}});
    run.bytesAfter = state.check->bytesAfter;
    run.fileBytesAfter = run.bytesAfter + 4096;
    run.seconds = {{"read", 0.2}, {"forward", 3.1}, {"solve", 5.4}, {"write", 0.3}, {"total", 9.2}};
    run.peakRssBytes = 812'000'000;
    run.output = "sample-w4";
    run.device = "cpu";
    run.provenance = provenanceOf(*state.model);
    run.before = evaluation(12.5);
    run.after = evaluation(13.1);
    run.after->divergence = {0.0421, 0.61, 0.934};
    return run;
}

} // namespace

plan::Plan samplePlan() {
    plan::Plan plan;
    plan.preset = "w4-g64";
    plan::Rule rule;
    rule.name = "prune down";
    rule.match = "*.down";
    rule.settings.families[plan::Family::Sparsity] = {{"method", "wanda"}, {"pattern", "2:4"}};
    plan.rules.push_back(std::move(rule));
    plan.sites[model::SiteId("blocks.1.attn.q")].families = {
        {plan::Family::Quantization, nullptr},
        {plan::Family::LowRank, {{"method", "svd-llm"}, {"rank", 24}}}};
    plan.sites[model::SiteId("blocks.1.attn.o")].skip = true;
    return plan;
}

widgets::ViewState withPlan(widgets::ViewState state, const plan::Plan& plan) {
    state.plan = std::make_shared<plan::Plan>(plan);
    state.reach = nullptr;
    if (auto check = plan::checkPlan(plan, *state.model, state.format)) {
        state.reach = std::make_shared<plan::Reach>(plan::reachOf(plan, *check, *state.model, state.format));
        state.setCheck(std::make_shared<plan::PlanCheck>(std::move(*check)));
    } else {
        state.setCheck(nullptr, QString::fromStdString(base::describe(check.error())));
    }
    return state;
}

widgets::ViewState sampleState(const SampleOptions& options) {
    LlamaShape shape;
    shape.blocks = options.blocks;
    shape.hidden = 64;
    shape.heads = 4;
    shape.kvHeads = 2;
    shape.headDim = 16;
    shape.ffn = 192;
    shape.vocabulary = 512;
    widgets::ViewState state;
    state.modelName = QStringLiteral("sample");
    state.model = std::make_shared<model::ModelSpec>(makeLlama(shape));
    auto project = std::make_shared<results::ProjectData>();
    project->model = *state.model;
    if (options.measured)
        measure(*state.model, *project);
    state.project = project;
    plan::Plan plan;
    if (options.planned)
        plan = samplePlan();
    state = withPlan(std::move(state), plan);
    if (options.run && state.check) {
        project->runs.push_back(runOf(state));
        state.comparedRun = 0;
    }
    return state;
}

} // namespace lapidary::tests
