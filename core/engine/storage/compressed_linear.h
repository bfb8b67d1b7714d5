// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace lapidary::engine {

/// A quantization grid over a matrix [rows, columns]: w = (code - zero) * scale, codes unsigned 0 .. 2^bits
/// - 1. A symmetric grid has the constant zero 2^(bits-1) (not stored). `scale` [rows, groups] is float with
/// values already rounded to the type in which it is stored; `zero` [rows, groups]. Column c belongs to group
/// c / group, or to `index[c]` where an index is given; the last group may be shorter. Per tensor: scale [1,
/// 1].
struct Grid {
    int bits = 4;
    bool symmetric = true;
    std::int64_t group = 0; // columns of a group; the number of columns: per row
    at::Tensor codes;       // uint8 [rows, columns]
    at::Tensor scale;       // float32 [rows, groups] or [1, 1]
    at::Tensor zero;        // uint8, as scale; undefined where symmetric
    at::Tensor index;       // int64 [columns]; undefined: groups are neighbouring columns

    /// Dense float32 [rows, columns]; differentiable in the scales.
    at::Tensor weight() const;
    /// values [rows or 1, groups] given to every column of their group, [rows or 1, columns].
    at::Tensor spreadOverColumns(const at::Tensor& values, std::int64_t columns) const;
};

/// How a mask is stored: N of every M columns of a row, or (`of` 0) equally many kept in every row.
struct MaskPattern {
    std::int64_t keep = 0;
    std::int64_t of = 0;
    bool operator==(const MaskPattern&) const = default;
};

/// One summand of a weight: dense values, a grid, or a low-rank pair whose factors are terms again. Dense and
/// grid may be masked: where `mask` is false the weight is an exact zero. `transposed`: values, grid and mask
/// hold the transpose of the matrix that the term stands for (4-bit adapters, whose groups run along `out`).
struct Term {
    enum class Kind { Dense, Grid, LowRank };
    Kind kind = Kind::Dense;
    at::Tensor dense; // float32 [rows, columns], values already rounded to the stored dtype
    Grid grid;
    at::Tensor mask; // bool [rows, columns]; undefined: none
    MaskPattern pattern;
    bool transposed = false;
    std::shared_ptr<const Term> up;   // [out, r]
    std::shared_ptr<const Term> down; // [r, in]

    static Term makeDense(at::Tensor values, at::Tensor mask = {}, MaskPattern pattern = {});
    static Term makeGrid(Grid grid, at::Tensor mask = {}, MaskPattern pattern = {});
    static Term makeLowRank(Term up, Term down);

    std::int64_t rows() const;
    std::int64_t columns() const;
    at::Device device() const;
    Term to(at::Device device) const;
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
