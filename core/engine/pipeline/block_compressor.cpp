// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pipeline/block_compressor.h"

#include "core/engine/measuring/input_moments.h"
#include "core/plan/method_info.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/eye.h>
#include <chrono>
#include <set>
#include <string>

namespace lapidary::engine {

using base::Result;
using base::Status;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

using GroupMoments = std::map<std::string, MomentAccumulator>;

/// A seed of its own for every site, so that results do not depend on the order of work.
at::Generator generatorOf(const model::SiteId& site, std::uint64_t seed) {
    std::uint64_t hash = 14695981039346656037ULL ^ seed;
    for (const char c : site.name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return at::detail::createCPUGenerator(hash);
}

double solveFlopsOf(const model::Site& site, const plan::SiteSettings& settings) {
    double flops = 0.0;
    for (const auto& [family, chosen] : settings.families)
        if (const plan::MethodInfo* method = plan::findMethod(family, chosen.method);
            method != nullptr && method->flops)
            flops += method->flops(chosen, site.out, site.in);
    return flops;
}

class BlockCompressor final {
public:
    BlockCompressor(const model::Block& block, const HiddenStates* inputs, const CompressionContext& context,
                    base::RunControl& control)
        : m_block(block)
        , m_inputs(inputs)
        , m_context(context)
        , m_control(control) {}

    Result<CompressedBlock> compress(BlockWeights weights) {
        m_out.weights = std::move(weights);
        std::vector<std::vector<const model::InputGroup*>> stages;
        for (const model::InputGroup& group : m_block.groups)
            if (changes(group)) {
                if (stages.empty() || m_context.sequential)
                    stages.emplace_back();
                stages.back().push_back(&group);
            }
        for (const auto& stage : stages)
            LAPIDARY_CHECK(compressStage(stage));
        return std::move(m_out);
    }

private:
    const plan::SiteSettings* settingsOf(const model::SiteId& site) const {
        const auto at = m_context.settings.find(site);
        return at == m_context.settings.end() || at->second.dense() ? nullptr : &at->second;
    }

    bool changes(const model::InputGroup& group) const {
        return std::any_of(group.sites.begin(), group.sites.end(),
                           [this](const auto& site) { return settingsOf(site) != nullptr; });
    }

    Status compressStage(const std::vector<const model::InputGroup*>& stage) {
        GroupMoments moments;
        if (m_inputs != nullptr)
            LAPIDARY_CHECK(gather(stage, moments));
        const auto start = Clock::now();
        for (const model::InputGroup* group : stage)
            LAPIDARY_CHECK(compressGroup(*group, moments));
        m_out.solveSeconds += secondsSince(start);
        return {};
    }

    Status gather(const std::vector<const model::InputGroup*>& stage, GroupMoments& moments) {
        const auto start = Clock::now();
        for (const model::InputGroup* group : stage)
            moments.emplace(group->id.name, MomentAccumulator(group->width, m_context.device));
        const InputProbe probe = [&](const model::InputGroup& group, const at::Tensor& x) {
            const auto at = moments.find(group.id.name);
            if (at != moments.end())
                at->second.add(x);
        };
        // Grids and masks are made dense once for all windows.
        BlockWeights ready = m_out.weights;
        for (auto& [kind, linear] : ready.linears)
            linear = linear.densified();
        BlockContext context{m_context.spec, *m_context.rope};
        context.probe = &probe;
        context.control = &m_control;
        for (std::int64_t w = 0; w < m_inputs->windows(); ++w) {
            LAPIDARY_CHECK(m_control.check());
            const at::Tensor hidden = m_inputs->get(w, m_context.device);
            (void)forwardBlock(m_block, ready, hidden, context);
            m_control.advance(blockFlops(m_block, hidden.size(1)));
        }
        m_out.forwardSeconds += secondsSince(start);
        return {};
    }

    Status compressGroup(const model::InputGroup& group, GroupMoments& moments) {
        SiteInputs inputs;
        const auto at = moments.find(group.id.name);
        if (at != moments.end()) {
            inputs.plainMoment = at->second.moment();
            inputs.meanSquare = inputs.plainMoment.diagonal().contiguous();
            inputs.moment = at->second.moment(m_context.firstTokenWeight);
            moments.erase(at);
        }
        for (const model::SiteId& id : group.sites) {
            const plan::SiteSettings* settings = settingsOf(id);
            if (settings == nullptr)
                continue;
            LAPIDARY_CHECK(m_control.check());
            m_control.beginStage("solve/" + id.name);
            const auto& site = *std::find_if(m_block.sites.begin(), m_block.sites.end(),
                                             [&](const auto& s) { return s.id == id; });
            LAPIDARY_CHECK(compressOne(site, *settings, inputs));
        }
        return {};
    }

    Status compressOne(const model::Site& site, const plan::SiteSettings& settings,
                       const SiteInputs& inputs) {
        const auto start = Clock::now();
        CompressedLinear& linear = m_out.weights.linears.at(site.kind);
        const at::Tensor weight = linear.weight();
        const at::Tensor bias = linear.bias;
        SiteJob job{weight, inputs, settings, m_context.types, generatorOf(site.id, m_context.seed)};
        LAPIDARY_TRY(SiteOutcome outcome, compressSite(job, m_control));
        const at::Tensor judged =
            inputs.plainMoment.defined()
                ? inputs.plainMoment
                : at::eye(site.in, at::TensorOptions(at::kDouble).device(m_context.device));
        LAPIDARY_TRY(const double error, relativeError(weight, outcome.linear.weight(), judged, m_control));
        linear = std::move(outcome.linear);
        linear.bias = bias;
        m_out.sites.push_back({site.id, error, secondsSince(start), 0, std::move(outcome.figures)});
        m_control.advance(solveFlopsOf(site, settings));
        return {};
    }

    const model::Block& m_block;
    const HiddenStates* m_inputs;
    const CompressionContext& m_context;
    base::RunControl& m_control;
    CompressedBlock m_out;
};

} // namespace

Result<CompressedBlock> compressBlock(const model::Block& block, BlockWeights weights,
                                      const HiddenStates* inputs, const CompressionContext& context,
                                      base::RunControl& control) {
    return BlockCompressor(block, inputs, context, control).compress(std::move(weights));
}

Result<std::pair<CompressedLinear, results::SiteReport>> compressLooseSite(const model::Site& site,
                                                                           const CompressedLinear& dense,
                                                                           const CompressionContext& context,
                                                                           const base::RunControl& control) {
    const auto at = context.settings.find(site.id);
    if (at == context.settings.end() || at->second.dense())
        return std::pair(dense, results::SiteReport{});
    const auto start = Clock::now();
    const at::Tensor weight = dense.weight();
    SiteJob job{weight, {}, at->second, context.types, generatorOf(site.id, context.seed)};
    LAPIDARY_TRY(SiteOutcome outcome, compressSite(job, control));
    const at::Tensor identity = at::eye(site.in, at::TensorOptions(at::kDouble).device(context.device));
    LAPIDARY_TRY(const double error, relativeError(weight, outcome.linear.weight(), identity, control));
    return std::pair(std::move(outcome.linear),
                     results::SiteReport{site.id, error, secondsSince(start), 0, std::move(outcome.figures)});
}

double solveFlops(const model::Block& block, const std::map<model::SiteId, plan::SiteSettings>& settings) {
    double flops = 0.0;
    for (const model::Site& site : block.sites)
        if (const auto at = settings.find(site.id); at != settings.end())
            flops += solveFlopsOf(site, at->second);
    return flops;
}

} // namespace lapidary::engine
