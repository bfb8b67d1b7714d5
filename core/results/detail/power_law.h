// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/results/measurements.h"

#include <optional>
#include <vector>

namespace lapidary::results::detail {

/// Fewer values above a threshold than this make no tail.
inline constexpr std::size_t kMinimumTail = 10;
/// So many thresholds are tried, spread evenly over the values.
inline constexpr std::size_t kThresholds = 200;

/// Continuous power law of the tail of the energies x = s^2 of descending singular values (Clauset, Shalizi,
/// Newman, SIAM Review 51, 2009): alpha = 1 + n / sum ln(x / x_min) (their eq. 3.1) at the x_min whose
/// Kolmogorov-Smirnov distance is smallest. Values that are zero take no part. At most thresholds x n
/// exponentials, in practice a tenth of that. Nothing where there are too few values or all are equal.
std::optional<PowerLawTail> fitPowerLawTail(const std::vector<double>& singularValues);

} // namespace lapidary::results::detail
