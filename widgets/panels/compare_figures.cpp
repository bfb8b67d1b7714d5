// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_figures.h"

#include "widgets/state/number_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include <cmath>
#include <filesystem>
#include <optional>

namespace lapidary::widgets {

namespace {

using results::EvaluationReport;

QString translated(const char* text) {
    return QCoreApplication::translate("CompareFigures", text);
}

QString notEvaluated() {
    return translated(QT_TRANSLATE_NOOP("CompareFigures", "not evaluated"));
}

/// "+0.6 (+4.80 %)".
QString differenceWithShare(double before, double after, const QString& difference) {
    if (before == 0.0)
        return difference;
    const QString share = percentText(after / before - 1.0);
    return QStringLiteral("%1 (%2%3)")
        .arg(difference, after > before ? QStringLiteral("+") : QString(), share);
}

ComparedFigure perplexity(const results::RunReport& run) {
    ComparedFigure figure;
    figure.name = translated(QT_TRANSLATE_NOOP("CompareFigures", "perplexity"));
    figure.help = translated(
        QT_TRANSLATE_NOOP("CompareFigures", "exp of the mean loss on the evaluation text; lower is better"));
    figure.before = run.before ? significant(run.before->perplexity, 4) : notEvaluated();
    figure.after = run.after ? significant(run.after->perplexity, 4) : notEvaluated();
    figure.difference = dashText();
    if (run.before && run.after) {
        const double before = run.before->perplexity;
        const double after = run.after->perplexity;
        figure.difference = differenceWithShare(before, after, differenceText(after - before));
    }
    return figure;
}

/// A figure against the dense model: A is the reference.
ComparedFigure divergence(const results::RunReport& run, const QString& name, const QString& help,
                          QString (*text)(const EvaluationReport::Divergence&)) {
    const bool known = run.after && run.after->divergence;
    return {name, translated(QT_TRANSLATE_NOOP("CompareFigures", "reference")),
            known ? text(*run.after->divergence) : notEvaluated(), dashText(), help};
}

void addDivergences(const results::RunReport& run, std::vector<ComparedFigure>& figures) {
    using Divergence = EvaluationReport::Divergence;
    figures.push_back(
        divergence(run, translated(QT_TRANSLATE_NOOP("CompareFigures", "KL mean [nats]")),
                   translated(QT_TRANSLATE_NOOP("CompareFigures",
                                                "mean over tokens of KL(A‖B); 0: the same predictions")),
                   [](const Divergence& value) { return significant(value.klMean); }));
    figures.push_back(
        divergence(run, translated(QT_TRANSLATE_NOOP("CompareFigures", "KL p99 [nats]")),
                   translated(QT_TRANSLATE_NOOP("CompareFigures", "99 of 100 tokens have a smaller KL(A‖B)")),
                   [](const Divergence& value) { return significant(value.klP99); }));
    figures.push_back(
        divergence(run, translated(QT_TRANSLATE_NOOP("CompareFigures", "top-1 agreement")),
                   translated(QT_TRANSLATE_NOOP(
                       "CompareFigures", "share of positions where both find the same token most likely")),
                   [](const Divergence& value) { return percentText(value.top1Agreement); }));
}

ComparedFigure tensorBytes(const model::ModelSpec& model, const results::RunReport& run) {
    const auto before = static_cast<double>(model.bytes);
    const auto after = static_cast<double>(run.bytesAfter);
    ComparedFigure figure;
    figure.name = translated(QT_TRANSLATE_NOOP("CompareFigures", "tensors"));
    figure.help = translated(QT_TRANSLATE_NOOP("CompareFigures",
                                               "bytes of all tensors, before as found: %1 and %2 bytes"))
                      .arg(countText(static_cast<std::int64_t>(model.bytes)),
                           countText(static_cast<std::int64_t>(run.bytesAfter)));
    figure.before = bytesText(before);
    figure.after = bytesText(after);
    const QString sign = after > before ? QStringLiteral("+") : QString();
    figure.difference = differenceWithShare(before, after, sign + bytesText(after - before));
    if (after > 0.0)
        figure.difference +=
            QStringLiteral(", ") +
            translated(QT_TRANSLATE_NOOP("CompareFigures", "%1 : 1")).arg(significant(before / after));
    return figure;
}

/// No difference: the result is evaluated beside the dense model, which runs again.
ComparedFigure evaluationTime(const results::RunReport& run) {
    const auto text = [](const std::optional<EvaluationReport>& report) {
        return report ? durationText(report->seconds) : notEvaluated();
    };
    ComparedFigure figure{translated(QT_TRANSLATE_NOOP("CompareFigures", "evaluation time")),
                          text(run.before),
                          text(run.after),
                          dashText(),
                          {}};
    if (run.after && run.after->divergence)
        figure.help = translated(QT_TRANSLATE_NOOP(
            "CompareFigures",
            "The run's has the dense model in it, which it was compared with token by token."));
    return figure;
}

ComparedFigure runTime(const results::RunReport& run) {
    const auto total = run.seconds.find("total");
    QStringList stages;
    for (const auto& [stage, seconds] : run.seconds)
        stages.append(QStringLiteral("%1: %2").arg(QString::fromStdString(stage), durationText(seconds)));
    return {translated(QT_TRANSLATE_NOOP("CompareFigures", "compression time")), dashText(),
            total == run.seconds.end() ? dashText() : durationText(total->second), dashText(),
            stages.join(QLatin1Char('\n'))};
}

/// A time of the report in the reader's form; as it stands where it is of another.
QString timeText(const std::string& iso) {
    const QDateTime time = QDateTime::fromString(QString::fromStdString(iso), Qt::ISODate);
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat)
                          : QString::fromStdString(iso);
}

} // namespace

std::vector<ComparedFigure> comparedFigures(const ViewState& state) {
    std::vector<ComparedFigure> figures;
    const results::RunReport* run = state.run();
    if (run == nullptr || !state.model)
        return figures;
    figures.push_back(perplexity(*run));
    addDivergences(*run, figures);
    figures.push_back(tensorBytes(*state.model, *run));
    figures.push_back(evaluationTime(*run));
    figures.push_back(runTime(*run));
    figures.push_back({translated(QT_TRANSLATE_NOOP("CompareFigures", "peak memory")),
                       dashText(),
                       bytesText(static_cast<double>(run->peakRssBytes)),
                       dashText(),
                       {}});
    return figures;
}

QString runText(const results::RunReport& run, std::size_t index) {
    const std::string name = std::filesystem::path(run.output).filename().string();
    QStringList parts = {name.empty() ? translated(QT_TRANSLATE_NOOP("CompareFigures", "run"))
                                      : QString::fromStdString(name)};
    if (!run.provenance.time.empty())
        parts.append(timeText(run.provenance.time));
    parts.append(bytesText(static_cast<double>(run.bytesAfter)));
    return QStringLiteral("%1: %2").arg(index + 1).arg(parts.join(QStringLiteral(" · ")));
}

QString runProvenanceText(const results::RunReport& run) {
    QStringList parts;
    const results::Provenance& provenance = run.provenance;
    if (!provenance.textName.empty())
        parts.append(translated(QT_TRANSLATE_NOOP("CompareFigures", "calibrated on %1, %2 × %3 tokens"))
                         .arg(QString::fromStdString(provenance.textName), countText(provenance.windows),
                              countText(provenance.window)));
    if (run.after)
        parts.append(translated(QT_TRANSLATE_NOOP("CompareFigures", "evaluated on %1 tokens"))
                         .arg(countText(run.after->scored)));
    parts.append(translated(QT_TRANSLATE_NOOP("CompareFigures", "seed %1")).arg(provenance.seed));
    if (!run.device.empty())
        parts.append(QString::fromStdString(run.device));
    return parts.join(QStringLiteral(" · "));
}

} // namespace lapidary::widgets
