// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/api/engine.h"

#include <filesystem>
#include <memory>

namespace lapidary::session {

/// Opens the compute engine at the first computation, so that reading headers and projects never loads
/// libtorch. Looks in $LAPIDARY_ENGINE, then beside the running program. Errors: EngineMissing with the
/// loader's own words.
base::Result<std::unique_ptr<engine::Engine>> loadEngine();

} // namespace lapidary::session
