// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lapidary::engine {

/// c [rows, columns] = a [rows, depth] b, or += where `accumulate`. `packed` holds b in strips of
/// `columnTile` columns, each strip [depth, columnTile] and `stripStride` floats from the next. Strides in
/// floats. `packed` is aligned to 64 bytes, strips too.
struct HostProduct {
    const float* a = nullptr;
    std::int64_t aStride = 0;
    const float* packed = nullptr;
    std::int64_t stripStride = 0;
    float* c = nullptr;
    std::int64_t cStride = 0;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t depth = 0;
    bool accumulate = false;
};

struct ExpSums {
    double exponentials = 0.0;
    double cross = 0.0;
};

/// Inner loops in float32, compiled for one generation of x86-64. They know no tensors and no threads.
/// Relative error of their exponential: below 2e-7; sums go in float32 over at most 256 values a time, then
/// in float64.
struct HostKernels {
    std::int64_t rowTile;    // rows are best a multiple of it
    std::int64_t columnTile; // columns of a strip

    /// One strip of `columns` <= columnTile columns of b [depth, columns]: from its transpose w [columns,
    /// depth] (rows wStride apart) or from itself; missing columns become zeros.
    void (*packTransposed)(const float* w, std::int64_t wStride, std::int64_t columns, std::int64_t depth,
                           float* strip);
    void (*packPlain)(const float* b, std::int64_t bStride, std::int64_t columns, std::int64_t depth,
                      float* strip);
    void (*multiply)(const HostProduct& product);

    /// gain * x / sqrt(mean(x^2) + eps)
    void (*rmsNorm)(const float* x, const float* gain, std::int64_t n, double eps, float* out);
    /// gate / (1 + exp(-gate)) * up
    void (*swiGlu)(const float* gate, const float* up, std::int64_t n, float* out);
    /// x [2 half] turned by angles whose cos and sin are given per element, element i paired with i + half.
    void (*rotate)(const float* x, const float* cos, const float* sin, std::int64_t half, float* out);
    /// x := exp(scale (x - max x)); returns the sum. n > 0.
    double (*softmaxNumerators)(float* x, std::int64_t n, float scale);
    void (*scale)(float* x, std::int64_t n, float factor);
    float (*largest)(const float* x, std::int64_t n); // n > 0
    double (*sumOfExp)(const float* x, std::int64_t n, float maximum);
    /// Sums of e = exp(r - maximum) and of e (r - m).
    ExpSums (*sumsOfPair)(const float* r, const float* m, std::int64_t n, float maximum);
};

/// The kernels for this processor (AVX-512, else AVX2 with FMA), or null: callers then use torch's operators.
const HostKernels* hostKernels();

} // namespace lapidary::engine
