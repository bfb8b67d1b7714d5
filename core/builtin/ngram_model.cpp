// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/builtin/ngram_model.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

namespace lapidary::builtin {

namespace {

std::uint64_t lowBits(int count) {
    return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

/// Place of a key in a sorted list, or its size.
std::size_t placeOf(const std::vector<std::uint64_t>& keys, std::uint64_t key) {
    const auto at = std::lower_bound(keys.begin(), keys.end(), key);
    return at != keys.end() && *at == key ? static_cast<std::size_t>(at - keys.begin()) : keys.size();
}

std::size_t kindOf(std::uint64_t count) {
    return static_cast<std::size_t>(std::min<std::uint64_t>(count, 3) - 1);
}

/// D_1, D_2, D_3+ from how many n-grams have count 1 .. 4 (Chen and Goodman, equation 17); a half, as of
/// absolute discounting, where that lies outside 0 .. k, so that nothing gets probability 0.
std::array<double, 3> discountsOf(const std::vector<std::uint64_t>& counts) {
    std::array<double, 5> n{};
    for (const std::uint64_t count : counts)
        if (count <= 4)
            n.at(count) += 1.0;
    std::array<double, 3> discounts{0.5, 0.5, 0.5};
    const double y = n[1] > 0 ? n[1] / (n[1] + 2.0 * n[2]) : 0.0;
    for (std::size_t k = 1; k <= 3; ++k)
        if (n.at(k) > 0 && n.at(k + 1) > 0) {
            const auto count = static_cast<double>(k);
            const double discount = count - (count + 1.0) * y * n.at(k + 1) / n.at(k);
            if (discount > 0.0 && discount < count)
                discounts.at(k - 1) = discount;
        }
    return discounts;
}

} // namespace

NgramModel::NgramModel(std::span<const std::int32_t> ids, int order, std::int32_t vocabulary)
    : m_bits(std::bit_width(static_cast<std::uint32_t>(vocabulary - 1)))
    , m_vocabulary(vocabulary)
    , m_levels(static_cast<std::size_t>(order)) {
    assert(order * m_bits <= 64);
    std::vector<std::uint64_t> occurrences;
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        key = ((key << m_bits) | static_cast<std::uint64_t>(ids[i])) & lowBits(order * m_bits);
        if (i + 1 >= m_levels.size())
            occurrences.push_back(key);
    }
    for (std::size_t n = m_levels.size(); n > 0; --n) {
        fill(m_levels[n - 1], std::move(occurrences));
        occurrences = m_levels[n - 1].keys;
        for (std::uint64_t& longer : occurrences)
            longer &= lowBits(static_cast<int>(n - 1) * m_bits);
    }
}

void NgramModel::fill(Level& level, std::vector<std::uint64_t> occurrences) const {
    std::sort(occurrences.begin(), occurrences.end());
    for (std::size_t begin = 0, end = 0; begin < occurrences.size(); begin = end) {
        while (end < occurrences.size() && occurrences[end] == occurrences[begin])
            ++end;
        level.keys.push_back(occurrences[begin]);
        level.counts.push_back(end - begin);
    }
    level.discounts = discountsOf(level.counts);
    for (std::size_t i = 0; i < level.keys.size(); ++i) {
        const std::uint64_t context = level.keys[i] >> m_bits;
        if (level.contexts.empty() || level.contexts.back() != context) {
            level.contexts.push_back(context);
            level.followers.emplace_back();
        }
        level.followers.back().total += level.counts[i];
        ++level.followers.back().kinds.at(kindOf(level.counts[i]));
    }
}

double NgramModel::probability(std::span<const std::int32_t> context, std::int32_t token) const {
    double p = 1.0 / m_vocabulary;
    for (std::size_t n = 1; n <= m_levels.size() && n - 1 <= context.size(); ++n) {
        const Level& level = m_levels[n - 1];
        std::uint64_t before = 0;
        for (const std::int32_t id : context.last(n - 1))
            before = (before << m_bits) | static_cast<std::uint64_t>(id);
        const std::size_t place = placeOf(level.contexts, before);
        if (place == level.contexts.size())
            break; // an unseen context: so are the longer ones
        const Followers& followers = level.followers[place];
        double left = 0.0; // what the discounts took away
        for (std::size_t k = 0; k < 3; ++k)
            left += level.discounts.at(k) * static_cast<double>(followers.kinds.at(k));
        const std::size_t found = placeOf(level.keys, (before << m_bits) | static_cast<std::uint64_t>(token));
        double kept = 0.0;
        if (found < level.keys.size()) {
            const std::uint64_t count = level.counts[found];
            kept = static_cast<double>(count) - level.discounts.at(kindOf(count));
        }
        p = (kept + left * p) / static_cast<double>(followers.total);
    }
    return p;
}

double NgramModel::perplexity(std::span<const std::int32_t> ids, std::size_t window) const {
    double sum = 0.0;
    std::size_t scored = 0;
    const std::size_t end = ids.size() / window * window;
    for (std::size_t i = 0; i < end; ++i) {
        if (i % window == 0)
            continue;
        const std::size_t reach = std::min(i, m_levels.size() - 1);
        sum -= std::log(probability(ids.subspan(i - reach, reach), ids[i]));
        ++scored;
    }
    return std::exp(sum / static_cast<double>(scored));
}

} // namespace lapidary::builtin
