// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/dtype.h"

#include <c10/core/ScalarType.h>
#include <string_view>

namespace lapidary::engine {

/// F32, F16, BF16 of files as torch's types; other types are a bug here.
at::ScalarType scalarType(formats::DType dtype);

/// torch's name as configs spell it: "float32", "float16", "bfloat16".
std::string_view torchDtypeName(formats::DType dtype);

} // namespace lapidary::engine
