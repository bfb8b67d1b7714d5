// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/giant_model.h"

#include "core/base/json.h"
#include "tests/support/bytes.h"

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

} // namespace

void makeGiantModel(const std::filesystem::path& folder) {
    const std::vector<Entry> all = entries();
    base::Json map = base::Json::object();
    for (std::size_t shard = 0; shard < kShards; ++shard) {
        char name[64];
        std::snprintf(name, sizeof name, "model-%05zu-of-%05zu.safetensors", shard + 1, kShards);
        std::vector<const Entry*> tensors;
        for (std::size_t i = all.size() * shard / kShards; i < all.size() * (shard + 1) / kShards; ++i) {
            tensors.push_back(&all[i]);
            map[all[i].name] = name;
        }
        writeShard(folder / name, tensors);
    }
    putFile(folder / "model.safetensors.index.json", base::Json{{"weight_map", map}}.dump());
    putFile(folder / "config.json", base::Json{{"architectures", {"LlamaForCausalLM"}},
                                               {"model_type", "llama"},
                                               {"hidden_size", kHidden},
                                               {"intermediate_size", kFfn},
                                               {"num_hidden_layers", kBlocks},
                                               {"num_attention_heads", 128},
                                               {"num_key_value_heads", 8},
                                               {"vocab_size", kVocabulary},
                                               {"max_position_embeddings", 131072},
                                               {"rms_norm_eps", 1e-5},
                                               {"torch_dtype", "bfloat16"}}
                                        .dump());
}

} // namespace lapidary::tests
