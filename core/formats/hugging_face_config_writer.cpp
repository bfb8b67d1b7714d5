// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/model_config.h"

#include <algorithm>

namespace lapidary::formats {

using base::Error;
using base::ErrorCode;
using base::OrderedJson;
using base::Status;

namespace {

bool allEqual(const std::vector<std::int64_t>& values) {
    return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end();
}

bool isQwen(const ModelConfig& config) {
    return config.modelType == "qwen2" || config.modelType == "qwen3";
}

/// Which biases the model type can say.
bool biasesFit(const ModelConfig& c) {
    if (c.mlpBias && c.modelType != "llama")
        return false;
    if (c.modelType == "qwen2")
        return c.attentionInBias && !c.attentionOutBias;
    if (c.modelType == "mistral")
        return !c.attentionInBias && !c.attentionOutBias;
    return c.attentionInBias == c.attentionOutBias;
}

bool windowsFit(const ModelConfig& c) {
    if (c.slidingWindow.empty() || isQwen(c))
        return true;
    return c.modelType == "mistral" && allEqual(c.slidingWindow);
}

OrderedJson ropeScaling(const RopeConfig& rope) {
    OrderedJson json = OrderedJson::object();
    const auto add = [&](const char* type) {
        json["rope_type"] = type;
        json["factor"] = rope.factor;
    };
    switch (rope.scaling) {
    case RopeScaling::Linear:
        add("linear");
        break;
    case RopeScaling::Dynamic:
        add("dynamic");
        break;
    case RopeScaling::Llama3:
        add("llama3");
        json["low_freq_factor"] = rope.lowFrequencyFactor;
        json["high_freq_factor"] = rope.highFrequencyFactor;
        json["original_max_position_embeddings"] = rope.originalContext;
        break;
    case RopeScaling::Yarn:
        add("yarn");
        json["beta_fast"] = rope.betaFast;
        json["beta_slow"] = rope.betaSlow;
        if (rope.attentionFactor > 0.0)
            json["attention_factor"] = rope.attentionFactor;
        json["original_max_position_embeddings"] = rope.originalContext;
        break;
    default:
        return nullptr;
    }
    return json;
}

void addWindows(const ModelConfig& config, OrderedJson& json) {
    if (config.modelType == "mistral")
        json["sliding_window"] =
            config.slidingWindow.empty() ? OrderedJson(nullptr) : OrderedJson(config.slidingWindow.front());
    if (!isQwen(config))
        return;
    json["use_sliding_window"] = !config.slidingWindow.empty();
    if (config.slidingWindow.empty())
        return;
    OrderedJson types = OrderedJson::array();
    for (const std::int64_t window : config.slidingWindow)
        types.push_back(window > 0 ? "sliding_attention" : "full_attention");
    json["sliding_window"] = *std::max_element(config.slidingWindow.begin(), config.slidingWindow.end());
    json["layer_types"] = std::move(types);
}

void addIds(const ModelConfig& config, OrderedJson& json) {
    const auto idOrNull = [](const std::optional<std::int64_t>& id) {
        return id ? OrderedJson(*id) : OrderedJson(nullptr);
    };
    json["bos_token_id"] = idOrNull(config.bosId);
    json["eos_token_id"] = config.eosIds.size() == 1 ? OrderedJson(config.eosIds.front())
                           : config.eosIds.empty()   ? OrderedJson(nullptr)
                                                     : OrderedJson(config.eosIds);
    json["pad_token_id"] = idOrNull(config.padId);
}

} // namespace

Status checkHuggingFaceConfig(const ModelConfig& config) {
    const auto problem = [&](std::string place, std::string found, std::string expected) {
        return Error{
            ErrorCode::NotApplicable, config.name,
            std::move(place),         std::move(found),
            std::move(expected),      "a Hugging Face config cannot say this: write the lapidary format"};
    };
    if (!config.experts.empty())
        return problem("model_type", "a mixture of experts", "a network without");
    if (!allEqual(config.heads) || !allEqual(config.kvHeads) || !allEqual(config.ffn))
        return problem("blocks", "different widths", "equal widths in all blocks");
    if (!config.rope.frequencyFactors.empty())
        return problem("RoPE", "a factor of its own for each frequency",
                       "the factors of llama3 scaling with its usual parameters");
    if (!biasesFit(config))
        return problem("biases", "a set that " + config.modelType + " does not have",
                       "the biases of " + config.modelType);
    if (!windowsFit(config))
        return problem("sliding windows", "windows that " + config.modelType + " does not have",
                       "full attention, or one window in a mistral or qwen");
    return {};
}

OrderedJson huggingFaceConfig(const ModelConfig& config, const std::string& torchDtype) {
    OrderedJson json;
    json["architectures"] = OrderedJson::array({config.architecture});
    json["model_type"] = config.modelType;
    json["hidden_size"] = config.hidden;
    json["intermediate_size"] = config.ffn.front();
    json["num_hidden_layers"] = config.blocks;
    json["num_attention_heads"] = config.heads.front();
    json["num_key_value_heads"] = config.kvHeads.front();
    json["head_dim"] = config.headDim;
    json["hidden_act"] = config.activation;
    json["max_position_embeddings"] = config.context;
    json["rms_norm_eps"] = config.normEps;
    json["vocab_size"] = config.vocabulary;
    json["tie_word_embeddings"] = config.tiedHead;
    if (config.modelType == "llama" || config.modelType == "qwen3")
        json["attention_bias"] = config.attentionInBias;
    if (config.modelType == "llama")
        json["mlp_bias"] = config.mlpBias;
    addWindows(config, json);
    // The spelling of transformers 4, which 5 reads as well.
    json["rope_theta"] = config.rope.theta;
    json["rope_scaling"] = ropeScaling(config.rope);
    addIds(config, json);
    json["torch_dtype"] = torchDtype;
    return json;
}

} // namespace lapidary::formats
