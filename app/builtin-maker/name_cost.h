// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>

namespace lapidary::maker {

/// Whether the model copies: nats that it pays for a name that its story said before, on the mean over the
/// stories of an unseen text. ln 48 = 3.9 for one that only knows which names there are; ln 3 = 1.1 for one
/// that knows the story's three people.
base::Result<double> nameCost(const std::filesystem::path& model, std::uint64_t textSeed);

} // namespace lapidary::maker
