// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/preset.h"

#include <algorithm>

namespace lapidary::plan {

namespace {

using base::Json;

Preset preset(std::string name, std::map<Family, Json> families, std::string help) {
    Preset made;
    made.name = std::move(name);
    made.settings.families = std::move(families);
    made.help = std::move(help);
    return made;
}

// Figures: bits per weight of the block linears and KL on SmolLM2-135M, evidence.md 1.
std::vector<Preset> makeTable() {
    const Json pruned24 = {{"method", "wanda"}, {"pattern", "2:4"}, {"update", "optimal"}};
    return {
        preset("none", {}, "Changes nothing."),
        preset("w8", {{Family::Quantization, {{"method", "rtn"}, {"bits", 8}, {"group", 0}}}},
               "8 bits, one scale a row: half the size, no loss that evaluation shows; needs no calibration "
               "text."),
        preset("w4-g64", {{Family::Quantization, {{"method", "gptq"}, {"bits", 4}, {"group", 64}}}},
               "4.25 bits a weight, symmetric, so that every output format holds it; GPTQ with static order "
               "and an MSE "
               "grid."),
        preset("w4-g64-rtn", {{Family::Quantization, {{"method", "rtn"}, {"bits", 4}, {"group", 64}}}},
               "The same size by rounding alone: in seconds and without calibration text, with more loss."),
        preset(
            "w3-g64",
            {{Family::Quantization, {{"method", "gptq"}, {"bits", 3}, {"group", 64}, {"symmetric", false}}}},
            "3.3 bits a weight with zero points, which 3 bits need; the smallest size with bearable loss."),
        preset("sparse-24", {{Family::Sparsity, pruned24}},
               "8.75 bits a weight: 2 of 4 weights kept and refitted, for hardware that skips the zeros; "
               "larger and worse "
               "than 4 bits."),
        preset("sparse-50",
               {{Family::Sparsity,
                 {{"method", "wanda"}, {"pattern", "unstructured"}, {"amount", 0.5}, {"update", "optimal"}}}},
               "9 bits a weight: half of each row kept and refitted; less loss than 2:4 at nearly its size."),
        preset("sparse-24-w4",
               {{Family::Sparsity, pruned24},
                {Family::Quantization, {{"method", "gptq"}, {"bits", 4}, {"group", 64}}}},
               "3 bits a weight for hardware with 2:4 kernels; 3 bits without zeros lose less."),
        preset("low-rank-0.8", {{Family::LowRank, {{"method", "svd-llm"}, {"ratio", 0.8}}}},
               "12.8 bits a weight: two thin matrices that any runtime multiplies; costly in quality, so "
               "best on chosen "
               "sites."),
    };
}

} // namespace

const std::vector<Preset>& presetTable() {
    static const std::vector<Preset> kTable = makeTable();
    return kTable;
}

const Preset* findPreset(std::string_view name) {
    const auto& table = presetTable();
    const auto at =
        std::find_if(table.begin(), table.end(), [&](const Preset& entry) { return entry.name == name; });
    return at == table.end() ? nullptr : &*at;
}

} // namespace lapidary::plan
