// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/shared_map.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace lapidary::plan {

/// The families of a site's settings, in the order of work on a site (`joint` excludes the others).
enum class Family { Structured, LowRank, Sparsity, Quantization, Adapter, Joint };
std::string_view familyKey(Family family); // "structured", "low_rank", …
std::optional<Family> familyOf(std::string_view key);
inline constexpr std::array kFamilies = {Family::Structured,   Family::LowRank, Family::Sparsity,
                                         Family::Quantization, Family::Adapter, Family::Joint};

using ParameterValue = std::variant<bool, std::int64_t, double, std::string>;

/// One family of one site after resolution: every parameter of the method is there, defaults of its
/// MethodInfo filled in (a parameter whose default is "absent" stays absent).
struct FamilySettings {
    std::string method;
    std::map<std::string, ParameterValue, std::less<>> values;

    bool has(std::string_view key) const { return values.find(key) != values.end(); }
    /// The value; a missing key or another type is a bug (integers widen to double).
    bool flag(std::string_view key) const;
    std::int64_t integer(std::string_view key) const;
    double number(std::string_view key) const;
    const std::string& text(std::string_view key) const;

    bool operator==(const FamilySettings&) const = default;
};

/// Everything decided for one site. Empty: the site stays dense.
struct SiteSettings {
    bool skip = false;
    base::SharedMap<Family, FamilySettings> families; // shared by the sites that are treated alike

    /// The family's settings, or null where there are none or `skip` holds.
    const FamilySettings* find(Family family) const;
    bool dense() const { return skip || families.empty(); }
    bool operator==(const SiteSettings&) const = default;
};

/// The sparsity pattern of `sparsity.pattern` ("unstructured" with `amount`, or "N:M": keeps N of every M).
struct SparsityPattern {
    std::int64_t keep = 0; // N; 0: unstructured
    std::int64_t of = 0;   // M
    double amount = 0.0;   // share of zeros, unstructured
    bool unstructured() const { return of == 0; }
    bool operator==(const SparsityPattern&) const = default;
};
std::optional<SparsityPattern> sparsityPattern(const FamilySettings& sparsity);
/// The same from the text alone ("unstructured", "2:4"); 1 <= N < M <= 32. `amount` stays 0.
std::optional<SparsityPattern> parsePattern(std::string_view text);
/// Kept entries of each row of `in` columns: in - floor(amount in), or in N / M. Masks, codes and kernels
/// share this one count.
std::int64_t keptPerRow(const SparsityPattern& pattern, std::int64_t in);

/// The grid that `quantization` (or `adapter` with `bits` below 16) settings ask for.
struct GridShape {
    int bits = 4;
    bool symmetric = true;
    bool fullRange = false; // symmetric only: codes from -2^(b-1), scale 2 absmax / (2^b - 1)
    bool perTensor = false; // one scale for the whole matrix
    std::int64_t group = 0; // columns that share a scale; 0: the whole row
    /// Scales per row of `in` columns (1 per row or tensor); the last group may be shorter.
    std::int64_t groups(std::int64_t in) const {
        return group <= 0 || group >= in ? 1 : (in + group - 1) / group;
    }
};
GridShape gridShape(const FamilySettings& settings);

/// Rank that `low_rank` or `adapter` settings give a site [out, in]: `rank` (absolute, or below 1 a share of
/// min(out, in)) or `ratio` (kept share of parameters, r = floor(ratio out in / (out + in))); nothing for
/// `energy`, which needs the spectrum. At least 1.
std::optional<std::int64_t> rankOf(const FamilySettings& settings, std::int64_t out, std::int64_t in);

} // namespace lapidary::plan
