// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/input_moments.h"

#include "core/engine/tensor/symmetric_product.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/zeros.h>
#include <algorithm>

namespace lapidary::engine {

// Error of an entry of C: the float32 products of one window of T tokens are off by at most about
// sqrt(T) 2^-24 sqrt(C_ii C_jj) (random rounding; T 2^-24 at worst), independently from window to window, and
// the float64 sum adds nothing visible: below 1e-6 of sqrt(C_ii C_jj) in practice (moments_test).

MomentAccumulator::MomentAccumulator(std::int64_t width, at::Device device)
    : m_width(width)
    , m_sum(at::zeros({width, width}, at::TensorOptions(device).dtype(at::kDouble)))
    , m_product(at::zeros({width, width}, at::TensorOptions(device).dtype(at::kFloat))) {
}

void MomentAccumulator::add(const at::Tensor& x) {
    const at::Tensor rows = x.reshape({-1, m_width});
    const std::int64_t tokens = rows.size(0);
    if (tokens == 0)
        return;
    m_firstRows.push_back(rows.slice(0, 0, 1).clone());
    addFloatProduct(m_sum, m_product, rows.slice(0, 1, tokens));
    m_tokens += tokens;
}

void MomentAccumulator::merge(const MomentAccumulator& other) {
    m_sum += other.m_sum;
    m_tokens += other.m_tokens;
    m_firstRows.insert(m_firstRows.end(), other.m_firstRows.begin(), other.m_firstRows.end());
}

at::Tensor MomentAccumulator::moment(double firstWeight) const {
    at::Tensor sum = m_sum.clone();
    mirrorLower(sum);
    if (m_firstRows.empty())
        return sum;
    const at::Tensor first = at::cat(m_firstRows).to(at::kDouble);
    sum.addmm_(first.t(), first, 1.0, firstWeight);
    return sum.div_(static_cast<double>(m_tokens) + (firstWeight - 1.0) * static_cast<double>(windows()));
}

results::InputMoments MomentAccumulator::values() const {
    results::InputMoments values;
    values.tokens = m_tokens;
    values.width = m_width;
    values.windows = windows();
    const at::Tensor sum = moment().cpu().contiguous();
    values.moment.assign(sum.const_data_ptr<double>(), sum.const_data_ptr<double>() + sum.numel());
    if (!m_firstRows.empty()) {
        const at::Tensor first = at::cat(m_firstRows).cpu().contiguous();
        values.firstRows.assign(first.const_data_ptr<float>(), first.const_data_ptr<float>() + first.numel());
    }
    return values;
}

double firstTokenWeight(const plan::TokenWeights& weights) {
    return weights.kind == plan::TokenWeights::Kind::First ? weights.first : 1.0;
}

} // namespace lapidary::engine
