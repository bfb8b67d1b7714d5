// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/methods/site_method.h"
#include "core/plan/settings.h"

#include <ATen/core/Tensor.h>
#include <map>
#include <string>

namespace lapidary::tests {

using Values = std::map<std::string, plan::ParameterValue, std::less<>>;

/// A family's settings with the defaults of its MethodInfo filled in, as resolution does.
plan::FamilySettings familySettings(plan::Family family, const std::string& method,
                                    const Values& values = {});

/// Normal values of a fixed seed, float32.
at::Tensor randomMatrix(std::int64_t rows, std::int64_t columns, std::uint64_t seed);
/// C = X^T X / n of correlated inputs with unequal channels, float64 [width, width]; rank min(tokens, width).
at::Tensor randomMoment(std::int64_t width, std::int64_t tokens, std::uint64_t seed);

/// tr(D C D^T) in float64.
double momentNorm(const at::Tensor& difference, const at::Tensor& moment);
double maxAbs(const at::Tensor& tensor);

/// A site with dense parts kept in float32, so that tests see the methods and not the storage.
engine::SiteJob siteJob(const at::Tensor& weight, const at::Tensor& moment,
                        std::map<plan::Family, plan::FamilySettings> families);

} // namespace lapidary::tests
