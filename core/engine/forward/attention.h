// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>

namespace lapidary::engine {

/// Causal attention with grouped heads: query [batch, heads, tokens, dim], key and value [batch, kvHeads,
/// positions, dim] (kvHeads divides heads), the queries being the last `tokens` of the positions; scores over
/// sqrt(dim). Each position sees itself and what comes before, with `slidingWindow` > 0 only that many
/// positions, itself included. Returns [batch, tokens, heads * dim]. Differentiable.
at::Tensor causalAttention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                           std::int64_t slidingWindow);

} // namespace lapidary::engine
