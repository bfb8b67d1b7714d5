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
#include <set>
#include <string>
#include <vector>

namespace lapidary::plan {

/// First-token weight of the moments that methods see.
struct TokenWeights {
    enum class Kind { None, First, Fisher } kind = Kind::First;
    double first = 64.0;
    bool operator==(const TokenWeights&) const = default;
};
base::Result<TokenWeights> parseTokenWeights(std::string_view text, const std::string& file,
                                             const std::string& place);
std::string formatTokenWeights(const TokenWeights& weights); // "none", "first:64", "fisher"

struct Calibration {
    std::string text; // file name as written in the plan; "" = must be given on the command line
    std::int64_t windows = 32;
    std::int64_t window = 2048;
    TokenWeights tokenWeights;
    bool operator==(const Calibration&) const = default;
};

/// Settings as written: a family maps keys to values, null clears it. Kept as JSON, checked against
/// MethodInfo on reading.
struct WrittenSettings {
    std::optional<bool> skip;
    std::map<Family, base::Json> families; // object or null
    bool empty() const { return !skip && families.empty(); }
    bool operator==(const WrittenSettings&) const = default;
};

struct Rule {
    std::string name;
    bool enabled = true;
    std::string match;  // glob or "re:…"; empty: all block linears
    std::string blocks; // "0,-1,3-5"; empty: all
    std::vector<std::string> kinds;
    WrittenSettings settings;
    /// A predicate rule: {"text", "sites": [names it resolved to], "fingerprint" of the measurement}; the
    /// rule matches those sites. Null otherwise.
    base::Json predicate;
    bool operator==(const Rule&) const = default;
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
    /// Sites that edits of a selection, the reachable range and solvers leave as they are. A lock says
    /// nothing of the cascade: preset, base and rules go on to give what a site's override leaves open.
    std::set<model::SiteId> locked;
    std::string modelName; // "model" key, optional
    std::string modelFingerprint;
    bool operator==(const Plan&) const = default;
};

/// Reads a plan file strictly: unknown keys, methods, kinds and presets are errors that name the place and
/// the nearest known name; values are checked against MethodInfo. `file` names the source in errors.
base::Result<Plan> parsePlan(std::string_view text, const std::string& file);
base::Result<Plan> planFromJson(const base::Json& json, const std::string& file);
/// Canonical key order; parsePlan(toJson(p).dump()) == p.
base::OrderedJson toJson(const Plan& plan);

/// Settings as an object that parsePlan reads ("base", a rule's "settings", a site); `place` names it in
/// errors.
base::Result<WrittenSettings> settingsFromJson(const base::Json& json, const std::string& file,
                                               const std::string& place);
base::OrderedJson toJson(const WrittenSettings& settings);
/// Resolved settings in the same form: every value, families in the order of work.
base::OrderedJson toJson(const SiteSettings& settings);

/// One site after the cascade; `sources` maps a settings path ("quantization.bits", "skip") to "preset:NAME",
/// "base", "rule:i:NAME", "site" or "default".
struct ResolvedSite {
    model::SiteId site;
    SiteSettings settings;
    base::SharedMap<std::string, std::string> sources;
};
/// {"site", "settings", "source"}, as in `plan check --json` and lapidary-plan.json.
base::OrderedJson toJson(const ResolvedSite& site);

struct ResolvedPlan {
    std::vector<ResolvedSite> sites; // those of blocks in model order, embed, then head (left out where tied)
    const ResolvedSite* find(const model::SiteId& id) const;
};

/// The cascade: preset, base, rules in order, sites; family by family and key by key.
///
/// - `null` clears a family; a later layer may begin it again.
/// - Another `method` keeps the keys that the new method knows and drops the rest; a key that the method in
/// force
///   does not know has no effect (checkPlan says so where that holds for all sites of a rule).
/// - Keys that are alternatives (`ratio`, `rank`, `energy`; `per` and `group`) replace each other.
/// - Preset, base, globs and `re:` touch block linears only; `embed`, `head` and routers change where `match`
/// is exactly their
///   name, `kinds` or a predicate lists it, or in `sites`.
///
/// Errors: a regex that cannot be compiled or runs away, a site that has settings of a family without a
/// method, a low rank with none of ratio, rank and energy.
base::Result<ResolvedPlan> resolvePlan(const Plan& plan, const model::ModelSpec& model);

/// What preset and base alone give a block linear; the site has no name. Errors as resolvePlan.
base::Result<ResolvedSite> resolveBase(const Plan& plan);

/// Which sites each rule touches: one list a rule, in the order of ResolvedPlan::sites; a disabled rule's is
/// filled too. For live counts while a rule is typed, and for the lint.
base::Result<std::vector<std::vector<model::SiteId>>> ruleMatches(const std::vector<Rule>& rules,
                                                                  const model::ModelSpec& model);

} // namespace lapidary::plan
