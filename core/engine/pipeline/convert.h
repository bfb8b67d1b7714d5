// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/api/engine.h"

namespace lapidary::engine {

/// Writes an opened model in another format, one block at a time; the folder appears whole or not at all.
base::Result<ConvertReport> convertModel(const ConvertRequest& request, base::RunControl& control);

} // namespace lapidary::engine
