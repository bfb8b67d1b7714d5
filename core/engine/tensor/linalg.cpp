// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tensor/linalg.h"

#include "core/engine/tensor/parallel_rows.h"

#include <ATen/ops/eye.h>
#include <ATen/ops/linalg_cholesky_ex.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/linalg_solve_triangular.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/zeros_like.h>

namespace lapidary::engine {

namespace {

constexpr std::int64_t kPanel = 512;
constexpr std::int64_t kDirect = 1024; // up to here one library call stays far below a second

/// LAPACK's factorisation of one block; nothing where it is not positive definite.
std::optional<at::Tensor> choleskyBlock(const at::Tensor& a) {
    auto [lower, info] = at::linalg_cholesky_ex(a);
    if (info.item<int>() != 0)
        return std::nullopt;
    return lower;
}

at::Tensor invertBlock(const at::Tensor& lower) {
    return at::linalg_solve_triangular(lower, at::eye(lower.size(0), lower.options()), false);
}

} // namespace

base::Result<std::optional<at::Tensor>> cholesky(const at::Tensor& a, const base::RunControl& control) {
    LAPIDARY_CHECK(control.check());
    const std::int64_t n = a.size(0);
    if (n <= kDirect || !a.is_cpu())
        return choleskyBlock(a);
    at::Tensor l = a.tril();
    for (std::int64_t k = 0; k < n; k += kPanel) {
        LAPIDARY_CHECK(control.check());
        const std::int64_t width = std::min(kPanel, n - k);
        at::Tensor corner = l.narrow(0, k, width).narrow(1, k, width);
        const std::optional<at::Tensor> factor = choleskyBlock(corner);
        if (!factor)
            return std::optional<at::Tensor>();
        corner.copy_(*factor);
        const std::int64_t rest = n - k - width;
        if (rest == 0)
            break;
        at::Tensor below = l.narrow(0, k + width, rest).narrow(1, k, width);
        below.copy_(at::linalg_solve_triangular(factor->t(), below, true, false)); // B L^-T
        for (std::int64_t j = 0; j < rest;
             j += kPanel) { // lower part of A - B B^T, a panel of columns at a time
            LAPIDARY_CHECK(control.check());
            const std::int64_t columns = std::min(kPanel, rest - j);
            l.narrow(0, k + width + j, rest - j)
                .narrow(1, k + width + j, columns)
                .addmm_(below.narrow(0, j, rest - j), below.narrow(0, j, columns).t(), 1, -1);
        }
    }
    return std::optional<at::Tensor>(l.tril_());
}

base::Result<at::Tensor> invertLower(const at::Tensor& lower, const base::RunControl& control) {
    LAPIDARY_CHECK(control.check());
    const std::int64_t n = lower.size(0);
    if (n <= kDirect || !lower.is_cpu())
        return invertBlock(lower);
    at::Tensor inverse = at::zeros_like(lower);
    for (std::int64_t i = 0; i < n; i += kPanel) {
        const std::int64_t height = std::min(kPanel, n - i);
        const at::Tensor corner = invertBlock(lower.narrow(0, i, height).narrow(1, i, height));
        inverse.narrow(0, i, height).narrow(1, i, height).copy_(corner);
        const at::Tensor left = lower.narrow(0, i, height).narrow(1, 0, i);
        for (std::int64_t j = 0; j < i; j += kPanel) { // X_ij = -X_ii sum_k L_ik X_kj, k from j to i
            LAPIDARY_CHECK(control.check());
            const at::Tensor above = inverse.narrow(0, j, i - j).narrow(1, j, kPanel);
            inverse.narrow(0, i, height)
                .narrow(1, j, kPanel)
                .copy_(at::matmul(corner, at::matmul(left.narrow(1, j, i - j), above)).neg_());
        }
    }
    return inverse;
}

base::Result<DampedFactor> dampedCholesky(const at::Tensor& a, double share, int tries,
                                          const std::string& what, const base::RunControl& control) {
    const double mean = a.diagonal().mean().item<double>();
    for (int attempt = 0; attempt < tries; ++attempt) {
        at::Tensor damped = a.clone();
        damped.diagonal().add_(share * mean);
        LAPIDARY_TRY(const std::optional<at::Tensor> lower, cholesky(damped, control));
        if (lower)
            return DampedFactor{*lower, share};
        share = share == 0.0 ? 1e-8 : 10.0 * share;
    }
    return base::Error{base::ErrorCode::NotConverged,
                       {},
                       what,
                       "a second moment that stays singular with " + std::to_string(share) +
                           " of its mean diagonal added",
                       "a positive definite one",
                       "give more calibration text or a larger damping"};
}

base::Result<InverseFactor> inverseFactor(const at::Tensor& a, double share, const std::string& what,
                                          const base::RunControl& control) {
    constexpr int kTries = 6;
    // J a J = L L^T gives a^-1 = (J L^-1 J)^T (J L^-1 J), J the reversal.
    LAPIDARY_TRY(const DampedFactor factor, dampedCholesky(a.flip({0, 1}), share, kTries, what, control));
    LAPIDARY_TRY(const at::Tensor inverse, invertLower(factor.lower, control));
    return InverseFactor{inverse.flip({0, 1}), factor.share};
}

base::Result<Eigen> symmetricEigen(const at::Tensor& a, const base::RunControl& control) {
    LAPIDARY_CHECK(control.check());
    auto [values, vectors] = at::linalg_eigh(a);
    return Eigen{values.flip(0), vectors.flip(1)};
}

} // namespace lapidary::engine
