// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_record.h"

#include "app/cli/measured_parts.h"
#include "core/base/mapped_file.h"
#include "core/session/model_files.h"

#include <filesystem>

namespace lapidary::cli {

void RunRecord::declare(Arguments& arguments) {
    arguments.text("--evaluate", evaluation,
                   "text on which model and result are evaluated, before and after");
    arguments.integer("--evaluate-windows", windows, "score only the first N windows of it; 0: all", 0);
    arguments.integer("--evaluate-window", window, "tokens a window of it; 0: min(2048, context)", 0);
    arguments.text("--measure", measure,
                   "parts to measure of the result on the calibration text: spectra,activations,logits");
    arguments.text("--project", project, "project file of the model that takes the run");
}

base::Result<engine::MeasureRequest> RunRecord::measurement(const engine::RunRequest& request) const {
    engine::MeasureRequest measurement;
    LAPIDARY_CHECK(chooseParts("run", "--measure", measure, measurement));
    if (measurement.sensitivity)
        return base::Error{base::ErrorCode::BadUsage,
                           "run",
                           "--measure",
                           "sensitivity",
                           "spectra, activations or logits",
                           "measure the result in a project of its own to see its sensitivity"};
    if ((measurement.activations || measurement.logits) && request.text.empty())
        return base::Error{base::ErrorCode::BadUsage,
                           "run",
                           "--measure",
                           "no text",
                           "a calibration text for activations and logits",
                           "give --text FILE, or --measure spectra"};
    measurement.model = request.output;
    const plan::Calibration& calibration = request.plan.calibration;
    measurement.text = {request.text, engine::TextForm::Raw, calibration.window, calibration.windows};
    measurement.compute = request.compute;
    return measurement;
}

base::Status RunRecord::check(const engine::RunRequest& request) const {
    LAPIDARY_CHECK(measurement(request));
    if (!evaluation.empty()) {
        LAPIDARY_TRY(const auto text, session::textPath(evaluation, session::TextUse::Evaluation));
        LAPIDARY_CHECK(base::MappedFile::open(text));
    }
    if (project.empty() || !std::filesystem::exists(project))
        return {};
    LAPIDARY_TRY(const auto file, results::ProjectFile::open(base::systemFiles(), project));
    LAPIDARY_TRY(const session::OpenedModel model, session::openModel(request.model));
    const auto& known = file.data().model;
    if (known && known->fingerprint != model.spec.fingerprint)
        return base::Error{base::ErrorCode::Mismatch,
                           project,
                           {},
                           "measurements of the model '" + known->config.name + "'",
                           "a project of '" + model.spec.config.name + "'",
                           "give another --project for this model"};
    return {};
}

base::Status RunRecord::evaluate(Console& console, const engine::RunRequest& request,
                                 results::RunReport& report) const {
    engine::EvaluationRequest evaluation;
    LAPIDARY_TRY(evaluation.text.path, session::textPath(this->evaluation, session::TextUse::Evaluation));
    evaluation.text.window = window;
    evaluation.text.windows = windows;
    evaluation.compute = request.compute;
    const auto run = [&] {
        return runJobFor<results::EvaluationReport>(
            console, [&](session::Session& session) { return session.evaluate(evaluation); });
    };
    evaluation.model = request.model;
    LAPIDARY_TRY(report.before, run());
    evaluation.model = request.output;
    evaluation.reference = request.model;
    LAPIDARY_TRY(report.after, run());
    return {};
}

base::Status RunRecord::record(Console& console, const engine::RunRequest& request,
                               const results::RunReport& report) const {
    if (project.empty())
        return {};
    LAPIDARY_TRY(auto file, results::ProjectFile::open(base::systemFiles(), project));
    if (file.damage())
        console.warn(*file.damage());
    if (!file.data().model) {
        LAPIDARY_TRY(const session::OpenedModel model, session::openModel(request.model));
        LAPIDARY_CHECK(file.recordModel(model.spec, session::keptPath(request.model)));
    }
    // A project that has no plan yet opens on the one that made its run.
    if (file.data().plan.is_null())
        LAPIDARY_CHECK(file.recordPlan(base::Json(plan::toJson(request.plan)), {}));
    LAPIDARY_CHECK(file.recordRun(report));
    return file.save();
}

base::Status RunRecord::complete(Console& console, const engine::RunRequest& request,
                                 results::RunReport& report) const {
    if (!evaluation.empty())
        LAPIDARY_CHECK(evaluate(console, request, report));
    // The run counts from here on, whatever becomes of the measurement.
    LAPIDARY_CHECK(record(console, request, report));
    if (measure.empty())
        return {};
    LAPIDARY_TRY(const engine::MeasureRequest measurement, this->measurement(request));
    LAPIDARY_TRY(report.measured,
                 runJobFor<decltype(report.measured)>(
                     console, [&](session::Session& session) { return session.measureValues(measurement); }));
    return record(console, request, report);
}

} // namespace lapidary::cli
