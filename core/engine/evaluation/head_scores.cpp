// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/evaluation/head_scores.h"

#include "core/engine/host/host_linear.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/full.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>
#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace lapidary::engine {

namespace {

/// Raises the running maximum of a row to what the tile holds; returns the factor for sums made under the old
/// one.
double raiseMaximum(const HostKernels& kernels, const float* x, std::int64_t n, std::int64_t firstToken,
                    float& maximum, std::int64_t& argmax) {
    const float best = kernels.largest(x, n);
    if (!(best > maximum))
        return 1.0;
    const double factor = std::exp(static_cast<double>(maximum) - static_cast<double>(best));
    maximum = best;
    argmax = firstToken + (std::find(x, x + n, best) - x);
    return factor;
}

} // namespace

HeadScores::Side HeadScores::makeSide(const at::Tensor& targets) {
    const auto options = targets.options();
    return {at::full({targets.size(0)}, -std::numeric_limits<float>::infinity(), options.dtype(at::kFloat)),
            at::zeros({targets.size(0)}, options.dtype(at::kDouble)), at::zeros({targets.size(0)}, options)};
}

HeadScores::HeadScores(const at::Tensor& targets, bool withReference)
    : m_targets(targets.contiguous())
    , m_targetLogit(at::zeros({targets.size(0)}, targets.options().dtype(at::kFloat)))
    , m_model(makeSide(targets)) {
    if (!withReference)
        return;
    m_reference = makeSide(targets);
    m_cross = at::zeros({targets.size(0)}, targets.options().dtype(at::kDouble));
}

void HeadScores::add(const at::Tensor& logits, std::int64_t firstToken) {
    addTile(logits, nullptr, firstToken);
}

void HeadScores::add(const at::Tensor& logits, const at::Tensor& reference, std::int64_t firstToken) {
    addTile(logits, &reference, firstToken);
}

void HeadScores::addTile(const at::Tensor& logits, const at::Tensor* reference, std::int64_t firstToken) {
    if (const HostKernels* kernels = hostKernelsFor({&logits}))
        addOnHost(*kernels, logits, reference, firstToken);
    else
        addAnywhere(logits, reference, firstToken);
}

void HeadScores::addOnHost(const HostKernels& kernels, const at::Tensor& logits, const at::Tensor* reference,
                           std::int64_t firstToken) {
    const std::int64_t rows = logits.size(0);
    const std::int64_t n = logits.size(1);
    const std::int64_t grain = std::max<std::int64_t>(1, (std::int64_t{1} << 15) / n);
    const at::Tensor model = logits.contiguous();
    const at::Tensor other = reference != nullptr ? reference->contiguous() : at::Tensor();
    const float* modelData = model.const_data_ptr<float>();
    const float* otherData = other.defined() ? other.const_data_ptr<float>() : nullptr;
    const std::int64_t* targets = m_targets.const_data_ptr<std::int64_t>();
    float* targetLogit = m_targetLogit.mutable_data_ptr<float>();
    const auto pointers = [](const Side& side) {
        return std::tuple(side.maximum.mutable_data_ptr<float>(), side.sum.mutable_data_ptr<double>(),
                          side.argmax.mutable_data_ptr<std::int64_t>());
    };
    const auto [maximum, sum, argmax] = pointers(m_model);
    at::parallel_for(0, rows, grain,
                     [&, maximum = maximum, sum = sum, argmax = argmax](auto begin, auto end) {
                         for (std::int64_t i = begin; i < end; ++i) {
                             const float* x = modelData + i * n;
                             if (targets[i] >= firstToken && targets[i] < firstToken + n)
                                 targetLogit[i] = x[targets[i] - firstToken];
                             sum[i] *= raiseMaximum(kernels, x, n, firstToken, maximum[i], argmax[i]);
                             sum[i] += kernels.sumOfExp(x, n, maximum[i]);
                         }
                     });
    if (otherData == nullptr)
        return;
    const auto [otherMaximum, otherSum, otherArgmax] = pointers(m_reference);
    double* cross = m_cross.mutable_data_ptr<double>();
    at::parallel_for(0, rows, grain,
                     [&, om = otherMaximum, os = otherSum, oa = otherArgmax](auto begin, auto end) {
                         for (std::int64_t i = begin; i < end; ++i) {
                             const float* r = otherData + i * n;
                             const double factor = raiseMaximum(kernels, r, n, firstToken, om[i], oa[i]);
                             const ExpSums sums = kernels.sumsOfPair(r, modelData + i * n, n, om[i]);
                             os[i] = os[i] * factor + sums.exponentials;
                             cross[i] = cross[i] * factor + sums.cross;
                         }
                     });
}

void HeadScores::addAnywhere(const at::Tensor& logits, const at::Tensor* reference, std::int64_t firstToken) {
    const std::int64_t n = logits.size(1);
    const auto inTile = (m_targets >= firstToken).logical_and(m_targets < firstToken + n);
    const at::Tensor place = (m_targets - firstToken).clamp(0, n - 1).unsqueeze(1);
    m_targetLogit = at::where(inTile, logits.gather(1, place).squeeze(1), m_targetLogit);
    // Returns exp(x - new maximum) and what sums under the old maximum are multiplied with.
    const auto update = [&](Side& side, const at::Tensor& x) {
        const auto [best, at] = x.max(1);
        const at::Tensor raised = best > side.maximum;
        const at::Tensor maximum = at::where(raised, best, side.maximum);
        side.argmax = at::where(raised, at + firstToken, side.argmax);
        const at::Tensor factor = (side.maximum - maximum).to(at::kDouble).exp();
        const at::Tensor exponentials = (x - maximum.unsqueeze(1)).exp();
        side.maximum = maximum;
        side.sum = side.sum * factor + exponentials.sum(1, false, at::kDouble);
        return std::pair(exponentials, factor);
    };
    update(m_model, logits);
    if (reference == nullptr)
        return;
    const auto [exponentials, factor] = update(m_reference, *reference);
    m_cross = m_cross * factor + (exponentials * (*reference - logits)).sum(1, false, at::kDouble);
}

at::Tensor HeadScores::Side::logSumExp() const {
    return sum.log() + maximum.to(at::kDouble);
}

at::Tensor HeadScores::nll() const {
    return (m_model.logSumExp() - m_targetLogit.to(at::kDouble)).cpu();
}

at::Tensor HeadScores::divergence() const {
    return (m_cross / m_reference.sum - m_reference.logSumExp() + m_model.logSumExp()).cpu();
}

at::Tensor HeadScores::agreement() const {
    return m_model.argmax.eq(m_reference.argmax).cpu();
}

} // namespace lapidary::engine
