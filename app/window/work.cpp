// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/work.h"

#include "app/window/error_text.h"
#include "app/window/stage_text.h"
#include "widgets/state/number_text.h"

namespace lapidary::window {

namespace {

using State = widgets::JobView::State;
using Severity = widgets::LogView::Severity;
constexpr int kTickMs = 500;
constexpr double kEnoughSeconds = 2.0; // before a time left is worth showing
constexpr double kEnoughShare = 0.01;

engine::TextRequest textRequest(const std::filesystem::path& path, std::int64_t windows,
                                std::int64_t window) {
    engine::TextRequest text;
    text.path = path;
    text.windows = windows;
    text.window = window;
    return text;
}

} // namespace

Work::Work(Document& document, JobRunner& runner, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_runner(runner) {
    m_ticker.setInterval(kTickMs);
    connect(&m_ticker, &QTimer::timeout, this, &Work::tick);
}

engine::ComputeOptions Work::compute() const {
    engine::ComputeOptions options;
    options.device = m_device;
    return options;
}

void Work::begin(const QString& title, int steps) {
    m_view = {};
    m_view.state = State::Waiting;
    m_view.title = title;
    m_view.step = 0;
    m_view.steps = steps;
    m_job = 0;
    m_clock.start();
    m_ticker.start();
    Q_EMIT logged(Severity::Note, title);
    Q_EMIT changed(m_view);
}

void Work::measure(const MeasureSettings& settings) {
    if (active() || !m_document.isOpen())
        return;
    m_again = [this, settings] { measure(settings); };
    begin(tr("Measure %1").arg(m_document.state().modelName));
    // The measurement locks the project file: what the window still writes there goes first.
    if (m_document.store().idle()) {
        submitMeasure(settings);
        return;
    }
    connect(
        &m_document.store(), &ProjectStore::becameIdle, this, [this, settings] { submitMeasure(settings); },
        Qt::SingleShotConnection);
}

void Work::submitMeasure(const MeasureSettings& settings) {
    if (m_view.state == State::Cancelling) { // while it waited for the project file
        fail({base::ErrorCode::Cancelled, m_document.projectPath().string(), {}, {}, {}, {}});
        return;
    }
    m_document.store().hold();
    session::MeasureJob job;
    job.project = m_document.projectPath();
    job.request.model = m_document.modelPath();
    job.request.text = textRequest(settings.text, settings.windows, settings.window);
    job.request.spectra = settings.spectra;
    job.request.activations = settings.activations;
    job.request.logits = settings.logits;
    job.request.sensitivity = settings.sensitivity;
    job.request.compute = compute();
    step(
        tr("Measuring"), [job](session::Session& session) { return session.measure(job); },
        [this](session::JobResult result) {
            const auto& report = std::get<engine::MeasureReport>(result);
            if (report.sitesMeasured == 0)
                finish(tr("All of it was measured on this text before."));
            else
                finish(tr("Measured %n site(s) on %1 tokens in %2.", nullptr,
                          static_cast<int>(report.sitesMeasured))
                           .arg(widgets::countText(report.tokens),
                                widgets::durationText(report.seconds.at("total"))));
            Q_EMIT measured();
        });
}

void Work::compress(const CompressSettings& settings) {
    if (active() || !m_document.isOpen())
        return;
    m_again = [this, again = settings]() mutable {
        again.resume = true;
        compress(again);
    };
    begin(tr("Compress %1").arg(m_document.state().modelName),
          1 + evaluationSteps(settings) + (settings.measures() ? 1 : 0));
    submitRun(settings);
}

void Work::submitRun(const CompressSettings& settings) {
    engine::RunRequest request;
    request.model = m_document.modelPath();
    request.plan = m_document.history().plan(); // frozen: later edits do not touch it
    request.plan.calibration.windows = settings.windows;
    request.plan.calibration.window = settings.window;
    request.plan.calibration.text = settings.calibration.filename().string();
    request.text = settings.calibration;
    request.output = settings.output;
    request.format = m_document.state().format;
    request.resume = settings.resume;
    request.compute = compute();
    step(
        tr("Compressing"), [request](session::Session& session) { return session.run(request); },
        [this, settings](session::JobResult result) {
            evaluateBefore(settings, std::get<results::RunReport>(std::move(result)));
        });
}

std::string Work::evaluationKey(const CompressSettings& settings) const {
    return m_document.state().model->fingerprint + settings.evaluation.string() + ' ' +
           std::to_string(settings.evaluationWindows) + 'x' + std::to_string(settings.evaluationWindow);
}

/// The dense model is evaluated once for each text.
int Work::evaluationSteps(const CompressSettings& settings) const {
    if (!settings.evaluates())
        return 0;
    return m_before.contains(evaluationKey(settings)) ? 1 : 2;
}

void Work::evaluateBefore(const CompressSettings& settings, results::RunReport report) {
    // The output is whole from here on: what is cancelled now goes on with its evaluation.
    m_again = [this, settings, report] {
        begin(tr("Evaluate %1").arg(QString::fromStdString(report.output)),
              evaluationSteps(settings) + (settings.measures() ? 1 : 0));
        evaluateBefore(settings, report);
    };
    if (!settings.evaluates()) {
        measureResult(settings, std::move(report));
        return;
    }
    const std::string key = evaluationKey(settings);
    if (const auto known = m_before.find(key); known != m_before.end()) {
        report.before = known->second;
        evaluateAfter(settings, std::move(report));
        return;
    }
    engine::EvaluationRequest request;
    request.model = m_document.modelPath();
    request.text = textRequest(settings.evaluation, settings.evaluationWindows, settings.evaluationWindow);
    request.compute = compute();
    step(
        tr("Evaluating before"), [request](session::Session& session) { return session.evaluate(request); },
        [this, settings, key, report = std::move(report)](session::JobResult result) mutable {
            report.before = std::get<results::EvaluationReport>(std::move(result));
            m_before.insert_or_assign(key, *report.before);
            evaluateAfter(settings, std::move(report));
        });
}

void Work::evaluateAfter(const CompressSettings& settings, results::RunReport report) {
    engine::EvaluationRequest request;
    request.model = report.output;
    request.reference = m_document.modelPath();
    request.text = textRequest(settings.evaluation, settings.evaluationWindows, settings.evaluationWindow);
    request.compute = compute();
    step(
        tr("Evaluating after"), [request](session::Session& session) { return session.evaluate(request); },
        [this, settings, report = std::move(report)](session::JobResult result) mutable {
            report.after = std::get<results::EvaluationReport>(std::move(result));
            measureResult(settings, std::move(report));
        });
}

/// The run counts from here on, whatever becomes of the measurement.
void Work::measureResult(const CompressSettings& settings, results::RunReport report) {
    m_document.addRun(report);
    if (!settings.measures()) {
        finishRun(report);
        return;
    }
    m_again = [this, settings, report] {
        begin(tr("Measure %1").arg(QString::fromStdString(report.output)));
        measureResult(settings, report);
    };
    engine::MeasureRequest request;
    request.model = report.output;
    request.text = textRequest(settings.calibration, settings.windows, settings.window);
    request.compute = compute();
    step(
        tr("Measuring the result"),
        [request](session::Session& session) { return session.measureValues(request); },
        [this, report = std::move(report)](session::JobResult result) mutable {
            report.measured = std::get<decltype(report.measured)>(std::move(result));
            m_document.addRun(report);
            finishRun(report);
        });
}

void Work::finishRun(const results::RunReport& report) {
    const QString bytes = widgets::bytesText(static_cast<double>(report.bytesAfter));
    const QString folder = QString::fromStdString(report.output);
    if (report.before && report.after)
        finish(tr("Compressed to %1 in %2. Perplexity %3 before, %4 after.")
                   .arg(bytes, folder, widgets::significant(report.before->perplexity, 4),
                        widgets::significant(report.after->perplexity, 4)));
    else
        finish(tr("Compressed to %1 in %2.").arg(bytes, folder));
    Q_EMIT compressed(folder);
}

void Work::step(const QString& what, const JobRunner::Submit& submit, Ended ended) {
    m_stepClock.start();
    ++m_view.step;
    m_view.share = 0.0;
    m_view.secondsLeft.reset();
    JobHandler handler;
    handler.started = [this, what] {
        if (m_view.state == State::Waiting)
            m_view.state = State::Running;
        m_view.stage = what;
        Q_EMIT changed(m_view);
    };
    handler.progress = [this, what](const base::Progress& progress) { onProgress(what, progress); };
    handler.partial = [this](const session::PartialResult& partial) {
        m_document.merge(partial);
        m_fresh = true;
    };
    handler.warned = [this](const base::Error& warning) {
        Q_EMIT logged(Severity::Warning, errorText(warning));
    };
    handler.ended = [this, ended = std::move(ended)](base::Result<session::JobResult> result) {
        if (result)
            ended(*std::move(result));
        else
            fail(result.error());
    };
    m_job = m_runner.start(submit, std::move(handler));
}

void Work::onProgress(const QString& what, const base::Progress& progress) {
    m_view.share = progress.total > 0.0 ? std::min(1.0, progress.done / progress.total) : 0.0;
    m_view.stage = progress.stage.empty() ? what : tr("%1: %2").arg(what, stageText(progress.stage));
    const double gone = static_cast<double>(m_stepClock.elapsed()) / 1000.0;
    m_view.secondsLeft.reset();
    if (gone >= kEnoughSeconds && m_view.share >= kEnoughShare)
        m_view.secondsLeft = gone * (1.0 - m_view.share) / m_view.share;
    m_view.seconds = static_cast<double>(m_clock.elapsed()) / 1000.0;
    Q_EMIT changed(m_view);
}

void Work::tick() {
    m_view.seconds = static_cast<double>(m_clock.elapsed()) / 1000.0;
    Q_EMIT changed(m_view);
    if (m_fresh) {
        m_fresh = false;
        m_document.measured();
    }
}

void Work::finish(const QString& result) {
    m_ticker.stop();
    m_document.store().release();
    m_fresh = false;
    m_document.measured();
    m_view.state = State::Finished;
    m_view.seconds = static_cast<double>(m_clock.elapsed()) / 1000.0;
    m_view.result = result;
    Q_EMIT logged(Severity::Note, result);
    Q_EMIT changed(m_view);
}

void Work::fail(const base::Error& error) {
    m_ticker.stop();
    m_document.store().release();
    m_fresh = false;
    m_document.measured();
    m_view.state = error.code == base::ErrorCode::Cancelled ? State::Cancelled : State::Failed;
    m_view.error = errorText(error);
    m_view.canResume = true;
    if (m_view.state == State::Cancelled)
        Q_EMIT logged(Severity::Note, tr("Cancelled."));
    else
        Q_EMIT logged(Severity::Error, tr("Failed: %1").arg(m_view.error));
    Q_EMIT changed(m_view);
}

void Work::cancel() {
    if (!active() || m_view.state == State::Cancelling)
        return;
    m_view.state = State::Cancelling;
    Q_EMIT changed(m_view);
    m_runner.cancel(m_job);
}

void Work::resume() {
    if (active() || !m_again)
        return;
    const std::function<void()> again = m_again; // what it starts sets another one
    again();
}

} // namespace lapidary::window
