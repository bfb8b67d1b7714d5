// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

namespace lapidary::session {

using ResultArrived = std::function<void(const std::string& part, const std::string& key)>;

/// Measures into a project file: results of the same model, text and protocol stay and are skipped, others
/// are dropped first; each new result goes to the journal as it comes; the file is written whole at the end
/// (and, where asked, after a cancel or a failure, so that a resumed measurement starts from there).
base::Result<engine::MeasureReport> measureIntoProject(engine::Engine& engine, const MeasureJob& job,
                                                       const ResultArrived& arrived,
                                                       base::RunControl& control);

} // namespace lapidary::session
