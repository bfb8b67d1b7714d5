// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/logit_pca.h"

#include "core/engine/measuring/spectra.h"
#include "core/engine/tensor/symmetric_product.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/linalg_eigh.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/outer.h>
#include <ATen/ops/topk.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <algorithm>
#include <vector>

namespace lapidary::engine {

namespace {

/// The loadings that may be among the largest of each component: values and token ids [found, components].
struct Candidates {
    at::Tensor values;
    at::Tensor ids;

    void keepLargest(std::int64_t count) {
        const auto order =
            std::get<1>(at::topk(values.abs(), std::min(count, values.size(0)), 0, true, true));
        values = values.gather(0, order);
        ids = ids.gather(0, order);
    }
};

/// Mean over the vocabulary of the rows of W.
base::Result<at::Tensor> meanRow(const RowTiles& head, const at::TensorOptions& options,
                                 const base::RunControl& control) {
    at::Tensor sum = at::zeros({head.columns}, options);
    LAPIDARY_CHECK(head.forEach(control, [&](std::int64_t, const at::Tensor& rows) -> base::Status {
        sum += rows.sum(0, false, at::kDouble);
        return {};
    }));
    return sum / static_cast<double>(head.rows);
}

/// W^T W of the gauged head.
base::Result<at::Tensor> headGram(const RowTiles& head, const at::Tensor& gauge,
                                  const base::RunControl& control) {
    at::Tensor sum = at::zeros({head.columns, head.columns}, gauge.options());
    LAPIDARY_CHECK(head.forEach(control, [&](std::int64_t, const at::Tensor& rows) -> base::Status {
        sum += gramOfColumns(rows.to(at::kDouble) - gauge);
        return {};
    }));
    return sum;
}

/// Largest loadings of the components W P, P [width, components].
base::Result<Candidates> largestLoadings(const RowTiles& head, const at::Tensor& gauge,
                                         const at::Tensor& directions, std::int64_t count,
                                         const base::RunControl& control) {
    Candidates best;
    LAPIDARY_CHECK(head.forEach(control, [&](std::int64_t first, const at::Tensor& rows) -> base::Status {
        Candidates tile;
        tile.values = at::mm(rows.to(at::kDouble) - gauge, directions);
        tile.ids = at::arange(first, first + rows.size(0), rows.options().dtype(at::kLong))
                       .unsqueeze(1)
                       .expand_as(tile.values);
        tile.keepLargest(count);
        if (best.values.defined()) {
            tile.values = at::cat({best.values, tile.values});
            tile.ids = at::cat({best.ids, tile.ids});
        }
        best = std::move(tile);
        best.keepLargest(count);
        return {};
    }));
    return best;
}

using Loadings = std::vector<results::LogitPca::Loading>;

std::vector<Loadings> readLoadings(const Candidates& best,
                                   const std::function<std::string(std::int32_t)>& text) {
    const at::Tensor values = best.values.cpu().contiguous();
    const at::Tensor ids = best.ids.cpu().contiguous();
    const std::int64_t components = values.size(1);
    std::vector<Loadings> top(static_cast<std::size_t>(components));
    for (std::int64_t k = 0; k < components; ++k) {
        const double sign = values.const_data_ptr<double>()[k] < 0.0 ? -1.0 : 1.0;
        for (std::int64_t i = 0; i < values.size(0); ++i) {
            const auto id = static_cast<std::int32_t>(ids.const_data_ptr<std::int64_t>()[i * components + k]);
            top[static_cast<std::size_t>(k)].push_back(
                {id, text(id), sign * values.const_data_ptr<double>()[i * components + k]});
        }
    }
    return top;
}

} // namespace

HiddenCovariance::HiddenCovariance(std::int64_t width, at::Device device)
    : m_mean(at::zeros({width}, at::TensorOptions(device).dtype(at::kDouble)))
    , m_scatter(at::zeros({width, width}, at::TensorOptions(device).dtype(at::kDouble))) {
}

void HiddenCovariance::add(const at::Tensor& h) {
    const at::Tensor rows = h.reshape({-1, m_mean.size(0)}).to(at::kDouble);
    if (rows.size(0) == 0)
        return;
    const double before = static_cast<double>(m_tokens);
    const double added = static_cast<double>(rows.size(0));
    const at::Tensor mean = rows.mean(0);
    const at::Tensor d = mean - m_mean;
    m_scatter += gramOfColumns(rows - mean);
    m_scatter += at::outer(d, d) * (before * added / (before + added));
    m_mean += d * (added / (before + added));
    m_tokens += rows.size(0);
}

at::Tensor HiddenCovariance::covariance() const {
    return m_scatter / static_cast<double>(std::max<std::int64_t>(m_tokens, 1));
}

base::Result<results::LogitPca> logitPca(const HiddenCovariance& hidden, const RowTiles& head,
                                         const std::function<std::string(std::int32_t)>& text,
                                         const base::RunControl& control, const LogitPcaOptions& options) {
    LAPIDARY_TRY(const at::Tensor factor, momentFactor(hidden.covariance(), "logits"));
    LAPIDARY_TRY(const at::Tensor mean, meanRow(head, factor.options(), control));
    const at::Tensor gauge = options.gauge ? mean : at::zeros_like(mean);
    LAPIDARY_TRY(const at::Tensor gram, headGram(head, gauge, control));
    const at::Tensor inner = at::mm(at::mm(factor.t(), gram), factor);
    if (!at::isfinite(inner.sum()).item<bool>())
        return base::Error{base::ErrorCode::BadValue, "head",          "values",
                           "infinite values or NaN",  "finite values", "check the checkpoint"};
    const auto [ascending, vectors] = at::linalg_eigh(inner, "L");
    const at::Tensor eigenvalues = ascending.flip(0).clamp_min(0.0);

    results::LogitPca pca;
    pca.tokens = hidden.tokens();
    pca.gauged = options.gauge;
    const at::Tensor host = eigenvalues.cpu().contiguous();
    pca.eigenvalues.assign(host.const_data_ptr<double>(), host.const_data_ptr<double>() + host.numel());
    for (const double value : pca.eigenvalues)
        pca.totalVariance += value;
    for (const double value : pca.eigenvalues)
        pca.explained.push_back(pca.totalVariance > 0.0 ? value / pca.totalVariance : 0.0);

    // Components of no variance have no direction.
    const auto present = std::count_if(pca.eigenvalues.begin(), pca.eigenvalues.end(),
                                       [&](double value) { return value > 1e-12 * pca.eigenvalues.front(); });
    const std::int64_t count = std::min<std::int64_t>(options.components, present);
    if (count == 0)
        return pca;
    const at::Tensor directions =
        at::mm(factor, vectors.flip(1).slice(1, 0, count)) / eigenvalues.slice(0, 0, count).sqrt();
    LAPIDARY_TRY(const Candidates best, largestLoadings(head, gauge, directions, options.tokens, control));
    pca.top = readLoadings(best, text);
    return pca;
}

} // namespace lapidary::engine
