// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <string>

namespace lapidary::cli {

/// Sets the parts that a list names ("spectra,logits") and clears the others. Error (BadUsage) for another
/// word, naming command and option.
base::Status chooseParts(const std::string& command, const std::string& option, const std::string& list,
                         engine::MeasureRequest& request);

} // namespace lapidary::cli
