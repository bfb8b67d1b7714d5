// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/methods_test_support.h"

#include "core/plan/method_info.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/randn.h>

namespace lapidary::tests {

plan::FamilySettings familySettings(plan::Family family, const std::string& method, const Values& values) {
    plan::FamilySettings settings;
    settings.method = method;
    for (const plan::ParameterInfo& parameter : plan::findMethod(family, method)->parameters)
        if (parameter.defaultValue)
            settings.values[parameter.key] = *parameter.defaultValue;
    for (const auto& [key, value] : values)
        settings.values[key] = value;
    return settings;
}

at::Tensor randomMatrix(std::int64_t rows, std::int64_t columns, std::uint64_t seed) {
    at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
    return at::randn({rows, columns}, generator, at::TensorOptions(at::kFloat));
}

at::Tensor randomMoment(std::int64_t width, std::int64_t tokens, std::uint64_t seed) {
    const at::Tensor mix = randomMatrix(width, width, seed).to(at::kDouble) *
                           at::linspace(2.0, 0.3, width, at::TensorOptions(at::kDouble));
    const at::Tensor x = at::matmul(randomMatrix(tokens, width, seed + 1).to(at::kDouble), mix);
    return at::matmul(x.t(), x) / static_cast<double>(tokens);
}

double momentNorm(const at::Tensor& difference, const at::Tensor& moment) {
    const at::Tensor d = difference.to(at::kDouble);
    return (at::matmul(d, moment) * d).sum().item<double>();
}

double maxAbs(const at::Tensor& tensor) {
    return tensor.abs().max().item<double>();
}

engine::SiteJob siteJob(const at::Tensor& weight, const at::Tensor& moment,
                        std::map<plan::Family, plan::FamilySettings> families) {
    engine::SiteJob job;
    job.weight = weight;
    job.settings.families = std::move(families);
    job.types.values = at::kFloat;
    if (!moment.defined())
        return job;
    job.inputs.moment = moment;
    job.inputs.plainMoment = moment;
    job.inputs.meanSquare = moment.diagonal();
    return job;
}

} // namespace lapidary::tests
