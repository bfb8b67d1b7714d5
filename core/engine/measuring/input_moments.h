// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/results/measurements.h"

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <vector>

namespace lapidary::engine {

/// Sums X^T X of one input group over windows. First tokens, whose activations can be thousands of times
/// larger, are kept as rows and enter in float64; the rest is multiplied window by window in float32 (error
/// bound in the .cpp) and added up in float64. So the moment under any first-token weight follows.
class MomentAccumulator final {
public:
    MomentAccumulator(std::int64_t width, at::Device device);
    /// x [1, tokens, width] or [tokens, width] of one window, float32; 1.2 tokens width^2 flops.
    void add(const at::Tensor& x);
    /// Adds another accumulator of the same width; windows keep their order.
    void merge(const MomentAccumulator& other);

    std::int64_t tokens() const { return m_tokens; }
    std::int64_t windows() const { return static_cast<std::int64_t>(m_firstRows.size()); }
    /// C = X^T X / n, float64 [width, width], under `first` times the weight on first tokens (1: unweighted).
    at::Tensor moment(double firstWeight = 1.0) const;
    results::InputMoments values() const;

private:
    std::int64_t m_width;
    std::int64_t m_tokens = 0;
    at::Tensor m_sum;     // float64 [width, width], panels on and below the diagonal, without first tokens
    at::Tensor m_product; // float32 [width, width], the last window's
    std::vector<at::Tensor> m_firstRows;
};

/// The weight of a first token under `weights` (1 for none; Fisher has no single value and is refused
/// before).
double firstTokenWeight(const plan::TokenWeights& weights);

} // namespace lapidary::engine
