// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/giant_model.h"

#include "core/base/json.h"
#include "tests/support/bytes.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace lapidary::tests {

namespace {

constexpr std::int64_t kHidden = 16384;
constexpr std::int64_t kKeyValue = 1024;
constexpr std::int64_t kFfn = 53248;
constexpr std::int64_t kVocabulary = 128256;
constexpr int kBlocks = 126;
constexpr std::size_t kShards = 191;

struct Entry {
    std::string name;
    std::vector<std::int64_t> shape;
};

std::vector<Entry> entries() {
    std::vector<Entry> all = {{"model.embed_tokens.weight", {kVocabulary, kHidden}},
                              {"lm_head.weight", {kVocabulary, kHidden}},
                              {"model.norm.weight", {kHidden}}};
    for (int block = 0; block < kBlocks; ++block) {
        const std::string prefix = "model.layers." + std::to_string(block) + ".";
        all.push_back({prefix + "input_layernorm.weight", {kHidden}});
        all.push_back({prefix + "post_attention_layernorm.weight", {kHidden}});
        all.push_back({prefix + "self_attn.q_proj.weight", {kHidden, kHidden}});
        all.push_back({prefix + "self_attn.k_proj.weight", {kKeyValue, kHidden}});
        all.push_back({prefix + "self_attn.v_proj.weight", {kKeyValue, kHidden}});
        all.push_back({prefix + "self_attn.o_proj.weight", {kHidden, kHidden}});
        all.push_back({prefix + "mlp.gate_proj.weight", {kFfn, kHidden}});
        all.push_back({prefix + "mlp.up_proj.weight", {kFfn, kHidden}});
        all.push_back({prefix + "mlp.down_proj.weight", {kHidden, kFfn}});
    }
    return all;
}

void writeShard(const std::filesystem::path& path, const std::vector<const Entry*>& tensors) {
    base::OrderedJson header = base::OrderedJson::object();
    header["__metadata__"] = {{"format", "pt"}};
    std::int64_t offset = 0;
    for (const Entry* entry : tensors) {
        std::int64_t bytes = 2;
        for (const std::int64_t extent : entry->shape)
            bytes *= extent;
        header[entry->name] = {
            {"dtype", "BF16"}, {"shape", entry->shape}, {"data_offsets", {offset, offset + bytes}}};
        offset += bytes;
    }
    const std::string bytes = safetensorsBytes(header.dump());
    putFile(path, bytes);
    std::filesystem::resize_file(path, bytes.size() + static_cast<std::uint64_t>(offset));
}

void writeModel(const std::filesystem::path& folder, const std::vector<Entry>& all, std::size_t shards,
                const base::Json& config) {
    base::Json map = base::Json::object();
    for (std::size_t shard = 0; shard < shards; ++shard) {
        char name[64];
        std::snprintf(name, sizeof name, "model-%05zu-of-%05zu.safetensors", shard + 1, shards);
        std::vector<const Entry*> tensors;
        for (std::size_t i = all.size() * shard / shards; i < all.size() * (shard + 1) / shards; ++i) {
            tensors.push_back(&all[i]);
            map[all[i].name] = name;
        }
        writeShard(folder / name, tensors);
    }
    putFile(folder / "model.safetensors.index.json", base::Json{{"weight_map", map}}.dump());
    putFile(folder / "config.json", config.dump());
}

} // namespace

void makeGiantModel(const std::filesystem::path& folder) {
    writeModel(folder, entries(), kShards,
               base::Json{{"architectures", {"LlamaForCausalLM"}},
                          {"model_type", "llama"},
                          {"hidden_size", kHidden},
                          {"intermediate_size", kFfn},
                          {"num_hidden_layers", kBlocks},
                          {"num_attention_heads", 128},
                          {"num_key_value_heads", 8},
                          {"vocab_size", kVocabulary},
                          {"max_position_embeddings", 131072},
                          {"rms_norm_eps", 1e-5},
                          {"torch_dtype", "bfloat16"}});
}

void makeExpertsModel(const std::filesystem::path& folder, int blocks, int experts) {
    constexpr std::int64_t kWidth = 2048;
    constexpr std::int64_t kHead = 128;
    constexpr std::int64_t kExpertFfn = 768;
    constexpr std::int64_t kWords = 151936;
    constexpr std::size_t kFiles = 16;
    std::vector<Entry> all = {{"model.embed_tokens.weight", {kWords, kWidth}},
                              {"lm_head.weight", {kWords, kWidth}},
                              {"model.norm.weight", {kWidth}}};
    for (int block = 0; block < blocks; ++block) {
        const std::string prefix = "model.layers." + std::to_string(block) + ".";
        const std::string attention = prefix + "self_attn.";
        all.push_back({prefix + "input_layernorm.weight", {kWidth}});
        all.push_back({prefix + "post_attention_layernorm.weight", {kWidth}});
        all.push_back({attention + "q_proj.weight", {32 * kHead, kWidth}});
        all.push_back({attention + "k_proj.weight", {4 * kHead, kWidth}});
        all.push_back({attention + "v_proj.weight", {4 * kHead, kWidth}});
        all.push_back({attention + "o_proj.weight", {kWidth, 32 * kHead}});
        all.push_back({attention + "q_norm.weight", {kHead}});
        all.push_back({attention + "k_norm.weight", {kHead}});
        all.push_back({prefix + "mlp.gate.weight", {experts, kWidth}});
        for (int expert = 0; expert < experts; ++expert) {
            const std::string own = prefix + "mlp.experts." + std::to_string(expert) + ".";
            all.push_back({own + "gate_proj.weight", {kExpertFfn, kWidth}});
            all.push_back({own + "up_proj.weight", {kExpertFfn, kWidth}});
            all.push_back({own + "down_proj.weight", {kWidth, kExpertFfn}});
        }
    }
    writeModel(folder, all, kFiles,
               base::Json{{"architectures", {"Qwen3MoeForCausalLM"}},
                          {"model_type", "qwen3_moe"},
                          {"hidden_size", kWidth},
                          {"intermediate_size", 6144},
                          {"moe_intermediate_size", kExpertFfn},
                          {"num_experts", experts},
                          {"num_experts_per_tok", std::min(experts, 8)},
                          {"head_dim", kHead},
                          {"num_hidden_layers", blocks},
                          {"num_attention_heads", 32},
                          {"num_key_value_heads", 4},
                          {"vocab_size", kWords},
                          {"max_position_embeddings", 40960},
                          {"torch_dtype", "bfloat16"}});
}

} // namespace lapidary::tests
