// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/dtype.h"

#include <algorithm>
#include <array>

namespace lapidary::formats {

namespace {

struct Row {
    DType dtype;
    DTypeInfo info;
};

// In the order of the enumeration; sizes of the block types from ggml-common.h.
constexpr Row kRows[] = {
    {DType::F64, {"F64", 1, 64, true}},
    {DType::F32, {"F32", 1, 32, true}},
    {DType::F16, {"F16", 1, 16, true}},
    {DType::BF16, {"BF16", 1, 16, true}},
    {DType::I64, {"I64", 1, 64, true}},
    {DType::I32, {"I32", 1, 32, true}},
    {DType::I16, {"I16", 1, 16, true}},
    {DType::I8, {"I8", 1, 8, true}},
    {DType::U64, {"U64", 1, 64, true}},
    {DType::U32, {"U32", 1, 32, true}},
    {DType::U16, {"U16", 1, 16, true}},
    {DType::U8, {"U8", 1, 8, true}},
    {DType::Bool, {"BOOL", 1, 8, true}},
    {DType::F8E4M3, {"F8_E4M3", 1, 8, true}},
    {DType::F8E5M2, {"F8_E5M2", 1, 8, true}},
    {DType::F8E8M0, {"F8_E8M0", 1, 8, true}},
    {DType::F8E4M3Fnuz, {"F8_E4M3FNUZ", 1, 8, true}},
    {DType::F8E5M2Fnuz, {"F8_E5M2FNUZ", 1, 8, true}},
    {DType::F4, {"F4", 1, 4, false}},
    {DType::F6E2M3, {"F6_E2M3", 1, 6, false}},
    {DType::F6E3M2, {"F6_E3M2", 1, 6, false}},
    {DType::C64, {"C64", 1, 64, false}},
    {DType::Q4_0, {"Q4_0", 32, 18 * 8, true}},
    {DType::Q4_1, {"Q4_1", 32, 20 * 8, true}},
    {DType::Q5_0, {"Q5_0", 32, 22 * 8, true}},
    {DType::Q5_1, {"Q5_1", 32, 24 * 8, true}},
    {DType::Q8_0, {"Q8_0", 32, 34 * 8, true}},
    {DType::Q8_1, {"Q8_1", 32, 36 * 8, false}},
    {DType::Q2_K, {"Q2_K", 256, 84 * 8, true}},
    {DType::Q3_K, {"Q3_K", 256, 110 * 8, true}},
    {DType::Q4_K, {"Q4_K", 256, 144 * 8, true}},
    {DType::Q5_K, {"Q5_K", 256, 176 * 8, true}},
    {DType::Q6_K, {"Q6_K", 256, 210 * 8, true}},
    {DType::Q8_K, {"Q8_K", 256, 292 * 8, false}},
    {DType::IQ4_NL, {"IQ4_NL", 32, 18 * 8, true}},
    {DType::OtherGguf, {"other GGUF type", 1, 0, false}},
};

constexpr bool rowsFollowTheEnumeration() {
    for (std::size_t i = 0; i < std::size(kRows); ++i)
        if (static_cast<std::size_t>(kRows[i].dtype) != i)
            return false;
    return std::size(kRows) == static_cast<std::size_t>(DType::OtherGguf) + 1;
}
static_assert(rowsFollowTheEnumeration());

} // namespace

const DTypeInfo& info(DType dtype) {
    return kRows[static_cast<std::size_t>(dtype)].info;
}

bool isBlockQuantized(DType dtype) {
    return dtype >= DType::Q4_0;
}

} // namespace lapidary::formats
