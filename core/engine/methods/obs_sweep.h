// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/methods/grid_fit.h"

#include <ATen/core/Tensor.h>
#include <optional>
#include <vector>

namespace lapidary::engine::methods {

/// What a sweep of optimal brain surgeon does to a column once it is reached (GPTQ, arXiv:2210.17323;
/// SparseGPT, arXiv:2301.00774): zero where masked, rounded where there is a grid, else left as it is.
struct SweepRule {
    at::Tensor mask;              // bool [out, in] in sweep order; undefined: none
    std::optional<GridRule> grid; // nothing: values stay
    /// Grids fixed before, and each column's group; undefined: each group's grid is fitted to the weights as
    /// they are when the sweep reaches it (groups of `grid->group` columns in sweep order).
    Steps steps; // float32 [out or 1, groups]
    std::vector<std::int64_t> groupOf;
    std::int64_t block = 128; // columns between two updates of the rest
};

struct Swept {
    at::Tensor values; // float32 [out, in] where there is no grid
    at::Tensor codes;  // uint8 [out, in] where there is one
    Steps steps;
};

/// Columns from left to right: e = (w - value(w)) / U_ii, the columns behind lose e U_ij. `weight` float32
/// [out, in], `upper` float64 with U^T U = (C + damping)^-1. 2 out in^2 flops, most of them in the lazy
/// products between blocks; inside a block rows are independent and run in raw loops on the CPU's threads,
/// column operations elsewhere. Polls `control` between blocks.
base::Result<Swept> obsSweep(const at::Tensor& weight, const at::Tensor& upper, const SweepRule& rule,
                             const base::RunControl& control);
/// The same with column operations inside the blocks, whatever the device.
base::Result<Swept> obsSweepByTensors(const at::Tensor& weight, const at::Tensor& upper,
                                      const SweepRule& rule, const base::RunControl& control);

} // namespace lapidary::engine::methods
