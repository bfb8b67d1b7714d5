// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tensor/symmetric_product.h"

#include <ATen/ops/mm.h>
#include <ATen/ops/tril.h>
#include <ATen/ops/zeros.h>
#include <algorithm>

namespace lapidary::engine {

namespace {

// Wide enough that a panel runs near the full matrix-multiply rate, narrow enough that most of the upper
// triangle is left out.
std::int64_t panelWidth(std::int64_t n) {
    return n <= 256 ? n : std::max<std::int64_t>(192, (n / 8 + 63) / 64 * 64);
}

constexpr std::int64_t kChunkValues = std::int64_t{2} << 20;

/// Adds a^T a to the lower panels of `into`; one type throughout.
void addLowerPanels(at::Tensor& into, const at::Tensor& a, double keep) {
    const std::int64_t n = a.size(1);
    const std::int64_t width = panelWidth(n);
    for (std::int64_t begin = 0; begin < n; begin += width) {
        const std::int64_t end = std::min(begin + width, n);
        at::Tensor panel = into.slice(0, begin, n).slice(1, begin, end);
        panel.addmm_(a.slice(1, begin, n).t(), a.slice(1, begin, end), keep, 1.0);
    }
}

} // namespace

void mirrorLower(at::Tensor& square) {
    const at::Tensor below = square.tril(-1);
    square.tril_();
    square.add_(below.t());
}

at::Tensor gramOfColumns(const at::Tensor& a) {
    const std::int64_t rows = a.size(0);
    const std::int64_t n = a.size(1);
    at::Tensor sum = at::zeros({n, n}, a.options().dtype(at::kDouble));
    const std::int64_t chunk = std::max<std::int64_t>(kChunkValues / std::max<std::int64_t>(n, 1), 256);
    for (std::int64_t begin = 0; begin < rows; begin += chunk)
        addLowerPanels(sum, a.slice(0, begin, std::min(begin + chunk, rows)).to(at::kDouble), 1.0);
    mirrorLower(sum);
    return sum;
}

at::Tensor gramOfRows(const at::Tensor& a) {
    return gramOfColumns(a.t());
}

void addFloatProduct(at::Tensor& into, at::Tensor& scratch, const at::Tensor& a) {
    addLowerPanels(scratch, a, 0.0);
    into.add_(scratch);
}

} // namespace lapidary::engine
