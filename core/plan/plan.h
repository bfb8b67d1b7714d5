// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/model/model_spec.h"
#include "core/plan/settings.h"
#include "core/plan/storage_layout.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lapidary::plan {

/// First-token weight of the moments that methods see.
struct TokenWeights {
    enum class Kind { None, First, Fisher } kind = Kind::First;
    double first = 64.0;
};
base::Result<TokenWeights> parseTokenWeights(std::string_view text, const std::string& file,
                                             const std::string& place);
std::string formatTokenWeights(const TokenWeights& weights); // "none", "first:64", "fisher"

struct Calibration {
    std::string text; // file name as written in the plan; "" = must be given on the command line
    std::int64_t windows = 32;
    std::int64_t window = 2048;
    TokenWeights tokenWeights;
};

/// Settings as written: a family maps keys to values, null clears it. Kept as JSON, checked against
/// MethodInfo on reading.
struct WrittenSettings {
    std::optional<bool> skip;
    std::map<Family, base::Json> families; // object or null
};

struct Rule {
    std::string name;
    bool enabled = true;
    std::string match;  // glob or "re:…"; empty: all block linears
    std::string blocks; // "0,-1,3-5"; empty: all
    std::vector<std::string> kinds;
    WrittenSettings settings;
    base::Json predicate; // a predicate rule's text, resolved sites and fingerprint; null otherwise
};

/// A plan file (cli.md), never baked. Key order of the file is not kept; toJson writes the canonical order.
struct Plan {
    std::uint64_t seed = 0;
    std::string dtype; // "f32", "f16", "bf16"; empty: the source's (bf16 for a quantized source)
    Calibration calibration;
    bool compressedInputs = true; // pipeline.inputs
    bool sequential = false;      // pipeline.within_block
    std::vector<base::Json> edits;
    std::string preset = "none";
    WrittenSettings base;
    std::vector<Rule> rules;
    std::map<model::SiteId, WrittenSettings> sites;
    std::string modelName; // "model" key, optional
    std::string modelFingerprint;
};

base::Result<Plan> parsePlan(std::string_view text, const std::string& file);
base::OrderedJson toJson(const Plan& plan);

/// One site after the cascade; `sources` maps a settings path ("quantization.bits", "skip") to "preset:NAME",
/// "base", "rule:i:NAME", "site" or "default".
struct ResolvedSite {
    model::SiteId site;
    SiteSettings settings;
    std::map<std::string, std::string> sources;
};

struct ResolvedPlan {
    std::vector<ResolvedSite> sites; // block linears in model order, embed and head
    const ResolvedSite* find(const model::SiteId& id) const;
};

/// Errors: a rule's regex that cannot be compiled or runs away, settings that do not go together.
base::Result<ResolvedPlan> resolvePlan(const Plan& plan, const model::ModelSpec& model);

} // namespace lapidary::plan
