// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/safetensors_types.h"

#include <algorithm>
#include <iterator>

namespace lapidary::formats::detail {

namespace {

// safetensors/src/tensor.rs, enum Dtype; names are those of the dtype table.
constexpr DType kOrder[] = {DType::Bool,       DType::F4,     DType::F6E2M3, DType::F6E3M2, DType::U8,
                            DType::I8,         DType::F8E5M2, DType::F8E4M3, DType::F8E8M0, DType::F8E4M3Fnuz,
                            DType::F8E5M2Fnuz, DType::I16,    DType::U16,    DType::F16,    DType::BF16,
                            DType::I32,        DType::U32,    DType::F32,    DType::C64,    DType::F64,
                            DType::I64,        DType::U64};

} // namespace

std::optional<DType> safetensorsDType(std::string_view name) {
    const auto* found =
        std::find_if(std::begin(kOrder), std::end(kOrder), [&](DType t) { return dtypeName(t) == name; });
    return found == std::end(kOrder) ? std::nullopt : std::optional(*found);
}

std::optional<int> safetensorsRank(DType dtype) {
    const auto* found = std::find(std::begin(kOrder), std::end(kOrder), dtype);
    return found == std::end(kOrder) ? std::nullopt
                                     : std::optional(static_cast<int>(found - std::begin(kOrder)));
}

} // namespace lapidary::formats::detail
