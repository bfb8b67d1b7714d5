// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/decode_values.h"

#include "core/base/half.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace lapidary::formats::detail {

static_assert(std::endian::native == std::endian::little, "files are little-endian and are read in place");

namespace {

/// Elements need not be aligned: a safetensors buffer starts wherever its header ends.
template<class Stored, class Convert>
void convertEach(std::span<const std::byte> in, std::span<float> out, Convert convert) {
    const std::byte* from = in.data();
    for (std::size_t i = 0; i < out.size(); ++i) {
        Stored value;
        std::memcpy(&value, from + i * sizeof(Stored), sizeof(Stored));
        out[i] = convert(value);
    }
}

template<class Stored>
void castEach(std::span<const std::byte> in, std::span<float> out) {
    convertEach<Stored>(in, out, [](Stored value) { return static_cast<float>(value); });
}

/// An 8-bit float by its parts. `Finite`: no infinity, all ones is NaN (E4M3FN); `UnsignedZero`: only 0x80 is
/// NaN (FNUZ).
enum class Specials { Ieee, Finite, UnsignedZero };

float decodeFloat8(unsigned bits, int exponentBits, int bias, Specials specials) {
    const int mantissaBits = 7 - exponentBits;
    const unsigned mantissa = bits & ((1u << mantissaBits) - 1u);
    const unsigned exponent = (bits >> mantissaBits) & ((1u << exponentBits) - 1u);
    const unsigned allOnes = (1u << exponentBits) - 1u;
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    if (specials == Specials::UnsignedZero && bits == 0x80u)
        return kNan;
    if (specials == Specials::Finite && (bits & 0x7Fu) == 0x7Fu)
        return kNan;
    const float sign = (bits & 0x80u) != 0 ? -1.0f : 1.0f;
    if (specials == Specials::Ieee && exponent == allOnes)
        return mantissa != 0 ? kNan : sign * std::numeric_limits<float>::infinity();
    const float fraction = std::ldexp(static_cast<float>(mantissa), -mantissaBits);
    if (exponent == 0)
        return sign * std::ldexp(fraction, 1 - bias);
    return sign * std::ldexp(1.0f + fraction, static_cast<int>(exponent) - bias);
}

float decodeFloat8(DType dtype, unsigned bits) {
    switch (dtype) {
    case DType::F8E4M3:
        return decodeFloat8(bits, 4, 7, Specials::Finite);
    case DType::F8E5M2:
        return decodeFloat8(bits, 5, 15, Specials::Ieee);
    case DType::F8E4M3Fnuz:
        return decodeFloat8(bits, 4, 8, Specials::UnsignedZero);
    case DType::F8E5M2Fnuz:
        return decodeFloat8(bits, 5, 16, Specials::UnsignedZero);
    default: // F8E8M0: an exponent alone
        return bits == 0xFFu ? std::numeric_limits<float>::quiet_NaN()
                             : std::ldexp(1.0f, static_cast<int>(bits) - 127);
    }
}

void decodeFloat8Each(DType dtype, std::span<const std::byte> in, std::span<float> out) {
    std::array<float, 256> table;
    for (unsigned bits = 0; bits < 256; ++bits)
        table[bits] = decodeFloat8(dtype, bits);
    convertEach<std::uint8_t>(in, out, [&](std::uint8_t bits) { return table[bits]; });
}

} // namespace

void decodeValues(DType dtype, std::span<const std::byte> in, std::span<float> out) {
    switch (dtype) {
    case DType::F32:
        if (!out.empty())
            std::memcpy(out.data(), in.data(), out.size_bytes());
        return;
    case DType::F16:
        return convertEach<std::uint16_t>(in, out, base::halfToFloat);
    case DType::BF16:
        return convertEach<std::uint16_t>(in, out, base::bfloatToFloat);
    case DType::F64:
        return castEach<double>(in, out);
    case DType::I64:
        return castEach<std::int64_t>(in, out);
    case DType::I32:
        return castEach<std::int32_t>(in, out);
    case DType::I16:
        return castEach<std::int16_t>(in, out);
    case DType::I8:
        return castEach<std::int8_t>(in, out);
    case DType::U64:
        return castEach<std::uint64_t>(in, out);
    case DType::U32:
        return castEach<std::uint32_t>(in, out);
    case DType::U16:
        return castEach<std::uint16_t>(in, out);
    case DType::U8:
        return castEach<std::uint8_t>(in, out);
    case DType::Bool:
        return convertEach<std::uint8_t>(in, out, [](std::uint8_t v) { return v != 0 ? 1.0f : 0.0f; });
    case DType::F8E4M3:
    case DType::F8E5M2:
    case DType::F8E8M0:
    case DType::F8E4M3Fnuz:
    case DType::F8E5M2Fnuz:
        return decodeFloat8Each(dtype, in, out);
    default:
        return decodeGgmlBlocks(dtype, in, out);
    }
}

} // namespace lapidary::formats::detail
