// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Included by one source file for each instruction set, which defines LAPIDARY_LANES (floats in a register)
// and LAPIDARY_ROWS (rows of the product's register tile). Everything here has internal linkage and nothing
// of the standard library is instantiated: code compiled for a newer processor must not be merged into other
// files by the linker.

#include "core/engine/host/host_kernels.h"

#include <cstdint>
#include <utility>

namespace lapidary::engine {
namespace {

constexpr int kLanes = LAPIDARY_LANES;
constexpr int kRows = LAPIDARY_ROWS;
constexpr std::int64_t kTile = 2 * kLanes;
constexpr std::int64_t kSumBlock = 256;

typedef float Vector __attribute__((vector_size(4 * LAPIDARY_LANES)));
typedef float LooseVector __attribute__((vector_size(4 * LAPIDARY_LANES), aligned(4), may_alias));

/// The range reduction and polynomial of Cephes' expf. Below -87 it gives a positive value under 2e-38.
[[gnu::always_inline]] inline float exponential(float x) {
    constexpr float kLog2E = 1.44269504088896341F;
    constexpr float kLn2High = 0.693359375F;
    constexpr float kLn2Low = -2.12194440e-4F;
    constexpr float kRound = 12582912.0F; // 1.5 * 2^23: adding it rounds to a whole number
    x = x < -87.0F ? -87.0F : x;
    x = x > 88.0F ? 88.0F : x;
    const float n = (x * kLog2E + kRound) - kRound;
    const float r = (x - n * kLn2High) - n * kLn2Low;
    float p = 1.9875691500e-4F;
    p = p * r + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * r * r + r + 1.0F;
    return p * __builtin_bit_cast(float, (static_cast<std::int32_t>(n) + 127) << 23);
}

/// One exchange of a transposition (Eklundh): the lanes of which `Step` is a bit are swapped against those of
/// the other vector that lack it.
template<int Step, int... Lane>
[[gnu::always_inline]] inline void exchange(Vector& first, Vector& second,
                                            std::integer_sequence<int, Lane...> /*lanes*/) {
    const Vector a = first;
    const Vector b = second;
    first = __builtin_shufflevector(a, b, ((Lane & Step) == 0 ? Lane : Lane - Step + kLanes)...);
    second = __builtin_shufflevector(a, b, ((Lane & Step) == 0 ? Lane + Step : Lane + kLanes)...);
}

template<int Step>
[[gnu::always_inline]] inline void exchangeAll(Vector (&rows)[kLanes]) {
#pragma GCC unroll 16
    for (int i = 0; i < kLanes; ++i)
        if ((i & Step) == 0)
            exchange<Step>(rows[i], rows[i + Step], std::make_integer_sequence<int, kLanes>());
    if constexpr (2 * Step < kLanes)
        exchangeAll<2 * Step>(rows);
}

/// A square of kLanes columns.
[[gnu::always_inline]] inline void transpose(const float* w, std::int64_t wStride, float* strip) {
    Vector rows[kLanes];
#pragma GCC unroll 16
    for (int i = 0; i < kLanes; ++i)
        rows[i] = *reinterpret_cast<const LooseVector*>(w + i * wStride);
    exchangeAll<1>(rows);
#pragma GCC unroll 16
    for (int i = 0; i < kLanes; ++i)
        *reinterpret_cast<LooseVector*>(strip + i * kTile) = rows[i];
}

void packTransposed(const float* w, std::int64_t wStride, std::int64_t columns, std::int64_t depth,
                    float* strip) {
    std::int64_t p = 0;
    for (; columns == kTile && p + kLanes <= depth; p += kLanes) {
        transpose(w + p, wStride, strip + p * kTile);
        transpose(w + kLanes * wStride + p, wStride, strip + p * kTile + kLanes);
    }
    for (; p < depth; ++p) {
        for (std::int64_t j = 0; j < columns; ++j)
            strip[p * kTile + j] = w[j * wStride + p];
        for (std::int64_t j = columns; j < kTile; ++j)
            strip[p * kTile + j] = 0.0F;
    }
}

void packPlain(const float* b, std::int64_t bStride, std::int64_t columns, std::int64_t depth, float* strip) {
    for (std::int64_t p = 0; p < depth; ++p) {
        for (std::int64_t j = 0; j < columns; ++j)
            strip[p * kTile + j] = b[p * bStride + j];
        for (std::int64_t j = columns; j < kTile; ++j)
            strip[p * kTile + j] = 0.0F;
    }
}

/// One register tile: Rows x kTile sums over the depth, each a vector that stays in its register.
template<int Rows>
[[gnu::always_inline]] inline void multiplyTile(const float* a, std::int64_t aStride, const float* strip,
                                                std::int64_t depth, float* c, std::int64_t cStride,
                                                bool accumulate) {
    Vector low[Rows];
    Vector high[Rows];
    for (int i = 0; i < Rows; ++i) {
        low[i] = Vector{};
        high[i] = Vector{};
    }
    for (std::int64_t p = 0; p < depth; ++p) {
        const Vector b0 = *reinterpret_cast<const LooseVector*>(strip + p * kTile);
        const Vector b1 = *reinterpret_cast<const LooseVector*>(strip + p * kTile + kLanes);
#pragma GCC unroll 16
        for (int i = 0; i < Rows; ++i) {
            const Vector x = a[i * aStride + p] - Vector{}; // exact, so it is a broadcast
            low[i] += x * b0;
            high[i] += x * b1;
        }
    }
    for (int i = 0; i < Rows; ++i) {
        // Not auto: deduction drops the attribute that allows any alignment.
        LooseVector* first = reinterpret_cast<LooseVector*>(c + i * cStride);
        LooseVector* second = reinterpret_cast<LooseVector*>(c + i * cStride + kLanes);
        *first = accumulate ? *first + low[i] : low[i];
        *second = accumulate ? *second + high[i] : high[i];
    }
}

/// The last strip may have fewer columns than a tile: computed beside and copied.
template<int Rows>
[[gnu::always_inline]] inline void multiplyPart(const float* a, std::int64_t aStride, const float* strip,
                                                std::int64_t depth, float* c, std::int64_t cStride,
                                                std::int64_t columns, bool accumulate) {
    if (columns == kTile) {
        multiplyTile<Rows>(a, aStride, strip, depth, c, cStride, accumulate);
        return;
    }
    float tile[Rows * kTile];
    multiplyTile<Rows>(a, aStride, strip, depth, tile, kTile, false);
    for (int i = 0; i < Rows; ++i)
        for (std::int64_t j = 0; j < columns; ++j)
            c[i * cStride + j] = accumulate ? c[i * cStride + j] + tile[i * kTile + j] : tile[i * kTile + j];
}

void multiply(const HostProduct& p) {
    for (std::int64_t column = 0; column < p.columns; column += kTile) {
        const float* strip = p.packed + column / kTile * p.stripStride;
        const std::int64_t columns = p.columns - column < kTile ? p.columns - column : kTile;
        std::int64_t row = 0;
        for (; row + kRows <= p.rows; row += kRows)
            multiplyPart<kRows>(p.a + row * p.aStride, p.aStride, strip, p.depth,
                                p.c + row * p.cStride + column, p.cStride, columns, p.accumulate);
        for (; row + 2 <= p.rows; row += 2)
            multiplyPart<2>(p.a + row * p.aStride, p.aStride, strip, p.depth, p.c + row * p.cStride + column,
                            p.cStride, columns, p.accumulate);
        for (; row < p.rows; ++row)
            multiplyPart<1>(p.a + row * p.aStride, p.aStride, strip, p.depth, p.c + row * p.cStride + column,
                            p.cStride, columns, p.accumulate);
    }
}

void rmsNorm(const float* x, const float* gain, std::int64_t n, double eps, float* out) {
    double total = 0.0;
    for (std::int64_t begin = 0; begin < n; begin += kSumBlock) {
        const std::int64_t end = begin + kSumBlock < n ? begin + kSumBlock : n;
        float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
        for (std::int64_t i = begin; i < end; ++i)
            sum += x[i] * x[i];
        total += static_cast<double>(sum);
    }
    const auto factor = static_cast<float>(1.0 / __builtin_sqrt(total / static_cast<double>(n) + eps));
#pragma omp simd
    for (std::int64_t i = 0; i < n; ++i)
        out[i] = gain[i] * (x[i] * factor);
}

void swiGlu(const float* gate, const float* up, std::int64_t n, float* out) {
#pragma omp simd
    for (std::int64_t i = 0; i < n; ++i)
        out[i] = gate[i] / (1.0F + exponential(-gate[i])) * up[i];
}

void rotate(const float* x, const float* cos, const float* sin, std::int64_t half, float* out) {
#pragma omp simd
    for (std::int64_t i = 0; i < half; ++i) {
        const float first = x[i];
        const float second = x[i + half];
        out[i] = first * cos[i] - second * sin[i];
        out[i + half] = second * cos[i + half] + first * sin[i + half];
    }
}

float largest(const float* x, std::int64_t n) {
    float best = x[0];
#pragma omp simd reduction(max : best)
    for (std::int64_t i = 0; i < n; ++i)
        best = x[i] > best ? x[i] : best;
    return best;
}

double softmaxNumerators(float* x, std::int64_t n, float scale) {
    const float maximum = largest(x, n);
    double total = 0.0;
    for (std::int64_t begin = 0; begin < n; begin += kSumBlock) {
        const std::int64_t end = begin + kSumBlock < n ? begin + kSumBlock : n;
        float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
        for (std::int64_t i = begin; i < end; ++i) {
            x[i] = exponential(scale * (x[i] - maximum));
            sum += x[i];
        }
        total += static_cast<double>(sum);
    }
    return total;
}

void scale(float* x, std::int64_t n, float factor) {
#pragma omp simd
    for (std::int64_t i = 0; i < n; ++i)
        x[i] *= factor;
}

double sumOfExp(const float* x, std::int64_t n, float maximum) {
    double total = 0.0;
    for (std::int64_t begin = 0; begin < n; begin += kSumBlock) {
        const std::int64_t end = begin + kSumBlock < n ? begin + kSumBlock : n;
        float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
        for (std::int64_t i = begin; i < end; ++i)
            sum += exponential(x[i] - maximum);
        total += static_cast<double>(sum);
    }
    return total;
}

ExpSums sumsOfPair(const float* r, const float* m, std::int64_t n, float maximum) {
    ExpSums total;
    for (std::int64_t begin = 0; begin < n; begin += kSumBlock) {
        const std::int64_t end = begin + kSumBlock < n ? begin + kSumBlock : n;
        float sum = 0.0F;
        float cross = 0.0F;
#pragma omp simd reduction(+ : sum, cross)
        for (std::int64_t i = begin; i < end; ++i) {
            const float e = exponential(r[i] - maximum);
            sum += e;
            cross += e * (r[i] - m[i]);
        }
        total.exponentials += static_cast<double>(sum);
        total.cross += static_cast<double>(cross);
    }
    return total;
}

constexpr HostKernels kKernels{kRows,   kTile,    packTransposed, packPlain,         multiply,
                               rmsNorm, swiGlu,   rotate,         softmaxNumerators, scale,
                               largest, sumOfExp, sumsOfPair};

} // namespace
} // namespace lapidary::engine
