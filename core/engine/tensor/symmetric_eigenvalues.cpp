// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tensor/symmetric_eigenvalues.h"

#include "core/engine/tensor/parallel_rows.h"
#include "core/engine/tensor/tridiagonal_kernels.h"

#include <ATen/Parallel.h>
#include <ATen/ops/linalg_eigvalsh.h>
#include <ATen/ops/tril.h>
#include <ATen/ops/zeros.h>
#include <algorithm>
#include <cmath>
#include <limits>

namespace lapidary::engine {

namespace {

// Columns of a panel: enough for products near the matrix-multiply rate, few enough that the corrections of
// the vectors inside a panel stay cheap.
constexpr std::int64_t kPanel = 32;
// Below this order the reading of the matrix is too short to be shared by threads.
constexpr std::int64_t kSharedOrder = 1024;
constexpr std::int64_t kUpdateWidth = 192;

/// Reduction to tridiagonal form from the last row up: each row of the lower triangle is turned onto its last
/// entry but one by a reflection H = I - tau v v^T, and B <- H B H = B - v w^T - w v^T with p = tau B v, w =
/// p - tau / 2 (p^T v) v. Inside a panel B stays as it was and the rank-2 changes are kept as rows of V and W
/// (Dongarra, Sorensen, Hammarling 1989; LAPACK's dlatrd).
class Tridiagonal final {
public:
    explicit Tridiagonal(const at::Tensor& a)
        : m_order(a.size(0))
        , m_matrix(a.tril().contiguous())
        , m_changes(at::zeros({2 * kPanel, m_order}, a.options()))
        , m_crossed(at::zeros({2 * kPanel, m_order}, a.options()))
        , m_a(m_matrix.mutable_data_ptr<double>())
        , m_vectors(m_changes.mutable_data_ptr<double>())
        , m_product(static_cast<std::size_t>(m_order))
        , diagonal(static_cast<std::size_t>(m_order))
        , offDiagonal(static_cast<std::size_t>(m_order)) {
        const double largest = m_matrix.abs().max().item<double>();
        m_scale = largest > 0.0 && std::isfinite(largest) ? std::ldexp(1.0, std::ilogb(largest)) : largest;
        if (m_scale > 0.0) // third powers of entries are met on the way
            m_matrix.div_(m_scale);
    }

    /// What the matrix was divided by: a power of two; 0 for a zero matrix.
    double scale() const { return m_scale; }

    base::Status reduce(const base::RunControl& control) {
        std::int64_t last = m_order - 1;
        while (last >= 0) {
            const std::int64_t end = std::max<std::int64_t>(last - kPanel, -1);
            m_kept = 0;
            for (; last > end; --last) {
                LAPIDARY_CHECK(control.check());
                reduceRow(last);
            }
            applyPanel(last + 1);
        }
        return {};
    }

private:
    double* v(std::int64_t k) { return m_vectors + k * m_order; }
    double* w(std::int64_t k) { return m_vectors + (kPanel + k) * m_order; }

    void reduceRow(std::int64_t row) {
        double* a = m_a + row * m_order;
        for (std::int64_t k = 0; k < m_kept; ++k)
            kernels::addScaled(a, -v(k)[row], w(k), -w(k)[row], v(k), row + 1);
        diagonal[static_cast<std::size_t>(row)] = a[row];
        if (row == 0)
            return;
        offDiagonal[static_cast<std::size_t>(row - 1)] = a[row - 1];
        const double rest = kernels::dot(a, a, row - 1);
        if (rest == 0.0)
            return;
        const double alpha = -std::copysign(std::sqrt(rest + a[row - 1] * a[row - 1]), a[row - 1]);
        offDiagonal[static_cast<std::size_t>(row - 1)] = alpha;
        // v = a - alpha e with v_last = a_last - alpha, tau = 2 / v^T v
        double* own = v(m_kept);
        std::copy_n(a, row, own);
        own[row - 1] -= alpha;
        const double tau = 2.0 / (rest + own[row - 1] * own[row - 1]);
        multiply(own, row);
        double* p = m_product.data();
        for (std::int64_t k = 0; k < m_kept; ++k) {
            const double byW = kernels::dot(w(k), own, row);
            const double byV = kernels::dot(v(k), own, row);
            kernels::addScaled(p, -byW, v(k), -byV, w(k), row);
        }
        const double half = 0.5 * tau * tau * kernels::dot(p, own, row);
        double* other = w(m_kept);
        for (std::int64_t i = 0; i < row; ++i)
            other[i] = tau * p[i] - half * own[i];
        ++m_kept;
    }

    /// m_product = B x for the leading `order` rows and columns of the matrix.
    void multiply(const double* x, std::int64_t order) {
        std::fill_n(m_product.data(), order, 0.0);
        const std::int64_t parts = order < kSharedOrder ? 1 : at::get_num_threads();
        if (parts == 1) {
            kernels::addSymmetricRows(m_a, m_order, 0, order, x, m_product.data());
            return;
        }
        m_partial.assign(static_cast<std::size_t>(parts * order), 0.0);
        const auto bound = [&](std::int64_t part) { // equal areas of the triangle
            const double share = std::sqrt(static_cast<double>(part) / static_cast<double>(parts));
            return part == parts ? order
                                 : static_cast<std::int64_t>(share * static_cast<double>(order)) / 4 * 4;
        };
        parallelRows(parts, [&](std::int64_t first, std::int64_t last) {
            for (std::int64_t part = first; part < last; ++part)
                kernels::addSymmetricRows(m_a, m_order, bound(part), bound(part + 1), x,
                                          m_partial.data() + part * order);
        });
        for (std::int64_t part = 0; part < parts; ++part)
            kernels::addScaled(m_product.data(), 1.0, m_partial.data() + part * order, 0.0, x, order);
    }

    /// B -= V^T W + W^T V for the leading `order` rows and columns, lower panels only.
    void applyPanel(std::int64_t order) {
        if (order == 0 || m_kept == 0)
            return;
        m_crossed.narrow(0, 0, kPanel).copy_(m_changes.narrow(0, kPanel, kPanel));
        m_crossed.narrow(0, kPanel, kPanel).copy_(m_changes.narrow(0, 0, kPanel));
        for (std::int64_t begin = 0; begin < order; begin += kUpdateWidth) {
            const std::int64_t end = std::min(begin + kUpdateWidth, order);
            at::Tensor panel = m_matrix.slice(0, begin, order).slice(1, begin, end);
            panel.addmm_(m_changes.slice(1, begin, order).t(), m_crossed.slice(1, begin, end), 1.0, -1.0);
        }
        m_changes.zero_();
    }

    std::int64_t m_order;
    at::Tensor m_matrix;  // lower triangle
    at::Tensor m_changes; // V, then W, a vector a row
    at::Tensor m_crossed; // W, then V
    double* m_a;
    double* m_vectors;
    double m_scale = 0.0;
    std::int64_t m_kept = 0;
    std::vector<double> m_product;
    std::vector<double> m_partial;

public:
    std::vector<double> diagonal;
    std::vector<double> offDiagonal; // the last entry is not used
};

/// Eigenvalues of an irreducible part first .. last by QL without square roots (Parlett, The Symmetric
/// Eigenvalue Problem, 8.15; LAPACK's dsterf); `e2` holds squares.
class RootFreeQl final {
public:
    RootFreeQl(std::vector<double>& d, std::vector<double>& e2)
        : m_d(d)
        , m_e2(e2) {}

    bool solve() {
        const std::size_t n = m_d.size();
        std::size_t budget = 30 * n;
        std::size_t first = 0;
        while (first < n) {
            std::size_t last = first;
            while (last + 1 < n && !negligible(last))
                ++last;
            if (last + 1 < n)
                m_e2[last] = 0.0;
            if (last == first) {
                ++first;
                continue;
            }
            // QL finds eigenvalues from the upper end: the smaller end of a graded part must be there.
            if (std::abs(m_d[last]) < std::abs(m_d[first])) {
                std::reverse(m_d.begin() + static_cast<std::ptrdiff_t>(first),
                             m_d.begin() + static_cast<std::ptrdiff_t>(last + 1));
                std::reverse(m_e2.begin() + static_cast<std::ptrdiff_t>(first),
                             m_e2.begin() + static_cast<std::ptrdiff_t>(last));
            }
            if (budget-- == 0)
                return false;
            sweep(first, last);
        }
        return true;
    }

private:
    bool negligible(std::size_t i) const {
        constexpr double kEpsilon = std::numeric_limits<double>::epsilon() / 2.0;
        return m_e2[i] <= kEpsilon * kEpsilon * std::abs(m_d[i] * m_d[i + 1]) || m_e2[i] < 1e-290;
    }

    /// One QL sweep with Wilkinson's shift over first .. last.
    void sweep(std::size_t first, std::size_t last) {
        const double root = std::sqrt(m_e2[first]);
        const double slope = (m_d[first + 1] - m_d[first]) / (2.0 * root);
        const double shift = m_d[first] - root / (slope + std::copysign(std::hypot(slope, 1.0), slope));
        double c = 1.0;
        double s = 0.0;
        double gamma = m_d[last] - shift;
        double p = gamma * gamma;
        for (std::size_t i = last; i-- > first;) {
            const double bb = m_e2[i];
            const double r = p + bb;
            if (i + 1 != last)
                m_e2[i + 1] = s * r;
            const double before = c;
            const double inverse = 1.0 / r;
            c = p * inverse;
            s = bb * inverse;
            const double old = gamma;
            const double alpha = m_d[i];
            gamma = c * (alpha - shift) - s * old;
            m_d[i + 1] = old + (alpha - gamma);
            p = c != 0.0 ? gamma * gamma / c : before * bb;
        }
        m_e2[first] = s * p;
        m_d[first] = shift + gamma;
    }

    std::vector<double>& m_d;
    std::vector<double>& m_e2;
};

base::Error notConverged() {
    return {base::ErrorCode::NotConverged,
            "eigenvalues",
            "symmetric matrix",
            "no convergence",
            "a finite matrix",
            "look for infinite values or NaN in the checkpoint"};
}

/// Of a matrix whose entries are about 1 at most.
base::Result<std::vector<double>> tridiagonalEigenvalues(std::vector<double> d, std::vector<double> e) {
    for (std::size_t i = 0; i < d.size(); ++i)
        e[i] = i + 1 < d.size() ? e[i] * e[i] : 0.0;
    if (!RootFreeQl(d, e).solve())
        return notConverged();
    std::sort(d.begin(), d.end());
    return d;
}

} // namespace

base::Result<std::vector<double>> symmetricEigenvalues(const at::Tensor& a, const base::RunControl& control) {
    LAPIDARY_CHECK(control.check());
    if (!a.is_cpu()) {
        const at::Tensor values = at::linalg_eigvalsh(a, "L").cpu();
        return std::vector<double>(values.const_data_ptr<double>(),
                                   values.const_data_ptr<double>() + values.numel());
    }
    Tridiagonal form(a);
    if (!std::isfinite(form.scale()))
        return notConverged();
    LAPIDARY_CHECK(form.reduce(control));
    LAPIDARY_TRY(std::vector<double> values,
                 tridiagonalEigenvalues(std::move(form.diagonal), std::move(form.offDiagonal)));
    for (double& value : values)
        value *= form.scale();
    return values;
}

} // namespace lapidary::engine
