// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/measuring/tail_values.h"
#include "core/results/measurements.h"

#include <ATen/core/Tensor.h>
#include <cstdint>

namespace lapidary::engine {

/// Central moments of every channel of a set of tokens, float64 [width] each; merged after Pébay (Sandia
/// report SAND2008-6212, equations 2.1 and 2.9 ff), so that means far from zero cost no digits.
struct CentralMoments {
    double tokens = 0.0;
    at::Tensor mean, m2, m3, m4; // m_p = sum over tokens of (x - mean)^p
    at::Tensor minimum, maximum; // float32

    void merge(const CentralMoments& other);
};

/// Unweighted statistics of an input group's channels: mean, extremes, kurtosis (m4 n / m2^2: 3 for a normal
/// distribution; 0 for a constant channel), and p1 and p99, exact as numpy's for the float32 inputs. About 30
/// operations a value; memory 2 % of all values (TailValues). On the CPU one fused pass over torch's threads,
/// elsewhere by torch operations on the device.
class ChannelAccumulator final {
public:
    /// `tokens`: how many will be added in all (an upper bound).
    ChannelAccumulator(std::int64_t width, std::int64_t tokens, at::Device device);
    /// x [1, tokens, width] or [tokens, width], float32 on the device.
    void add(const at::Tensor& x);
    /// Adds another accumulator made with the same arguments.
    void merge(const ChannelAccumulator& other);
    results::ChannelStatistics values() const;

private:
    void addOnHost(const at::Tensor& rows);
    void addOnDevice(const at::Tensor& rows);
    void fillPercentiles(results::ChannelStatistics& statistics) const;

    std::int64_t m_width;
    CentralMoments m_moments;
    TailValues m_tails;  // host
    std::int64_t m_keep; // values a device tail keeps
    at::Tensor m_deviceLow,
        m_deviceHigh; // [width, up to m_keep], ascending and descending; undefined on the host
};

} // namespace lapidary::engine
