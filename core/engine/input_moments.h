// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/results/measurements.h"

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <optional>

namespace lapidary::engine {

/// Sums X^T X of one input group over windows: float32 products of one window added up in float64 (error
/// bound in the .cpp), plus the first token's row of every window. n in [tokens]; the moment under any
/// first-token weight follows.
class MomentAccumulator final {
public:
    MomentAccumulator(std::int64_t width, at::Device device);
    /// x [1, tokens, width] or [tokens, width] of one window; 2 tokens width^2 flops.
    void add(const at::Tensor& x);

    std::int64_t tokens() const { return m_tokens; }
    /// C = X^T X / n, float64 [width, width], under `first` times the weight on first tokens (1: unweighted).
    at::Tensor moment(double firstWeight = 1.0) const;
    results::InputMoments values() const;

private:
    std::int64_t m_width;
    std::int64_t m_tokens = 0;
    at::Tensor m_sum; // float64 [width, width]
    std::vector<at::Tensor> m_firstRows;
};

/// The weight of a first token under `weights` (1 for none; Fisher has no single value and is refused
/// before).
double firstTokenWeight(const plan::TokenWeights& weights);

} // namespace lapidary::engine
