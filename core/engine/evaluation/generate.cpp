// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/evaluation/generate.h"

#include "core/base/json.h"
#include "core/engine/forward/block_forward.h"
#include "core/engine/forward/stream_blocks.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/tensor.h>
#include <algorithm>
#include <c10/core/InferenceMode.h>
#include <chrono>
#include <limits>
#include <optional>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
using base::Status;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// A model that takes one sequence, token after token.
class Decoder final {
public:
    Decoder(const OpenModel& model, at::Device device, std::int64_t length, base::RunControl& control)
        : m_spec(model.spec)
        , m_reader(model.checkpoint, model.spec, device)
        , m_device(device)
        , m_rope(makeRope(model.spec.config, length, device))
        , m_caches(model.spec.blocks.size())
        , m_control(control) {}

    /// Decodes all weights once where they take no more than `bytes`.
    Status prepare(std::uint64_t bytes) {
        LAPIDARY_TRY(m_finalNorm, m_reader.finalNorm());
        if (m_spec.parameters > bytes / sizeof(float))
            return {};
        m_control.beginStage("read");
        for (const model::Block& block : m_spec.blocks) {
            LAPIDARY_CHECK(m_control.check());
            LAPIDARY_TRY(BlockWeights weights, decoded(block.index));
            m_resident.push_back(std::move(weights));
        }
        LAPIDARY_TRY(m_head, m_reader.head());
        return {};
    }

    /// Logits after the last of the new tokens ids [n], [vocabulary] on the host.
    Result<at::Tensor> step(const at::Tensor& ids) {
        LAPIDARY_TRY(const at::Tensor embedded, m_reader.embed(ids.unsqueeze(0)));
        at::Tensor hidden = embedded.to(m_device);
        for (const model::Block& block : m_spec.blocks) {
            LAPIDARY_CHECK(m_control.check());
            const auto index = static_cast<std::size_t>(block.index);
            BlockContext context{m_spec, m_rope, m_position, &m_caches[index]};
            context.control = &m_control;
            if (!m_resident.empty()) {
                hidden = forwardBlock(block, m_resident[index], hidden, context);
                continue;
            }
            LAPIDARY_TRY(const BlockWeights weights, decoded(block.index));
            m_reader.prefetchBlock(block.index + 1);
            hidden = forwardBlock(block, weights, hidden, context);
        }
        m_position += ids.size(0);
        const at::Tensor last = hidden.select(1, hidden.size(1) - 1);
        return logits(rmsNorm(last, m_finalNorm, m_spec.config.normEps));
    }

private:
    Result<BlockWeights> decoded(int index) const {
        LAPIDARY_TRY(BlockWeights weights, m_reader.block(index));
        for (auto& [kind, linear] : weights.linears)
            linear = linear.densified();
        return weights;
    }

    Result<at::Tensor> logits(const at::Tensor& hidden) const {
        if (m_head.defined())
            return engine::linear(hidden, m_head).squeeze(0).cpu();
        LAPIDARY_TRY(const HeadTiles head, HeadTiles::open(m_spec, m_reader));
        const std::int64_t vocabulary = m_spec.config.vocabulary;
        const std::int64_t columns = StepSize::forDevice(m_device).headColumns;
        std::vector<at::Tensor> parts;
        for (std::int64_t token = 0; token < vocabulary; token += columns) {
            LAPIDARY_CHECK(m_control.check());
            LAPIDARY_TRY(const at::Tensor tile, head.rows(token, std::min(columns, vocabulary - token)));
            parts.push_back(engine::linear(hidden, tile).squeeze(0).cpu());
        }
        return at::cat(parts);
    }

    const model::ModelSpec& m_spec;
    WeightReader m_reader;
    at::Device m_device;
    RopeTables m_rope;
    std::vector<KeyValueCache> m_caches;
    std::vector<BlockWeights> m_resident; // all blocks, or none
    at::Tensor m_head;                    // with m_resident
    at::Tensor m_finalNorm;
    std::int64_t m_position = 0;
    base::RunControl& m_control;
};

Result<GreedyResult> decodeGreedily(const OpenModel& model, std::span<const std::int32_t> prompt,
                                    at::Device device, const GreedyOptions& options,
                                    base::RunControl& control) {
    const c10::InferenceMode noGradient;
    const auto length = static_cast<std::int64_t>(prompt.size()) + options.tokens;
    Decoder decoder(model, device, length, control);
    LAPIDARY_CHECK(decoder.prepare(options.memoryBytes));
    control.beginStage("generate");
    control.setTotal(control.progress().done + static_cast<double>(options.tokens));
    std::vector<std::int64_t> next(prompt.begin(), prompt.end());
    GreedyResult result;
    const auto begin = Clock::now();
    while (static_cast<std::int64_t>(result.ids.size()) < options.tokens) {
        LAPIDARY_TRY(at::Tensor logits, decoder.step(at::tensor(next)));
        if (!options.stopAtEnd)
            for (const std::int64_t id : options.endIds)
                if (id >= 0 && id < logits.size(0))
                    logits[id].fill_(-std::numeric_limits<float>::infinity());
        const auto id = logits.argmax().item<std::int64_t>();
        if (std::find(options.endIds.begin(), options.endIds.end(), id) != options.endIds.end())
            break;
        result.ids.push_back(static_cast<std::int32_t>(id));
        next = {id};
        control.advance(1.0);
    }
    result.seconds = secondsSince(begin);
    return result;
}

/// Ids that end a text: those of generation_config.json as transformers takes them, else the config's.
std::vector<std::int64_t> endIds(const formats::Checkpoint& checkpoint) {
    const auto json = base::parseJson(formats::generationConfigJson(checkpoint), "generation_config.json");
    if (!json || !json->is_object() || !json->contains("eos_token_id"))
        return checkpoint.config.eosIds;
    const base::Json& ids = (*json)["eos_token_id"];
    std::vector<std::int64_t> result;
    for (const base::Json& id : ids.is_array() ? ids : base::Json::array({ids}))
        if (id.is_number_integer())
            result.push_back(id.get<std::int64_t>());
    return result;
}

} // namespace

Result<GreedyResult> continueGreedily(const OpenModel& model, std::span<const std::int32_t> prompt,
                                      at::Device device, const GreedyOptions& options,
                                      base::RunControl& control) {
    const std::int64_t context = model.spec.config.context;
    if (prompt.empty())
        return Error{ErrorCode::BadValue,     {}, "prompt", "no tokens", "at least one",
                     "give a longer --prompt"};
    const auto length = static_cast<std::int64_t>(prompt.size());
    if (options.tokens < 0 || options.tokens > context - length)
        return Error{ErrorCode::BadValue,
                     {},
                     "tokens",
                     std::to_string(length) + " of the prompt and " + std::to_string(options.tokens) + " new",
                     "no more than the model's context of " + std::to_string(context),
                     "use a smaller --tokens or a shorter --prompt"};
    return guarded("generate", [&] { return decodeGreedily(model, prompt, device, options, control); });
}

Result<GenerateReport> generate(const GenerateRequest& request, const DeviceProvider& provider,
                                base::RunControl& control) {
    useThreads(request.compute.threads);
    LAPIDARY_TRY(const at::Device device, selectDevice(request.compute.device, provider));
    LAPIDARY_TRY(const auto model, openModel(request.model));
    LAPIDARY_TRY(const formats::Tokenizer tokenizer, formats::openTokenizer(model->checkpoint));
    LAPIDARY_TRY(const std::vector<formats::TokenId> prompt, tokenizer.encode(request.prompt, true, control));
    GreedyOptions options;
    options.tokens = request.tokens;
    options.endIds = endIds(model->checkpoint);
    options.stopAtEnd = request.stopAtEnd;
    options.memoryBytes = activationBudget(request.compute);
    LAPIDARY_TRY(const GreedyResult greedy, continueGreedily(*model, prompt, device, options, control));
    GenerateReport report;
    report.tokenIds = greedy.ids;
    report.text = tokenizer.decode(greedy.ids, true);
    report.tokensPerSecond =
        greedy.seconds > 0.0 ? static_cast<double>(greedy.ids.size()) / greedy.seconds : 0.0;
    return report;
}

} // namespace lapidary::engine
