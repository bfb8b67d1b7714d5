// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/grid_fit.h"

#include "core/base/half.h"
#include "core/engine/tensor/parallel_rows.h"

#include <ATen/ops/empty.h>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace lapidary::engine::methods {

namespace {

constexpr int kLanes = 16; // independent partial results, so that the loops vectorise without -ffast-math
constexpr double kErrorPower = 2.4; // of GPTQ's own MSE grid

/// Adding and taking away 1.5 * 2^23 rounds to the nearest integer, halves to even, for |x| < 2^22; unlike
/// std::nearbyint it vectorises on every x86-64.
inline float roundEven(float x) {
    constexpr float kShift = 12582912.0F;
    return (x + kShift) - kShift;
}

inline float clampTo(float x, float low, float high) {
    x = x < low ? low : x;
    return x > high ? high : x;
}

/// x^0.4 for x >= 0 to 2e-6, by 2^(0.4 log2 x) with polynomials (Chebyshev interpolants, degrees 6 and 5).
inline float power04(float x) {
    const auto bits = std::bit_cast<std::int32_t>(x);
    const auto exponent = static_cast<float>((bits >> 23) - 127);
    const float u = std::bit_cast<float>((bits & 0x007FFFFF) | 0x3F800000) - 1.0F;
    float log2 = -2.512320329e-02F;
    log2 = log2 * u + 1.192982377e-01F;
    log2 = log2 * u - 2.746232576e-01F;
    log2 = log2 * u + 4.555270881e-01F;
    log2 = log2 * u - 7.175578724e-01F;
    log2 = log2 * u + 1.442475315e+00F;
    log2 = log2 * u + 2.123740892e-06F;
    const float y = 0.4F * (exponent + log2);
    const float whole = roundEven(y - 0.5F); // floor, but for exact integers, where either neighbour serves
    const float f = y - whole;
    float power = 1.895107291e-03F;
    power = power * f + 8.946214666e-03F;
    power = power * f + 5.586328266e-02F;
    power = power * f + 2.401407701e-01F;
    power = power * f + 6.931546200e-01F;
    power = power * f + 9.999998958e-01F;
    const auto shifted = std::bit_cast<std::int32_t>(power) + (static_cast<std::int32_t>(whole) << 23);
    return std::bit_cast<float>(shifted);
}

struct Extremes {
    float least = 0.0F;
    float most = 0.0F;
};

Extremes extremesOf(const float* weights, std::int64_t count) {
    std::array<float, kLanes> least{};
    std::array<float, kLanes> most{};
    std::int64_t i = 0;
    for (; i + kLanes <= count; i += kLanes)
        for (int lane = 0; lane < kLanes; ++lane) {
            const float w = weights[i + lane];
            least[lane] = w < least[lane] ? w : least[lane];
            most[lane] = w > most[lane] ? w : most[lane];
        }
    Extremes found;
    for (int lane = 0; lane < kLanes; ++lane) {
        found.least = std::min(found.least, least[lane]);
        found.most = std::max(found.most, most[lane]);
    }
    for (; i < count; ++i) {
        found.least = std::min(found.least, weights[i]);
        found.most = std::max(found.most, weights[i]);
    }
    return found;
}

/// The nearest positive finite value of the type in which scales are stored.
float storedScale(double scale, at::ScalarType type) {
    const auto value = static_cast<float>(scale);
    switch (type) {
    case at::kHalf:
        return std::clamp(base::roundToHalf(value), 0x1p-24F, 65504.0F);
    case at::kBFloat16:
        return std::clamp(base::roundToBfloat(value), 0x1p-126F, 0x1.FEp127F);
    default:
        return std::max(value, 0x1p-126F);
    }
}

/// The step from the extremes, shrunk by `factor`.
Step stepOf(const Extremes& extremes, double factor, const GridRule& rule) {
    const double least = static_cast<double>(extremes.least) * factor;
    const double most = static_cast<double>(extremes.most) * factor;
    const auto levels = static_cast<double>(rule.high());
    if (rule.symmetric) {
        const double absmax = std::max(-least, most);
        const double scale = rule.fullRange ? 2.0 * absmax / levels : absmax / (rule.middle() - 1);
        return {storedScale(scale, rule.scaleType), static_cast<float>(rule.middle())};
    }
    const float scale = storedScale((most - least) / levels, rule.scaleType);
    const double zero = std::nearbyint(-least / static_cast<double>(scale));
    return {scale, static_cast<float>(std::clamp(zero, 0.0, levels))};
}

/// Sum of |w - value(w)|^2.4 over the group.
double errorOf(const float* weights, std::int64_t count, const Step& step, const GridRule& rule) {
    const float low = static_cast<float>(rule.low()) - step.zero;
    const float high = static_cast<float>(rule.high()) - step.zero;
    std::array<float, kLanes> sums{};
    const auto one = [&](float w) {
        const float x = w / step.scale;
        const float d = std::fabs(x - roundEven(clampTo(x, low, high)));
        return d * d * power04(d);
    };
    std::int64_t i = 0;
    for (; i + kLanes <= count; i += kLanes)
        for (int lane = 0; lane < kLanes; ++lane)
            sums[lane] += one(weights[i + lane]);
    double sum = 0.0;
    for (; i < count; ++i)
        sum += static_cast<double>(one(weights[i]));
    for (const float part : sums)
        sum += static_cast<double>(part);
    return sum * std::pow(static_cast<double>(step.scale), kErrorPower);
}

/// Rows of a weight in one tensor's grid: extremes and errors gathered over all of them, in a fixed order.
Step fitWhole(const float* weights, std::int64_t rows, std::int64_t columns, const GridRule& rule) {
    std::vector<Extremes> parts(static_cast<std::size_t>(rows));
    parallelRows(rows, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row)
            parts[static_cast<std::size_t>(row)] = extremesOf(weights + row * columns, columns);
    });
    Extremes all;
    for (const Extremes& part : parts) {
        all.least = std::min(all.least, part.least);
        all.most = std::max(all.most, part.most);
    }
    Step best = stepOf(all, 1.0, rule);
    if (!rule.leastError)
        return best;
    double bestError = std::numeric_limits<double>::infinity();
    std::vector<double> errors(static_cast<std::size_t>(rows));
    for (int index = 0; index < kGridFactors; ++index) {
        const Step step = stepOf(all, gridFactor(index), rule);
        parallelRows(rows, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t row = begin; row < end; ++row)
                errors[static_cast<std::size_t>(row)] = errorOf(weights + row * columns, columns, step, rule);
        });
        double error = 0.0;
        for (const double part : errors)
            error += part;
        if (error < bestError) {
            bestError = error;
            best = step;
        }
    }
    return best;
}

Grid emptyGrid(std::int64_t rows, std::int64_t columns, const GridRule& rule) {
    Grid grid;
    grid.bits = rule.bits;
    grid.symmetric = rule.symmetric;
    grid.group = rule.perTensor ? columns : rule.groupOf(columns);
    grid.codes = at::empty({rows, columns}, at::kByte);
    const std::int64_t groups = (columns + grid.group - 1) / grid.group;
    grid.scale = at::empty({rule.perTensor ? 1 : rows, groups}, at::kFloat);
    if (!rule.symmetric)
        grid.zero = at::empty(grid.scale.sizes(), at::kByte);
    return grid;
}

/// Raw views of a grid's tensors on the host.
struct GridPointers {
    explicit GridPointers(Grid& grid)
        : codes(grid.codes.data_ptr<std::uint8_t>())
        , scale(grid.scale.data_ptr<float>())
        , zero(grid.zero.defined() ? grid.zero.data_ptr<std::uint8_t>() : nullptr) {}
    void set(std::int64_t at, const Step& step) const {
        scale[at] = step.scale;
        if (zero != nullptr)
            zero[at] = static_cast<std::uint8_t>(step.zero);
    }
    std::uint8_t* codes;
    float* scale;
    std::uint8_t* zero;
};

void roundRow(const float* weights, std::int64_t row, std::int64_t columns, const GridRule& rule,
              std::int64_t group, const GridPointers& grid) {
    const std::int64_t groups = (columns + group - 1) / group;
    for (std::int64_t g = 0; g < groups; ++g) {
        const std::int64_t first = g * group;
        const std::int64_t count = std::min(group, columns - first);
        const float* from = weights + row * columns + first;
        const Step step = fitStep(from, count, rule);
        grid.set(row * groups + g, step);
        encode(from, count, step, rule, grid.codes + row * columns + first);
    }
}

} // namespace

GridRule gridRule(const plan::FamilySettings& settings, at::ScalarType scaleType) {
    const plan::GridShape shape = plan::gridShape(settings);
    GridRule rule;
    rule.bits = shape.bits;
    rule.symmetric = shape.symmetric;
    rule.fullRange = shape.fullRange;
    rule.perTensor = shape.perTensor;
    rule.group = shape.group;
    rule.leastError = settings.has("grid") && settings.text("grid") == "mse";
    rule.scaleType = scaleType;
    return rule;
}

Step fitStep(const float* weights, std::int64_t count, const GridRule& rule) {
    const Extremes extremes = extremesOf(weights, count);
    Step best = stepOf(extremes, 1.0, rule);
    if (!rule.leastError)
        return best;
    double bestError = errorOf(weights, count, best, rule);
    for (int index = 1; index < kGridFactors; ++index) {
        const Step step = stepOf(extremes, gridFactor(index), rule);
        const double error = errorOf(weights, count, step, rule);
        if (error < bestError) {
            bestError = error;
            best = step;
        }
    }
    return best;
}

void encode(const float* weights, std::int64_t count, const Step& step, const GridRule& rule,
            std::uint8_t* codes) {
    const float low = static_cast<float>(rule.low()) - step.zero;
    const float high = static_cast<float>(rule.high()) - step.zero;
    for (std::int64_t i = 0; i < count; ++i) {
        const float q = roundEven(clampTo(weights[i] / step.scale, low, high)) + step.zero;
        codes[i] = static_cast<std::uint8_t>(static_cast<std::int32_t>(q));
    }
}

base::Result<Grid> roundMatrix(const at::Tensor& weight, const GridRule& rule,
                               const base::RunControl& control) {
    if (!weight.is_cpu()) {
        LAPIDARY_CHECK(control.check());
        return roundMatrixByTensors(weight, rule);
    }
    const at::Tensor values = weight.contiguous();
    const float* from = values.const_data_ptr<float>();
    const std::int64_t rows = values.size(0);
    const std::int64_t columns = values.size(1);
    Grid grid = emptyGrid(rows, columns, rule);
    const GridPointers pointers(grid);
    Step whole;
    if (rule.perTensor) {
        LAPIDARY_CHECK(control.check());
        whole = fitWhole(from, rows, columns, rule);
        pointers.set(0, whole);
    }
    const double passes = rule.leastError ? kGridFactors : 1.0;
    const std::int64_t panel = panelRows(passes * static_cast<double>(columns), 2e8);
    LAPIDARY_CHECK(
        forPanels(rows, panel, control, [&](std::int64_t first, std::int64_t last) -> base::Status {
            parallelRows(last - first, [&](std::int64_t begin, std::int64_t end) {
                for (std::int64_t row = first + begin; row < first + end; ++row)
                    if (rule.perTensor)
                        encode(from + row * columns, columns, whole, rule, pointers.codes + row * columns);
                    else
                        roundRow(from, row, columns, rule, grid.group, pointers);
            });
            return {};
        }));
    return grid;
}

} // namespace lapidary::engine::methods
