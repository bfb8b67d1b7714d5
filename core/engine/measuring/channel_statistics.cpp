// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/channel_statistics.h"

#include "core/engine/tensor/parallel_rows.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/topk.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros_like.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace lapidary::engine {

namespace {

constexpr double kPercentile = 0.01;
constexpr double kOutlierFactor = 6.0;
constexpr std::size_t kLanes = 8;

using Lanes = std::array<double, kLanes>;

double sumOf(const Lanes& lanes) {
    double sum = 0.0;
    for (const double lane : lanes)
        sum += lane;
    return sum;
}

struct Extremes {
    float minimum;
    float maximum;
};

/// Mean and extremes of `n` values. Independent lanes let the compiler use vector instructions.
double meanOf(const float* x, std::int64_t n, Extremes& extremes) {
    Lanes sum{};
    std::array<float, kLanes> low;
    std::array<float, kLanes> high;
    low.fill(x[0]);
    high.fill(x[0]);
    std::int64_t t = 0;
    for (; t + static_cast<std::int64_t>(kLanes) <= n; t += static_cast<std::int64_t>(kLanes)) {
        for (std::size_t l = 0; l < kLanes; ++l) {
            const float value = x[t + static_cast<std::int64_t>(l)];
            sum[l] += value;
            low[l] = value < low[l] ? value : low[l];
            high[l] = value > high[l] ? value : high[l];
        }
    }
    for (; t < n; ++t) {
        sum[0] += x[t];
        low[0] = std::min(low[0], x[t]);
        high[0] = std::max(high[0], x[t]);
    }
    extremes.minimum = *std::min_element(low.begin(), low.end());
    extremes.maximum = *std::max_element(high.begin(), high.end());
    return sumOf(sum) / static_cast<double>(n);
}

struct Powers {
    double m2, m3, m4;
};

Powers powersOf(const float* x, std::int64_t n, double mean) {
    Lanes s2{};
    Lanes s3{};
    Lanes s4{};
    const auto add = [&](std::size_t lane, float value) {
        const double d = static_cast<double>(value) - mean;
        const double d2 = d * d;
        s2[lane] += d2;
        s3[lane] += d2 * d;
        s4[lane] += d2 * d2;
    };
    std::int64_t t = 0;
    for (; t + static_cast<std::int64_t>(kLanes) <= n; t += static_cast<std::int64_t>(kLanes)) {
        for (std::size_t l = 0; l < kLanes; ++l)
            add(l, x[t + static_cast<std::int64_t>(l)]);
    }
    for (; t < n; ++t)
        add(0, x[t]);
    return {sumOf(s2), sumOf(s3), sumOf(s4)};
}

at::Tensor doubles(std::int64_t width) {
    return at::empty({width}, at::kDouble);
}

CentralMoments momentsOnDevice(const at::Tensor& rows) {
    CentralMoments moments;
    const at::Tensor x = rows.to(at::kDouble);
    moments.tokens = static_cast<double>(rows.size(0));
    moments.mean = x.mean(0);
    const at::Tensor d = x - moments.mean;
    const at::Tensor d2 = d * d;
    moments.m2 = d2.sum(0);
    moments.m3 = (d2 * d).sum(0);
    moments.m4 = (d2 * d2).sum(0);
    moments.minimum = rows.amin(0);
    moments.maximum = rows.amax(0);
    return moments;
}

std::vector<double> hostValues(const at::Tensor& tensor) {
    const at::Tensor host = tensor.to(at::kDouble).cpu().contiguous();
    return {host.const_data_ptr<double>(), host.const_data_ptr<double>() + host.numel()};
}

double outlierRatio(const std::vector<double>& absmax) {
    std::vector<double> sorted = absmax;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t n = sorted.size();
    const double median = n % 2 == 1 ? sorted[n / 2] : 0.5 * (sorted[n / 2 - 1] + sorted[n / 2]);
    const auto outliers = std::count_if(absmax.begin(), absmax.end(),
                                        [&](double value) { return value > kOutlierFactor * median; });
    return static_cast<double>(outliers) / static_cast<double>(n);
}

/// Percentile at `share` of `tokens` values from the extreme ones [width, kept], sorted from the end inwards.
std::vector<double> interpolated(const at::Tensor& tail, double tokens) {
    const double position = kPercentile * (tokens - 1.0);
    const auto index = std::min(static_cast<std::int64_t>(position), tail.size(1) - 1);
    const auto next = std::min(index + 1, tail.size(1) - 1);
    const at::Tensor here = tail.select(1, index).to(at::kDouble);
    const at::Tensor inner = tail.select(1, next).to(at::kDouble);
    return hostValues(here + (inner - here) * (position - static_cast<double>(index)));
}

} // namespace

void CentralMoments::merge(const CentralMoments& other) {
    if (other.tokens == 0.0)
        return;
    if (tokens == 0.0) {
        *this = other;
        return;
    }
    const double a = tokens;
    const double b = other.tokens;
    const double n = a + b;
    const at::Tensor d = other.mean - mean;
    const at::Tensor d2 = d * d;
    m4 = m4 + other.m4 + d2 * d2 * (a * b * (a * a - a * b + b * b) / (n * n * n)) +
         d2 * (other.m2 * (a * a) + m2 * (b * b)) * (6.0 / (n * n)) + d * (other.m3 * a - m3 * b) * (4.0 / n);
    m3 = m3 + other.m3 + d2 * d * (a * b * (a - b) / (n * n)) + d * (other.m2 * a - m2 * b) * (3.0 / n);
    m2 = m2 + other.m2 + d2 * (a * b / n);
    mean = mean + d * (b / n);
    minimum = at::minimum(minimum, other.minimum);
    maximum = at::maximum(maximum, other.maximum);
    tokens = n;
}

ChannelAccumulator::ChannelAccumulator(std::int64_t width, std::int64_t tokens, at::Device device)
    : m_width(width)
    , m_tails(device.is_cpu() ? width : 0, tokens, kPercentile)
    , m_keep(static_cast<std::int64_t>(kPercentile *
                                       static_cast<double>(std::max<std::int64_t>(tokens, 1) - 1)) +
             2) {
    if (device.is_cpu())
        return;
    m_deviceLow = at::empty({width, 0}, at::TensorOptions(device).dtype(at::kFloat));
    m_deviceHigh = m_deviceLow;
}

void ChannelAccumulator::add(const at::Tensor& x) {
    const at::Tensor rows = x.reshape({-1, m_width});
    if (rows.size(0) == 0)
        return;
    if (rows.is_cpu())
        addOnHost(rows);
    else
        addOnDevice(rows);
}

void ChannelAccumulator::addOnHost(const at::Tensor& rows) {
    const std::int64_t tokens = rows.size(0);
    CentralMoments window{static_cast<double>(tokens),
                          doubles(m_width),
                          doubles(m_width),
                          doubles(m_width),
                          doubles(m_width),
                          at::empty({m_width}, at::kFloat),
                          at::empty({m_width}, at::kFloat)};
    const at::Tensor columns = rows.t().contiguous();
    const float* x = columns.const_data_ptr<float>();
    double* mean = window.mean.mutable_data_ptr<double>();
    double* m2 = window.m2.mutable_data_ptr<double>();
    double* m3 = window.m3.mutable_data_ptr<double>();
    double* m4 = window.m4.mutable_data_ptr<double>();
    float* minimum = window.minimum.mutable_data_ptr<float>();
    float* maximum = window.maximum.mutable_data_ptr<float>();
    parallelRows(m_width, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t c = first; c < last; ++c) {
            const float* values = x + c * tokens;
            Extremes extremes{};
            mean[c] = meanOf(values, tokens, extremes);
            const Powers powers = powersOf(values, tokens, mean[c]);
            m2[c] = powers.m2;
            m3[c] = powers.m3;
            m4[c] = powers.m4;
            minimum[c] = extremes.minimum;
            maximum[c] = extremes.maximum;
            m_tails.add(c, values, tokens);
        }
    });
    m_moments.merge(window);
}

void ChannelAccumulator::addOnDevice(const at::Tensor& rows) {
    m_moments.merge(momentsOnDevice(rows));
    const at::Tensor columns = rows.t();
    const auto cut = [&](const at::Tensor& tail, bool largest) {
        const at::Tensor all = at::cat({tail, columns}, 1);
        return std::get<0>(at::topk(all, std::min(m_keep, all.size(1)), 1, largest, true));
    };
    m_deviceLow = cut(m_deviceLow, false);
    m_deviceHigh = cut(m_deviceHigh, true);
}

void ChannelAccumulator::merge(const ChannelAccumulator& other) {
    m_moments.merge(other.m_moments);
    m_tails.merge(other.m_tails);
    if (!m_deviceLow.defined())
        return;
    const auto cut = [&](const at::Tensor& a, const at::Tensor& b, bool largest) {
        const at::Tensor all = at::cat({a, b}, 1);
        return std::get<0>(at::topk(all, std::min(m_keep, all.size(1)), 1, largest, true));
    };
    m_deviceLow = cut(m_deviceLow, other.m_deviceLow, false);
    m_deviceHigh = cut(m_deviceHigh, other.m_deviceHigh, true);
}

void ChannelAccumulator::fillPercentiles(results::ChannelStatistics& statistics) const {
    if (m_deviceLow.defined()) {
        statistics.p1 = interpolated(m_deviceLow, m_moments.tokens);
        statistics.p99 = interpolated(m_deviceHigh, m_moments.tokens);
        return;
    }
    for (std::int64_t c = 0; c < m_width; ++c) {
        statistics.p1.push_back(m_tails.low(c, statistics.tokens));
        statistics.p99.push_back(m_tails.high(c, statistics.tokens));
    }
}

results::ChannelStatistics ChannelAccumulator::values() const {
    results::ChannelStatistics statistics;
    statistics.tokens = static_cast<std::int64_t>(m_moments.tokens);
    if (statistics.tokens == 0)
        return statistics;
    const CentralMoments& m = m_moments;
    statistics.mean = hostValues(m.mean);
    statistics.minimum = hostValues(m.minimum);
    statistics.maximum = hostValues(m.maximum);
    statistics.absmax = hostValues(at::maximum(m.minimum.abs(), m.maximum.abs()));
    const at::Tensor square = m.m2 * m.m2;
    statistics.kurtosis =
        hostValues(at::where(square > 0.0, m.m4 * m.tokens / square, at::zeros_like(square)));
    statistics.meanSquare = hostValues(m.m2 / m.tokens + m.mean * m.mean);
    fillPercentiles(statistics);
    statistics.outlierRatio = outlierRatio(statistics.absmax);
    return statistics;
}

} // namespace lapidary::engine
