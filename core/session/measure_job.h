// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

namespace lapidary::session {

/// What a measurement says while it runs; both may be empty.
struct MeasureListener {
    std::function<void(PartialResult partial)> arrived;
    std::function<void(const base::Error&)> warned; // a damaged journal was set aside
};

/// Measures into a project file: results of the same model, text and protocol stay and are skipped, others
/// are dropped first; each new result goes to the journal as it comes; the file is written whole at the end
/// (and, where asked, after a cancel or a failure, so that a resumed measurement starts from there).
base::Result<engine::MeasureReport> measureIntoProject(engine::Engine& engine, const MeasureJob& job,
                                                       const MeasureListener& listener,
                                                       base::RunControl& control);

/// Measures a model into values alone: a result to be laid over the model that it was made of. Sensitivity is
/// none of them.
base::Result<std::shared_ptr<const results::ModelMeasurements>>
measureValues(engine::Engine& engine, const engine::MeasureRequest& request, base::RunControl& control);

} // namespace lapidary::session
