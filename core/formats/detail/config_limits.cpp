// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/config_limits.h"

#include <cmath>

namespace lapidary::formats::detail {

using base::Error;
using base::ErrorCode;
using base::Status;

namespace {

Error problem(const std::string& file, std::string place, std::string found, std::string expected) {
    return Error{ErrorCode::BadValue, file, std::move(place), std::move(found), std::move(expected), {}};
}

bool isPositive(double value) {
    return std::isfinite(value) && value > 0.0;
}

Status checkRope(const RopeConfig& rope, const std::string& file) {
    if (!isPositive(rope.theta))
        return problem(file, "RoPE base", std::to_string(rope.theta), "a positive number");
    if (rope.scaling != RopeScaling::None && !isPositive(rope.factor))
        return problem(file, "RoPE scaling factor", std::to_string(rope.factor), "a positive number");
    for (const float factor : rope.frequencyFactors)
        if (!isPositive(factor))
            return problem(file, "RoPE frequency factors", std::to_string(factor), "positive numbers");
    if (rope.scaling == RopeScaling::Llama3 &&
        (!isPositive(rope.lowFrequencyFactor) || !isPositive(rope.highFrequencyFactor) ||
         rope.highFrequencyFactor <= rope.lowFrequencyFactor))
        return problem(file, "RoPE scaling llama3",
                       "low_freq_factor " + std::to_string(rope.lowFrequencyFactor) +
                           " and high_freq_factor " + std::to_string(rope.highFrequencyFactor),
                       "0 < low < high");
    if (rope.scaling == RopeScaling::Yarn &&
        (!isPositive(rope.betaFast) || !isPositive(rope.betaSlow) || rope.attentionFactor < 0.0))
        return problem(file, "RoPE scaling yarn", "a negative beta or attention factor", "positive numbers");
    return {};
}

} // namespace

Status checkConfig(const ModelConfig& config, const std::string& file) {
    for (std::size_t b = 0; b < config.heads.size(); ++b)
        if (config.heads[b] % config.kvHeads[b] != 0)
            return problem(file, "block " + std::to_string(b),
                           std::to_string(config.heads[b]) + " heads and " +
                               std::to_string(config.kvHeads[b]) + " key-value heads",
                           "a multiple");
    if (config.headDim % 2 != 0)
        return problem(file, "head width", std::to_string(config.headDim),
                       "an even number, as rotary embedding needs");
    if (!isPositive(config.normEps))
        return problem(file, "epsilon of the norms", std::to_string(config.normEps), "a positive number");
    return checkRope(config.rope, file);
}

} // namespace lapidary::formats::detail
