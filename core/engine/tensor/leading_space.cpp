// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tensor/leading_space.h"

#include "core/engine/tensor/linalg.h"
#include "core/engine/tensor/parallel_rows.h"
#include "core/engine/tensor/symmetric_eigenvalues.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros_like.h>
#include <algorithm>
#include <cmath>

namespace lapidary::engine {

namespace {

constexpr std::int64_t kDirect = 1024;
// A gap below this share of the norm is none: eigenvalues on its two sides count as equal.
constexpr double kSmallestGap = 1e-8;
constexpr int kMostSteps = 10; // 7 suffice from kSmallestGap
constexpr std::uint64_t kSeed = 1;

/// Weights of one Halley step from the lower bound `l` of the singular values, and the bound after it.
struct HalleyStep {
    explicit HalleyStep(double l) {
        const double l2 = l * l;
        const double d = std::cbrt(4.0 * (1.0 - l2) / (l2 * l2));
        const double root = std::sqrt(1.0 + d);
        a = root + 0.5 * std::sqrt(8.0 - 4.0 * d + 8.0 * (2.0 - l2) / (l2 * root));
        b = (a - 1.0) * (a - 1.0) / 4.0;
        c = a + b - 1.0;
        next = std::min(1.0, l * (a + b * l2) / (1.0 + c * l2));
    }
    double a, b, c, next;
};

/// X -> (b / c) X + (a - b / c) X (I + c X^2)^-1 for a symmetric X.
base::Result<at::Tensor> halley(const at::Tensor& x, const HalleyStep& step,
                                const base::RunControl& control) {
    LAPIDARY_TRY(at::Tensor z, product(x, x, control));
    z.mul_(step.c);
    z.diagonal().add_(1.0);
    LAPIDARY_TRY(const DampedFactor factor, dampedCholesky(z, 0.0, 3, "sign function", control));
    LAPIDARY_TRY(const at::Tensor inverse, invertLower(factor.lower, control));
    LAPIDARY_TRY(const at::Tensor half, product(x, inverse.t(), control));
    LAPIDARY_TRY(at::Tensor moved, product(half, inverse, control)); // X L^-T L^-1
    moved.mul_(step.a - step.b / step.c).add_(x, step.b / step.c);
    return (moved + moved.t()).mul_(0.5); // rounding must not grow an antisymmetric part
}

bool isClearCut(const std::vector<double>& values, std::int64_t rank) {
    const auto n = static_cast<std::int64_t>(values.size());
    if (rank == 0 || rank == n)
        return true;
    const double norm = std::max(std::abs(values.front()), std::abs(values.back()));
    const auto last = static_cast<std::size_t>(rank - 1);
    return values[last] - values[last + 1] > kSmallestGap * norm;
}

/// The projector on the eigenvectors of the `rank` largest of `values` (descending), at a clear cut.
base::Result<at::Tensor> projector(const at::Tensor& a, const std::vector<double>& values, std::int64_t rank,
                                   const base::RunControl& control) {
    const std::int64_t n = a.size(0);
    if (rank == 0)
        return at::zeros_like(a);
    if (rank == n)
        return at::eye(n, a.options());
    const auto last = static_cast<std::size_t>(rank - 1);
    const double cut = 0.5 * (values[last] + values[last + 1]);
    const double norm = std::max(values.front() - cut, cut - values.back());
    at::Tensor x = a / norm;
    x.diagonal().sub_(cut / norm);
    double l = std::min(1.0, (values[last] - cut) / norm);
    for (int i = 0; i < kMostSteps && l < 1.0 - 1e-14; ++i) {
        const HalleyStep step(l);
        LAPIDARY_TRY(x, halley(x, step, control));
        l = step.next;
    }
    x.diagonal().add_(1.0);
    return x.mul_(0.5); // (I + sign) / 2
}

/// An orthonormal basis of the range of y by Cholesky factors of y^T y; twice for full accuracy.
base::Result<at::Tensor> orthonormal(at::Tensor y, const base::RunControl& control) {
    if (y.size(1) == 0)
        return y;
    for (int pass = 0; pass < 2; ++pass) {
        LAPIDARY_TRY(const at::Tensor gram, product(y.t(), y, control));
        LAPIDARY_TRY(const DampedFactor factor, dampedCholesky(gram, 0.0, 3, "orthonormal basis", control));
        LAPIDARY_TRY(const at::Tensor inverse, invertLower(factor.lower, control));
        LAPIDARY_TRY(y, product(y, inverse.t(), control));
    }
    return y;
}

} // namespace

base::Result<at::Tensor> product(const at::Tensor& a, const at::Tensor& b, const base::RunControl& control) {
    at::Tensor c = at::empty({a.size(0), b.size(1)}, a.options());
    const double cost = 2.0 * static_cast<double>(b.size(0)) * static_cast<double>(b.size(1));
    LAPIDARY_CHECK(forPanels(
        a.size(0), panelRows(cost), control, [&](std::int64_t first, std::int64_t last) -> base::Status {
            c.narrow(0, first, last - first).copy_(at::matmul(a.narrow(0, first, last - first), b));
            return {};
        }));
    return c;
}

base::Result<at::Tensor> leadingSpace(const at::Tensor& a, const RankChoice& rank,
                                      const base::RunControl& control) {
    if (a.is_cpu() && a.size(0) > kDirect)
        return leadingSpaceBySign(a, rank, control);
    LAPIDARY_TRY(const Eigen eigen, symmetricEigen(a, control));
    const at::Tensor host = eigen.values.cpu().contiguous();
    const auto* values = host.const_data_ptr<double>();
    return eigen.vectors.narrow(1, 0, rank(std::vector<double>(values, values + host.numel())));
}

base::Result<at::Tensor> leadingSpaceBySign(const at::Tensor& a, const RankChoice& rank,
                                            const base::RunControl& control) {
    LAPIDARY_TRY(std::vector<double> values, symmetricEigenvalues(a, control));
    std::reverse(values.begin(), values.end());
    const std::int64_t n = a.size(0);
    const std::int64_t r = std::min(n, rank(values));
    // Where the r-th and the next eigenvalue are equal, the clear cuts before and behind them.
    std::int64_t before = r;
    while (before > 0 && !isClearCut(values, before))
        --before;
    std::int64_t behind = r;
    while (behind < n && !isClearCut(values, behind))
        ++behind;
    at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(kSeed);
    const at::Tensor probes = at::randn({n, r}, generator, a.options());
    LAPIDARY_TRY(const at::Tensor inner, projector(a, values, before, control));
    LAPIDARY_TRY(const at::Tensor spanning, product(inner, probes.narrow(1, 0, before), control));
    LAPIDARY_TRY(const at::Tensor basis, orthonormal(spanning, control));
    if (before == r)
        return basis;
    LAPIDARY_TRY(const at::Tensor outer, projector(a, values, behind, control));
    LAPIDARY_TRY(const at::Tensor rest,
                 product(outer - inner, probes.narrow(1, before, r - before), control));
    LAPIDARY_TRY(const at::Tensor filling, orthonormal(rest, control));
    return orthonormal(at::cat({basis, filling}, 1), control);
}

} // namespace lapidary::engine
