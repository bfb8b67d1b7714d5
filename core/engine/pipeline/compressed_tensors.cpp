// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pipeline/compressed_tensors.h"

#include <ATen/ops/empty.h>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using base::OrderedJson;
using base::Result;

namespace {

struct Scheme {
    std::int64_t bits = 4;
    std::int64_t group = 0; // 0: channel
    auto operator<=>(const Scheme&) const = default;
};

OrderedJson groupConfig(const Scheme& scheme, const std::vector<std::string>& targets) {
    OrderedJson weights;
    weights["num_bits"] = scheme.bits;
    weights["type"] = "int";
    weights["symmetric"] = true;
    weights["strategy"] = scheme.group == 0 ? "channel" : "group";
    weights["group_size"] = scheme.group == 0 ? OrderedJson() : OrderedJson(scheme.group);
    weights["block_structure"] = nullptr;
    weights["dynamic"] = false;
    weights["actorder"] = nullptr;
    weights["observer"] = "minmax";
    weights["observer_kwargs"] = OrderedJson::object();
    OrderedJson group;
    group["targets"] = targets;
    group["format"] = "pack-quantized";
    group["weights"] = std::move(weights);
    group["input_activations"] = nullptr;
    group["output_activations"] = nullptr;
    return group;
}

} // namespace

OrderedJson compressedTensorsConfig(const model::ModelSpec& spec,
                                    const std::map<model::SiteId, plan::SiteSettings>& settings) {
    std::map<Scheme, std::vector<std::string>> modules;
    std::vector<std::string> ignored;
    for (const model::Site* site : spec.blockSites()) {
        const auto at = settings.find(site->id);
        const plan::FamilySettings* quantization =
            at == settings.end() ? nullptr : at->second.find(plan::Family::Quantization);
        if (quantization == nullptr) {
            ignored.push_back(site->hfModule);
            continue;
        }
        const bool grouped =
            quantization->text("per") == "group" && quantization->integer("group") < site->in;
        modules[{quantization->integer("bits"), grouped ? quantization->integer("group") : 0}].push_back(
            site->hfModule);
    }
    ignored.emplace_back("lm_head");

    OrderedJson groups = OrderedJson::object();
    int number = 0;
    for (auto& [scheme, names] : modules)
        groups["group_" + std::to_string(number++)] =
            groupConfig(scheme, modules.size() == 1 ? std::vector<std::string>{"Linear"} : std::move(names));

    OrderedJson config;
    config["quant_method"] = "compressed-tensors";
    config["version"] = "0.18.0";
    config["format"] = "pack-quantized";
    config["quantization_status"] = "compressed";
    config["global_compression_ratio"] = nullptr;
    config["ignore"] = std::move(ignored);
    config["kv_cache_scheme"] = nullptr;
    config["config_groups"] = std::move(groups);
    config["sparsity_config"] = OrderedJson::object();
    config["transform_config"] = OrderedJson::object();
    return config;
}

namespace {

Error wrongShape(const model::Site& site, const std::string& part) {
    return Error{ErrorCode::Inconsistent,
                 site.hfModule,
                 part,
                 "a shape that does not fit",
                 "symmetric 4- or 8-bit codes of " + std::to_string(site.out) + " x " +
                     std::to_string(site.in),
                 {}};
}

/// Unpacks the bit stream of each row (little end first, words little-endian).
at::Tensor unpackCodes(std::span<const std::byte> packed, std::int64_t rows, std::int64_t columns, int bits) {
    at::Tensor codes = at::empty({rows, columns}, at::kByte);
    auto* out = codes.mutable_data_ptr<std::uint8_t>();
    const std::int64_t perByte = 8 / bits;
    const std::int64_t rowBytes = (columns * bits + 31) / 32 * 4;
    const unsigned mask = (1U << bits) - 1U;
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < columns; ++c) {
            const auto byte =
                std::to_integer<unsigned>(packed[static_cast<std::size_t>(r * rowBytes + c / perByte)]);
            out[r * columns + c] = static_cast<std::uint8_t>((byte >> (c % perByte * bits)) & mask);
        }
    return codes;
}

} // namespace

Result<CompressedLinear> loadPackedSite(const model::Site& site, const formats::TensorCatalog& catalog,
                                        at::Device device) {
    const auto* packed = catalog.find(site.hfModule + ".weight_packed");
    const auto* scale = catalog.find(site.hfModule + ".weight_scale");
    if (packed == nullptr || scale == nullptr)
        return Error{
            ErrorCode::MissingTensor, site.hfModule, "weight_packed, weight_scale", "not both", "both", {}};
    int bits = 0;
    for (const int candidate : {4, 8})
        if (packed->shape == std::vector<std::int64_t>{site.out, (site.in * candidate + 31) / 32})
            bits = candidate;
    if (bits == 0 || packed->dtype != formats::DType::I32)
        return wrongShape(site, "weight_packed");
    if (scale->shape.size() != 2 || scale->rows() != site.out || scale->columns() < 1 ||
        site.in % scale->columns() != 0)
        return wrongShape(site, "weight_scale");

    Grid grid;
    grid.bits = bits;
    grid.symmetric = true;
    grid.group = site.in / scale->columns();
    grid.codes = unpackCodes(catalog.bytes(*packed), site.out, site.in, bits).to(device);
    at::Tensor scales = at::empty({site.out, scale->columns()}, at::kFloat);
    LAPIDARY_CHECK(catalog.decodeRows(
        *scale, 0, site.out,
        std::span(scales.mutable_data_ptr<float>(), static_cast<std::size_t>(scales.numel()))));
    grid.scale = scales.to(device);
    CompressedLinear linear;
    linear.terms.push_back(Term::makeGrid(std::move(grid)));
    return linear;
}

} // namespace lapidary::engine
