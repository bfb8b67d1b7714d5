// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sentence.h"
#include "core/plan/plan.h"

#include <functional>

namespace lapidary::plan {

enum class Severity { Error, Warning };

struct Problem {
    Severity severity = Severity::Warning;
    std::string code;  // "no-match", "shadowed", "rank-above-break-even", "group-does-not-divide",
                       // "fused-differ", "format-cannot-hold"…
    std::string place; // "rules[1]", or a site
    base::Sentence message;
    std::vector<model::SiteId> sites = {}; // all that it is about, where these are several
};

struct SiteBytes {
    model::SiteId site;
    std::uint64_t bytes = 0;
    StorageLayout layout;
};

struct PlanCheck {
    std::uint64_t bytesSource = 0;
    std::uint64_t bytesBefore = 0; // everything at 16 bits
    std::uint64_t bytesAfter = 0;
    double bitsPerWeight = 0.0;    // over the block linears
    double bitsPerParameter = 0.0; // over everything
    ResolvedPlan resolved;
    std::vector<SiteBytes> sites; // same order as resolved.sites
    std::vector<Problem> problems;
    formats::DType dtype = formats::DType::BF16; // of dense parts
};

/// Rank of a low-rank `energy` setting at a site from a stored spectrum: the activation-weighted one for a
/// method that needs moments, else that of the weights. Nothing where unknown: the site is then counted at
/// its break-even rank and a warning says so; the run finds the rank.
using EnergyRank = std::function<std::optional<std::int64_t>(const model::SiteId&, const FamilySettings&)>;

/// Resolves, counts, lints. Lint findings are in `problems`; an Error is returned only where resolution
/// fails.
base::Result<PlanCheck> checkPlan(const Plan& plan, const model::ModelSpec& model, OutputFormat format,
                                  const EnergyRank& energyRank = {});

/// The dtype of dense parts: the plan's, else the source's (bf16 for a quantized source).
formats::DType planDtype(std::string_view dtype, const model::ModelSpec& model);

} // namespace lapidary::plan
