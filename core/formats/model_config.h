// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lapidary::formats {

enum class RopeScaling { None, Linear, Llama3, Yarn, Dynamic, LongRope };

/// Rotary position embedding, rotate-half order (GGUF's interleaved q and k are un-permuted on reading).
struct RopeConfig {
    double theta = 10000.0;
    RopeScaling scaling = RopeScaling::None;
    double factor = 1.0;
    double lowFrequencyFactor = 1.0;
    double highFrequencyFactor = 4.0;
    double attentionFactor = 0.0; // yarn; 0: 0.1 ln(factor) + 1
    double betaFast = 32.0;
    double betaSlow = 1.0;
    std::int64_t originalContext = 0; // of llama3, yarn and dynamic: always set; else 0
    std::vector<float>
        frequencyFactors; // GGUF rope_freqs.weight: each frequency is divided by its factor; else empty
};

/// What the metadata of a checkpoint say of the network, the same from `config.json` and from GGUF keys.
struct ModelConfig {
    std::string modelType;    // "llama", "mistral", "qwen2", "qwen3"; "mixtral", "qwen2_moe", "qwen3_moe"
    std::string architecture; // "LlamaForCausalLM"
    std::string name;         // for people: folder or general.name
    std::int64_t hidden = 0;
    std::int64_t blocks = 0;
    std::int64_t vocabulary = 0;
    std::int64_t context = 2048;
    std::vector<std::int64_t> heads;   // per block
    std::vector<std::int64_t> kvHeads; // per block
    std::vector<std::int64_t> ffn;     // per block
    std::vector<std::int64_t> experts; // per block, 0: no experts there; empty: a network without
    std::int64_t expertsPerToken = 0;
    std::int64_t expertFfn = 0; // of each expert
    std::int64_t sharedFfn = 0; // of the expert that every token sees; 0: none
    std::int64_t headDim = 0;
    double normEps = 1e-6;
    std::string activation = "silu";
    bool attentionInBias = false;  // q, k, v
    bool attentionOutBias = false; // o
    bool mlpBias = false;
    bool qkNorm = false; // RMS norm per head on q and k (qwen3)
    bool tiedHead = false;
    std::vector<std::int64_t> slidingWindow; // per block, 0 = full attention; empty = full everywhere
    RopeConfig rope;
    std::optional<std::int64_t> bosId;
    std::vector<std::int64_t> eosIds;
    std::optional<std::int64_t> padId;
    std::string dtype; // "bfloat16", "float16", "float32"; empty where the source is quantized
};

/// From `config.json` (keys of transformers v4 and v5). `file` names it in errors. Errors: missing or
/// wrong-type keys, values out of range, an unknown model type, an activation or RoPE type that the engine
/// does not compute. Mixtures of experts are read, to look at and to plan.
base::Result<ModelConfig> configFromHuggingFace(const base::Json& config, const std::string& file);

/// Whether `huggingFaceConfig` can say this network: equal widths in all blocks, biases and norms of its
/// model type, RoPE by parameters. The error says what stands in the way.
base::Status checkHuggingFaceConfig(const ModelConfig& config);

/// A `config.json` that transformers (v4 and v5) loads to the same network, for what `checkHuggingFaceConfig`
/// accepts. `torchDtype` as in `ModelConfig::dtype`.
base::OrderedJson huggingFaceConfig(const ModelConfig& config, const std::string& torchDtype);

} // namespace lapidary::formats
