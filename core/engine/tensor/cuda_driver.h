// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engine.h"

#include <vector>

namespace lapidary::engine {

/// The CUDA devices that torch can use, with name and memory as the driver says (asked through libcuda by its
/// stable C functions, since there are no CUDA headers at build time). Empty where torch has no CUDA or there
/// is no device. Memory figures are 0 where the driver does not give them.
std::vector<DeviceInfo> cudaDevices();

} // namespace lapidary::engine
