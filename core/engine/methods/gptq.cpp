// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/kernel.h"
#include "core/engine/methods/obs_sweep.h"
#include "core/engine/tensor/linalg.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/argsort.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/where.h>

namespace lapidary::engine::methods {

namespace {

/// Channels that were never active have no say in the feedback; a unit diagonal keeps the moment regular.
/// Their weights are rounded like others, where the papers' code sets them to zero: another text may use
/// them.
at::Tensor withoutDeadChannels(const at::Tensor& moment) {
    at::Tensor c = moment.to(at::kDouble).clone();
    at::Tensor diagonal = c.diagonal();
    diagonal.copy_(at::where(diagonal > 0, diagonal, 1.0));
    return c;
}

Steps stepsOf(const Grid& grid, const GridRule& rule) {
    if (grid.zero.defined())
        return {grid.scale, grid.zero.to(at::kFloat)};
    return {grid.scale, at::full_like(grid.scale, rule.middle())};
}

} // namespace

// Frantar et al. 2022, arXiv:2210.17323; "static" fixes all grids before the columns are put in order of
// falling moment, "dynamic" makes groups of neighbours in that order.
base::Result<Grid> gptq(const MatrixJob& job, const base::RunControl& control, Figures& figures) {
    LAPIDARY_TRY(const at::Tensor moment, requireMoment(job));
    const GridRule rule = gridRule(job.settings, job.types.scale);
    const std::string& order = job.settings.text("order");
    const std::int64_t columns = job.weight.size(1);
    const std::int64_t group = rule.groupOf(columns);
    const std::int64_t groups = rule.perTensor ? 1 : (columns + group - 1) / group;

    at::Tensor c = withoutDeadChannels(moment);
    at::Tensor weight = job.weight;
    at::Tensor permutation; // sweep position -> column
    SweepRule sweep;
    sweep.mask = job.mask;
    sweep.grid = rule;
    sweep.block = job.settings.has("block") ? job.settings.integer("block") : sweep.block;
    if (order != "none") {
        permutation = at::argsort(c.diagonal(), /*stable=*/true, -1, /*descending=*/true);
        c = c.index_select(0, permutation).index_select(1, permutation);
        weight = weight.index_select(1, permutation);
        if (sweep.mask.defined())
            sweep.mask = sweep.mask.index_select(1, permutation);
    }
    if (order == "static" || groups == 1) {
        LAPIDARY_TRY(const Grid fixed, roundMatrix(job.weight, rule, control));
        sweep.steps = stepsOf(fixed, rule);
        const at::Tensor position =
            permutation.defined() ? permutation.cpu() : at::arange(columns, at::TensorOptions(at::kLong));
        const auto* column = position.const_data_ptr<std::int64_t>();
        for (std::int64_t i = 0; i < columns; ++i)
            sweep.groupOf.push_back(groups == 1 ? 0 : column[i] / group);
    }
    LAPIDARY_TRY(const InverseFactor factor,
                 inverseFactor(c, job.settings.number("damping"), "gptq, moment of the inputs", control));
    figures["damping"] = factor.share;
    LAPIDARY_TRY(const Swept swept, obsSweep(weight, factor.upper, sweep, control));

    Grid grid;
    grid.bits = rule.bits;
    grid.symmetric = rule.symmetric;
    grid.group = rule.perTensor ? columns : group;
    grid.scale = swept.steps.scale;
    if (!rule.symmetric)
        grid.zero = swept.steps.zero.to(at::kByte);
    const at::Tensor place =
        permutation.defined() ? at::argsort(permutation) : at::Tensor(); // column -> position
    grid.codes = place.defined() ? swept.codes.index_select(1, place) : swept.codes;
    if (order == "dynamic" && groups > 1)
        grid.index = place.floor_divide(group);
    return grid;
}

} // namespace lapidary::engine::methods
