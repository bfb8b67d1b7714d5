// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/model_json.h"

#include "core/results/detail/json_fields.h"

#include <algorithm>
#include <array>
#include <limits>

namespace lapidary::results {

using base::Json;
using base::OrderedJson;
using base::Result;
using base::Status;
using detail::JsonFields;
using detail::numberJson;
using formats::ModelConfig;
using formats::RopeConfig;
using formats::RopeScaling;
using model::Block;
using model::InputGroup;
using model::ModelSpec;
using model::PlainTensor;
using model::Site;
using model::SiteKind;

namespace {

constexpr std::array kBlockKinds = {SiteKind::Q,    SiteKind::K,  SiteKind::V,    SiteKind::O,
                                    SiteKind::Gate, SiteKind::Up, SiteKind::Down, SiteKind::Router};
constexpr std::size_t kDenseSites = 7; // of a block without experts, in the order of kBlockKinds
constexpr std::size_t kBeforeRouter = 4;
constexpr std::int64_t kLargestWidth = std::numeric_limits<std::int32_t>::max();

struct ScalingName {
    RopeScaling scaling;
    const char* name;
};
constexpr std::array kScalings = {
    ScalingName{RopeScaling::None, "none"},       ScalingName{RopeScaling::Linear, "linear"},
    ScalingName{RopeScaling::Llama3, "llama3"},   ScalingName{RopeScaling::Yarn, "yarn"},
    ScalingName{RopeScaling::Dynamic, "dynamic"}, ScalingName{RopeScaling::LongRope, "longrope"},
};

// ---- config

OrderedJson ropeJson(const RopeConfig& rope) {
    const auto name = std::find_if(kScalings.begin(), kScalings.end(),
                                   [&](const ScalingName& s) { return s.scaling == rope.scaling; });
    OrderedJson::array_t factors;
    for (const float factor : rope.frequencyFactors)
        factors.push_back(numberJson(static_cast<double>(factor)));
    return {{"theta", numberJson(rope.theta)},
            {"scaling", name == kScalings.end() ? "none" : name->name},
            {"factor", numberJson(rope.factor)},
            {"low_frequency_factor", numberJson(rope.lowFrequencyFactor)},
            {"high_frequency_factor", numberJson(rope.highFrequencyFactor)},
            {"attention_factor", numberJson(rope.attentionFactor)},
            {"beta_fast", numberJson(rope.betaFast)},
            {"beta_slow", numberJson(rope.betaSlow)},
            {"original_context", rope.originalContext},
            {"frequency_factors", std::move(factors)}};
}

Status readRope(JsonFields& in, RopeConfig& out) {
    std::string scaling;
    in.read("theta", out.theta);
    in.read("scaling", scaling);
    in.read("factor", out.factor);
    in.read("low_frequency_factor", out.lowFrequencyFactor);
    in.read("high_frequency_factor", out.highFrequencyFactor);
    in.read("attention_factor", out.attentionFactor);
    in.read("beta_fast", out.betaFast);
    in.read("beta_slow", out.betaSlow);
    in.read("original_context", out.originalContext);
    in.read("frequency_factors", out.frequencyFactors);
    const auto known = std::find_if(kScalings.begin(), kScalings.end(),
                                    [&](const ScalingName& s) { return s.name == scaling; });
    if (known == kScalings.end())
        in.reject("scaling", "'" + scaling + "'", "a known scaling of rotary positions");
    else
        out.scaling = known->scaling;
    return in.status();
}

OrderedJson configJson(const ModelConfig& config) {
    OrderedJson json = {{"model_type", config.modelType},
                        {"architecture", config.architecture},
                        {"name", config.name},
                        {"hidden", config.hidden},
                        {"blocks", config.blocks},
                        {"vocabulary", config.vocabulary},
                        {"context", config.context},
                        {"heads", config.heads},
                        {"kv_heads", config.kvHeads},
                        {"ffn", config.ffn},
                        {"head_dim", config.headDim},
                        {"norm_eps", numberJson(config.normEps)},
                        {"activation", config.activation},
                        {"attention_in_bias", config.attentionInBias},
                        {"attention_out_bias", config.attentionOutBias},
                        {"mlp_bias", config.mlpBias},
                        {"qk_norm", config.qkNorm},
                        {"tied_head", config.tiedHead},
                        {"sliding_window", config.slidingWindow},
                        {"rope", ropeJson(config.rope)},
                        {"bos_id", nullptr},
                        {"eos_ids", config.eosIds},
                        {"pad_id", nullptr},
                        {"dtype", config.dtype}};
    if (!config.experts.empty())
        json["experts"] = {{"per_block", config.experts},
                           {"per_token", config.expertsPerToken},
                           {"ffn", config.expertFfn},
                           {"shared_ffn", config.sharedFfn}};
    if (config.bosId)
        json["bos_id"] = *config.bosId;
    if (config.padId)
        json["pad_id"] = *config.padId;
    return json;
}

Status readConfig(JsonFields& in, ModelConfig& out) {
    in.read("model_type", out.modelType);
    in.read("architecture", out.architecture);
    in.read("name", out.name);
    in.read("hidden", out.hidden);
    in.read("blocks", out.blocks);
    in.read("vocabulary", out.vocabulary);
    in.read("context", out.context);
    in.read("heads", out.heads);
    in.read("kv_heads", out.kvHeads);
    in.read("ffn", out.ffn);
    in.optionalObject("experts", [&](JsonFields& experts) {
        experts.read("per_block", out.experts);
        experts.read("per_token", out.expertsPerToken);
        experts.read("ffn", out.expertFfn);
        experts.read("shared_ffn", out.sharedFfn);
        return experts.status();
    });
    in.read("head_dim", out.headDim);
    in.read("norm_eps", out.normEps);
    in.read("activation", out.activation);
    in.read("attention_in_bias", out.attentionInBias);
    in.read("attention_out_bias", out.attentionOutBias);
    in.read("mlp_bias", out.mlpBias);
    in.read("qk_norm", out.qkNorm);
    in.read("tied_head", out.tiedHead);
    in.read("sliding_window", out.slidingWindow);
    in.object("rope", [&](JsonFields& rope) { return readRope(rope, out.rope); });
    in.read("bos_id", out.bosId);
    in.read("eos_ids", out.eosIds);
    in.read("pad_id", out.padId);
    in.read("dtype", out.dtype);
    const auto blocks = static_cast<std::uint64_t>(out.blocks);
    if (out.heads.size() != blocks || out.kvHeads.size() != blocks || out.ffn.size() != blocks ||
        (!out.experts.empty() && out.experts.size() != blocks) ||
        (!out.slidingWindow.empty() && out.slidingWindow.size() != blocks))
        in.reject("blocks", "lists of another length", "one value per block");
    return in.status();
}

// ---- sites and tensors

OrderedJson siteJson(const Site& site) {
    OrderedJson json = {{"site", site.id.name},
                        {"kind", model::kindName(site.kind)},
                        {"block", site.block},
                        {"tensor", site.tensor},
                        {"bias_tensor", site.biasTensor},
                        {"shape", {site.out, site.in}},
                        {"dtype", formats::dtypeName(site.dtype)},
                        {"bytes", site.bytes},
                        {"input_group", site.inputGroup.name},
                        {"rope_heads", site.ropeHeads},
                        {"hf_module", site.hfModule}};
    if (site.expert >= 0)
        json["expert"] = site.expert;
    return json;
}

/// Reads a site that must be of one kind.
Status readSite(JsonFields& in, SiteKind kind, Site& out) {
    std::string kindText;
    std::string dtype;
    std::vector<std::int64_t> shape;
    in.read("site", out.id.name);
    in.read("kind", kindText);
    in.read("block", out.block);
    in.read("tensor", out.tensor);
    in.read("bias_tensor", out.biasTensor);
    in.read("shape", shape);
    in.read("dtype", dtype);
    in.read("bytes", out.bytes);
    in.read("input_group", out.inputGroup.name);
    in.read("rope_heads", out.ropeHeads);
    in.read("hf_module", out.hfModule);
    if (in.has("expert"))
        in.read("expert", out.expert);
    LAPIDARY_CHECK(in.status());
    out.kind = kind;
    if (kindText != model::kindName(kind))
        in.reject("kind", "'" + kindText + "'", "'" + std::string(model::kindName(kind)) + "'");
    const bool sound = shape.size() == 2 && std::all_of(shape.begin(), shape.end(), [](std::int64_t width) {
                           return width > 0 && width <= kLargestWidth;
                       });
    if (!sound) {
        in.reject("shape", "another shape", "two widths of 1 to 2^31 - 1");
        return in.status();
    }
    out.out = shape[0];
    out.in = shape[1];
    for (int i = 0; i <= static_cast<int>(formats::DType::OtherGguf); ++i)
        if (formats::dtypeName(static_cast<formats::DType>(i)) == dtype) {
            out.dtype = static_cast<formats::DType>(i);
            return in.status();
        }
    in.reject("dtype", "'" + dtype + "'", "a known element type");
    return in.status();
}

OrderedJson tensorJson(const PlainTensor& tensor) {
    return {{"tensor", tensor.tensor},
            {"hf_name", tensor.hfName},
            {"elements", tensor.elements},
            {"rope_heads", tensor.ropeHeads}};
}

Status readTensor(JsonFields& in, PlainTensor& out) {
    in.read("tensor", out.tensor);
    in.read("hf_name", out.hfName);
    in.read("elements", out.elements);
    in.read("rope_heads", out.ropeHeads);
    if (out.elements < 0)
        in.reject("elements", std::to_string(out.elements), "0 or more");
    return in.status();
}

OrderedJson tensorsJson(const std::vector<PlainTensor>& tensors) {
    OrderedJson::array_t list;
    for (const PlainTensor& tensor : tensors)
        list.push_back(tensorJson(tensor));
    return list;
}

// ---- blocks

OrderedJson blockJson(const Block& block) {
    OrderedJson::array_t sites;
    for (const Site& site : block.sites)
        sites.push_back(siteJson(site));
    OrderedJson::array_t groups;
    for (const InputGroup& group : block.groups) {
        OrderedJson::array_t members;
        for (const model::SiteId& site : group.sites)
            members.push_back(site.name);
        groups.push_back(
            {{"input_group", group.id.name}, {"width", group.width}, {"sites", std::move(members)}});
    }
    OrderedJson json = {{"index", block.index},
                        {"heads", block.heads},
                        {"kv_heads", block.kvHeads},
                        {"head_dim", block.headDim},
                        {"ffn", block.ffn},
                        {"sliding_window", block.slidingWindow},
                        {"sites", std::move(sites)},
                        {"groups", std::move(groups)},
                        {"attention_norm", tensorJson(block.attentionNorm)},
                        {"mlp_norm", tensorJson(block.mlpNorm)},
                        {"qk_norms", tensorsJson(block.qkNorms)},
                        {"biases", tensorsJson(block.biases)}};
    if (block.sharedExpertGate)
        json["shared_expert_gate"] = tensorJson(*block.sharedExpertGate);
    return json;
}

Status readGroup(JsonFields& in, InputGroup& out) {
    std::vector<std::string> members;
    in.read("input_group", out.id.name);
    in.read("width", out.width);
    in.read("sites", members);
    for (std::string& name : members)
        out.sites.emplace_back(std::move(name));
    if (out.width <= 0 || out.width > kLargestWidth)
        in.reject("width", std::to_string(out.width), "1 to 2^31 - 1");
    return in.status();
}

/// A site of a block: the seven in their order, in a block of experts q, k, v, o and the router, then others
/// by expert.
Status readBlockSite(JsonFields& in, bool experts, std::vector<Site>& sites) {
    const std::size_t place = sites.size();
    SiteKind kind = SiteKind::Router;
    if (!experts && place >= kDenseSites) {
        in.reject("site", "an eighth site", "seven sites in a block");
        return in.status();
    }
    if (!experts || place < kBeforeRouter) {
        kind = kBlockKinds[place];
    } else if (place > kBeforeRouter) {
        std::string text;
        in.read("kind", text);
        const auto known = std::find_if(kBlockKinds.begin(), kBlockKinds.end(),
                                        [&](SiteKind each) { return model::kindName(each) == text; });
        kind = known == kBlockKinds.end() ? SiteKind::Gate : *known;
    }
    const int before = sites.empty() ? -1 : sites.back().expert;
    Site& site = sites.emplace_back();
    LAPIDARY_CHECK(readSite(in, kind, site));
    if (site.expert < before || (!experts && site.expert >= 0))
        in.reject("expert", std::to_string(site.expert), "experts one after the other");
    return in.status();
}

Status readBlock(JsonFields& in, bool experts, Block& out) {
    in.read("index", out.index);
    in.read("heads", out.heads);
    in.read("kv_heads", out.kvHeads);
    in.read("head_dim", out.headDim);
    in.read("ffn", out.ffn);
    in.read("sliding_window", out.slidingWindow);
    in.list("sites", [&](JsonFields& fields) { return readBlockSite(fields, experts, out.sites); });
    in.list("groups", [&](JsonFields& fields) { return readGroup(fields, out.groups.emplace_back()); });
    in.object("attention_norm", [&](JsonFields& fields) { return readTensor(fields, out.attentionNorm); });
    in.object("mlp_norm", [&](JsonFields& fields) { return readTensor(fields, out.mlpNorm); });
    in.list("qk_norms", [&](JsonFields& fields) { return readTensor(fields, out.qkNorms.emplace_back()); });
    in.list("biases", [&](JsonFields& fields) { return readTensor(fields, out.biases.emplace_back()); });
    in.optionalObject("shared_expert_gate",
                      [&](JsonFields& fields) { return readTensor(fields, out.sharedExpertGate.emplace()); });
    const std::size_t least = experts ? kBeforeRouter + 1 : kDenseSites;
    if (out.sites.size() < least)
        in.reject("sites", std::to_string(out.sites.size()) + " sites",
                  experts ? "q, k, v, o and a router" : "seven sites in a block");
    return in.status();
}

} // namespace

OrderedJson toJson(const ModelSpec& spec) {
    OrderedJson::array_t blocks;
    for (const Block& block : spec.blocks)
        blocks.push_back(blockJson(block));
    return {{"config", configJson(spec.config)}, {"fingerprint", spec.fingerprint},
            {"parameters", spec.parameters},     {"bytes", spec.bytes},
            {"tied_head", spec.tiedHead},        {"embed", siteJson(spec.embed)},
            {"head", siteJson(spec.head)},       {"final_norm", tensorJson(spec.finalNorm)},
            {"blocks", std::move(blocks)}};
}

Result<ModelSpec> modelSpecFromJson(const Json& json, const std::string& file) {
    JsonFields in(json, file);
    ModelSpec out;
    in.object("config", [&](JsonFields& fields) { return readConfig(fields, out.config); });
    in.read("fingerprint", out.fingerprint);
    in.read("parameters", out.parameters);
    in.read("bytes", out.bytes);
    in.read("tied_head", out.tiedHead);
    in.object("embed", [&](JsonFields& fields) { return readSite(fields, SiteKind::Embed, out.embed); });
    in.object("head", [&](JsonFields& fields) { return readSite(fields, SiteKind::Head, out.head); });
    in.object("final_norm", [&](JsonFields& fields) { return readTensor(fields, out.finalNorm); });
    in.list("blocks", [&](JsonFields& fields) -> Status {
        const std::size_t place = out.blocks.size();
        const bool experts = place < out.config.experts.size() && out.config.experts[place] > 0;
        Block& block = out.blocks.emplace_back();
        LAPIDARY_CHECK(readBlock(fields, experts, block));
        if (block.index != static_cast<int>(out.blocks.size()) - 1)
            fields.reject("index", std::to_string(block.index), std::to_string(out.blocks.size() - 1));
        return fields.status();
    });
    if (out.config.blocks != static_cast<std::int64_t>(out.blocks.size()))
        in.reject("blocks", std::to_string(out.blocks.size()) + " blocks",
                  std::to_string(out.config.blocks) + " by the config");
    LAPIDARY_CHECK(in.status());
    return out;
}

} // namespace lapidary::results
