// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/plan/plan.h"

#include <string>
#include <vector>

namespace lapidary::cli {

inline const std::vector<std::string> kFormats = {"lapidary", "hf", "compressed-tensors"};
inline const std::vector<std::string> kDtypes = {"f32", "f16", "bf16"};

/// A plan file, or standard input for "-".
base::Result<plan::Plan> readPlanArgument(const std::string& text);

} // namespace lapidary::cli
