// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace lapidary::base {

// The one place where 16-bit floats are converted. Both ways exact or rounded to nearest, ties to even;
// overflow goes to infinity, subnormals are kept, NaN stays NaN. Branch-free, so that loops over them
// vectorise; after M. Dukhan's FP16 library (MIT).

/// IEEE binary16 bits to float, exact.
inline float halfToFloat(std::uint16_t half) {
    const std::uint32_t word = static_cast<std::uint32_t>(half) << 16;
    const std::uint32_t twice = word + word;
    // Exponent re-biased by adding 224 and multiplying by 2^-112, which also carries infinity and NaN over.
    const float normal = std::bit_cast<float>((twice >> 4) + (0xE0u << 23)) * 0x1.0p-112f;
    const float subnormal = std::bit_cast<float>((twice >> 17) | (126u << 23)) - 0.5f;
    const std::uint32_t magnitude = std::bit_cast<std::uint32_t>(twice < (1u << 27) ? subnormal : normal);
    return std::bit_cast<float>((word & 0x80000000u) | magnitude);
}

/// Float to IEEE binary16 bits.
inline std::uint16_t floatToHalf(float value) {
    const std::uint32_t word = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t twice = word + word;
    // Overflow to infinity by the first factor; then adding a power of two of the right size makes the
    // processor round at the last bit that a half keeps.
    const float scaled = (std::fabs(value) * 0x1.0p+112f) * 0x1.0p-110f;
    const std::uint32_t exponent = (twice & 0xFF000000u) < 0x71000000u ? 0x71000000u : twice & 0xFF000000u;
    const std::uint32_t rounded =
        std::bit_cast<std::uint32_t>(std::bit_cast<float>((exponent >> 1) + 0x07800000u) + scaled);
    const std::uint32_t magnitude = ((rounded >> 13) & 0x7C00u) + (rounded & 0x0FFFu);
    return static_cast<std::uint16_t>((word >> 16 & 0x8000u) | (twice > 0xFF000000u ? 0x7E00u : magnitude));
}

/// bfloat16 bits to float, exact.
inline float bfloatToFloat(std::uint16_t bits) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

/// Float to bfloat16 bits.
inline std::uint16_t floatToBfloat(float value) {
    const std::uint32_t word = std::bit_cast<std::uint32_t>(value);
    if (std::isnan(value))
        return static_cast<std::uint16_t>((word >> 16) | 0x0040u);
    return static_cast<std::uint16_t>((word + 0x7FFFu + ((word >> 16) & 1u)) >> 16);
}

/// The value that storing as binary16 or bfloat16 leaves.
inline float roundToHalf(float value) {
    return halfToFloat(floatToHalf(value));
}
inline float roundToBfloat(float value) {
    return bfloatToFloat(floatToBfloat(value));
}

} // namespace lapidary::base
