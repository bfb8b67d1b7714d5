// SPDX-License-Identifier: GPL-3.0-or-later
// Block layouts of ggml-common.h and the decoding of ggml-quants.c (MIT).
#include "core/base/half.h"
#include "core/formats/detail/decode_values.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace lapidary::formats::detail {

namespace {

/// Fields of a block in file order.
class Fields final {
public:
    explicit Fields(const std::uint8_t* at)
        : m_at(at) {}
    float half() {
        std::uint16_t bits = 0;
        std::memcpy(&bits, m_at, sizeof bits);
        m_at += sizeof bits;
        return base::halfToFloat(bits);
    }
    const std::uint8_t* bytes(std::size_t count) {
        const std::uint8_t* here = m_at;
        m_at += count;
        return here;
    }

private:
    const std::uint8_t* m_at;
};

constexpr int kSmall = 32; // elements of a block of the older types; the K types have 256

void decodeQ4Type0(Fields block, float* out) {
    const float d = block.half();
    const std::uint8_t* q = block.bytes(kSmall / 2);
    for (int j = 0; j < kSmall / 2; ++j) {
        out[j] = static_cast<float>((q[j] & 15) - 8) * d;
        out[j + kSmall / 2] = static_cast<float>((q[j] >> 4) - 8) * d;
    }
}

void decodeQ4Type1(Fields block, float* out) {
    const float d = block.half();
    const float m = block.half();
    const std::uint8_t* q = block.bytes(kSmall / 2);
    for (int j = 0; j < kSmall / 2; ++j) {
        out[j] = static_cast<float>(q[j] & 15) * d + m;
        out[j + kSmall / 2] = static_cast<float>(q[j] >> 4) * d + m;
    }
}

/// The fifth bit of element j is bit j of a 32-bit word.
void unpackQ5(Fields& block, int* q) {
    std::uint32_t high = 0;
    std::memcpy(&high, block.bytes(sizeof high), sizeof high);
    const std::uint8_t* low = block.bytes(kSmall / 2);
    for (int j = 0; j < kSmall / 2; ++j) {
        q[j] = (low[j] & 15) | static_cast<int>(high >> j & 1u) << 4;
        q[j + kSmall / 2] = (low[j] >> 4) | static_cast<int>(high >> (j + kSmall / 2) & 1u) << 4;
    }
}

void decodeQ5Type0(Fields block, float* out) {
    const float d = block.half();
    std::array<int, kSmall> q;
    unpackQ5(block, q.data());
    for (int j = 0; j < kSmall; ++j)
        out[j] = static_cast<float>(q[static_cast<std::size_t>(j)] - 16) * d;
}

void decodeQ5Type1(Fields block, float* out) {
    const float d = block.half();
    const float m = block.half();
    std::array<int, kSmall> q;
    unpackQ5(block, q.data());
    for (int j = 0; j < kSmall; ++j)
        out[j] = static_cast<float>(q[static_cast<std::size_t>(j)]) * d + m;
}

void decodeQ8Type0(Fields block, float* out) {
    const float d = block.half();
    const std::uint8_t* q = block.bytes(kSmall);
    for (int j = 0; j < kSmall; ++j)
        out[j] = static_cast<float>(static_cast<std::int8_t>(q[j])) * d;
}

void decodeIq4Nl(Fields block, float* out) {
    static constexpr std::array<float, 16> kLevels = {-127, -104, -83, -65, -49, -35, -22, -10,
                                                      1,    13,   25,  38,  53,  69,  89,  113};
    const float d = block.half();
    const std::uint8_t* q = block.bytes(kSmall / 2);
    for (int j = 0; j < kSmall / 2; ++j) {
        out[j] = d * kLevels[q[j] & 15u];
        out[j + kSmall / 2] = d * kLevels[q[j] >> 4];
    }
}

void decodeQ2K(Fields block, float* out) {
    const std::uint8_t* scales = block.bytes(16);
    const std::uint8_t* q = block.bytes(64);
    const float d = block.half();
    const float dmin = block.half();
    for (int half = 0; half < 2; ++half, q += 32) {
        for (int shift = 0; shift < 8; shift += 2) {
            for (int part = 0; part < 32; part += 16) {
                const std::uint8_t scale = *scales++;
                const float dl = d * static_cast<float>(scale & 15);
                const float ml = dmin * static_cast<float>(scale >> 4);
                for (int l = 0; l < 16; ++l)
                    *out++ = dl * static_cast<float>((q[part + l] >> shift) & 3) - ml;
            }
        }
    }
}

/// Sixteen 6-bit scales in 12 bytes: low nibbles in the first eight, the upper two bits in the last four.
std::array<int, 16> unpackQ3KScales(const std::uint8_t* packed) {
    std::array<int, 16> scales;
    for (std::size_t i = 0; i < 16; ++i) {
        const int low = i < 8 ? packed[i] & 15 : packed[i - 8] >> 4;
        const int high = (packed[8 + i % 4] >> (2 * (i / 4))) & 3;
        scales[i] = (low | high << 4) - 32;
    }
    return scales;
}

void decodeQ3K(Fields block, float* out) {
    const std::uint8_t* high = block.bytes(32);
    const std::uint8_t* q = block.bytes(64);
    const auto scales = unpackQ3KScales(block.bytes(12));
    const float d = block.half();
    std::size_t next = 0;
    int highBit = 0;
    for (int half = 0; half < 2; ++half, q += 32) {
        for (int shift = 0; shift < 8; shift += 2, ++highBit) {
            for (int part = 0; part < 32; part += 16) {
                const float dl = d * static_cast<float>(scales[next++]);
                for (int l = part; l < part + 16; ++l) {
                    const int value = ((q[l] >> shift) & 3) - ((high[l] >> highBit & 1) != 0 ? 0 : 4);
                    *out++ = dl * static_cast<float>(value);
                }
            }
        }
    }
}

struct ScaleMin {
    float scale;
    float min;
};

/// get_scale_min_k4: eight 6-bit scales and eight 6-bit minima in 12 bytes.
ScaleMin scaleMin(const std::uint8_t* s, int j) {
    if (j < 4)
        return {static_cast<float>(s[j] & 63), static_cast<float>(s[j + 4] & 63)};
    return {static_cast<float>((s[j + 4] & 15) | (s[j - 4] >> 6) << 4),
            static_cast<float>((s[j + 4] >> 4) | (s[j] >> 6) << 4)};
}

void decodeQ4K(Fields block, float* out) {
    const float d = block.half();
    const float dmin = block.half();
    const std::uint8_t* scales = block.bytes(12);
    const std::uint8_t* q = block.bytes(128);
    for (int j = 0; j < 8; j += 2, q += 32) {
        const auto [scale1, min1] = scaleMin(scales, j);
        const auto [scale2, min2] = scaleMin(scales, j + 1);
        const float d1 = d * scale1, m1 = dmin * min1;
        const float d2 = d * scale2, m2 = dmin * min2;
        for (int l = 0; l < 32; ++l)
            *out++ = d1 * static_cast<float>(q[l] & 15) - m1;
        for (int l = 0; l < 32; ++l)
            *out++ = d2 * static_cast<float>(q[l] >> 4) - m2;
    }
}

void decodeQ5K(Fields block, float* out) {
    const float d = block.half();
    const float dmin = block.half();
    const std::uint8_t* scales = block.bytes(12);
    const std::uint8_t* high = block.bytes(32);
    const std::uint8_t* q = block.bytes(128);
    for (int j = 0; j < 8; j += 2, q += 32) {
        const auto [scale1, min1] = scaleMin(scales, j);
        const auto [scale2, min2] = scaleMin(scales, j + 1);
        const float d1 = d * scale1, m1 = dmin * min1;
        const float d2 = d * scale2, m2 = dmin * min2;
        for (int l = 0; l < 32; ++l)
            *out++ = d1 * static_cast<float>((q[l] & 15) + ((high[l] >> j & 1) << 4)) - m1;
        for (int l = 0; l < 32; ++l)
            *out++ = d2 * static_cast<float>((q[l] >> 4) + ((high[l] >> (j + 1) & 1) << 4)) - m2;
    }
}

void decodeQ6K(Fields block, float* out) {
    const std::uint8_t* low = block.bytes(128);
    const std::uint8_t* high = block.bytes(64);
    const std::uint8_t* scales = block.bytes(16);
    const float d = block.half();
    const auto scale = [&](int i) { return d * static_cast<float>(static_cast<std::int8_t>(scales[i])); };
    for (int half = 0; half < 2; ++half, low += 64, high += 32, scales += 8, out += 128) {
        for (int l = 0; l < 32; ++l) {
            const int s = l / 16;
            const int q1 = ((low[l] & 15) | (high[l] & 3) << 4) - 32;
            const int q2 = ((low[l + 32] & 15) | (high[l] >> 2 & 3) << 4) - 32;
            const int q3 = ((low[l] >> 4) | (high[l] >> 4 & 3) << 4) - 32;
            const int q4 = ((low[l + 32] >> 4) | (high[l] >> 6 & 3) << 4) - 32;
            out[l] = scale(s) * static_cast<float>(q1);
            out[l + 32] = scale(s + 2) * static_cast<float>(q2);
            out[l + 64] = scale(s + 4) * static_cast<float>(q3);
            out[l + 96] = scale(s + 6) * static_cast<float>(q4);
        }
    }
}

template<void (*decode)(Fields, float*)>
void decodeEach(DType dtype, std::span<const std::byte> in, std::span<float> out) {
    const auto elements = static_cast<std::size_t>(info(dtype).blockElements);
    const auto bytes = static_cast<std::size_t>(info(dtype).blockBits) / 8;
    const auto* from = reinterpret_cast<const std::uint8_t*>(in.data());
    for (std::size_t block = 0; block < out.size() / elements; ++block)
        decode(Fields(from + block * bytes), out.data() + block * elements);
}

} // namespace

void decodeGgmlBlocks(DType dtype, std::span<const std::byte> in, std::span<float> out) {
    switch (dtype) {
    case DType::Q4_0:
        return decodeEach<decodeQ4Type0>(dtype, in, out);
    case DType::Q4_1:
        return decodeEach<decodeQ4Type1>(dtype, in, out);
    case DType::Q5_0:
        return decodeEach<decodeQ5Type0>(dtype, in, out);
    case DType::Q5_1:
        return decodeEach<decodeQ5Type1>(dtype, in, out);
    case DType::Q8_0:
        return decodeEach<decodeQ8Type0>(dtype, in, out);
    case DType::IQ4_NL:
        return decodeEach<decodeIq4Nl>(dtype, in, out);
    case DType::Q2_K:
        return decodeEach<decodeQ2K>(dtype, in, out);
    case DType::Q3_K:
        return decodeEach<decodeQ3K>(dtype, in, out);
    case DType::Q4_K:
        return decodeEach<decodeQ4K>(dtype, in, out);
    case DType::Q5_K:
        return decodeEach<decodeQ5K>(dtype, in, out);
    case DType::Q6_K:
        return decodeEach<decodeQ6K>(dtype, in, out);
    default:
        return;
    }
}

} // namespace lapidary::formats::detail
