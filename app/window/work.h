// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/document.h"
#include "app/window/job_runner.h"
#include "widgets/panels/log_view.h"
#include "widgets/run/job_view.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace lapidary::window {

struct MeasureSettings {
    std::filesystem::path text;
    std::int64_t windows = 8;
    std::int64_t window = 512;
    bool spectra = true;
    bool activations = true;
    bool logits = true;
    bool sensitivity = true;
};

struct CompressSettings {
    std::filesystem::path output;
    std::filesystem::path calibration; // may be empty where no method needs it
    std::int64_t windows = 8;
    std::int64_t window = 512;
    bool evaluate = true; // before and after, where there is a text
    std::filesystem::path evaluation;
    std::int64_t evaluationWindows = 8;
    std::int64_t evaluationWindow = 512;
    bool measureResult = false; // on the calibration text; the plots then show both
    bool resume = false;

    bool evaluates() const { return evaluate && !evaluation.empty(); }
    bool measures() const { return measureResult && !calibration.empty(); }
};

/// What the window has the engine do with the open model: measure it into its project; compress it by a
/// frozen copy of its plan and evaluate before and after. One at a time; shown as one JobView. Window thread
/// only.
class Work final : public QObject {
    Q_OBJECT

public:
    Work(Document& document, JobRunner& runner, QObject* parent = nullptr);

    const widgets::JobView& view() const { return m_view; }
    bool active() const { return m_view.active(); }
    void setDevice(const std::string& device) { m_device = device; }
    const std::string& device() const { return m_device; }

    void measure(const MeasureSettings& settings);
    void compress(const CompressSettings& settings);
    void cancel();
    /// The job that failed or was cancelled once more; finished parts are kept.
    void resume();

Q_SIGNALS:
    void changed(const widgets::JobView& view);
    void logged(widgets::LogView::Severity severity, const QString& line);
    void measured();
    void compressed(const QString& folder);

private:
    using Ended = std::function<void(session::JobResult)>;
    void begin(const QString& title, int steps = 1);
    int evaluationSteps(const CompressSettings& settings) const;
    std::string evaluationKey(const CompressSettings& settings) const;
    /// One job of the chain; its failure ends the chain.
    void step(const QString& what, const JobRunner::Submit& submit, Ended ended);
    void submitMeasure(const MeasureSettings& settings);
    void submitRun(const CompressSettings& settings);
    void evaluateBefore(const CompressSettings& settings, results::RunReport report);
    void evaluateAfter(const CompressSettings& settings, results::RunReport report);
    void measureResult(const CompressSettings& settings, results::RunReport report);
    void finishRun(const results::RunReport& report);
    void finish(const QString& result);
    void fail(const base::Error& error);
    void onProgress(const QString& what, const base::Progress& progress);
    void tick();
    engine::ComputeOptions compute() const;

    Document& m_document;
    JobRunner& m_runner;
    widgets::JobView m_view;
    std::string m_device = "auto";
    session::JobId m_job = 0;
    std::function<void()> m_again;
    std::map<std::string, results::EvaluationReport> m_before; // by model, text and protocol
    QElapsedTimer m_clock;
    QElapsedTimer m_stepClock;
    QTimer m_ticker;
    bool m_fresh = false; // partial results that the views have not seen
};

} // namespace lapidary::window
