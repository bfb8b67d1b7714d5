// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <vector>

namespace lapidary::engine {

/// The smallest and largest values of every channel that a low and a high percentile need: exact percentiles
/// of any number of tokens in about 2 share of the memory of all values. The number of tokens must be known
/// before, for it says how many values to keep. Lives on the host.
class TailValues final {
public:
    /// `tokens` is an upper bound of what will be added; `share` (0 .. 0.5) the lower percentile, 1 - share
    /// the upper.
    TailValues(std::int64_t channels, std::int64_t tokens, double share);
    /// `values` [tokens] contiguous of one channel; channels may be filled from several threads. NaN is left
    /// out.
    void add(std::int64_t channel, const float* values, std::int64_t tokens);
    void merge(const TailValues& other);

    /// The percentiles at `share` and 1 - share of the `tokens` values added, interpolated linearly as numpy
    /// does.
    double low(std::int64_t channel, std::int64_t tokens) const;
    double high(std::int64_t channel, std::int64_t tokens) const;

private:
    struct Tail {
        std::vector<float>
            values;      // the smallest (of the negated values: largest), unordered, plus candidates
        float threshold; // values at or above it are none of the smallest
    };
    void push(Tail& tail, float value);
    double percentile(const Tail& tail, std::int64_t tokens) const;

    double m_share;
    std::size_t m_keep;
    std::vector<Tail> m_low;
    std::vector<Tail> m_high; // of negated values
};

} // namespace lapidary::engine
