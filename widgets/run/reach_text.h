// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/reach.h"
#include "core/plan/run_memory.h"

#include <QString>

namespace lapidary::widgets {

/// "reachable 71.4 MB to 269 MB".
QString reachText(const plan::Reach& reach);
/// What would lower the smallest size, the most telling first; at most `most` of them.
QString loweringText(const plan::Reach& reach, std::size_t most = 3);
/// The parts of the memory and what they leave out, for a tool tip.
QString memoryHelp(const plan::RunMemory& memory);

} // namespace lapidary::widgets
