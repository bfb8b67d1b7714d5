// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace lapidary::builtin {

/// Interpolated modified Kneser-Ney (Chen and Goodman 1998, section 3) over token ids, the yardstick of the
/// built-in model; order 1 is the unigram model. order x bits of an id <= 64. Building sorts the text once an
/// order.
class NgramModel final {
public:
    NgramModel(std::span<const std::int32_t> ids, int order, std::int32_t vocabulary);

    /// p(token | the last order - 1 of `context`); sums to one over the vocabulary.
    double probability(std::span<const std::int32_t> context, std::int32_t token) const;

    /// Over non-overlapping windows, positions 2 .. window of each scored (conventions.md), with everything
    /// before as context: more than a network sees that begins anew in each window.
    double perplexity(std::span<const std::int32_t> ids, std::size_t window) const;

private:
    /// What follows one context: the sum of counts, and how many tokens have count 1, 2 and more.
    struct Followers {
        std::uint64_t total = 0;
        std::array<std::uint64_t, 3> kinds{};
    };
    /// n-grams of one length by key; counts of the longest are those of the text, of the others the number of
    /// different tokens before them.
    struct Level {
        std::vector<std::uint64_t> keys;
        std::vector<std::uint64_t> counts;
        std::vector<std::uint64_t> contexts;
        std::vector<Followers> followers;
        std::array<double, 3> discounts{};
    };

    void fill(Level& level, std::vector<std::uint64_t> occurrences) const;

    int m_bits = 0;
    std::int32_t m_vocabulary;
    std::vector<Level> m_levels; // [n - 1]
};

} // namespace lapidary::builtin
