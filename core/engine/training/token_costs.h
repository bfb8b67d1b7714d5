// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace lapidary::engine {

/// Nats that a model pays for each token but the first, on the processor; no longer than the
/// model's context. Errors: those of opening and reading it.
base::Result<std::vector<double>> tokenCosts(const std::filesystem::path& model,
                                             std::span<const std::int32_t> ids);

} // namespace lapidary::engine
