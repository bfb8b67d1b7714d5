// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/methods/kernel.h"

#include <string_view>

namespace lapidary::engine::methods {

/// The kernel of a method; null where there is none of that name.
SparsityKernel sparsityKernel(std::string_view name);
QuantizationKernel quantizationKernel(std::string_view name);
FactorKernel lowRankKernel(std::string_view name);
FactorKernel adapterKernel(std::string_view name);

} // namespace lapidary::engine::methods
