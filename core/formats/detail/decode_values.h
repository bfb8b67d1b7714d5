// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/dtype.h"

#include <cstddef>
#include <span>

namespace lapidary::formats::detail {

/// Decodes `out.size()` values of a decodable dtype; `in` holds exactly their bytes (whole blocks).
void decodeValues(DType dtype, std::span<const std::byte> in, std::span<float> out);

/// As decodeValues, for the block types of GGUF: x = d q, d q + m and so on in float, each operation rounded,
/// as ggml-quants.c does.
void decodeGgmlBlocks(DType dtype, std::span<const std::byte> in, std::span<float> out);

} // namespace lapidary::formats::detail
