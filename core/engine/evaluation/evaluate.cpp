// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/evaluation/evaluate.h"

#include "core/engine/evaluation/head_scores.h"
#include "core/engine/forward/block_forward.h"
#include "core/engine/forward/memory_retry.h"
#include "core/engine/forward/stream_blocks.h"
#include "core/engine/forward/token_windows.h"

#include <algorithm>
#include <c10/core/InferenceMode.h>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <optional>
#include <vector>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
using base::Status;

namespace {

/// The q-quantile of values between neighbours interpolated linearly, as numpy.percentile.
double quantile(std::vector<double> values, double q) {
    const double place = q * static_cast<double>(values.size() - 1);
    const auto low = static_cast<std::ptrdiff_t>(place);
    std::nth_element(values.begin(), values.begin() + low, values.end());
    const double lower = values[static_cast<std::size_t>(low)];
    const auto next = values.begin() + low + 1;
    const double upper = next == values.end() ? lower : *std::min_element(next, values.end());
    return lower + (place - static_cast<double>(low)) * (upper - lower);
}

double headFlops(const model::ModelSpec& spec, std::int64_t positions) {
    return 2.0 * static_cast<double>(spec.config.vocabulary) * static_cast<double>(spec.config.hidden) *
           static_cast<double>(positions);
}

double windowFlops(const model::ModelSpec& spec, std::int64_t window) {
    double flops = headFlops(spec, window - 1);
    for (const model::Block& block : spec.blocks)
        flops += blockFlops(block, window);
    return flops;
}

/// What came of scored positions, in the order of the text.
struct Scores {
    std::vector<double> windowNll;
    std::vector<double> divergence; // by position
    std::int64_t agreeing = 0;
};

/// One model with its place on the device.
struct Runner {
    const OpenModel& model;
    WeightReader reader;
    std::string stage;

    Runner(const OpenModel& opened, at::Device device, std::string name)
        : model(opened)
        , reader(opened.checkpoint, opened.spec, device)
        , stage(std::move(name)) {}
};

class Evaluation final {
public:
    Evaluation(const OpenModel& model, const OpenModel* reference, const at::Tensor& ids, at::Device device,
               std::uint64_t activationBytes, base::RunControl& control)
        : m_ids(ids)
        , m_window(ids.size(1))
        , m_device(device)
        , m_activationBytes(activationBytes)
        , m_control(control) {
        m_runners.emplace_back(model, device, "evaluate");
        if (reference != nullptr)
            m_runners.emplace_back(*reference, device, "reference");
    }

    Result<Scores> run() {
        const c10::InferenceMode noGradient;
        const std::int64_t windows = m_ids.size(0);
        double perWindow = 0.0;
        std::uint64_t bytes = 0;
        for (const Runner& runner : m_runners) {
            perWindow += windowFlops(runner.model.spec, m_window);
            bytes += static_cast<std::uint64_t>(runner.model.spec.config.hidden * m_window) * sizeof(float);
        }
        m_control.setTotal(m_control.progress().done + perWindow * static_cast<double>(windows));
        const auto fitting = static_cast<std::int64_t>(m_activationBytes / bytes);
        const std::int64_t chunk = std::clamp<std::int64_t>(fitting, 1, windows);
        Scores all;
        StepSize step = StepSize::forDevice(m_device);
        for (std::int64_t first = 0; first < windows; first += chunk) {
            const std::int64_t count = std::min(chunk, windows - first);
            LAPIDARY_TRY(const Scores scores,
                         retriedWithHalf("evaluate", m_device, step, m_control,
                                         [&](const StepSize& size) { return runChunk(first, count, size); }));
            all.windowNll.insert(all.windowNll.end(), scores.windowNll.begin(), scores.windowNll.end());
            all.divergence.insert(all.divergence.end(), scores.divergence.begin(), scores.divergence.end());
            all.agreeing += scores.agreeing;
        }
        return all;
    }

private:
    Result<Scores> runChunk(std::int64_t first, std::int64_t count, const StepSize& step) {
        std::vector<HiddenStates> last;
        for (const Runner& runner : m_runners) {
            const formats::ModelConfig& config = runner.model.spec.config;
            const std::uint64_t bytes =
                static_cast<std::uint64_t>(count * m_window * config.hidden) * sizeof(float);
            LAPIDARY_TRY(HiddenStates hidden, HiddenStates::create(count, m_window, config.hidden, bytes,
                                                                   std::filesystem::temp_directory_path()));
            LAPIDARY_CHECK(embedWindows(runner.reader, m_ids, first, hidden, m_control));
            LAPIDARY_CHECK(streamBlocks(runner.model.spec, runner.reader, m_device, hidden, m_window, step,
                                        runner.stage, m_control));
            LAPIDARY_TRY(const at::Tensor gain, runner.reader.finalNorm());
            for (std::int64_t w = 0; w < count; ++w)
                hidden.put(w, rmsNorm(hidden.get(w, m_device), gain, config.normEps));
            last.push_back(std::move(hidden));
        }
        return scoreHead(first, last, step);
    }

    /// Tiles of the vocabulary outside, windows inside: each tile of the head is decoded once a chunk.
    Result<Scores> scoreHead(std::int64_t first, const std::vector<HiddenStates>& last,
                             const StepSize& step) {
        m_control.beginStage("head");
        const bool paired = last.size() == 2;
        const std::int64_t count = last.front().windows();
        const std::int64_t vocabulary = m_runners.front().model.spec.config.vocabulary;
        std::vector<HeadTiles> heads;
        for (const Runner& runner : m_runners) {
            LAPIDARY_TRY(HeadTiles tiles, HeadTiles::open(runner.model.spec, runner.reader));
            heads.push_back(std::move(tiles));
        }
        std::vector<std::vector<HeadScores>> scores(static_cast<std::size_t>(count));
        for (std::int64_t w = 0; w < count; ++w)
            for (std::int64_t row = 0; row < m_window - 1; row += step.headRows) {
                const std::int64_t rows = std::min(step.headRows, m_window - 1 - row);
                const at::Tensor targets = m_ids.select(0, first + w).narrow(0, row + 1, rows);
                scores[static_cast<std::size_t>(w)].emplace_back(targets.to(m_device), paired);
            }
        for (std::int64_t token = 0; token < vocabulary; token += step.headColumns) {
            const std::int64_t columns = std::min(step.headColumns, vocabulary - token);
            std::vector<at::Tensor> tiles;
            for (const HeadTiles& head : heads) {
                LAPIDARY_TRY(at::Tensor tile, head.rows(token, columns));
                tiles.push_back(std::move(tile));
            }
            for (std::int64_t w = 0; w < count; ++w)
                LAPIDARY_CHECK(scoreTile(last, tiles, w, token, step, scores[static_cast<std::size_t>(w)]));
        }
        return collect(scores, paired);
    }

    Status scoreTile(const std::vector<HiddenStates>& last, const std::vector<at::Tensor>& tiles,
                     std::int64_t window, std::int64_t token, const StepSize& step,
                     std::vector<HeadScores>& scores) {
        LAPIDARY_CHECK(m_control.check());
        std::vector<at::Tensor> hidden;
        for (const HiddenStates& states : last)
            hidden.push_back(states.get(window, m_device).squeeze(0));
        std::int64_t row = 0;
        for (HeadScores& part : scores) {
            const std::int64_t rows = std::min(step.headRows, m_window - 1 - row);
            const auto logits = [&](std::size_t i) {
                return engine::linear(hidden[i].narrow(0, row, rows), tiles[i]);
            };
            if (tiles.size() == 2)
                part.add(logits(0), logits(1), token);
            else
                part.add(logits(0), token);
            row += rows;
        }
        double flops = 0.0;
        for (const Runner& runner : m_runners)
            flops += headFlops(runner.model.spec, m_window - 1);
        const auto vocabulary = static_cast<double>(m_runners.front().model.spec.config.vocabulary);
        m_control.advance(flops * static_cast<double>(tiles.front().size(0)) / vocabulary);
        return {};
    }

    static Scores collect(const std::vector<std::vector<HeadScores>>& scores, bool paired) {
        Scores result;
        for (const std::vector<HeadScores>& window : scores) {
            double nll = 0.0;
            for (const HeadScores& part : window) {
                nll += part.nll().sum().item<double>();
                if (!paired)
                    continue;
                const at::Tensor divergence = part.divergence().contiguous();
                const double* values = divergence.const_data_ptr<double>();
                result.divergence.insert(result.divergence.end(), values, values + divergence.numel());
                result.agreeing += part.agreement().sum().item<std::int64_t>();
            }
            result.windowNll.push_back(nll);
        }
        return result;
    }

    std::vector<Runner> m_runners;
    const at::Tensor& m_ids;
    std::int64_t m_window;
    at::Device m_device;
    std::uint64_t m_activationBytes;
    base::RunControl& m_control;
};

results::EvaluationReport makeReport(const Scores& scores, const at::Tensor& ids) {
    results::EvaluationReport report;
    report.windows = ids.size(0);
    report.window = ids.size(1);
    report.tokens = report.windows * report.window;
    report.scored = report.windows * (report.window - 1);
    const auto scored = static_cast<double>(report.scored);
    double sum = 0.0;
    for (const double nll : scores.windowNll)
        sum += nll;
    report.nll = sum / scored;
    report.perplexity = std::exp(report.nll);
    report.windowNll = scores.windowNll;
    if (scores.divergence.empty())
        return report;
    double divergence = 0.0;
    for (const double value : scores.divergence)
        divergence += value;
    report.divergence =
        results::EvaluationReport::Divergence{divergence / scored, quantile(scores.divergence, 0.99),
                                              static_cast<double>(scores.agreeing) / scored};
    return report;
}

Status checkComparable(const OpenModel& model, const OpenModel& reference) {
    const std::int64_t own = model.spec.config.vocabulary;
    const std::int64_t other = reference.spec.config.vocabulary;
    if (own == other)
        return {};
    return Error{ErrorCode::Mismatch,
                 reference.checkpoint.path.string(),
                 "vocabulary",
                 std::to_string(other) + " tokens",
                 std::to_string(own) + ", those of the model",
                 {}};
}

} // namespace

Result<results::EvaluationReport> evaluateWindows(const OpenModel& model, const OpenModel* reference,
                                                  const at::Tensor& ids, at::Device device,
                                                  std::uint64_t activationBytes, base::RunControl& control) {
    const auto begin = std::chrono::steady_clock::now();
    if (reference != nullptr)
        LAPIDARY_CHECK(checkComparable(model, *reference));
    auto scores = guarded("evaluate", [&] {
        return Evaluation(model, reference, ids, device, activationBytes, control).run();
    });
    if (!scores)
        return std::move(scores).error();
    results::EvaluationReport report = makeReport(*scores, ids);
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    report.peakRssBytes = peakRssBytes();
    report.device = device.str();
    return report;
}

Result<results::EvaluationReport> evaluate(const EvaluationRequest& request, const DeviceProvider& provider,
                                           base::RunControl& control) {
    useThreads(request.compute.threads);
    LAPIDARY_TRY(const at::Device device, selectDevice(request.compute.device, provider));
    LAPIDARY_TRY(const auto model, openModel(request.model));
    std::unique_ptr<const OpenModel> reference;
    if (request.reference) {
        LAPIDARY_TRY(reference, openModel(*request.reference));
    }
    control.beginStage("tokenize");
    LAPIDARY_TRY(const TokenWindows windows, guarded("tokenize", [&] {
                     return makeTokenWindows(model->checkpoint, request.text, control);
                 }));
    LAPIDARY_TRY(results::EvaluationReport report,
                 evaluateWindows(*model, reference.get(), windows.ids, device,
                                 activationBudget(request.compute), control));
    report.textTokens = windows.textTokens;
    return report;
}

} // namespace lapidary::engine
