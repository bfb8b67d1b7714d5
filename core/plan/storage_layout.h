// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model_spec.h"
#include "core/plan/settings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// clang-format off
/// How the native format (`lapidary`) stores a site: as a sum of terms, each a matrix M [rows, columns] under
/// a name prefix.
///
///   no low rank   ""              M = W     [out, in]
///   low rank      "up."           M = up    [out, r]
///                 "down."         M = down  [r, in]
///   an adapter    "adapter.up."   M = up    [out, r];  with `bits` below 16 M = up^T [r, out], so that its
///   adds                          groups run along the long side and its rows need next to no padding
///                 "adapter.down." M = down  [r, in]
///
/// Parts of a term, in this order, by what the settings give it. Sparsity and quantization act on W, or on
/// both factors where there is low rank, and never on the adapter, which has its own `bits` and `group`.
///
///   nothing       weight       Dense      plan dtype  [rows, columns]
///   sparsity      mask         Mask       u8          [rows, ceil(mask bits / 8)]
///                 values       Values     plan dtype  [rows, kept], kept entries in column order
///   quantization  codes        Codes      u8          [rows, ceil(columns b / 8)]
///                 scale        Scale      f16         [rows, groups]; per tensor [1, 1]
///                 zero_point   ZeroPoint  u8          [rows, ceil(groups b / 8)]; per tensor
///                                                     [1, ceil(b / 8)]; asymmetric grids only
///                 group_index  Index      u8          [ceil(columns w / 8)]; only for `order: dynamic` of
///                                                     gptq where there is more than one group
///   both          mask, then codes of the kept entries alone [rows, ceil(kept b / 8)], then as quantization
///
/// Packing of a row (codes, zero points, mask; the index is one row): a bit stream, little end first. Entry e
/// of width w occupies bits e w .. e w + w - 1, its lowest bit first; bit i of the stream is bit (i mod 8) of
/// byte i / 8. Every row begins on a byte; unused bits of its last byte are zero.
///
///   codes         b bits. Symmetric: u = q + 2^(b-1), value (u - 2^(b-1)) scale. Asymmetric: u = q of
///                 0 .. 2^b - 1, value (u - z) scale.
///   zero_point    z of 0 .. 2^b - 1, b bits a group.
///   scale         Column c uses group c / group, or group_index[c]; the last group of a factor or an adapter
///                 may be shorter. With a mask the group still follows from the column in the dense matrix.
///   mask          unstructured: bit c is 1 where column c is kept; keptPerRow() ones in every row.
///                 N:M: one entry of w = ceil(log2 C(M, N)) bits per group of M columns. Kept positions
///                 p_1 < .. < p_N (0 .. M - 1) make the number sum over i = 1 .. N of C(p_i, i), the
///                 combinatorial number system. 2:4: {0,1} 0, {0,2} 1, {1,2} 2, {0,3} 3, {1,3} 4, {2,3} 5.
///   group_index   w = ceil(log2 groups) bits a column.
///
/// `hf` holds every site as one dense `weight` in the plan's dtype. `compressed-tensors` holds dense sites
/// so, and symmetric 4- and 8-bit grids per group or row as `weight_packed` int32 [out, ceil(in b / 32)] (the
/// same bit stream of the same u, words little-endian), `weight_scale` [out, groups] in the plan's dtype (f16
/// or bf16) and `weight_shape` int64 [2] = {out, in}.
// clang-format on
namespace lapidary::plan {

enum class OutputFormat { Lapidary, HuggingFace, CompressedTensors };
std::optional<OutputFormat> outputFormat(std::string_view name); // "lapidary", "hf", "compressed-tensors"
std::string_view formatName(OutputFormat format);

/// What a stored tensor of a site holds; the writer and the byte count share this list.
enum class PartKind {
    Dense,       // values, a whole matrix
    Codes,       // packed codes (kept entries only where a mask is there)
    Scale,       // one per group (or row, or tensor)
    ZeroPoint,   // packed zero points
    Mask,        // N:M combination index per group of M, or one bit per weight
    Values,      // kept values of a mask
    Index,       // explicit group index of each column
    PackedInt32, // compressed-tensors weight_packed
    WeightShape, // compressed-tensors weight_shape, int64 [2]
};

/// One stored tensor: name is a suffix to the site's module name ("weight", "codes", "up.codes",
/// "adapter.down.weight").
struct PartLayout {
    std::string name;
    PartKind kind = PartKind::Dense;
    formats::DType dtype = formats::DType::F16; // U8 for packed bits
    std::vector<std::int64_t> shape;
    std::uint64_t bytes = 0;
    bool operator==(const PartLayout&) const = default;
};

/// The only formula for bytes (conventions.md).
struct StorageLayout {
    std::vector<PartLayout> parts;
    std::uint64_t bytes = 0;
    const PartLayout* find(std::string_view name) const;
};

/// Where ranks come from the spectrum (`energy`), the caller gives them.
struct LayoutRequest {
    std::int64_t out = 0;
    std::int64_t in = 0;
    /// The plan's dtype, F32, F16 or BF16: dense parts (and scales in compressed-tensors).
    formats::DType dtype = formats::DType::BF16;
    OutputFormat format = OutputFormat::Lapidary;
    std::optional<std::int64_t> lowRank;
    std::optional<std::int64_t> adapterRank;
};

/// Parts and bytes of one site. Errors: settings that the format cannot hold (Unsupported), a group that does
/// not divide the columns of an unfactored weight or a pattern whose M does not divide the columns
/// (NotApplicable), a rank that is not given (NotMeasured), a shape that is out of range.
base::Result<StorageLayout> storageLayout(const SiteSettings& settings, const LayoutRequest& request);

/// Bits of one entry of an N:M mask: ceil(log2 C(M, N)).
int maskIndexBits(const SparsityPattern& pattern);
/// ceil(log2 n) for n >= 1.
int bitsToCount(std::uint64_t n);

} // namespace lapidary::plan
