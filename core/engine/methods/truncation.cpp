// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/truncation.h"

#include "core/engine/tensor/leading_space.h"
#include "core/engine/tensor/linalg.h"
#include "core/results/measurements.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/linalg_solve_triangular.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>
#include <algorithm>
#include <cmath>
#include <vector>

namespace lapidary::engine::methods {

namespace {

constexpr double kSmallestDamping = 1e-10;

std::int64_t rankOf(const MatrixJob& job, const std::vector<double>& eigenvalues) {
    const auto given = plan::rankOf(job.settings, job.weight.size(0), job.weight.size(1));
    if (given)
        return *given;
    std::vector<double> singular(eigenvalues.size());
    std::transform(eigenvalues.begin(), eigenvalues.end(), singular.begin(),
                   [](double value) { return std::sqrt(std::max(0.0, value)); });
    return std::max<std::int64_t>(1, results::rankForEnergy(singular, job.settings.number("energy")));
}

/// Shares each component's norm equally between the two factors, so that both round well.
Factors balanced(const at::Tensor& up, const at::Tensor& down) {
    const at::Tensor a = at::linalg_vector_norm(up, 2, {0}); // of the columns of up
    const at::Tensor b = at::linalg_vector_norm(down, 2, {1});
    const at::Tensor usable = (a > 0).logical_and(b > 0);
    const at::Tensor s = at::where(usable, (b / a).sqrt(), at::zeros_like(a));
    const at::Tensor t = at::where(usable, (a / b).sqrt(), at::zeros_like(a));
    return {(up * s).to(at::kFloat).contiguous(), (down * t.unsqueeze(1)).to(at::kFloat).contiguous()};
}

} // namespace

base::Result<Factors> truncate(const MatrixJob& job, const at::Tensor& moment, double damping,
                               const base::RunControl& control, Figures& figures) {
    const at::Tensor w = job.weight.to(at::kDouble);
    const bool tall = w.size(0) > w.size(1);
    at::Tensor c;
    if (moment.defined()) {
        c = moment.to(at::kDouble).clone();
        damping = std::max(damping, kSmallestDamping);
        c.diagonal().add_(damping * c.diagonal().mean().item<double>());
        figures["damping"] = damping;
    }
    at::Tensor lower;
    at::Tensor root = w; // W L
    if (tall && c.defined()) {
        constexpr int kTries = 5;
        LAPIDARY_TRY(const DampedFactor factor,
                     dampedCholesky(c, 0.0, kTries, job.settings.method + ", moment of the inputs", control));
        lower = factor.lower;
        LAPIDARY_TRY(root, product(w, lower, control));
    }
    at::Tensor gram;
    if (tall) {
        LAPIDARY_TRY(gram, product(root.t(), root, control));
    } else {
        at::Tensor moved = w;
        if (c.defined()) {
            LAPIDARY_TRY(moved, product(w, c, control));
        }
        LAPIDARY_TRY(gram, product(moved, w.t(), control));
    }
    const auto rank = [&](const std::vector<double>& eigenvalues) { return rankOf(job, eigenvalues); };
    LAPIDARY_TRY(const at::Tensor vectors, leadingSpace(gram, rank, control));
    if (!tall) {
        LAPIDARY_TRY(const at::Tensor down, product(vectors.t(), w, control));
        return balanced(vectors, down);
    }
    LAPIDARY_TRY(const at::Tensor up, product(root, vectors, control));
    if (!lower.defined())
        return balanced(up, vectors.t());
    LAPIDARY_CHECK(control.check());
    return balanced(up,
                    at::linalg_solve_triangular(lower, vectors.t().contiguous(), false, false)); // V^T L^-1
}

} // namespace lapidary::engine::methods
