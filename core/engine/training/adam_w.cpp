// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/training/adam_w.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/GradMode.h>
#include <cmath>

namespace lapidary::engine {

AdamW::AdamW(std::vector<Parameter> parameters, const AdamWOptions& options)
    : m_parameters(std::move(parameters))
    , m_options(options) {
    const c10::NoGradGuard noGrad;
    for (const Parameter& parameter : m_parameters) {
        m_means.push_back(at::zeros_like(parameter.value));
        m_squares.push_back(at::zeros_like(parameter.value));
    }
}

double AdamW::clipGradients(double limit) {
    const c10::NoGradGuard noGrad;
    double squares = 0.0;
    for (const Parameter& parameter : m_parameters)
        if (parameter.value.grad().defined()) {
            const double norm = parameter.value.grad().norm().item<double>();
            squares += norm * norm;
        }
    const double norm = std::sqrt(squares);
    if (norm > limit)
        for (const Parameter& parameter : m_parameters)
            if (parameter.value.grad().defined())
                parameter.value.grad().mul_(limit / norm);
    return norm;
}

void AdamW::step(double rate) {
    const c10::NoGradGuard noGrad;
    ++m_steps;
    const auto steps = static_cast<double>(m_steps);
    const double meanScale = 1.0 - std::pow(m_options.beta1, steps);
    const double squareScale = std::sqrt(1.0 - std::pow(m_options.beta2, steps));
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        at::Tensor& value = m_parameters[i].value;
        at::Tensor& gradient = value.mutable_grad();
        if (!gradient.defined())
            continue;
        m_means[i].mul_(m_options.beta1).add_(gradient, 1.0 - m_options.beta1);
        m_squares[i].mul_(m_options.beta2).addcmul_(gradient, gradient, 1.0 - m_options.beta2);
        if (m_parameters[i].decays)
            value.mul_(1.0 - rate * m_options.weightDecay);
        const at::Tensor size = m_squares[i].sqrt().div_(squareScale).add_(m_options.epsilon);
        value.addcdiv_(m_means[i], size, -rate / meanScale);
        gradient = at::Tensor();
    }
}

} // namespace lapidary::engine
