// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/grid_fit.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/amax.h>
#include <ATen/ops/amin.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/where.h>

namespace lapidary::engine::methods {

namespace {

constexpr double kErrorPower = 2.4;

at::Tensor storedScales(const at::Tensor& scale, at::ScalarType type) {
    switch (type) {
    case at::kHalf:
        return scale.to(at::kFloat).to(at::kHalf).to(at::kFloat).clamp(0x1p-24, 65504.0);
    case at::kBFloat16:
        return scale.to(at::kFloat).to(at::kBFloat16).to(at::kFloat).clamp(0x1p-126, 0x1.FEp127);
    default:
        return scale.to(at::kFloat).clamp_min(0x1p-126);
    }
}

/// least, most [...] float64 -> the steps from these extremes.
Steps stepsOf(const at::Tensor& least, const at::Tensor& most, const GridRule& rule) {
    const auto levels = static_cast<double>(rule.high());
    Steps steps;
    if (rule.symmetric) {
        const at::Tensor absmax = at::maximum(-least, most);
        steps.scale = storedScales(rule.fullRange ? absmax * 2.0 / levels : absmax / (rule.middle() - 1),
                                   rule.scaleType);
        steps.zero = at::full_like(steps.scale, rule.middle());
        return steps;
    }
    steps.scale = storedScales((most - least) / levels, rule.scaleType);
    steps.zero = (-least / steps.scale.to(at::kDouble)).round().clamp(0, levels).to(at::kFloat);
    return steps;
}

at::Tensor roundedSteps(const at::Tensor& x, const at::Tensor& zero, const GridRule& rule) {
    return (x.round() + zero).clamp(rule.low(), rule.high()) - zero;
}

/// groups [rows, n, columns] -> steps [rows, n].
Steps fitGroups(const at::Tensor& groups, const GridRule& rule) {
    const at::Tensor least = at::amin(groups, -1).clamp_max(0).to(at::kDouble);
    const at::Tensor most = at::amax(groups, -1).clamp_min(0).to(at::kDouble);
    Steps best = stepsOf(least, most, rule);
    if (!rule.leastError)
        return best;
    at::Tensor bestError;
    for (int index = 0; index < kGridFactors; ++index) {
        const double factor = gridFactor(index);
        const Steps steps = stepsOf(least * factor, most * factor, rule);
        const at::Tensor x = groups / steps.scale.unsqueeze(-1);
        const at::Tensor d = (x - roundedSteps(x, steps.zero.unsqueeze(-1), rule)).abs();
        const at::Tensor error =
            d.pow(kErrorPower).sum(-1, false, at::kDouble) * steps.scale.to(at::kDouble).pow(kErrorPower);
        if (!bestError.defined()) {
            bestError = error;
            continue;
        }
        const at::Tensor better = error < bestError;
        bestError = at::where(better, error, bestError);
        best.scale = at::where(better, steps.scale, best.scale);
        best.zero = at::where(better, steps.zero, best.zero);
    }
    return best;
}

} // namespace

Steps fitSteps(const at::Tensor& weight, const GridRule& rule) {
    const std::int64_t rows = weight.size(0);
    const std::int64_t columns = weight.size(1);
    if (rule.perTensor)
        return fitGroups(weight.reshape({1, 1, rows * columns}), rule);
    const std::int64_t group = rule.groupOf(columns);
    const std::int64_t whole = columns / group;
    Steps steps = fitGroups(weight.narrow(1, 0, whole * group).reshape({rows, whole, group}), rule);
    if (whole * group == columns)
        return steps;
    const Steps tail = fitGroups(weight.narrow(1, whole * group, columns - whole * group).unsqueeze(1), rule);
    return {at::cat({steps.scale, tail.scale}, 1), at::cat({steps.zero, tail.zero}, 1)};
}

at::Tensor encodeColumns(const at::Tensor& weight, const at::Tensor& scale, const at::Tensor& zero,
                         const GridRule& rule) {
    return ((weight / scale).round() + zero).clamp(rule.low(), rule.high()).to(at::kByte);
}

Grid roundMatrixByTensors(const at::Tensor& weight, const GridRule& rule) {
    const std::int64_t columns = weight.size(1);
    const Steps steps = fitSteps(weight, rule);
    Grid grid;
    grid.bits = rule.bits;
    grid.symmetric = rule.symmetric;
    grid.group = rule.perTensor ? columns : rule.groupOf(columns);
    grid.scale = steps.scale;
    if (!rule.symmetric)
        grid.zero = steps.zero.to(at::kByte);
    grid.codes = encodeColumns(weight, grid.spreadOverColumns(steps.scale, columns),
                               grid.spreadOverColumns(steps.zero, columns), rule);
    return grid;
}

} // namespace lapidary::engine::methods
