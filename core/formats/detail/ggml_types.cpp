// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/ggml_types.h"

namespace lapidary::formats::detail {

namespace {

// ggml.c, type_traits; types that ggml removed (4, 5, 31 to 33, 36 to 38) are not in the table.
constexpr GgmlType kTypes[] = {
    {0, DType::F32, 1, 4, "F32"},
    {1, DType::F16, 1, 2, "F16"},
    {2, DType::Q4_0, 32, 18, "Q4_0"},
    {3, DType::Q4_1, 32, 20, "Q4_1"},
    {6, DType::Q5_0, 32, 22, "Q5_0"},
    {7, DType::Q5_1, 32, 24, "Q5_1"},
    {8, DType::Q8_0, 32, 34, "Q8_0"},
    {9, DType::Q8_1, 32, 36, "Q8_1"},
    {10, DType::Q2_K, 256, 84, "Q2_K"},
    {11, DType::Q3_K, 256, 110, "Q3_K"},
    {12, DType::Q4_K, 256, 144, "Q4_K"},
    {13, DType::Q5_K, 256, 176, "Q5_K"},
    {14, DType::Q6_K, 256, 210, "Q6_K"},
    {15, DType::Q8_K, 256, 292, "Q8_K"},
    {16, DType::OtherGguf, 256, 66, "IQ2_XXS"},
    {17, DType::OtherGguf, 256, 74, "IQ2_XS"},
    {18, DType::OtherGguf, 256, 98, "IQ3_XXS"},
    {19, DType::OtherGguf, 256, 50, "IQ1_S"},
    {20, DType::IQ4_NL, 32, 18, "IQ4_NL"},
    {21, DType::OtherGguf, 256, 110, "IQ3_S"},
    {22, DType::OtherGguf, 256, 82, "IQ2_S"},
    {23, DType::OtherGguf, 256, 136, "IQ4_XS"},
    {24, DType::I8, 1, 1, "I8"},
    {25, DType::I16, 1, 2, "I16"},
    {26, DType::I32, 1, 4, "I32"},
    {27, DType::I64, 1, 8, "I64"},
    {28, DType::F64, 1, 8, "F64"},
    {29, DType::OtherGguf, 256, 56, "IQ1_M"},
    {30, DType::BF16, 1, 2, "BF16"},
    {34, DType::OtherGguf, 256, 54, "TQ1_0"},
    {35, DType::OtherGguf, 256, 66, "TQ2_0"},
    {39, DType::OtherGguf, 32, 17, "MXFP4"},
    {40, DType::OtherGguf, 64, 36, "NVFP4"},
    {41, DType::OtherGguf, 128, 18, "Q1_0"},
};

} // namespace

const GgmlType* ggmlType(std::uint32_t id) {
    for (const GgmlType& type : kTypes)
        if (type.id == id)
            return &type;
    return nullptr;
}

} // namespace lapidary::formats::detail
