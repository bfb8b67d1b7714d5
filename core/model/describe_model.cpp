// SPDX-License-Identifier: GPL-3.0-or-later
// From the tensors of a checkpoint to a ModelSpec.
#include "core/base/hash.h"
#include "core/model/model_spec.h"

#include <algorithm>

namespace lapidary::model {

using base::Error;
using base::ErrorCode;
using base::Result;
using base::Status;

namespace {

struct SiteNames {
    SiteKind kind;
    std::string_view id;    // blocks.N.<id>
    std::string_view hf;    // model.layers.N.<hf>
    std::string_view gguf;  // blk.N.<gguf>
    std::string_view group; // blocks.N.<group>
};

constexpr SiteNames kSiteNames[] = {
    {SiteKind::Q, "attn.q", "self_attn.q_proj", "attn_q", "attn.in"},
    {SiteKind::K, "attn.k", "self_attn.k_proj", "attn_k", "attn.in"},
    {SiteKind::V, "attn.v", "self_attn.v_proj", "attn_v", "attn.in"},
    {SiteKind::O, "attn.o", "self_attn.o_proj", "attn_output", "attn.o"},
    {SiteKind::Gate, "mlp.gate", "mlp.gate_proj", "ffn_gate", "mlp.in"},
    {SiteKind::Up, "mlp.up", "mlp.up_proj", "ffn_up", "mlp.in"},
    {SiteKind::Down, "mlp.down", "mlp.down_proj", "ffn_down", "mlp.down"},
};

/// Of one expert, or of the shared one: qwen's names and mixtral's.
struct ExpertNames {
    SiteKind kind;
    std::string_view qwen;
    std::string_view mixtral;
};

constexpr ExpertNames kExpertNames[] = {{SiteKind::Gate, "gate_proj", "w1"},
                                        {SiteKind::Up, "up_proj", "w3"},
                                        {SiteKind::Down, "down_proj", "w2"}};

/// A site that is no attention and has no bias: where it stands, and its widths.
struct LinearNames {
    SiteKind kind = SiteKind::Router;
    int expert = -1;
    std::string id;     // blocks.N.<id>
    std::string module; // in Hugging Face layout
    std::string group;  // blocks.N.<group>
    std::int64_t out = 0;
    std::int64_t in = 0;
};

std::string shapeText(const std::vector<std::int64_t>& shape) {
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    return text + "]";
}

/// Walks the promises of a config through a catalog. In a folder that `run` wrote, a site's weight may be
/// stored as parts; `lapidary-sites.json` then stands for the tensor and its shape.
class Describer final {
public:
    explicit Describer(const formats::Checkpoint& checkpoint)
        : m_checkpoint(checkpoint)
        , m_gguf(checkpoint.kind == formats::CheckpointKind::Gguf) {
        m_spec.config = checkpoint.config;
    }

    Result<ModelSpec> describe() {
        LAPIDARY_CHECK(embedAndHead());
        for (std::int64_t b = 0; b < m_spec.config.blocks; ++b)
            LAPIDARY_CHECK(block(static_cast<int>(b)));
        LAPIDARY_TRY(m_spec.finalNorm, plain(m_gguf ? "output_norm.weight" : "model.norm.weight",
                                             "model.norm.weight", m_spec.config.hidden));
        count();
        return std::move(m_spec);
    }

private:
    std::string blockPrefix(int b) const {
        return (m_gguf ? "blk." : "model.layers.") + std::to_string(b) + ".";
    }

    const formats::TensorRecord* findTensor(const std::string& name) const {
        if (const auto* record = m_checkpoint.catalog.find(name))
            return record;
        const auto alias = m_checkpoint.aliases.find(name);
        return alias == m_checkpoint.aliases.end() ? nullptr : m_checkpoint.catalog.find(alias->second);
    }

    Error missing(const std::string& name) const {
        return Error{ErrorCode::MissingTensor, m_checkpoint.path.string(), "tensor '" + name + "'",
                     "no such tensor",         "it, as the config says",   {}};
    }

    Result<const formats::TensorRecord*> tensor(const std::string& name,
                                                const std::vector<std::int64_t>& shape) const {
        const auto* record = findTensor(name);
        if (record == nullptr)
            return missing(name);
        if (record->shape != shape)
            return Error{ErrorCode::Inconsistent,
                         m_checkpoint.path.string(),
                         "tensor '" + name + "'",
                         "shape " + shapeText(record->shape),
                         shapeText(shape) + " from the config",
                         {}};
        if (!formats::info(record->dtype).decodable)
            return Error{ErrorCode::Unsupported,
                         m_checkpoint.path.string(),
                         "tensor '" + name + "'",
                         "type " + std::string(formats::dtypeName(record->dtype)),
                         "a type whose values can be read",
                         {}};
        return record;
    }

    Result<PlainTensor> plain(const std::string& name, const std::string& hfName, std::int64_t elements,
                              std::int64_t ropeHeads = 0) {
        LAPIDARY_TRY(const auto* record, tensor(name, {elements}));
        m_spec.bytes += record->bytes;
        return PlainTensor{record->name, hfName, elements, ropeHeads};
    }

    /// Parts of a compressed site count as its bytes; the site's tensor name is the module's.
    bool fillFromParts(Site& site) const {
        if (!m_checkpoint.sites.is_object() || !m_checkpoint.sites.contains("sites"))
            return false;
        const auto& sites = m_checkpoint.sites["sites"];
        if (!sites.contains(site.id.name))
            return false;
        site.tensor = site.hfModule;
        const std::string prefix = site.hfModule + ".";
        for (const auto& record : m_checkpoint.catalog.tensors())
            if (record.name.starts_with(prefix) && record.name != prefix + "bias")
                site.bytes += record.bytes;
        return true;
    }

    Status fillSite(Site& site, const std::string& name) {
        if (fillFromParts(site)) {
            m_spec.bytes += site.bytes;
            return {};
        }
        LAPIDARY_TRY(const auto* record, tensor(name, {site.out, site.in}));
        site.tensor = record->name;
        site.dtype = record->dtype;
        site.bytes = record->bytes;
        m_spec.bytes += record->bytes;
        return {};
    }

    Status embedAndHead() {
        const auto& config = m_spec.config;
        const std::string embedName = m_gguf ? "token_embd.weight" : "model.embed_tokens.weight";
        const std::string headName = m_gguf ? "output.weight" : "lm_head.weight";
        Site& embed = m_spec.embed;
        embed = Site{
            SiteId("embed"),     SiteKind::Embed, -1, {}, {}, config.vocabulary, config.hidden, {}, 0, {}, 0,
            "model.embed_tokens"};
        Site& head = m_spec.head;
        head = Site{SiteId("head"),
                    SiteKind::Head,
                    -1,
                    {},
                    {},
                    config.vocabulary,
                    config.hidden,
                    {},
                    0,
                    InputGroupId("head"),
                    0,
                    "lm_head"};
        m_spec.tiedHead = config.tiedHead;
        if (!m_spec.tiedHead) {
            LAPIDARY_CHECK(fillSite(embed, embedName));
            return fillSite(head, headName);
        }
        // A tied weight is stored once, under either name.
        const bool embedStored = findTensor(embedName) != nullptr;
        LAPIDARY_CHECK(
            fillSite(embed, embedStored || findTensor(headName) == nullptr ? embedName : headName));
        head.tensor = embed.tensor;
        head.dtype = embed.dtype;
        return {};
    }

    Status block(int b) {
        const auto& config = m_spec.config;
        const auto index = static_cast<std::size_t>(b);
        Block block;
        block.index = b;
        block.heads = config.heads.at(index);
        block.kvHeads = config.kvHeads.at(index);
        block.headDim = config.headDim;
        block.ffn = config.ffn.at(index);
        block.slidingWindow = config.slidingWindow.empty() ? 0 : config.slidingWindow.at(index);
        const std::string hf = "model.layers." + std::to_string(b) + ".";
        const std::string own = blockPrefix(b);
        const std::int64_t experts = config.experts.empty() ? 0 : config.experts.at(index);
        for (const SiteNames& names : kSiteNames)
            if (experts == 0 || !names.id.starts_with("mlp."))
                LAPIDARY_CHECK(addSite(block, names, hf, own));
        if (experts > 0)
            LAPIDARY_CHECK(addExperts(block, hf, experts));
        LAPIDARY_TRY(block.attentionNorm,
                     plain(own + (m_gguf ? "attn_norm.weight" : "input_layernorm.weight"),
                           hf + "input_layernorm.weight", config.hidden));
        LAPIDARY_TRY(block.mlpNorm,
                     plain(own + (m_gguf ? "ffn_norm.weight" : "post_attention_layernorm.weight"),
                           hf + "post_attention_layernorm.weight", config.hidden));
        if (config.qkNorm) {
            for (const char* which : {"q", "k"}) {
                const std::string part = which;
                LAPIDARY_TRY(PlainTensor norm,
                             plain(own + (m_gguf ? "attn_" + part + "_norm.weight"
                                                 : "self_attn." + part + "_norm.weight"),
                                   hf + "self_attn." + part + "_norm.weight", config.headDim));
                block.qkNorms.push_back(std::move(norm));
            }
        }
        addGroups(block);
        m_spec.blocks.push_back(std::move(block));
        return {};
    }

    Status addSite(Block& block, const SiteNames& names, const std::string& hf, const std::string& own) {
        const auto& config = m_spec.config;
        const std::string prefix = "blocks." + std::to_string(block.index) + ".";
        Site site;
        site.id = SiteId(prefix + std::string(names.id));
        site.kind = names.kind;
        site.block = block.index;
        site.inputGroup = InputGroupId(prefix + std::string(names.group));
        site.hfModule = hf + std::string(names.hf);
        const std::int64_t attention = block.heads * block.headDim;
        const std::int64_t keyValue = block.kvHeads * block.headDim;
        bool bias = config.mlpBias;
        switch (names.kind) {
        case SiteKind::Q:
        case SiteKind::K:
        case SiteKind::V:
            site.out = names.kind == SiteKind::Q ? attention : keyValue;
            site.in = config.hidden;
            bias = config.attentionInBias;
            // Only llama-like GGUF files store q and k with interleaved rotary pairs; qwen converters do not.
            if (m_gguf && names.kind != SiteKind::V && !config.modelType.starts_with("qwen"))
                site.ropeHeads = names.kind == SiteKind::Q ? block.heads : block.kvHeads;
            break;
        case SiteKind::O:
            site.out = config.hidden;
            site.in = attention;
            bias = config.attentionOutBias;
            break;
        case SiteKind::Down:
            site.out = config.hidden;
            site.in = block.ffn;
            break;
        default:
            site.out = block.ffn;
            site.in = config.hidden;
        }
        const std::string module = own + std::string(m_gguf ? names.gguf : names.hf);
        LAPIDARY_CHECK(fillSite(site, module + ".weight"));
        if (bias) {
            LAPIDARY_TRY(PlainTensor tensor,
                         plain(module + ".bias", site.hfModule + ".bias", site.out, site.ropeHeads));
            site.biasTensor = tensor.tensor;
            block.biases.push_back(std::move(tensor));
        }
        block.sites.push_back(std::move(site));
        return {};
    }

    Status addLinear(Block& block, LinearNames names) {
        const std::string prefix = "blocks." + std::to_string(block.index) + ".";
        Site site;
        site.id = SiteId(prefix + names.id);
        site.kind = names.kind;
        site.block = block.index;
        site.expert = names.expert;
        site.out = names.out;
        site.in = names.in;
        site.inputGroup = InputGroupId(prefix + names.group);
        site.hfModule = std::move(names.module);
        LAPIDARY_CHECK(fillSite(site, site.hfModule + ".weight"));
        block.sites.push_back(std::move(site));
        return {};
    }

    /// Router, shared expert, experts (GGUF files with experts are refused before).
    Status addExperts(Block& block, const std::string& hf, std::int64_t count) {
        const auto& config = m_spec.config;
        const bool mixtral = config.modelType == "mixtral";
        const std::string folder = hf + (mixtral ? "block_sparse_moe." : "mlp.");
        LAPIDARY_CHECK(addLinear(
            block, {SiteKind::Router, -1, "mlp.router", folder + "gate", "mlp.in", count, config.hidden}));
        if (config.sharedFfn > 0) {
            LAPIDARY_CHECK(addExpert(block, -1, "mlp.shared.", folder + "shared_expert.", config.sharedFfn));
            const std::string gate = folder + "shared_expert_gate.weight";
            LAPIDARY_TRY(const auto* record, tensor(gate, {1, config.hidden}));
            m_spec.bytes += record->bytes;
            block.sharedExpertGate = PlainTensor{record->name, gate, config.hidden, 0};
        }
        block.sites.reserve(block.sites.size() + 3 * static_cast<std::size_t>(count));
        for (std::int64_t expert = 0; expert < count; ++expert) {
            const std::string which = "experts." + std::to_string(expert) + ".";
            LAPIDARY_CHECK(
                addExpert(block, static_cast<int>(expert), "mlp." + which, folder + which, config.expertFfn));
        }
        return {};
    }

    /// The shared expert sees what the router sees, each other one only the tokens sent to it.
    Status addExpert(Block& block, int expert, const std::string& id, const std::string& modules,
                     std::int64_t ffn) {
        const std::int64_t hidden = m_spec.config.hidden;
        const bool mixtral = m_spec.config.modelType == "mixtral";
        for (const ExpertNames& names : kExpertNames) {
            const bool down = names.kind == SiteKind::Down;
            const std::string inputs = down ? id + "down" : expert < 0 ? "mlp.in" : id + "in";
            LAPIDARY_CHECK(addLinear(block, {names.kind, expert, id + std::string(kindName(names.kind)),
                                             modules + std::string(mixtral ? names.mixtral : names.qwen),
                                             inputs, down ? hidden : ffn, down ? ffn : hidden}));
        }
        return {};
    }

    static void addGroups(Block& block) {
        for (const Site& site : block.sites) {
            if (block.groups.empty() || block.groups.back().id != site.inputGroup)
                block.groups.push_back(InputGroup{site.inputGroup, site.in, {}});
            block.groups.back().sites.push_back(site.id);
        }
    }

    void count() {
        base::Sha256 hash;
        const auto add = [&](const std::string& name, std::uint64_t elements, std::string_view type,
                             std::uint64_t bytes) {
            m_spec.parameters += elements;
            hash.add(name).add(" ").add(std::to_string(elements)).add(" ").add(type).add(" ");
            hash.add(std::to_string(bytes)).add("\n");
        };
        hash.add(m_spec.config.modelType).add(" ").add(std::to_string(m_spec.config.rope.theta)).add("\n");
        for (const Site* site : m_spec.allSites())
            add(site->hfModule, static_cast<std::uint64_t>(site->parameters()),
                formats::dtypeName(site->dtype), site->bytes);
        for (const PlainTensor* tensor : m_spec.plainTensors())
            add(tensor->hfName, static_cast<std::uint64_t>(tensor->elements), "plain", 0);
        m_spec.fingerprint = hash.hex();
    }

    const formats::Checkpoint& m_checkpoint;
    bool m_gguf;
    ModelSpec m_spec;
};

} // namespace

Result<ModelSpec> describeModel(const formats::Checkpoint& checkpoint) {
    return Describer(checkpoint).describe();
}

Status checkComputable(const ModelSpec& model, const std::string& path) {
    if (model.config.experts.empty())
        return {};
    return Error{ErrorCode::Unsupported,
                 path,
                 "model_type",
                 "a mixture of experts ('" + model.config.modelType + "')",
                 "a network without experts",
                 "its sites can be looked at and planned, but it is not computed yet"};
}

} // namespace lapidary::model
