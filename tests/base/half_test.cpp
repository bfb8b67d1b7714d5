// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/half.h"

#include <bit>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace lapidary::base {

namespace {

/// The value of 16-bit float bits by its definition.
double valueOf(std::uint16_t bits, int mantissaBits, int bias) {
    const int exponentBits = 15 - mantissaBits;
    const int exponent = (bits & 0x7FFF) >> mantissaBits;
    const int mantissa = bits & ((1 << mantissaBits) - 1);
    const double sign = (bits & 0x8000) != 0 ? -1.0 : 1.0;
    if (exponent == (1 << exponentBits) - 1)
        return mantissa != 0 ? std::nan("") : sign * HUGE_VAL;
    const double fraction = std::ldexp(mantissa, -mantissaBits);
    return exponent == 0 ? sign * std::ldexp(fraction, 1 - bias)
                         : sign * std::ldexp(1.0 + fraction, exponent - bias);
}

/// Nearest 16-bit float by search among all, ties to the even one: slow and independent of bit tricks.
std::uint16_t nearest(float value, int mantissaBits, int bias) {
    const int infinity = 0x7FFF >> mantissaBits << mantissaBits;
    const double wanted = std::fabs(static_cast<double>(value));
    int low = 0;
    int high = infinity; // value of `low` <= wanted < value of `high`, infinity counting as the next step
    const auto magnitude = [&](int bits) {
        return bits == infinity
                   ? 2.0 * valueOf(static_cast<std::uint16_t>(bits - (1 << mantissaBits)), mantissaBits, bias)
                   : valueOf(static_cast<std::uint16_t>(bits), mantissaBits, bias);
    };
    if (wanted >= magnitude(infinity))
        low = infinity;
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        (magnitude(middle) <= wanted ? low : high) = middle;
    }
    int best = low;
    if (low != infinity) {
        const double below = wanted - magnitude(low);
        const double above = magnitude(high) - wanted;
        if (above < below || (above == below && low % 2 == 1))
            best = high;
    }
    return static_cast<std::uint16_t>(best | (std::signbit(value) ? 0x8000 : 0));
}

} // namespace

TEST(Half, EveryCodeHasItsDefinedValueAndComesBack) {
    for (unsigned bits = 0; bits <= 0xFFFF; ++bits) {
        const auto code = static_cast<std::uint16_t>(bits);
        const double half = valueOf(code, 10, 15);
        const double brain = valueOf(code, 7, 127);
        if (std::isnan(half)) {
            EXPECT_TRUE(std::isnan(halfToFloat(code)));
            EXPECT_TRUE(std::isnan(halfToFloat(floatToHalf(halfToFloat(code)))));
        } else {
            ASSERT_EQ(halfToFloat(code), half) << bits;
            ASSERT_EQ(floatToHalf(halfToFloat(code)), code);
        }
        if (std::isnan(brain)) {
            EXPECT_TRUE(std::isnan(bfloatToFloat(floatToBfloat(bfloatToFloat(code)))));
        } else {
            ASSERT_EQ(bfloatToFloat(code), brain) << bits;
            ASSERT_EQ(floatToBfloat(bfloatToFloat(code)), code);
        }
    }
}

TEST(Half, RoundsToNearestWithTiesToEven) {
    std::mt19937 random(11);
    for (int i = 0; i < 200000; ++i) {
        // Any float, and every other time one near the range of a half, a quarter of those exactly half-way.
        std::uint32_t word = static_cast<std::uint32_t>(random());
        if (i % 2 == 0) {
            word = (word & 0x807FFFFFu) | ((95u + word % 56u) << 23);
            if (i % 8 == 0)
                word = (word & ~0x1FFFu) | 0x1000u;
        }
        const float value = std::bit_cast<float>(word);
        if (std::isnan(value))
            continue;
        ASSERT_EQ(floatToHalf(value), nearest(value, 10, 15)) << value;
        ASSERT_EQ(floatToBfloat(value), nearest(value, 7, 127)) << value;
    }
}

TEST(Half, KeepsSpecialValues) {
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    EXPECT_EQ(floatToHalf(kInfinity), 0x7C00);
    EXPECT_EQ(floatToHalf(-kInfinity), 0xFC00);
    EXPECT_EQ(floatToHalf(65519.99f), 0x7BFF);
    EXPECT_EQ(floatToHalf(65520.0f), 0x7C00);
    EXPECT_EQ(floatToHalf(-0.0f), 0x8000);
    EXPECT_EQ(floatToHalf(0x1p-25f), 0x0000); // half-way between zero and the smallest: even
    EXPECT_EQ(floatToBfloat(std::numeric_limits<float>::max()), 0x7F80);
    EXPECT_EQ(floatToBfloat(-kInfinity), 0xFF80);
    EXPECT_TRUE(std::isnan(roundToBfloat(std::bit_cast<float>(0x7F800001u))));
    EXPECT_TRUE(std::isnan(roundToHalf(std::bit_cast<float>(0x7F800001u))));
    EXPECT_EQ(roundToHalf(1.0f + 0x1p-11f), 1.0f);
    EXPECT_EQ(roundToBfloat(1.0f + 0x1p-8f), 1.0f);
}

} // namespace lapidary::base
