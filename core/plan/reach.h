// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/check.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lapidary::plan {

/// What keeps the smallest size from being smaller. `bytes` is what it would save for Locked, Groups and
/// Format (exactly, at the smallest settings), and what the sites hold now for the others: no family says how
/// much of that would go.
struct ReachLimit {
    enum class Kind {
        Locked, // sites that hands may not change
        Dense,  // block linears that no family touches, or that are left dense
        Embed,  // the embedding, where nothing names it
        Head,   // the head, likewise
        Groups, // scales of groups smaller than a row
        Format, // an output format that holds less than the native one
    };
    Kind kind = Kind::Dense;
    std::size_t sites = 0;
    std::uint64_t bytes = 0;
    bool operator==(const ReachLimit&) const = default;
};

/// The sizes that a plan can come to without another kind of treatment.
struct Reach {
    std::uint64_t smallestBytes = 0;
    std::uint64_t largestBytes = 0; // everything dense at 16 bits
    std::vector<ReachLimit> limits; // those that there are, the largest first
};

/// Lowest settings of the reach; ranks and bits that are lower already stay.
inline constexpr std::int64_t kReachBits = 2;
inline constexpr double kReachRatio = 0.2;

/// Smallest: every site that is not locked at the lowest setting of the families that it has: bits down to 2
/// at its own group, low rank down to a kept ratio of 0.2; the rest of its settings, sparsity among them,
/// stays. Counted like the plan itself, in the format of `check`. Linear in the sites.
Reach reachOf(const Plan& plan, const PlanCheck& check, const model::ModelSpec& model, OutputFormat format);

/// The settings that reachOf counts for one site (`now` is its layout in `check`).
SiteSettings smallestSettings(const model::Site& site, const SiteSettings& settings, const StorageLayout& now,
                              formats::DType dtype, OutputFormat format);

} // namespace lapidary::plan
