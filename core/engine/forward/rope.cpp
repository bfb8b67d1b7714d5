// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/forward/block_forward.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cos.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/pow.h>
#include <ATen/ops/sin.h>
#include <ATen/ops/where.h>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace lapidary::engine {

using formats::RopeConfig;
using formats::RopeScaling;

namespace {

/// Llama 3: long wavelengths are divided by the factor, short ones kept, those between blended (transformers,
/// _compute_llama3_parameters).
at::Tensor llama3(const RopeConfig& rope, const at::Tensor& frequencies) {
    const auto context = static_cast<double>(rope.originalContext);
    const double lowWavelength = context / rope.lowFrequencyFactor;
    const double highWavelength = context / rope.highFrequencyFactor;
    const at::Tensor wavelength = (2.0 * std::numbers::pi) / frequencies;
    const at::Tensor slowed = at::where(wavelength > lowWavelength, frequencies / rope.factor, frequencies);
    const at::Tensor smooth = (context / wavelength - rope.lowFrequencyFactor) /
                              (rope.highFrequencyFactor - rope.lowFrequencyFactor);
    const at::Tensor blended = (1.0 - smooth) * slowed / rope.factor + smooth * slowed;
    const at::Tensor between = (wavelength >= highWavelength).logical_and(wavelength <= lowWavelength);
    return at::where(between, blended, slowed);
}

/// YaRN, Peng et al. 2023 (transformers, _compute_yarn_parameters): frequencies between the dimensions of
/// betaFast and betaSlow rotations over the original context go linearly from kept to divided.
at::Tensor yarn(const RopeConfig& rope, const at::Tensor& frequencies, std::int64_t headDim) {
    const auto dim = static_cast<double>(headDim);
    const auto dimensionOf = [&](double rotations) {
        return dim *
               std::log(static_cast<double>(rope.originalContext) / (rotations * 2.0 * std::numbers::pi)) /
               (2.0 * std::log(rope.theta));
    };
    const double low = std::max(std::floor(dimensionOf(rope.betaFast)), 0.0);
    double high = std::min(std::ceil(dimensionOf(rope.betaSlow)), dim - 1.0);
    if (low == high)
        high += 0.001;
    const at::Tensor index = at::arange(headDim / 2, frequencies.options());
    const at::Tensor kept = 1.0 - ((index - low) / (high - low)).clamp(0.0, 1.0);
    return frequencies / rope.factor * (1.0 - kept) + frequencies * kept;
}

double attentionFactor(const RopeConfig& rope) {
    if (rope.attentionFactor > 0.0)
        return rope.attentionFactor;
    if (rope.scaling != RopeScaling::Yarn || rope.factor <= 1.0)
        return 1.0;
    return 0.1 * std::log(rope.factor) + 1.0;
}

/// Rotations per position of each pair, [headDim / 2]. Dynamic scaling changes nothing within the original
/// context, beyond which no window goes.
at::Tensor pairFrequencies(const formats::ModelConfig& config, const at::TensorOptions& options) {
    const RopeConfig& rope = config.rope;
    const std::int64_t dim = config.headDim;
    at::Tensor frequencies =
        1.0 / at::pow(rope.theta, at::arange(0, dim, 2, options) / static_cast<double>(dim));
    switch (rope.scaling) {
    case RopeScaling::Linear:
        frequencies = frequencies / rope.factor;
        break;
    case RopeScaling::Llama3:
        frequencies = llama3(rope, frequencies);
        break;
    case RopeScaling::Yarn:
        frequencies = yarn(rope, frequencies, dim);
        break;
    case RopeScaling::None:
    case RopeScaling::Dynamic:
    case RopeScaling::LongRope:
        break;
    }
    if (static_cast<std::int64_t>(rope.frequencyFactors.size()) == dim / 2) {
        std::vector<float> factors = rope.frequencyFactors;
        const at::Tensor divisor = at::from_blob(factors.data(), {dim / 2}, at::kFloat).clone();
        frequencies = frequencies / divisor.to(options.device());
    }
    return frequencies;
}

} // namespace

RopeTables makeRope(const formats::ModelConfig& config, std::int64_t length, at::Device device) {
    // The same float32 operations as transformers, so that angles of late positions are rounded alike; made
    // on the host because devices differ in the last digit of pow.
    const auto host = at::device(at::kCPU).dtype(at::kFloat);
    const at::Tensor frequencies = pairFrequencies(config, host);
    const at::Tensor half = at::arange(length, host).unsqueeze(1) * frequencies.unsqueeze(0);
    const at::Tensor angles = at::cat({half, half}, 1);
    const double factor = attentionFactor(config.rope);
    return {(angles.cos() * factor).to(device), (angles.sin() * factor).to(device)};
}

} // namespace lapidary::engine
