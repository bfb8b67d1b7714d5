// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/dtype.h"

#include <cstdint>
#include <string_view>

namespace lapidary::formats::detail {

/// A tensor type of GGUF: the sizes of its blocks are known even where its values are not read.
struct GgmlType {
    std::uint32_t id;
    DType dtype;
    int blockElements;
    int blockBytes;
    std::string_view name;
};

/// The type of a type number, or null for numbers that ggml never had or removed.
const GgmlType* ggmlType(std::uint32_t id);

} // namespace lapidary::formats::detail
