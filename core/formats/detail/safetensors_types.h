// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/dtype.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lapidary::formats::detail {

inline constexpr std::uint64_t kLengthBytes = 8;
inline constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;

/// The dtype of a header's name for it.
std::optional<DType> safetensorsDType(std::string_view name);

/// Place of a dtype in the reference's enumeration, by which its writer sorts (descending); nothing for types
/// that safetensors does not have.
std::optional<int> safetensorsRank(DType dtype);

} // namespace lapidary::formats::detail
