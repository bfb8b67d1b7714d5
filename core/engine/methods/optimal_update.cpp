// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/update.h"
#include "core/engine/tensor/linalg.h"
#include "core/engine/tensor/parallel_rows.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>

namespace lapidary::engine::methods {

namespace {

constexpr int kSteps = 20;
constexpr double kPreconditionerDamping = 1e-4; // of the mean diagonal, where less is asked for
constexpr double kRoundingLevel = 1e-28;        // of a row's first squared, preconditioned residual

/// One panel of rows; all tensors float64. Rows are independent systems that share C and its preconditioner.
base::Result<at::Tensor> solveRows(const at::Tensor& w, const at::Tensor& keep, const at::Tensor& c,
                                   const at::Tensor& inverse, const base::RunControl& control) {
    const auto ratio = [](const at::Tensor& a, const at::Tensor& b, const at::Tensor& usable) {
        return at::where(usable, a / b, at::zeros_like(a)).unsqueeze(1);
    };
    at::Tensor v = w * keep;
    at::Tensor r = at::matmul(w - v, c) * keep; // minus half the gradient
    at::Tensor z = at::matmul(r, inverse) * keep;
    at::Tensor d = z.clone();
    at::Tensor rz = (r * z).sum(1);
    const at::Tensor floor = rz * kRoundingLevel;
    for (int step = 0; step < kSteps; ++step) {
        LAPIDARY_CHECK(control.check());
        const at::Tensor ad = at::matmul(d, c) * keep;
        const at::Tensor dad = (d * ad).sum(1);
        const at::Tensor alpha = ratio(rz, dad, (rz > floor).logical_and(dad > 0));
        v.addcmul_(d, alpha);
        r.addcmul_(ad, alpha, -1);
        z = at::matmul(r, inverse) * keep;
        const at::Tensor next = (r * z).sum(1);
        d = z + d * ratio(next, rz, rz > floor);
        rz = next;
    }
    return v;
}

} // namespace

base::Result<at::Tensor> optimalUpdate(const MatrixJob& job, double damping, const base::RunControl& control,
                                       Figures& figures) {
    LAPIDARY_TRY(const at::Tensor moment, requireMoment(job));
    at::Tensor c = moment.to(at::kDouble).clone();
    c.diagonal().add_(damping * c.diagonal().mean().item<double>());
    LAPIDARY_TRY(const InverseFactor factor,
                 inverseFactor(c, damping < kPreconditionerDamping ? kPreconditionerDamping : 0.0,
                               "optimal update, moment of the inputs", control));
    figures["update_damping"] = damping;
    const std::int64_t in = c.size(0);
    at::Tensor inverse = at::empty_like(c);
    const auto columns = static_cast<double>(in);
    LAPIDARY_CHECK(
        forPanels(in, panelRows(2.0 * columns * columns), control,
                  [&](std::int64_t first, std::int64_t last) -> base::Status {
                      const at::Tensor part = factor.upper.narrow(1, first, last - first);
                      inverse.narrow(0, first, last - first).copy_(at::matmul(part.t(), factor.upper));
                      return {};
                  }));
    at::Tensor updated = at::empty_like(job.weight);
    // A step is two products of 2 in^2 flops a row, and some eight arrays of the panel's size are alive.
    const std::int64_t panel = std::min(panelRows(4.0 * columns * columns, 4e10), panelRows(columns, 4e6));
    LAPIDARY_CHECK(forPanels(
        job.weight.size(0), panel, control, [&](std::int64_t first, std::int64_t last) -> base::Status {
            const at::Tensor w = job.weight.narrow(0, first, last - first).to(at::kDouble);
            const at::Tensor keep = job.mask.narrow(0, first, last - first).to(at::kDouble);
            LAPIDARY_TRY(const at::Tensor v, solveRows(w, keep, c, inverse, control));
            updated.narrow(0, first, last - first).copy_(v);
            return {};
        }));
    return updated;
}

} // namespace lapidary::engine::methods
