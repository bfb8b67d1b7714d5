// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/tail_values.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lapidary::engine {

namespace {

// Candidates kept beside the tail before it is cut back: each cut costs one pass over both.
constexpr std::size_t kSpare = 256;

} // namespace

TailValues::TailValues(std::int64_t channels, std::int64_t tokens, double share)
    : m_share(share)
    // Linear interpolation at position share (n - 1) needs the order statistics around it.
    , m_keep(static_cast<std::size_t>(
                 std::floor(share * static_cast<double>(std::max<std::int64_t>(tokens, 1) - 1))) +
             2)
    , m_low(static_cast<std::size_t>(channels), Tail{{}, std::numeric_limits<float>::infinity()})
    , m_high(m_low) {
}

void TailValues::push(Tail& tail, float value) {
    tail.values.push_back(value);
    if (tail.values.size() < m_keep + kSpare)
        return;
    const auto last = tail.values.begin() + static_cast<std::ptrdiff_t>(m_keep - 1);
    std::nth_element(tail.values.begin(), last, tail.values.end());
    tail.threshold = *last;
    tail.values.resize(m_keep);
}

void TailValues::add(std::int64_t channel, const float* values, std::int64_t tokens) {
    Tail& low = m_low[static_cast<std::size_t>(channel)];
    Tail& high = m_high[static_cast<std::size_t>(channel)];
    for (std::int64_t t = 0; t < tokens; ++t) {
        const float value = values[t];
        if (value < low.threshold)
            push(low, value);
        if (-value < high.threshold)
            push(high, -value);
    }
}

void TailValues::merge(const TailValues& other) {
    const auto take = [this](std::vector<Tail>& into, const std::vector<Tail>& from) {
        for (std::size_t c = 0; c < into.size(); ++c) {
            for (const float value : from[c].values) {
                if (value < into[c].threshold)
                    push(into[c], value);
            }
        }
    };
    take(m_low, other.m_low);
    take(m_high, other.m_high);
}

double TailValues::percentile(const Tail& tail, std::int64_t tokens) const {
    if (tail.values.empty() || tokens == 0)
        return std::numeric_limits<double>::quiet_NaN();
    std::vector<float> sorted = tail.values;
    const double position = m_share * static_cast<double>(tokens - 1);
    const auto index = std::min(static_cast<std::size_t>(position), sorted.size() - 1);
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(index), sorted.end());
    const double here = sorted[index];
    if (index + 1 == sorted.size())
        return here;
    const double above =
        *std::min_element(sorted.begin() + static_cast<std::ptrdiff_t>(index) + 1, sorted.end());
    return here + (position - static_cast<double>(index)) * (above - here);
}

double TailValues::low(std::int64_t channel, std::int64_t tokens) const {
    return percentile(m_low[static_cast<std::size_t>(channel)], tokens);
}

double TailValues::high(std::int64_t channel, std::int64_t tokens) const {
    return -percentile(m_high[static_cast<std::size_t>(channel)], tokens);
}

} // namespace lapidary::engine
