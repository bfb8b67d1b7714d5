// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/true_kl.h"

#include "core/engine/evaluation/head_scores.h"
#include "core/engine/forward/stream_blocks.h"
#include "core/engine/measuring/group_inputs.h"
#include "core/engine/measuring/sensitivity.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/zeros.h>
#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

namespace lapidary::engine {

using base::Result;
using base::Status;

namespace {

class TrueKl final {
public:
    TrueKl(const TrueKlJob& job, MeasureSink& sink, base::RunControl& control)
        : m_job(job)
        , m_sink(sink)
        , m_control(control)
        , m_windows(job.ids.size(0))
        , m_window(job.ids.size(1)) {}

    Status run() {
        m_control.setTotal(m_control.progress().total + flops());
        LAPIDARY_TRY(HiddenStates inputs, newHidden());
        LAPIDARY_TRY(HiddenStates next, newHidden());
        LAPIDARY_TRY(HiddenStates scratch, newHidden());
        LAPIDARY_CHECK(embedWindows(m_job.reader, m_job.ids, 0, inputs, m_control));
        for (const model::Block& block : m_job.spec.blocks) {
            m_control.beginStage("kl/blocks." + std::to_string(block.index));
            LAPIDARY_CHECK(runBlock(block, inputs, next, scratch));
            std::swap(inputs, next);
        }
        return {};
    }

private:
    Result<HiddenStates> newHidden() const {
        return HiddenStates::create(m_windows, m_window, m_job.spec.config.hidden, m_job.hiddenBudget,
                                    std::filesystem::temp_directory_path());
    }

    const std::set<model::SiteId>& wanted(const model::Block& block) const {
        return m_job.needs.blocks[static_cast<std::size_t>(block.index)].trueKl;
    }

    /// All blocks once, and for each site and setting those from its own on.
    double flops() const {
        double later = 0.0;
        double sum = 0.0;
        for (auto block = m_job.spec.blocks.rbegin(); block != m_job.spec.blocks.rend(); ++block) {
            const double own = blockFlops(*block, m_window) * static_cast<double>(m_windows);
            later += own;
            sum += own;
            for (const model::Site& site : block->sites)
                if (wanted(*block).contains(site.id))
                    sum += later * static_cast<double>(sensitivitySettings(site.out, site.in).size());
        }
        return sum;
    }

    Status runBlock(const model::Block& block, const HiddenStates& inputs, HiddenStates& next,
                    HiddenStates& scratch) {
        LAPIDARY_TRY(BlockWeights read, m_job.reader.block(block.index));
        const BlockWeights weights = densified(std::move(read));
        BlockNeeds needs;
        for (const model::Site& site : block.sites)
            if (wanted(block).contains(site.id))
                needs.moments.insert(site.inputGroup);
        const BlockInputs gathered(block, needs, m_windows * m_window, m_job.device);
        LAPIDARY_CHECK(m_job.runner.run(block, weights, inputs, next, gathered.probe(), m_control));
        for (const model::Site& site : block.sites) {
            if (!wanted(block).contains(site.id))
                continue;
            const at::Tensor moment = gathered.moments(site.inputGroup)->moment();
            LAPIDARY_CHECK(measureSite(block, site, weights, moment, inputs, scratch));
        }
        return {};
    }

    Status measureSite(const model::Block& block, const model::Site& site, const BlockWeights& weights,
                       const at::Tensor& moment, const HiddenStates& inputs, HiddenStates& scratch) {
        LAPIDARY_TRY(const OutputMeter meter, OutputMeter::create(moment, site.inputGroup.name, m_control));
        const at::Tensor weight = weights.linears.at(site.kind).weight();
        const double whole = meter.norm(weight);
        std::vector<results::Sensitivity> points;
        for (const SensitivitySetting& setting : sensitivitySettings(site.out, site.in)) {
            LAPIDARY_TRY(const at::Tensor changed,
                         changedWeight(weight, setting, moment, m_job.types, m_control));
            BlockWeights changedWeights = weights;
            changedWeights.linears.at(site.kind).terms = {Term::makeDense(changed)};
            LAPIDARY_CHECK(runToEnd(block, changedWeights, inputs, scratch));
            results::Sensitivity point;
            point.site = site.id;
            point.setting = setting.name;
            point.relativeError = whole > 0.0 ? meter.norm(changed - weight) / whole : 0.0;
            LAPIDARY_TRY(point.measuredKl, meanDivergence(scratch));
            points.push_back(std::move(point));
        }
        return m_sink.sensitivity(points);
    }

    /// The windows from the inputs of `block` through it and all later blocks and the final norm.
    Status runToEnd(const model::Block& block, const BlockWeights& changed, const HiddenStates& inputs,
                    HiddenStates& last) {
        LAPIDARY_CHECK(m_job.runner.run(block, changed, inputs, last, nullptr, m_control));
        for (std::size_t b = static_cast<std::size_t>(block.index) + 1; b < m_job.spec.blocks.size(); ++b) {
            LAPIDARY_CHECK(m_control.check());
            LAPIDARY_TRY(BlockWeights weights, m_job.reader.block(static_cast<int>(b)));
            LAPIDARY_CHECK(m_job.runner.run(m_job.spec.blocks[b], densified(std::move(weights)), last, last,
                                            nullptr, m_control));
        }
        LAPIDARY_TRY(const at::Tensor gain, m_job.reader.finalNorm());
        for (std::int64_t w = 0; w < m_windows; ++w)
            last.put(w, rmsNorm(last.get(w, m_job.device), gain, m_job.spec.config.normEps));
        return {};
    }

    Result<double> meanDivergence(const HiddenStates& last) {
        const StepSize step = StepSize::forDevice(m_job.device);
        LAPIDARY_TRY(const HeadTiles head, HeadTiles::open(m_job.spec, m_job.reader));
        const std::int64_t positions = m_window - 1;
        const at::Tensor targets = at::zeros({positions}, at::TensorOptions(m_job.device).dtype(at::kLong));
        std::vector<HeadScores> scores;
        for (std::int64_t w = 0; w < m_windows; ++w)
            scores.emplace_back(targets, true);
        const std::int64_t vocabulary = m_job.spec.config.vocabulary;
        for (std::int64_t token = 0; token < vocabulary; token += step.headColumns) {
            LAPIDARY_TRY(const at::Tensor tile,
                         head.rows(token, std::min(step.headColumns, vocabulary - token)));
            for (std::int64_t w = 0; w < m_windows; ++w) {
                LAPIDARY_CHECK(m_control.check());
                const auto logits = [&](const HiddenStates& states) {
                    return engine::linear(states.get(w, m_job.device).squeeze(0).narrow(0, 0, positions),
                                          tile);
                };
                scores[static_cast<std::size_t>(w)].add(logits(last), logits(m_job.dense), token);
            }
        }
        double sum = 0.0;
        for (const HeadScores& window : scores)
            sum += window.divergence().sum().item<double>();
        return sum / static_cast<double>(positions * m_windows);
    }

    const TrueKlJob& m_job;
    MeasureSink& m_sink;
    base::RunControl& m_control;
    std::int64_t m_windows;
    std::int64_t m_window;
};

} // namespace

Status measureTrueKl(const TrueKlJob& job, MeasureSink& sink, base::RunControl& control) {
    return TrueKl(job, sink, control).run();
}

} // namespace lapidary::engine
