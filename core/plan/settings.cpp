// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/settings.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>

namespace lapidary::plan {

namespace {

struct FamilyName {
    Family family;
    std::string_view key;
};
constexpr std::array kFamilyNames = {
    FamilyName{Family::Structured, "structured"}, FamilyName{Family::LowRank, "low_rank"},
    FamilyName{Family::Sparsity, "sparsity"},     FamilyName{Family::Quantization, "quantization"},
    FamilyName{Family::Adapter, "adapter"},       FamilyName{Family::Joint, "joint"},
};
static_assert(kFamilyNames.size() == kFamilies.size());

constexpr std::int64_t kLargestM = 32;

const ParameterValue& valueOf(const FamilySettings& settings, std::string_view key) {
    const auto at = settings.values.find(key);
    assert(at != settings.values.end());
    return at->second;
}

} // namespace

std::string_view familyKey(Family family) {
    for (const FamilyName& name : kFamilyNames)
        if (name.family == family)
            return name.key;
    return {};
}

std::optional<Family> familyOf(std::string_view key) {
    for (const FamilyName& name : kFamilyNames)
        if (name.key == key)
            return name.family;
    return std::nullopt;
}

bool FamilySettings::flag(std::string_view key) const {
    return std::get<bool>(valueOf(*this, key));
}

std::int64_t FamilySettings::integer(std::string_view key) const {
    return std::get<std::int64_t>(valueOf(*this, key));
}

double FamilySettings::number(std::string_view key) const {
    const ParameterValue& value = valueOf(*this, key);
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    return std::get<double>(value);
}

const std::string& FamilySettings::text(std::string_view key) const {
    return std::get<std::string>(valueOf(*this, key));
}

const FamilySettings* SiteSettings::find(Family family) const {
    if (skip)
        return nullptr;
    const auto at = families.find(family);
    return at == families.end() ? nullptr : &at->second;
}

std::optional<SparsityPattern> parsePattern(std::string_view text) {
    if (text == "unstructured")
        return SparsityPattern{};
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    const auto number = [](std::string_view digits) -> std::int64_t {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return error == std::errc() && end == digits.data() + digits.size() ? value : 0;
    };
    const std::int64_t keep = number(text.substr(0, colon));
    const std::int64_t of = number(text.substr(colon + 1));
    if (keep < 1 || keep >= of || of > kLargestM)
        return std::nullopt;
    return SparsityPattern{keep, of, 0.0};
}

std::optional<SparsityPattern> sparsityPattern(const FamilySettings& sparsity) {
    if (!sparsity.has("pattern"))
        return std::nullopt;
    std::optional<SparsityPattern> pattern = parsePattern(sparsity.text("pattern"));
    if (!pattern || !pattern->unstructured())
        return pattern;
    if (!sparsity.has("amount"))
        return std::nullopt;
    pattern->amount = sparsity.number("amount");
    return pattern;
}

std::int64_t keptPerRow(const SparsityPattern& pattern, std::int64_t in) {
    if (!pattern.unstructured())
        return in / pattern.of * pattern.keep;
    return in - static_cast<std::int64_t>(std::floor(pattern.amount * static_cast<double>(in)));
}

GridShape gridShape(const FamilySettings& settings) {
    GridShape grid;
    grid.bits = static_cast<int>(settings.integer("bits"));
    grid.symmetric = !settings.has("symmetric") || settings.flag("symmetric");
    grid.fullRange = grid.symmetric && settings.has("range") && settings.text("range") == "full";
    grid.perTensor = settings.has("per") && settings.text("per") == "tensor";
    grid.group = grid.perTensor || !settings.has("group") ? 0 : settings.integer("group");
    return grid;
}

std::optional<std::int64_t> rankOf(const FamilySettings& settings, std::int64_t out, std::int64_t in) {
    const std::int64_t most = std::min(out, in);
    double rank = 0.0;
    if (settings.has("rank")) {
        rank = settings.number("rank");
        if (rank < 1.0)
            rank *= static_cast<double>(most);
    } else if (settings.has("ratio")) {
        const auto rows = static_cast<double>(out);
        const auto columns = static_cast<double>(in);
        rank = settings.number("ratio") * rows * columns / (rows + columns);
    } else {
        return std::nullopt;
    }
    // Compared as doubles first: an absurd rank must not overflow the conversion.
    if (rank >= static_cast<double>(most))
        return std::max<std::int64_t>(1, most);
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::floor(rank)));
}

} // namespace lapidary::plan
