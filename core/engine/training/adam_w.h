// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/training/train_options.h"

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <vector>

namespace lapidary::engine {

/// A leaf that takes gradients, float32.
struct Parameter {
    at::Tensor value;
    bool decays = true; // matrices do, gains and biases do not
};

/// AdamW (Loshchilov and Hutter 2019, algorithm 2, decay times the rate): m and v are running means of
/// gradient and squared gradient, w <- w - rate (m^ / (sqrt(v^) + epsilon) + decay w). State: two tensors a
/// parameter.
class AdamW final {
public:
    AdamW(std::vector<Parameter> parameters, const AdamWOptions& options);

    /// Scales all gradients down together so that their norm is at most `limit`; returns the norm before.
    double clipGradients(double limit);
    /// One step from the gradients, which are emptied. Parameters without a gradient stay.
    void step(double rate);

private:
    std::vector<Parameter> m_parameters;
    std::vector<at::Tensor> m_means;
    std::vector<at::Tensor> m_squares;
    AdamWOptions m_options;
    std::int64_t m_steps = 0;
};

} // namespace lapidary::engine
