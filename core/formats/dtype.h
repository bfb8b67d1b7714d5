// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace lapidary::formats {

/// Element types of safetensors and GGUF tensors. The block types (Q4_0 …) store `blockElements` values in
/// `blockBytes`.
enum class DType : std::uint8_t {
    F64,
    F32,
    F16,
    BF16,
    I64,
    I32,
    I16,
    I8,
    U64,
    U32,
    U16,
    U8,
    Bool,
    F8E4M3,
    F8E5M2,
    F8E8M0,
    F8E4M3Fnuz,
    F8E5M2Fnuz,
    F4,
    F6E2M3,
    F6E3M2,
    C64,
    Q4_0,
    Q4_1,
    Q5_0,
    Q5_1,
    Q8_0,
    Q8_1,
    Q2_K,
    Q3_K,
    Q4_K,
    Q5_K,
    Q6_K,
    Q8_K,
    IQ4_NL,
    OtherGguf, // a GGUF type whose size is known but whose values cannot be read (IQ1 …, TQ …, MXFP4 …)
};

struct DTypeInfo {
    std::string_view name; // "BF16", "Q4_1"
    int blockElements = 1;
    int blockBits = 0;      // bits of one block (whole bytes except for F4 and F6)
    bool decodable = false; // values can be read as float (Bool and integers: exact where they fit)
};

const DTypeInfo& info(DType dtype);
inline std::string_view dtypeName(DType dtype) {
    return info(dtype).name;
}
bool isBlockQuantized(DType dtype);

} // namespace lapidary::formats
