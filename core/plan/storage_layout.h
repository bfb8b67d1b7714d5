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

namespace lapidary::plan {

enum class OutputFormat { Lapidary, HuggingFace, CompressedTensors };
std::optional<OutputFormat> outputFormat(std::string_view name); // "lapidary", "hf", "compressed-tensors"
std::string_view formatName(OutputFormat format);

/// What a stored tensor of a site holds; the writer and the byte count share this list.
enum class PartKind {
    Dense, // values, [out, in] or one factor
    Codes, // b-bit codes packed along the row, each row padded to a byte (kept entries only where a mask is
           // there)
    Scale, // one per group (or row, or tensor)
    ZeroPoint,   // b bits per group, rows padded to a byte
    Mask,        // N:M combination index per group of M, or one bit per weight; rows padded to a byte
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
};

/// The only formula for bytes (conventions.md).
struct StorageLayout {
    std::vector<PartLayout> parts;
    std::uint64_t bytes = 0;
};

/// Where ranks come from the spectrum (`energy`), the caller gives them.
struct LayoutRequest {
    std::int64_t out = 0;
    std::int64_t in = 0;
    formats::DType dtype =
        formats::DType::BF16; // the plan's dtype: dense parts (and scales in compressed-tensors)
    OutputFormat format = OutputFormat::Lapidary;
    std::optional<std::int64_t> lowRank;
    std::optional<std::int64_t> adapterRank;
};

/// Parts and bytes of one site. Errors: settings that the format cannot hold, a group that does not divide
/// the columns, a rank that is not given.
base::Result<StorageLayout> storageLayout(const SiteSettings& settings, const LayoutRequest& request);

} // namespace lapidary::plan
