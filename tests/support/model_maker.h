// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/dtype.h"
#include "core/model/model_spec.h"

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace lapidary::tests {

/// Widths of a Llama-shaped network; the defaults are SmolLM2-135M's.
struct LlamaShape {
    std::int64_t blocks = 30;
    std::int64_t hidden = 576;
    std::int64_t heads = 9;
    std::int64_t kvHeads = 3;
    std::int64_t headDim = 64;
    std::int64_t ffn = 1536;
    std::int64_t vocabulary = 49152;
    bool tied = true;
    bool attentionBias = false;
    formats::DType dtype = formats::DType::BF16;
};

namespace made {

inline model::Site site(const LlamaShape& shape, std::string name, model::SiteKind kind, int block,
                        std::int64_t out, std::int64_t in, std::string module, std::string group) {
    const formats::DTypeInfo& info = formats::info(shape.dtype);
    model::Site made;
    made.id = model::SiteId(std::move(name));
    made.kind = kind;
    made.block = block;
    made.tensor = module + ".weight";
    made.hfModule = std::move(module);
    made.out = out;
    made.in = in;
    made.dtype = shape.dtype;
    made.bytes = static_cast<std::uint64_t>(out * in / info.blockElements * info.blockBits / 8);
    made.inputGroup = model::InputGroupId(std::move(group));
    return made;
}

inline model::PlainTensor plain(const std::string& name, std::int64_t elements) {
    return {name, name, elements, 0};
}

inline model::Block block(const LlamaShape& shape, int index) {
    using model::SiteKind;
    const std::string id = "blocks." + std::to_string(index) + ".";
    const std::string hf = "model.layers." + std::to_string(index) + ".";
    const std::int64_t q = shape.heads * shape.headDim;
    const std::int64_t kv = shape.kvHeads * shape.headDim;
    model::Block made;
    made.index = index;
    made.heads = shape.heads;
    made.kvHeads = shape.kvHeads;
    made.headDim = shape.headDim;
    made.ffn = shape.ffn;
    const auto add = [&](const char* name, SiteKind kind, std::int64_t out, std::int64_t in,
                         const char* module, const char* group) {
        made.sites.push_back(site(shape, id + name, kind, index, out, in, hf + module, id + group));
    };
    add("attn.q", SiteKind::Q, q, shape.hidden, "self_attn.q_proj", "attn.in");
    add("attn.k", SiteKind::K, kv, shape.hidden, "self_attn.k_proj", "attn.in");
    add("attn.v", SiteKind::V, kv, shape.hidden, "self_attn.v_proj", "attn.in");
    add("attn.o", SiteKind::O, shape.hidden, q, "self_attn.o_proj", "attn.o");
    add("mlp.gate", SiteKind::Gate, shape.ffn, shape.hidden, "mlp.gate_proj", "mlp.in");
    add("mlp.up", SiteKind::Up, shape.ffn, shape.hidden, "mlp.up_proj", "mlp.in");
    add("mlp.down", SiteKind::Down, shape.hidden, shape.ffn, "mlp.down_proj", "mlp.down");
    for (const auto& [group, width] : {std::pair{"attn.in", shape.hidden}, std::pair{"attn.o", q},
                                       std::pair{"mlp.in", shape.hidden}, std::pair{"mlp.down", shape.ffn}}) {
        model::InputGroup inputs;
        inputs.id = model::InputGroupId(id + group);
        inputs.width = width;
        for (const model::Site& each : made.sites)
            if (each.inputGroup == inputs.id)
                inputs.sites.push_back(each.id);
        made.groups.push_back(std::move(inputs));
    }
    made.attentionNorm = plain(hf + "input_layernorm.weight", shape.hidden);
    made.mlpNorm = plain(hf + "post_attention_layernorm.weight", shape.hidden);
    if (shape.attentionBias)
        for (const auto& [name, size] : {std::pair{"q", q}, std::pair{"k", kv}, std::pair{"v", kv}})
            made.biases.push_back(plain(hf + "self_attn." + name + "_proj.bias", size));
    return made;
}

} // namespace made

/// A ModelSpec of that shape without a checkpoint behind it.
inline model::ModelSpec makeLlama(const LlamaShape& shape = {}) {
    model::ModelSpec spec;
    spec.config.hidden = shape.hidden;
    spec.config.blocks = shape.blocks;
    spec.config.vocabulary = shape.vocabulary;
    spec.config.tiedHead = shape.tied;
    spec.tiedHead = shape.tied;
    spec.fingerprint = "made:" + std::to_string(shape.blocks) + "x" + std::to_string(shape.hidden);
    for (int i = 0; i < static_cast<int>(shape.blocks); ++i)
        spec.blocks.push_back(made::block(shape, i));
    spec.embed = made::site(shape, "embed", model::SiteKind::Embed, -1, shape.vocabulary, shape.hidden,
                            "model.embed_tokens", "embed");
    spec.head = made::site(shape, "head", model::SiteKind::Head, -1, shape.vocabulary, shape.hidden,
                           "lm_head", "head");
    if (shape.tied)
        spec.head.tensor = spec.embed.tensor;
    spec.finalNorm = made::plain("model.norm.weight", shape.hidden);
    const std::uint64_t element =
        static_cast<std::uint64_t>(formats::info(formats::DType::F32).blockBits) / 8;
    for (const model::Site* site : spec.allSites()) {
        spec.parameters += static_cast<std::uint64_t>(site->parameters());
        spec.bytes += site->bytes;
    }
    for (const model::PlainTensor* tensor : spec.plainTensors()) {
        spec.parameters += static_cast<std::uint64_t>(tensor->elements);
        spec.bytes += static_cast<std::uint64_t>(tensor->elements) * element;
    }
    return spec;
}

/// A small network of random widths (multiples of 32).
inline LlamaShape randomLlamaShape(std::mt19937_64& random) {
    const auto upTo = [&](std::int64_t most) {
        return 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
    };
    LlamaShape shape;
    shape.blocks = upTo(6);
    shape.kvHeads = upTo(3);
    shape.heads = shape.kvHeads * upTo(3);
    shape.headDim = 32;
    shape.hidden = 32 * upTo(6);
    shape.ffn = 32 * upTo(12);
    shape.vocabulary = 32 * upTo(20);
    shape.tied = random() % 2 == 0;
    shape.attentionBias = random() % 2 == 0;
    return shape;
}

} // namespace lapidary::tests
