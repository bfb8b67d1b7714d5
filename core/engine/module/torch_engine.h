// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engine.h"

#include <memory>

namespace lapidary::engine {

class DeviceProvider;

/// The engine on libtorch. Every call is guarded: exceptions of libtorch and of the allocator come back as
/// errors. `provider` outlives the engine. Use on one thread.
std::unique_ptr<Engine> makeTorchEngine(const DeviceProvider& provider);
/// On the devices that torch reports.
std::unique_ptr<Engine> makeTorchEngine();

} // namespace lapidary::engine
