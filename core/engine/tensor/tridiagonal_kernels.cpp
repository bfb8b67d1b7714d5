// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tensor/tridiagonal_kernels.h"

#include <cstring>

// Compiled once for each generation of x86-64 and chosen when the program starts.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&     \
    !defined(__SANITIZE_THREAD__)
#define LAPIDARY_GENERATIONS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define LAPIDARY_GENERATIONS
#endif

namespace lapidary::engine::kernels {

namespace {

using Four = double __attribute__((vector_size(32)));

[[gnu::always_inline]] inline void load(Four& value, const double* from) {
    std::memcpy(&value, from, sizeof value);
}

[[gnu::always_inline]] inline void store(double* to, const Four& value) {
    std::memcpy(to, &value, sizeof value);
}

} // namespace

LAPIDARY_GENERATIONS double dot(const double* x, const double* y, std::int64_t n) {
    Four sums[4] = {};
    std::int64_t i = 0;
    for (; i + 16 <= n; i += 16) {
        for (int lane = 0; lane < 4; ++lane) {
            Four a;
            Four b;
            load(a, x + i + 4 * lane);
            load(b, y + i + 4 * lane);
            sums[lane] += a * b;
        }
    }
    const Four sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    double result = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    for (; i < n; ++i)
        result += x[i] * y[i];
    return result;
}

LAPIDARY_GENERATIONS void addScaled(double* out, double a, const double* x, double b, const double* y,
                                    std::int64_t n) {
    std::int64_t i = 0;
    for (; i + 4 <= n; i += 4) {
        Four o;
        Four u;
        Four v;
        load(o, out + i);
        load(u, x + i);
        load(v, y + i);
        store(out + i, o + a * u + b * v);
    }
    for (; i < n; ++i)
        out[i] += a * x[i] + b * y[i];
}

LAPIDARY_GENERATIONS void addSymmetricRows(const double* a, std::int64_t stride, std::int64_t first,
                                           std::int64_t last, const double* x, double* y) {
    std::int64_t row = first;
    // Four rows together: y is read and written once for all of them.
    for (; row + 4 <= last; row += 4) {
        const double* r0 = a + row * stride;
        const double* r1 = r0 + stride;
        const double* r2 = r1 + stride;
        const double* r3 = r2 + stride;
        const double x0 = x[row];
        const double x1 = x[row + 1];
        const double x2 = x[row + 2];
        const double x3 = x[row + 3];
        Four s0 = {};
        Four s1 = {};
        Four s2 = {};
        Four s3 = {};
        for (std::int64_t j = 0; j < row; j += 4) {
            Four u;
            Four v;
            Four a0;
            Four a1;
            Four a2;
            Four a3;
            load(u, y + j);
            load(v, x + j);
            load(a0, r0 + j);
            load(a1, r1 + j);
            load(a2, r2 + j);
            load(a3, r3 + j);
            s0 += a0 * v;
            s1 += a1 * v;
            s2 += a2 * v;
            s3 += a3 * v;
            store(y + j, (u + a0 * x0 + a1 * x1) + (a2 * x2 + a3 * x3));
        }
        const Four sums[4] = {s0, s1, s2, s3};
        for (std::int64_t r = 0; r < 4; ++r) {
            const double* own = r0 + r * stride + row;
            double sum = (sums[r][0] + sums[r][1]) + (sums[r][2] + sums[r][3]) + own[r] * x[row + r];
            for (std::int64_t c = 0; c < r; ++c) {
                sum += own[c] * x[row + c];
                y[row + c] += own[c] * x[row + r];
            }
            y[row + r] += sum;
        }
    }
    for (; row < last; ++row) {
        const double* own = a + row * stride;
        y[row] += dot(own, x, row) + own[row] * x[row];
        addScaled(y, x[row], own, 0.0, own, row);
    }
}

} // namespace lapidary::engine::kernels
