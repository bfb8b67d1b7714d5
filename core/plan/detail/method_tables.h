// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/method_info.h"

/// The families' parts of methodTable(), and what they share.
namespace lapidary::plan::detail {

std::vector<MethodInfo> sparsityMethods();
std::vector<MethodInfo> quantizationMethods();
std::vector<MethodInfo> lowRankMethods();
std::vector<MethodInfo> adapterMethods();

ParameterInfo flag(std::string key, bool value, std::string help);
ParameterInfo integer(std::string key, std::int64_t value, std::int64_t minimum, std::int64_t maximum,
                      std::string help);
ParameterInfo number(std::string key, std::optional<double> value, double minimum, double maximum,
                     std::string help);
ParameterInfo choice(std::string key, std::string value, std::vector<std::string> choices, std::string help);
/// The same, shown to learners too, or to experts alone.
ParameterInfo basic(ParameterInfo parameter);
ParameterInfo forExperts(ParameterInfo parameter);

/// Flops of a symmetric eigendecomposition of order n with vectors, of a Cholesky factor with its inverse,
/// and of a product [a, b] x [b, c].
double eigenFlops(double n);
double inverseFlops(double n);
double productFlops(double a, double b, double c);

} // namespace lapidary::plan::detail
