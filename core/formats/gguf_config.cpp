// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of llama.cpp's loader (llama-arch.cpp, llama-model.cpp).
#include "core/base/text.h"
#include "core/formats/detail/config_limits.h"
#include "core/formats/gguf.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lapidary::formats {

using base::Error;
using base::ErrorCode;
using base::quotedName;
using base::Result;
using base::Status;

namespace {

constexpr const char* kEmbedding = "token_embd.weight";
constexpr const char* kRopeFactors = "rope_freqs.weight";

class Reader final {
public:
    explicit Reader(const GgufFile& gguf)
        : m_gguf(gguf)
        , m_file(gguf.path().string()) {}

    Result<ModelConfig> read() {
        LAPIDARY_CHECK(readArchitecture());
        LAPIDARY_CHECK(readWidths());
        LAPIDARY_CHECK(readHeadDim());
        readParts();
        LAPIDARY_CHECK(readRope());
        LAPIDARY_CHECK(readRopeFactors());
        LAPIDARY_CHECK(readIds());
        LAPIDARY_CHECK(detail::checkConfig(m_config, m_file));
        return std::move(m_config);
    }

private:
    std::string key(const std::string& part) const { return m_architecture + "." + part; }
    bool hasTensor(const std::string& name) const { return m_gguf.catalog().find(name) != nullptr; }
    Error problem(ErrorCode code, const std::string& name, std::string found, std::string expected) const {
        return Error{code, m_file, "key '" + name + "'", std::move(found), std::move(expected), {}};
    }

    Result<std::int64_t> integer(const std::string& name, std::int64_t least, std::int64_t most,
                                 std::optional<std::int64_t> fallback) const;
    Result<double> number(const std::string& name, std::optional<double> fallback) const;
    Result<std::vector<std::int64_t>> perBlock(const std::string& name, std::int64_t most,
                                               const std::vector<std::int64_t>* fallback) const;
    Status readArchitecture();
    Status readWidths();
    Status readHeadDim();
    void readParts();
    Status readRope();
    Status readRopeFactors();
    void recogniseLlama3();
    Status readIds();

    const GgufFile& m_gguf;
    std::string m_file;
    std::string m_architecture;
    ModelConfig m_config;
};

Result<std::int64_t> Reader::integer(const std::string& name, std::int64_t least, std::int64_t most,
                                     std::optional<std::int64_t> fallback) const {
    if (m_gguf.find(name) == nullptr) {
        if (fallback)
            return *fallback;
        return problem(ErrorCode::MissingKey, name, "no such key", "a whole number");
    }
    const auto value = m_gguf.integer(name);
    if (!value || *value < least || *value > most)
        return problem(ErrorCode::BadValue, name, value ? std::to_string(*value) : "another type",
                       "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return *value;
}

Result<double> Reader::number(const std::string& name, std::optional<double> fallback) const {
    if (m_gguf.find(name) == nullptr) {
        if (fallback)
            return *fallback;
        return problem(ErrorCode::MissingKey, name, "no such key", "a number");
    }
    const auto value = m_gguf.number(name);
    if (!value)
        return problem(ErrorCode::BadValue, name, "another type", "a float");
    return *value;
}

/// One number for all blocks or a list with one for each.
Result<std::vector<std::int64_t>> Reader::perBlock(const std::string& name, std::int64_t most,
                                                   const std::vector<std::int64_t>* fallback) const {
    if (fallback != nullptr && m_gguf.find(name) == nullptr)
        return *fallback;
    const auto blocks = static_cast<std::size_t>(m_config.blocks);
    const auto* list = m_gguf.integers(name);
    if (list == nullptr) {
        LAPIDARY_TRY(const std::int64_t value, integer(name, 1, most, std::nullopt));
        return std::vector<std::int64_t>(blocks, value);
    }
    if (list->size() != blocks)
        return problem(ErrorCode::Inconsistent, name, std::to_string(list->size()) + " values",
                       "one for each of the " + std::to_string(blocks) + " blocks");
    for (const std::int64_t value : *list)
        if (value < 1 || value > most)
            return problem(ErrorCode::Unsupported, name, std::to_string(value) + " in a block",
                           "1 to " + std::to_string(most));
    return *list;
}

Status Reader::readArchitecture() {
    const std::string* architecture = m_gguf.text("general.architecture");
    if (architecture == nullptr)
        return problem(ErrorCode::MissingKey, "general.architecture", "no such text",
                       "llama, qwen2 or qwen3");
    m_architecture = *architecture;
    m_config.modelType = m_architecture;
    if (m_architecture == "llama")
        m_config.architecture = "LlamaForCausalLM";
    else if (m_architecture == "qwen2")
        m_config.architecture = "Qwen2ForCausalLM";
    else if (m_architecture == "qwen3")
        m_config.architecture = "Qwen3ForCausalLM";
    else
        return problem(ErrorCode::Unsupported, "general.architecture", quotedName(m_architecture),
                       "llama, qwen2 or qwen3");
    LAPIDARY_TRY(const auto experts, integer(key("expert_count"), 0, 1 << 20, 0));
    if (experts > 0)
        return problem(ErrorCode::Unsupported, key("expert_count"), std::to_string(experts) + " experts",
                       "a dense network");
    const std::string* name = m_gguf.text("general.name");
    m_config.name = name != nullptr ? *name : m_gguf.path().stem().string();
    return {};
}

Status Reader::readWidths() {
    using namespace detail;
    auto& c = m_config;
    LAPIDARY_TRY(c.blocks, integer(key("block_count"), 1, kMaxBlocks, std::nullopt));
    LAPIDARY_TRY(c.hidden, integer(key("embedding_length"), 1, kMaxWidth, std::nullopt));
    LAPIDARY_TRY(c.context, integer(key("context_length"), 1, kMaxContext, std::nullopt));
    LAPIDARY_TRY(c.heads, perBlock(key("attention.head_count"), kMaxHeads, nullptr));
    LAPIDARY_TRY(c.kvHeads, perBlock(key("attention.head_count_kv"), kMaxHeads, &c.heads));
    LAPIDARY_TRY(c.ffn, perBlock(key("feed_forward_length"), kMaxWidth, nullptr));
    LAPIDARY_TRY(c.normEps, number(key("attention.layer_norm_rms_epsilon"), std::nullopt));
    LAPIDARY_TRY(const auto window, integer(key("attention.sliding_window"), 0, kMaxContext, 0));
    if (window > 0)
        c.slidingWindow.assign(static_cast<std::size_t>(c.blocks), window);

    // The embedding is what the vocabulary is; the key is younger than many files.
    const TensorRecord* embedding = m_gguf.catalog().find(kEmbedding);
    std::optional<std::int64_t> rows;
    if (embedding != nullptr && embedding->shape.size() == 2)
        rows = embedding->shape[0];
    LAPIDARY_TRY(c.vocabulary, integer(key("vocab_size"), 1, kMaxVocabulary, rows));
    return {};
}

Status Reader::readHeadDim() {
    auto& c = m_config;
    const std::int64_t heads = c.heads.front();
    LAPIDARY_TRY(c.headDim, integer(key("attention.key_length"), 1, detail::kMaxHeadDim, c.hidden / heads));
    LAPIDARY_TRY(const auto valueDim,
                 integer(key("attention.value_length"), 1, detail::kMaxHeadDim, c.headDim));
    if (valueDim != c.headDim)
        return problem(ErrorCode::Unsupported, key("attention.value_length"), std::to_string(valueDim),
                       std::to_string(c.headDim) + ", the width of the keys");
    LAPIDARY_TRY(const auto rotated, integer(key("rope.dimension_count"), 1, detail::kMaxHeadDim, c.headDim));
    if (rotated != c.headDim)
        return problem(ErrorCode::Unsupported, key("rope.dimension_count"), std::to_string(rotated),
                       std::to_string(c.headDim) + ", the width of a head");
    return {};
}

void Reader::readParts() {
    auto& c = m_config;
    c.tiedHead = !hasTensor("output.weight");
    c.attentionInBias = hasTensor("blk.0.attn_q.bias");
    c.attentionOutBias = hasTensor("blk.0.attn_output.bias");
    c.mlpBias = hasTensor("blk.0.ffn_down.bias");
    c.qkNorm = m_architecture == "qwen3";
}

Status Reader::readRope() {
    RopeConfig& r = m_config.rope;
    LAPIDARY_TRY(r.theta, number(key("rope.freq_base"), 10000.0));
    const std::string typeKey = key("rope.scaling.type");
    const std::string* type = m_gguf.text(typeKey);
    LAPIDARY_TRY(const double olderFactor, number(key("rope.scale_linear"), 0.0));
    LAPIDARY_TRY(r.factor, number(key("rope.scaling.factor"), olderFactor));
    const std::string name = type != nullptr ? *type : r.factor > 0.0 ? "linear" : "none";
    if (name == "none" || r.factor == 0.0) {
        r.factor = 1.0;
        if (name == "none" || name == "linear" || name == "yarn")
            return {};
    }
    if (name == "linear") {
        r.scaling = r.factor == 1.0 ? RopeScaling::None : RopeScaling::Linear;
        return {};
    }
    if (name != "yarn")
        return problem(ErrorCode::Unsupported, typeKey, quotedName(name), "none, linear or yarn");
    r.scaling = RopeScaling::Yarn;
    LAPIDARY_TRY(r.originalContext, integer(key("rope.scaling.original_context_length"), 1,
                                            detail::kMaxContext, m_config.context));
    LAPIDARY_TRY(r.betaFast, number(key("rope.scaling.yarn_beta_fast"), 32.0));
    LAPIDARY_TRY(r.betaSlow, number(key("rope.scaling.yarn_beta_slow"), 1.0));
    // llama.cpp multiplies its own 1 + 0.1 ln(factor) by this one.
    LAPIDARY_TRY(const double attention, number(key("rope.scaling.attn_factor"), 1.0));
    if (attention != 1.0)
        r.attentionFactor = attention * (1.0 + 0.1 * std::log(r.factor));
    return {};
}

Status Reader::readRopeFactors() {
    const TensorRecord* tensor = m_gguf.catalog().find(kRopeFactors);
    if (tensor == nullptr)
        return {};
    if (tensor->dtype != DType::F32 || tensor->shape != std::vector<std::int64_t>{m_config.headDim / 2})
        return Error{ErrorCode::Inconsistent,
                     m_file,
                     "tensor 'rope_freqs.weight'",
                     std::string(dtypeName(tensor->dtype)) + " " + shapeText(tensor->shape),
                     "F32 [" + std::to_string(m_config.headDim / 2) + "]",
                     {}};
    if (m_config.rope.scaling != RopeScaling::None)
        return Error{ErrorCode::Unsupported,       m_file,
                     "tensor 'rope_freqs.weight'", "it beside " + key("rope.scaling.type"),
                     "one kind of RoPE scaling",   {}};
    m_config.rope.frequencyFactors.resize(static_cast<std::size_t>(m_config.headDim / 2));
    LAPIDARY_CHECK(m_gguf.catalog().decodeRows(*tensor, 0, 1, m_config.rope.frequencyFactors));
    recogniseLlama3();
    return {};
}

/// The factor that llama3 scaling gives to a frequency (convert_hf_to_gguf.py).
double llama3Factor(double frequency, double factor, double low, double high, double original) {
    const double wavelength = 2.0 * std::numbers::pi / frequency;
    if (wavelength < original / high)
        return 1.0;
    if (wavelength > original / low)
        return factor;
    const double smooth = (original / wavelength - low) / (high - low);
    return 1.0 / ((1.0 - smooth) / factor + smooth);
}

/// Converters store llama3 scaling as factors alone. Where the parameters that all published models use give
/// these very factors, they stand for them, so that config.json can say the same.
void Reader::recogniseLlama3() {
    constexpr double kLow = 1.0, kHigh = 4.0, kOriginal = 8192.0;
    RopeConfig& r = m_config.rope;
    const double factor = *std::max_element(r.frequencyFactors.begin(), r.frequencyFactors.end());
    if (factor <= 1.0)
        return;
    for (std::size_t i = 0; i < r.frequencyFactors.size(); ++i) {
        const double exponent = 2.0 * static_cast<double>(i) / static_cast<double>(m_config.headDim);
        const double wanted = llama3Factor(std::pow(r.theta, -exponent), factor, kLow, kHigh, kOriginal);
        if (std::abs(static_cast<double>(r.frequencyFactors[i]) - wanted) > 1e-5 * wanted)
            return;
    }
    r.scaling = RopeScaling::Llama3;
    r.factor = factor;
    r.lowFrequencyFactor = kLow;
    r.highFrequencyFactor = kHigh;
    r.originalContext = static_cast<std::int64_t>(kOriginal);
    r.frequencyFactors.clear();
}

Status Reader::readIds() {
    const auto id = [&](const char* name) -> Result<std::optional<std::int64_t>> {
        if (m_gguf.find(name) == nullptr)
            return std::optional<std::int64_t>{};
        LAPIDARY_TRY(const auto value, integer(name, 0, std::int64_t{0xFFFFFFFF}, std::nullopt));
        // Some converters write 2^32 - 1 for "none".
        return value < detail::kMaxVocabulary ? std::optional(value) : std::nullopt;
    };
    LAPIDARY_TRY(m_config.bosId, id("tokenizer.ggml.bos_token_id"));
    LAPIDARY_TRY(m_config.padId, id("tokenizer.ggml.padding_token_id"));
    for (const char* name : {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"}) {
        LAPIDARY_TRY(const auto eos, id(name));
        if (eos && std::find(m_config.eosIds.begin(), m_config.eosIds.end(), *eos) == m_config.eosIds.end())
            m_config.eosIds.push_back(*eos);
    }
    return {};
}

} // namespace

Result<ModelConfig> configFromGguf(const GgufFile& gguf) {
    return Reader(gguf).read();
}

} // namespace lapidary::formats
