// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/host/host_linear.h"
#include "core/engine/host/shared_work.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <algorithm>
#include <cmath>
#include <vector>

namespace lapidary::engine {

namespace {

/// Positions of the values that a register tile goes through before the next: they stay in a level-1 cache.
constexpr std::int64_t kDepth = 512;
/// Scores of the queries of one task stay in a level-2 cache for some thousand positions.
constexpr std::int64_t kQueryTiles = 4;

/// How many items, each of so many elements (or multiply-adds over 32), make a task worth a thread.
std::int64_t grainOf(std::int64_t elements) {
    return std::max<std::int64_t>(1, (std::int64_t{1} << 15) / std::max<std::int64_t>(1, elements));
}

class Attention final {
public:
    Attention(const HostKernels& kernels, const at::Tensor& query, const at::Tensor& key,
              const at::Tensor& value, std::int64_t window)
        : m_kernels(kernels)
        , m_query(query)
        , m_key(key)
        , m_value(value)
        , m_tile(kernels.columnTile)
        , m_heads(query.size(1))
        , m_group(query.size(1) / key.size(1))
        , m_tokens(query.size(2))
        , m_positions(key.size(2))
        , m_dim(query.size(3))
        , m_window(window > 0 ? window : m_positions)
        , m_rows(kernels.rowTile * kQueryTiles)
        , m_keySize(at::divup(m_positions, m_tile) * m_tile * m_dim)
        , m_valueSize(at::divup(m_dim, m_tile) * m_tile * m_positions) {}

    at::Tensor run() {
        const std::int64_t pairs = m_query.size(0) * m_key.size(1);
        m_packed = at::empty({pairs, m_keySize + m_valueSize}, m_query.options());
        m_result = at::empty({m_query.size(0), m_tokens, m_heads * m_dim}, m_query.options());
        at::parallel_for(0, pairs, grainOf(m_keySize + m_valueSize),
                         [&](std::int64_t begin, std::int64_t end) {
                             for (std::int64_t i = begin; i < end; ++i)
                                 packHead(i / m_key.size(1), i % m_key.size(1));
                         });
        // Later queries see more: these come first, so that the last shares are small ones.
        const std::int64_t blocks = at::divup(m_tokens, m_rows);
        shareWork(blocks * pairs, grainOf(m_group * m_rows * m_positions * m_dim / 32),
                  [&](std::int64_t begin, std::int64_t end) {
                      std::vector<float> scores(static_cast<std::size_t>(m_rows * (m_positions + m_tile)));
                      for (std::int64_t i = begin; i < end; ++i) {
                          const std::int64_t pair = i / blocks;
                          const std::int64_t block = blocks - 1 - i % blocks;
                          for (std::int64_t g = 0; g < m_group; ++g)
                              attend(pair, pair % m_key.size(1) * m_group + g, block * m_rows, scores.data());
                      }
                  });
        return m_result;
    }

private:
    float* packedAt(std::int64_t pair) const {
        return m_packed.mutable_data_ptr<float>() + pair * (m_keySize + m_valueSize);
    }

    void packHead(std::int64_t batch, std::int64_t head) const {
        float* keys = packedAt(batch * m_key.size(1) + head);
        const float* k = m_key.const_data_ptr<float>() + batch * m_key.stride(0) + head * m_key.stride(1);
        for (std::int64_t first = 0; first < m_positions; first += m_tile)
            m_kernels.packTransposed(k + first * m_key.stride(2), m_key.stride(2),
                                     std::min(m_tile, m_positions - first), m_dim, keys + first * m_dim);
        float* values = keys + m_keySize;
        const float* v =
            m_value.const_data_ptr<float>() + batch * m_value.stride(0) + head * m_value.stride(1);
        for (std::int64_t first = 0; first < m_dim; first += m_tile)
            m_kernels.packPlain(v + first, m_value.stride(2), std::min(m_tile, m_dim - first), m_positions,
                                values + first * m_positions);
    }

    /// Queries first .. first + rows of one head: scores of all positions that any of them sees, softmax over
    /// what each sees, weighted sum of the values.
    void attend(std::int64_t pair, std::int64_t head, std::int64_t first, float* scores) const {
        const std::int64_t rows = std::min(m_rows, m_tokens - first);
        const std::int64_t past = m_positions - m_tokens;
        const std::int64_t end = past + first + rows;
        const std::int64_t begin = std::max<std::int64_t>(0, past + first + 1 - m_window) / m_tile * m_tile;
        const std::int64_t width = end - begin;
        const std::int64_t batch = pair / m_key.size(1);
        const float* q = m_query.const_data_ptr<float>() + batch * m_query.stride(0) +
                         head * m_query.stride(1) + first * m_query.stride(2);
        const float* keys = packedAt(pair);
        m_kernels.multiply({q, m_query.stride(2), keys + begin * m_dim, m_dim * m_tile, scores, width, rows,
                            width, m_dim, false});
        const auto scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(m_dim)));
        std::vector<float> inverse(static_cast<std::size_t>(rows));
        for (std::int64_t i = 0; i < rows; ++i) {
            float* row = scores + i * width;
            const std::int64_t last = past + first + i - begin; // itself
            const std::int64_t from = std::max<std::int64_t>(0, last + 1 - m_window);
            const double sum = m_kernels.softmaxNumerators(row + from, last + 1 - from, scale);
            std::fill(row, row + from, 0.0F);
            std::fill(row + last + 1, row + width, 0.0F);
            inverse[static_cast<std::size_t>(i)] = static_cast<float>(1.0 / sum);
        }
        float* out =
            m_result.mutable_data_ptr<float>() + ((batch * m_tokens + first) * m_heads + head) * m_dim;
        for (std::int64_t depth = 0; depth < width; depth += kDepth)
            m_kernels.multiply({scores + depth, width, keys + m_keySize + (begin + depth) * m_tile,
                                m_positions * m_tile, out, m_heads * m_dim, rows, m_dim,
                                std::min(kDepth, width - depth), depth > 0});
        for (std::int64_t i = 0; i < rows; ++i)
            m_kernels.scale(out + i * m_heads * m_dim, m_dim, inverse[static_cast<std::size_t>(i)]);
    }

    const HostKernels& m_kernels;
    const at::Tensor& m_query;
    const at::Tensor& m_key;
    const at::Tensor& m_value;
    std::int64_t m_tile;
    std::int64_t m_heads;
    std::int64_t m_group; // query heads of a key-value head
    std::int64_t m_tokens;
    std::int64_t m_positions;
    std::int64_t m_dim;
    std::int64_t m_window;
    std::int64_t m_rows; // queries of a task
    std::int64_t m_keySize;
    std::int64_t m_valueSize;
    at::Tensor m_packed;
    at::Tensor m_result;
};

} // namespace

at::Tensor hostAttention(const HostKernels& kernels, const at::Tensor& query, const at::Tensor& key,
                         const at::Tensor& value, std::int64_t slidingWindow) {
    return Attention(kernels, query, key, value, slidingWindow).run();
}

} // namespace lapidary::engine
