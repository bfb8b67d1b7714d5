// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace lapidary::engine {

/// A quantization grid over a matrix [out, in]: w = (code - zero) * scale, codes unsigned 0 .. 2^bits - 1. A
/// symmetric grid has the constant zero 2^(bits-1) (not stored). `scale` [out, groups] is float with values
/// already rounded to the type in which it is stored; `zero` [out, groups]. `group` columns a group (the last
/// may be shorter only where group == in); per tensor: scale [1, 1].
struct Grid {
    int bits = 4;
    bool symmetric = true;
    std::int64_t group = 0; // columns of a group; in: per row
    at::Tensor codes;       // uint8 [out, in]
    at::Tensor scale;       // float32 [out, groups] or [1, 1]
    at::Tensor zero;        // uint8 [out, groups]; undefined where symmetric
};

/// One summand of a weight: dense values, a grid, or a low-rank pair whose factors are terms again. Dense and
/// grid may be masked: where `mask` is false the weight is an exact zero.
struct Term {
    enum class Kind { Dense, Grid, LowRank };
    Kind kind = Kind::Dense;
    at::Tensor dense; // float32 [out, in], values already rounded to the stored dtype
    Grid grid;
    at::Tensor mask;                  // bool [out, in]; undefined: none
    std::shared_ptr<const Term> up;   // [out, r]
    std::shared_ptr<const Term> down; // [r, in]

    static Term makeDense(at::Tensor values, at::Tensor mask = {});
    static Term makeGrid(Grid grid, at::Tensor mask = {});
    static Term makeLowRank(Term up, Term down);

    std::int64_t rows() const;
    std::int64_t columns() const;
    /// Dense float32 [rows, columns]; differentiable in dense values and scales.
    at::Tensor weight() const;
};

/// The one form every method ends in: y = sum_k term_k(x) + b. Value semantics (tensors are shared).
struct CompressedLinear {
    std::vector<Term> terms;
    at::Tensor bias; // float32 [out]; undefined: none

    std::int64_t out() const { return terms.front().rows(); }
    std::int64_t in() const { return terms.front().columns(); }
    at::Device device() const;
    CompressedLinear to(at::Device device) const;
    /// [out, in], differentiable in the floating parameters of the terms.
    at::Tensor weight() const;
    /// x [..., in] -> [..., out]: low-rank terms as two products, grids densified once before.
    at::Tensor apply(const at::Tensor& x) const;
    /// The same map with every grid and mask turned into dense values, for repeated application.
    CompressedLinear densified() const;
};

} // namespace lapidary::engine
