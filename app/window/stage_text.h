// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace lapidary::window {

/// A stage of a job's progress (base::Progress::stage: `solve/blocks.7.mlp.up`) in the user's language:
/// "block 7 · up". What says no more than the name of the
/// job (`solve`, `measure`) is left out; a stage that is not known stays as it is.
QString stageText(const std::string& stage);

} // namespace lapidary::window
