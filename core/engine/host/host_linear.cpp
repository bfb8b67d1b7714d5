// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/host/host_linear.h"

#include "core/engine/host/shared_work.h"

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <algorithm>
#include <cstring>

namespace lapidary::engine {

namespace {

/// The strip of a register tile's depth should stay in a level-1 cache of 32 to 48 kB.
constexpr std::int64_t kMaxDepth = 384;
/// Rows and columns whose results stay in a level-2 cache while the depth is gone through.
constexpr std::int64_t kColumns = 512;
constexpr std::int64_t kRowTiles = 16;
constexpr std::int64_t kFewRowTiles = 4;
/// Elements, or multiply-adds over 32, that make a task worth a thread.
constexpr std::int64_t kTaskElements = std::int64_t{1} << 15;

/// How many items, each of so many elements, make a task.
std::int64_t grainOf(std::int64_t elements) {
    return std::max<std::int64_t>(1, kTaskElements / std::max<std::int64_t>(1, elements));
}

/// w [out, in] packed piece of depth by piece of depth; in each all strips.
struct Packed {
    at::Tensor floats;
    std::int64_t depth; // of a piece, the last may be shorter
    std::int64_t strips;
    std::int64_t tile;

    std::int64_t pieceSize(std::int64_t pieceDepth) const { return strips * tile * pieceDepth; }
};

Packed pack(const HostKernels& kernels, const at::Tensor& w) {
    const std::int64_t out = w.size(0);
    const std::int64_t in = w.size(1);
    const std::int64_t tile = kernels.columnTile;
    const std::int64_t pieces = std::max<std::int64_t>(1, at::divup(in, kMaxDepth));
    Packed packed{{}, at::divup(in, pieces), at::divup(out, tile), tile};
    packed.floats = at::empty({packed.pieceSize(in)}, w.options());
    const float* from = w.const_data_ptr<float>();
    float* to = packed.floats.mutable_data_ptr<float>();
    at::parallel_for(0, packed.strips, grainOf(tile * in), [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t first = 0; first < in; first += packed.depth) {
            const std::int64_t depth = std::min(packed.depth, in - first);
            for (std::int64_t s = begin; s < end; ++s)
                kernels.packTransposed(from + s * tile * in + first, in, std::min(tile, out - s * tile),
                                       depth, to + packed.pieceSize(first) + s * tile * depth);
        }
    });
    return packed;
}

bool takesGradient(const at::Tensor& tensor) {
    return at::GradMode::is_enabled() && tensor.requires_grad();
}

} // namespace

at::Tensor hostLinear(const HostKernels& kernels, const at::Tensor& x, const at::Tensor& w,
                      const at::Tensor& bias) {
    const std::int64_t rows = x.size(0);
    const std::int64_t in = w.size(1);
    const std::int64_t out = w.size(0);
    const Packed packed = pack(kernels, w);
    at::Tensor result = at::empty({rows, out}, x.options());
    const float* a = x.const_data_ptr<float>();
    const float* strips = packed.floats.const_data_ptr<float>();
    const float* offset = bias.defined() ? bias.const_data_ptr<float>() : nullptr;
    float* c = result.mutable_data_ptr<float>();
    const std::int64_t blockRows = kernels.rowTile * kRowTiles;
    const auto block = [&](std::int64_t row, std::int64_t height, std::int64_t column) {
        const std::int64_t width = std::min(kColumns, out - column);
        if (offset != nullptr)
            for (std::int64_t i = row; i < row + height; ++i)
                std::memcpy(c + i * out + column, offset + column, static_cast<std::size_t>(width) * 4);
        for (std::int64_t first = 0; first < in; first += packed.depth) {
            const std::int64_t depth = std::min(packed.depth, in - first);
            const float* piece = strips + packed.pieceSize(first) + column * depth;
            kernels.multiply({a + row * in + first, in, piece, depth * packed.tile, c + row * out + column,
                              out, height, width, depth, first > 0 || offset != nullptr});
        }
    };
    // Shares of whole register tiles, not so few that the strips are read for little.
    const std::int64_t least = std::max(kFewRowTiles, grainOf(kernels.rowTile * in / 32 * out));
    shareWork(at::divup(rows, kernels.rowTile), least, [&](std::int64_t begin, std::int64_t end) {
        const std::int64_t last = std::min(rows, end * kernels.rowTile);
        for (std::int64_t row = begin * kernels.rowTile; row < last; row += blockRows)
            for (std::int64_t column = 0; column < out; column += kColumns)
                block(row, std::min(blockRows, last - row), column);
    });
    return result;
}

at::Tensor hostRmsNorm(const HostKernels& kernels, const at::Tensor& x, const at::Tensor& gain, double eps) {
    const std::int64_t n = x.size(-1);
    at::Tensor result = at::empty(x.sizes(), x.options());
    const float* from = x.const_data_ptr<float>();
    const float* weight = gain.const_data_ptr<float>();
    float* to = result.mutable_data_ptr<float>();
    at::parallel_for(0, x.numel() / n, grainOf(n), [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i)
            kernels.rmsNorm(from + i * n, weight, n, eps, to + i * n);
    });
    return result;
}

at::Tensor hostSwiGlu(const HostKernels& kernels, const at::Tensor& gate, const at::Tensor& up) {
    at::Tensor result = at::empty(gate.sizes(), gate.options());
    const float* g = gate.const_data_ptr<float>();
    const float* u = up.const_data_ptr<float>();
    float* to = result.mutable_data_ptr<float>();
    at::parallel_for(0, gate.numel(), kTaskElements / 2, [&](std::int64_t begin, std::int64_t end) {
        kernels.swiGlu(g + begin, u + begin, end - begin, to + begin);
    });
    return result;
}

at::Tensor hostRotate(const HostKernels& kernels, const at::Tensor& x, const at::Tensor& cos,
                      const at::Tensor& sin) {
    const std::int64_t tokens = x.size(1);
    const std::int64_t heads = x.size(2);
    const std::int64_t dim = x.size(3);
    at::Tensor result = at::empty(x.sizes(), x.options());
    const float* from = x.const_data_ptr<float>();
    const float* c = cos.const_data_ptr<float>();
    const float* s = sin.const_data_ptr<float>();
    float* to = result.mutable_data_ptr<float>();
    at::parallel_for(0, x.size(0) * tokens, grainOf(heads * dim), [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i)
            for (std::int64_t h = 0; h < heads; ++h) {
                const std::int64_t at = (i * heads + h) * dim;
                kernels.rotate(from + at, c + i % tokens * dim, s + i % tokens * dim, dim / 2, to + at);
            }
    });
    return result;
}

const HostKernels* hostKernelsFor(std::initializer_list<const at::Tensor*> tensors) {
    for (const at::Tensor* tensor : tensors)
        if (tensor->defined() &&
            (!tensor->device().is_cpu() || tensor->scalar_type() != at::kFloat || takesGradient(*tensor)))
            return nullptr;
    return hostKernels();
}

} // namespace lapidary::engine
