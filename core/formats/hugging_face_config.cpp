// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and defaults of transformers 4 and 5 (configuration_{llama,mistral,qwen2,qwen3}.py, of mixtures of
// experts configuration_{mixtral,qwen2_moe,qwen3_moe}.py, modeling_rope_utils.py).
#include "core/base/text.h"
#include "core/formats/detail/config_limits.h"
#include "core/formats/detail/json_fields.h"
#include "core/formats/model_config.h"

#include <algorithm>
#include <cmath>

namespace lapidary::formats {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::quotedName;
using base::Result;
using base::Status;
using detail::JsonFields;

namespace {

/// What differs between the model types where config.json is silent.
struct Family {
    const char* modelType;
    const char* architecture;
    std::int64_t kvHeads; // 0: as many as heads
    std::int64_t headDim; // 0: hidden / heads
    std::int64_t context;
    bool specialIds; // BOS 1 and EOS 2 by default
    bool qkNorm;
};

constexpr Family kFamilies[] = {
    {"llama", "LlamaForCausalLM", 0, 0, 2048, true, false},
    {"mistral", "MistralForCausalLM", 8, 0, 4096 * 32, true, false},
    {"qwen2", "Qwen2ForCausalLM", 32, 0, 32768, false, false},
    {"qwen3", "Qwen3ForCausalLM", 32, 128, 32768, false, true},
    {"mixtral", "MixtralForCausalLM", 8, 0, 4096 * 32, true, false},
    {"qwen2_moe", "Qwen2MoeForCausalLM", 16, 0, 32768, false, false},
    {"qwen3_moe", "Qwen3MoeForCausalLM", 4, 0, 32768, false, true},
};
constexpr const char* kModelTypes = "llama, mistral, qwen2, qwen3, mixtral, qwen2_moe or qwen3_moe";

class Reader final {
public:
    Reader(const Json& json, const std::string& file)
        : m_json(json)
        , m_file(file)
        , m_fields(json, file) {}

    Result<ModelConfig> read() {
        LAPIDARY_CHECK(readFamily());
        LAPIDARY_CHECK(readWidths());
        LAPIDARY_CHECK(readParts());
        LAPIDARY_CHECK(readExperts());
        LAPIDARY_CHECK(readWindows());
        LAPIDARY_CHECK(readRope());
        LAPIDARY_CHECK(readIds());
        LAPIDARY_TRY(m_config.dtype, m_fields.textOr("dtype", ""));
        if (m_config.dtype.empty()) {
            LAPIDARY_TRY(m_config.dtype, m_fields.textOr("torch_dtype", ""));
        }
        if (m_config.dtype.starts_with("torch."))
            m_config.dtype.erase(0, 6);
        LAPIDARY_CHECK(detail::checkConfig(m_config, m_file));
        return std::move(m_config);
    }

private:
    Status readFamily();
    Status readWidths();
    Status readParts();
    Status readExperts();
    Result<std::vector<std::int64_t>> denseBlocks() const;
    Status readWindows();
    Result<bool> blockSlides(std::size_t block, std::int64_t firstSliding) const;
    Status readRope();
    Status readRopeObject(const Json& object, const std::string& path);
    Status readRopeScaling(const JsonFields& rope, const std::string& type, const std::string& path);
    Status readYarn(const JsonFields& rope);
    Status readIds();

    const Json& m_json;
    const std::string& m_file;
    JsonFields m_fields;
    const Family* m_family = nullptr;
    ModelConfig m_config;
};

Status Reader::readFamily() {
    LAPIDARY_TRY(m_config.modelType, m_fields.textOr("model_type", ""));
    if (m_config.modelType.empty())
        return m_fields.missing("model_type", kModelTypes);
    const auto* family = std::find_if(std::begin(kFamilies), std::end(kFamilies),
                                      [&](const Family& f) { return f.modelType == m_config.modelType; });
    if (family == std::end(kFamilies))
        return m_fields.problem(ErrorCode::Unsupported, "model_type", quotedName(m_config.modelType),
                                kModelTypes);
    m_family = family;
    m_config.architecture = family->architecture;
    const Json* architectures = m_fields.find("architectures");
    if (architectures == nullptr)
        return {};
    if (!architectures->is_array() || architectures->empty() || (*architectures)[0] != family->architecture)
        return m_fields.problem(ErrorCode::Unsupported, "architectures",
                                quotedName(architectures->dump(-1, ' ', true), 80), family->architecture);
    return {};
}

Status Reader::readWidths() {
    using namespace detail;
    auto& c = m_config;
    LAPIDARY_TRY(c.hidden, m_fields.requiredInteger("hidden_size", 1, kMaxWidth));
    LAPIDARY_TRY(c.blocks, m_fields.requiredInteger("num_hidden_layers", 1, kMaxBlocks));
    LAPIDARY_TRY(c.vocabulary, m_fields.requiredInteger("vocab_size", 1, kMaxVocabulary));
    LAPIDARY_TRY(c.context, m_fields.integerOr("max_position_embeddings", 1, kMaxContext, m_family->context));
    LAPIDARY_TRY(const auto ffn, m_fields.requiredInteger("intermediate_size", 1, kMaxWidth));
    LAPIDARY_TRY(const auto heads, m_fields.requiredInteger("num_attention_heads", 1, kMaxHeads));
    // An explicit null means as many as heads, an absent key the family's default.
    const bool kvGiven = m_json.contains("num_key_value_heads");
    LAPIDARY_TRY(const auto kvHeads,
                 m_fields.integerOr("num_key_value_heads", 1, kMaxHeads,
                                    kvGiven || m_family->kvHeads == 0 ? heads : m_family->kvHeads));
    const auto blocks = static_cast<std::size_t>(c.blocks);
    c.ffn.assign(blocks, ffn);
    c.heads.assign(blocks, heads);
    c.kvHeads.assign(blocks, kvHeads);
    const bool headDimGiven = m_json.contains("head_dim");
    LAPIDARY_TRY(c.headDim,
                 m_fields.integerOr("head_dim", 1, kMaxHeadDim, headDimGiven ? 0 : m_family->headDim));
    if (c.headDim == 0) {
        if (c.hidden % heads != 0)
            return m_fields.problem(ErrorCode::BadValue, "hidden_size", std::to_string(c.hidden),
                                    "a multiple of the " + std::to_string(heads) + " heads");
        c.headDim = c.hidden / heads;
    }
    LAPIDARY_TRY(c.normEps, m_fields.numberOr("rms_norm_eps", 1e-6));
    return {};
}

Status Reader::readParts() {
    auto& c = m_config;
    LAPIDARY_TRY(const std::string activation, m_fields.textOr("hidden_act", "silu"));
    if (activation != "silu" && activation != "swish")
        return m_fields.problem(ErrorCode::Unsupported, "hidden_act", quotedName(activation), "silu");
    LAPIDARY_TRY(c.tiedHead, m_fields.booleanOr("tie_word_embeddings", false));
    c.qkNorm = m_family->qkNorm;
    if (c.modelType == "qwen2") {
        c.attentionInBias = true;
    } else if (c.modelType == "qwen2_moe") {
        LAPIDARY_TRY(c.attentionInBias, m_fields.booleanOr("qkv_bias", true));
    } else if (c.modelType != "mistral" && c.modelType != "mixtral") {
        LAPIDARY_TRY(c.attentionInBias, m_fields.booleanOr("attention_bias", false));
        c.attentionOutBias = c.attentionInBias;
    }
    if (c.modelType == "llama") {
        LAPIDARY_TRY(c.mlpBias, m_fields.booleanOr("mlp_bias", false));
    }
    return {};
}

/// Blocks of qwen's mixtures that have no experts, by number.
Result<std::vector<std::int64_t>> Reader::denseBlocks() const {
    std::vector<std::int64_t> dense;
    const Json* listed = m_fields.find("mlp_only_layers");
    if (listed == nullptr)
        return dense;
    if (!listed->is_array())
        return m_fields.problem(ErrorCode::BadValue, "mlp_only_layers", listed->type_name(), "an array");
    for (const Json& block : *listed) {
        if (!block.is_number_integer())
            return m_fields.problem(ErrorCode::BadValue, "mlp_only_layers",
                                    quotedName(block.dump(-1, ' ', true), 60), "numbers of blocks");
        dense.push_back(block.get<std::int64_t>());
    }
    return dense;
}

Status Reader::readExperts() {
    using namespace detail;
    auto& c = m_config;
    const auto blocks = static_cast<std::size_t>(c.blocks);
    if (c.modelType == "mixtral") {
        LAPIDARY_TRY(const auto experts, m_fields.integerOr("num_local_experts", 1, kMaxExperts, 8));
        LAPIDARY_TRY(c.expertsPerToken, m_fields.integerOr("num_experts_per_tok", 1, experts, 2));
        c.experts.assign(blocks, experts);
        c.expertFfn = c.ffn.front();
        return {};
    }
    if (!c.modelType.ends_with("_moe"))
        return {};
    const bool shared = c.modelType == "qwen2_moe";
    LAPIDARY_TRY(const auto experts, m_fields.integerOr("num_experts", 1, kMaxExperts, shared ? 60 : 128));
    LAPIDARY_TRY(c.expertsPerToken, m_fields.integerOr("num_experts_per_tok", 1, experts, shared ? 4 : 8));
    LAPIDARY_TRY(c.expertFfn, m_fields.integerOr("moe_intermediate_size", 1, kMaxWidth, shared ? 1408 : 768));
    if (shared) {
        LAPIDARY_TRY(c.sharedFfn, m_fields.integerOr("shared_expert_intermediate_size", 1, kMaxWidth, 5632));
    }
    LAPIDARY_TRY(const auto every, m_fields.integerOr("decoder_sparse_step", 1, kMaxBlocks, 1));
    LAPIDARY_TRY(const std::vector<std::int64_t> dense, denseBlocks());
    for (std::int64_t block = 0; block < c.blocks; ++block) {
        const bool sparse =
            (block + 1) % every == 0 && std::find(dense.begin(), dense.end(), block) == dense.end();
        c.experts.push_back(sparse ? experts : 0);
    }
    return {};
}

Result<bool> Reader::blockSlides(std::size_t block, std::int64_t firstSliding) const {
    const Json* types = m_fields.find("layer_types");
    if (types == nullptr)
        return static_cast<std::int64_t>(block) >= firstSliding;
    const Json& type = (*types)[block];
    if (type == "sliding_attention")
        return true;
    if (type == "full_attention")
        return false;
    return m_fields.problem(ErrorCode::Unsupported, "layer_types", quotedName(type.dump(-1, ' ', true), 60),
                            "\"full_attention\" or \"sliding_attention\"");
}

Status Reader::readWindows() {
    auto& c = m_config;
    const auto blocks = static_cast<std::size_t>(c.blocks);
    if (c.modelType == "llama")
        return {};
    // Mistral slides in every block unless the key is null; absent means 4096.
    const bool windowIsNull = m_json.contains("sliding_window") && !m_fields.has("sliding_window");
    LAPIDARY_TRY(const auto window, m_fields.integerOr("sliding_window", 1, detail::kMaxContext, 4096));
    if (c.modelType == "mistral" || c.modelType == "mixtral") {
        const bool byDefault = c.modelType == "mistral" || m_fields.has("sliding_window");
        if (!windowIsNull && byDefault)
            c.slidingWindow.assign(blocks, window);
        return {};
    }
    const Json* types = m_fields.find("layer_types");
    if (types != nullptr && (!types->is_array() || types->size() != blocks))
        return m_fields.problem(ErrorCode::BadValue, "layer_types",
                                std::to_string(types->size()) + " entries",
                                "one for each of the " + std::to_string(blocks) + " blocks");
    LAPIDARY_TRY(const bool used, m_fields.booleanOr("use_sliding_window", false));
    LAPIDARY_TRY(const auto firstSliding,
                 m_fields.integerOr("max_window_layers", 0, detail::kMaxContext, 28));
    const bool slides = used && !windowIsNull;
    std::vector<std::int64_t> windows(blocks, 0);
    for (std::size_t b = 0; b < blocks; ++b) {
        LAPIDARY_TRY(const bool wanted, blockSlides(b, slides ? firstSliding : c.blocks));
        if (wanted && !slides)
            return m_fields.problem(ErrorCode::Inconsistent, "layer_types",
                                    "sliding attention in block " + std::to_string(b),
                                    "full attention, as use_sliding_window or sliding_window say");
        windows[b] = wanted ? window : 0;
    }
    if (std::any_of(windows.begin(), windows.end(), [](std::int64_t w) { return w > 0; }))
        c.slidingWindow = std::move(windows);
    return {};
}

Status Reader::readRope() {
    LAPIDARY_TRY(m_config.rope.theta, m_fields.numberOr("rope_theta", 10000.0));
    LAPIDARY_TRY(const double rotated, m_fields.numberOr("partial_rotary_factor", 1.0));
    if (rotated != 1.0)
        return m_fields.problem(ErrorCode::Unsupported, "partial_rotary_factor", std::to_string(rotated),
                                "1");
    // transformers: `rope_scaling or rope_parameters`.
    for (const char* key : {"rope_scaling", "rope_parameters"}) {
        const Json* object = m_fields.find(key);
        if (object == nullptr || (object->is_object() && object->empty()))
            continue;
        if (!object->is_object())
            return m_fields.problem(ErrorCode::BadValue, key, object->type_name(), "an object");
        const Json* inner = nullptr;
        for (const char* layerType : {"full_attention", "sliding_attention"}) {
            const auto nested = object->find(layerType);
            if (nested == object->end() || nested->is_null())
                continue;
            if (!nested->is_object() || (inner != nullptr && *inner != *nested))
                return m_fields.problem(ErrorCode::Unsupported, key, "a RoPE of its own for each layer type",
                                        "one RoPE for all blocks");
            inner = &*nested;
        }
        return readRopeObject(inner != nullptr ? *inner : *object, key);
    }
    return {};
}

Status Reader::readRopeObject(const Json& object, const std::string& path) {
    const JsonFields rope(object, m_file, path);
    LAPIDARY_TRY(m_config.rope.theta, rope.numberOr("rope_theta", m_config.rope.theta));
    LAPIDARY_TRY(const double rotated, rope.numberOr("partial_rotary_factor", 1.0));
    if (rotated != 1.0)
        return rope.problem(ErrorCode::Unsupported, "partial_rotary_factor", std::to_string(rotated), "1");
    LAPIDARY_TRY(const std::string older, rope.textOr("type", "default"));
    LAPIDARY_TRY(const std::string type, rope.textOr("rope_type", older));
    return readRopeScaling(rope, type, path);
}

Status Reader::readRopeScaling(const JsonFields& rope, const std::string& type, const std::string& path) {
    RopeConfig& r = m_config.rope;
    if (type == "default")
        return {};
    if (type == "linear")
        r.scaling = RopeScaling::Linear;
    else if (type == "dynamic")
        r.scaling = RopeScaling::Dynamic;
    else if (type == "llama3")
        r.scaling = RopeScaling::Llama3;
    else if (type == "yarn")
        r.scaling = RopeScaling::Yarn;
    else
        return Error{ErrorCode::Unsupported,
                     m_file,
                     path + ".rope_type",
                     quotedName(type),
                     "default, linear, dynamic, llama3 or yarn",
                     "this rotary embedding is not computed yet"};
    if (r.scaling == RopeScaling::Linear) {
        LAPIDARY_TRY(r.factor, rope.requiredNumber("factor"));
        return {};
    }
    r.originalContext = m_config.context;
    if (r.scaling == RopeScaling::Dynamic) {
        LAPIDARY_TRY(r.factor, rope.requiredNumber("factor"));
        return {};
    }
    // A value beside rope_scaling goes before one in it.
    LAPIDARY_TRY(r.originalContext, rope.integerOr("original_max_position_embeddings", 1, detail::kMaxContext,
                                                   m_config.context));
    LAPIDARY_TRY(r.originalContext, m_fields.integerOr("original_max_position_embeddings", 1,
                                                       detail::kMaxContext, r.originalContext));
    if (r.scaling == RopeScaling::Yarn)
        return readYarn(rope);
    LAPIDARY_TRY(r.factor, rope.requiredNumber("factor"));
    LAPIDARY_TRY(r.lowFrequencyFactor, rope.requiredNumber("low_freq_factor"));
    LAPIDARY_TRY(r.highFrequencyFactor, rope.requiredNumber("high_freq_factor"));
    return {};
}

Status Reader::readYarn(const JsonFields& rope) {
    RopeConfig& r = m_config.rope;
    LAPIDARY_TRY(r.factor, rope.numberOr("factor", static_cast<double>(m_config.context) /
                                                       static_cast<double>(r.originalContext)));
    LAPIDARY_TRY(const bool truncates, rope.booleanOr("truncate", true));
    if (!truncates)
        return rope.problem(ErrorCode::Unsupported, "truncate", "false", "true");
    // Zero means the default, as in transformers' `get(...) or 32`.
    LAPIDARY_TRY(const double fast, rope.numberOr("beta_fast", 0.0));
    LAPIDARY_TRY(const double slow, rope.numberOr("beta_slow", 0.0));
    r.betaFast = fast != 0.0 ? fast : 32.0;
    r.betaSlow = slow != 0.0 ? slow : 1.0;
    LAPIDARY_TRY(const auto attention, rope.number("attention_factor"));
    LAPIDARY_TRY(const double mscale, rope.numberOr("mscale", 0.0));
    LAPIDARY_TRY(const double mscaleAll, rope.numberOr("mscale_all_dim", 0.0));
    if (attention) {
        if (!(*attention > 0.0))
            return rope.problem(ErrorCode::BadValue, "attention_factor", std::to_string(*attention),
                                "a positive number");
        r.attentionFactor = *attention;
    } else if (mscale != 0.0 && mscaleAll != 0.0) {
        const auto magnitude = [&](double m) {
            return r.factor <= 1.0 ? 1.0 : 0.1 * m * std::log(r.factor) + 1.0;
        };
        r.attentionFactor = magnitude(mscale) / magnitude(mscaleAll);
    }
    return {};
}

Status Reader::readIds() {
    auto& c = m_config;
    const std::int64_t most = detail::kMaxVocabulary;
    // transformers before 5 wrote -1 for "none".
    const auto idOf = [&](const char* key,
                          std::optional<std::int64_t> fallback) -> Result<std::optional<std::int64_t>> {
        if (!m_json.contains(key))
            return fallback;
        LAPIDARY_TRY(const auto id, m_fields.integer(key, -1, most));
        return id && *id >= 0 ? id : std::nullopt;
    };
    const auto ofFamily = [&](std::int64_t id) {
        return m_family->specialIds ? std::optional(id) : std::nullopt;
    };
    LAPIDARY_TRY(c.bosId, idOf("bos_token_id", ofFamily(1)));
    LAPIDARY_TRY(c.padId, idOf("pad_token_id", std::nullopt));
    const Json* eos = m_fields.find("eos_token_id");
    if (eos == nullptr || !eos->is_array()) {
        LAPIDARY_TRY(const auto id, idOf("eos_token_id", ofFamily(2)));
        if (id)
            c.eosIds.push_back(*id);
        return {};
    }
    for (const Json& id : *eos) {
        // A huge unsigned number turns negative here and is refused with the others.
        if (!id.is_number_integer() || id.get<std::int64_t>() < 0 || id.get<std::int64_t>() > most)
            return m_fields.problem(ErrorCode::BadValue, "eos_token_id",
                                    quotedName(id.dump(-1, ' ', true), 60), "token ids");
        c.eosIds.push_back(id.get<std::int64_t>());
    }
    return {};
}

} // namespace

Result<ModelConfig> configFromHuggingFace(const Json& config, const std::string& file) {
    if (!config.is_object())
        return Error{ErrorCode::Malformed, file, {}, config.type_name(), "an object", {}};
    return Reader(config, file).read();
}

} // namespace lapidary::formats
