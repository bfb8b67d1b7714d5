// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/forward/attention.h"

#include "core/engine/host/host_linear.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <algorithm>
#include <cmath>
#include <optional>

namespace lapidary::engine {

namespace {

/// Below this, packing keys and values costs more than it saves.
constexpr std::int64_t kFewTokens = 16;

bool hasRows(const at::Tensor& x) {
    return x.stride(3) == 1;
}

/// [batch, kvHeads, n, dim] -> [batch, heads, n, dim], each head repeated for the queries that share it.
at::Tensor repeated(const at::Tensor& x, std::int64_t heads) {
    const std::int64_t kvHeads = x.size(1);
    if (kvHeads == heads)
        return x;
    return x.unsqueeze(2)
        .expand({x.size(0), kvHeads, heads / kvHeads, x.size(2), x.size(3)})
        .reshape({x.size(0), heads, x.size(2), x.size(3)});
}

/// True where query i (a row) sees position j: j <= i and i - j < window.
at::Tensor visible(std::int64_t tokens, std::int64_t positions, std::int64_t window, at::Device device) {
    const auto options = at::device(device).dtype(at::kLong);
    const at::Tensor row = at::arange(positions - tokens, positions, options).unsqueeze(1);
    const at::Tensor column = at::arange(positions, options).unsqueeze(0);
    const at::Tensor past = row - column;
    const at::Tensor causal = past >= 0;
    return window > 0 ? causal.logical_and(past < window) : causal;
}

/// One query sees all positions of its window: no mask, and the heads that share keys go together.
at::Tensor attendLast(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                      std::int64_t window) {
    const std::int64_t positions = key.size(2);
    const std::int64_t seen = window > 0 ? std::min(window, positions) : positions;
    const at::Tensor keys = key.narrow(2, positions - seen, seen);
    const at::Tensor values = value.narrow(2, positions - seen, seen);
    const std::int64_t dim = query.size(3);
    const at::Tensor grouped = query.reshape({query.size(0), key.size(1), -1, dim});
    const at::Tensor scores = at::matmul(grouped, keys.transpose(2, 3)) / std::sqrt(static_cast<double>(dim));
    return at::matmul(scores.softmax(-1), values).reshape({query.size(0), 1, query.size(1) * dim});
}

} // namespace

at::Tensor causalAttention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                           std::int64_t slidingWindow) {
    const std::int64_t heads = query.size(1);
    const std::int64_t tokens = query.size(2);
    const std::int64_t positions = key.size(2);
    const HostKernels* kernels = hostKernelsFor({&query, &key, &value});
    if (kernels != nullptr && tokens >= kFewTokens && hasRows(query) && hasRows(key) && hasRows(value))
        return hostAttention(*kernels, query, key, value, slidingWindow);
    if (tokens == 1)
        return attendLast(query, key, value, slidingWindow);
    const bool windowed = slidingWindow > 0 && positions > slidingWindow;
    const bool square = tokens == positions && !windowed;
    std::optional<at::Tensor> mask;
    if (!square)
        mask = visible(tokens, positions, windowed ? slidingWindow : 0, query.device());
    const at::Tensor mixed = at::scaled_dot_product_attention(query, repeated(key, heads),
                                                              repeated(value, heads), mask, 0.0, square);
    return mixed.transpose(1, 2).reshape({query.size(0), tokens, heads * query.size(3)});
}

} // namespace lapidary::engine
