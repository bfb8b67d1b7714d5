// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/obs_sweep.h"
#include "core/engine/methods/update.h"
#include "core/engine/tensor/linalg.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/where.h>

namespace lapidary::engine::methods {

base::Result<at::Tensor> obsUpdate(const MatrixJob& job, double damping, const base::RunControl& control,
                                   Figures& figures) {
    LAPIDARY_TRY(const at::Tensor moment, requireMoment(job));
    at::Tensor c = moment.to(at::kDouble).clone();
    at::Tensor diagonal = c.diagonal();
    diagonal.copy_(at::where(diagonal > 0, diagonal, 1.0)); // channels that were never active
    LAPIDARY_TRY(const InverseFactor factor, inverseFactor(c, damping, "obs, moment of the inputs", control));
    figures["update_damping"] = factor.share;
    SweepRule rule;
    rule.mask = job.mask;
    LAPIDARY_TRY(Swept swept, obsSweep(job.weight, factor.upper, rule, control));
    return std::move(swept.values);
}

} // namespace lapidary::engine::methods
