// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tensor/scalar_types.h"

#include <c10/util/Exception.h>

namespace lapidary::engine {

using formats::DType;

at::ScalarType scalarType(DType dtype) {
    switch (dtype) {
    case DType::F32:
        return at::kFloat;
    case DType::F16:
        return at::kHalf;
    case DType::BF16:
        return at::kBFloat16;
    default:
        TORCH_CHECK(false, "no storage type for ", formats::dtypeName(dtype));
    }
}

std::string_view torchDtypeName(DType dtype) {
    return dtype == DType::F16 ? "float16" : dtype == DType::BF16 ? "bfloat16" : "float32";
}

} // namespace lapidary::engine
