// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/tradeoff_content.h"

#include "widgets/panels/compare_figures.h"
#include "widgets/plot/content_parts.h"
#include "widgets/state/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lapidary::widgets {

namespace {

struct TradeoffContent {
    Q_DECLARE_TR_FUNCTIONS(TradeoffContent)
};

using Size = TradeoffOptions::Size;
using Loss = TradeoffOptions::Loss;

/// What a run lost; nothing where it was not evaluated so.
std::optional<double> lossOf(const results::RunReport& run, Loss loss) {
    if (!run.after)
        return std::nullopt;
    if (loss == Loss::Divergence)
        return run.after->divergence ? std::optional(run.after->divergence->klMean) : std::nullopt;
    return run.before ? std::optional(run.after->perplexity - run.before->perplexity) : std::nullopt;
}

/// Two runs can be compared: same model, and what they were evaluated on has the same windows and tokens.
bool sameEvaluation(const results::RunReport& a, const results::RunReport& b) {
    const auto text = [](const results::RunReport& run) {
        return std::tuple(run.after->windows, run.after->window, run.after->textTokens);
    };
    return a.after && b.after && text(a) == text(b) &&
           a.provenance.modelFingerprint == b.provenance.modelFingerprint;
}

/// The evaluated run that others are measured against: the compared one, else the last.
const results::RunReport* referenceRun(const ViewState& state, Loss loss) {
    if (const results::RunReport* run = state.run(); run != nullptr && lossOf(*run, loss))
        return run;
    for (auto run = state.project->runs.rbegin(); run != state.project->runs.rend(); ++run)
        if (lossOf(*run, loss))
            return &*run;
    return nullptr;
}

QString evaluatedOn(const results::RunReport& run) {
    return TradeoffContent::tr("%1 × %2 tokens", "windows, tokens each")
        .arg(countText(run.after->windows), countText(run.after->window));
}

PlotSeries marks(const QString& name, PlotColor color, PlotSeries::Shape shape) {
    PlotSeries series;
    series.name = name;
    series.kind = PlotSeries::Kind::Points;
    series.color = color;
    series.shape = shape;
    return series;
}

void addMark(PlotSeries& series, double x, double y, const QString& name, const QString& key) {
    series.points.push_back({x, y});
    series.pointNames << name;
    series.pointKeys << key;
}

class Sorter final {
public:
    Sorter(const ViewState& state, const TradeoffOptions& options)
        : m_state(state)
        , m_options(options)
        , m_reference(referenceRun(state, options.loss))
        , m_compared(marks(TradeoffContent::tr("B: compared run"), {PlotColor::Role::Quantized, 0},
                           PlotSeries::Shape::Diamond))
        , m_alike(
              marks(TradeoffContent::tr("runs"), {PlotColor::Role::Quantized, 0}, PlotSeries::Shape::Circle))
        , m_others(marks(TradeoffContent::tr("evaluated on something else"), {PlotColor::Role::Warning, 0},
                         PlotSeries::Shape::Square))
        , m_missing(marks(TradeoffContent::tr("not evaluated"), {PlotColor::Role::Muted, 0},
                          PlotSeries::Shape::Triangle)) {
        m_compared.strong = true;
        m_missing.inLegend = false;
        for (std::size_t i = 0; i < state.project->runs.size(); ++i)
            add(i);
    }

    void finish(PlotContent& content) {
        for (PlotSeries* series : {&m_alike, &m_others, &m_compared, &m_missing})
            if (!series->points.empty())
                content.series.push_back(std::move(*series));
    }
    std::size_t others() const { return m_others.points.size(); }
    const QStringList& missing() const { return m_missing.pointNames; }
    const results::RunReport* reference() const { return m_reference; }

private:
    void add(std::size_t index) {
        const results::RunReport& run = m_state.project->runs[index];
        const double x = positionOf(m_state, m_options.size, static_cast<double>(run.bytesAfter));
        const std::optional<double> loss = lossOf(run, m_options.loss);
        PlotSeries& series = !loss                                ? m_missing
                             : !sameEvaluation(run, *m_reference) ? m_others
                             : m_state.comparedRun == index       ? m_compared
                                                                  : m_alike;
        QString name = runText(run, index);
        if (&series == &m_others)
            name += QStringLiteral(" (") + evaluatedOn(run) + QLatin1Char(')');
        addMark(series, x, loss.value_or(kNoNumber), name, QStringLiteral("run:%1").arg(index));
    }

    const ViewState& m_state;
    const TradeoffOptions& m_options;
    const results::RunReport* m_reference;
    PlotSeries m_compared;
    PlotSeries m_alike;
    PlotSeries m_others;
    PlotSeries m_missing;
};

double denseBytes(const ViewState& state) {
    return 2.0 * static_cast<double>(state.model->parameters);
}

QString sizeText(const ViewState& state, Size size, double bytes) {
    return size == Size::Megabytes ? bytesText(bytes)
                                   : TradeoffContent::tr("%1 bits", "per weight")
                                         .arg(significant(positionOf(state, size, bytes)));
}

void addReferences(PlotContent& content, const ViewState& state, Size size) {
    const auto line = [&](double bytes, const QString& words, PlotColor color) {
        content.references.push_back(
            {positionOf(state, size, bytes), true, words.arg(sizeText(state, size, bytes)), color});
    };
    line(denseBytes(state), TradeoffContent::tr("A: dense %1"), {PlotColor::Role::Dense, 0});
    if (state.check)
        line(static_cast<double>(state.check->bytesAfter), TradeoffContent::tr("the plan %1"),
             {PlotColor::Role::Selection, 0});
}

PlotHandle budgetHandle(const ViewState& state, const TradeoffOptions& options) {
    PlotHandle handle;
    handle.id = kBudgetHandle;
    handle.name = TradeoffContent::tr("Budget");
    handle.hollow = !options.budgetBytes;
    handle.forbids = options.budgetBytes.has_value();
    handle.position = positionOf(state, options.size, options.budgetBytes.value_or(0.5 * denseBytes(state)));
    handle.maximum = positionOf(state, options.size, denseBytes(state));
    handle.minimum = 0.0;
    handle.step =
        options.size == Size::Megabytes ? std::pow(10.0, std::floor(std::log10(handle.maximum)) - 3.0) : 0.01;
    handle.color = {PlotColor::Role::Warning, 0};
    handle.words = [state, size = options.size, hollow = handle.hollow,
                    at = handle.position](double position) {
        const QString text = sizeText(state, size, bytesAt(state, size, position));
        return hollow && position == at ? TradeoffContent::tr("budget: not set")
                                        : TradeoffContent::tr("budget %1").arg(text);
    };
    return handle;
}

void addSnapshots(PlotContent& content, const ViewState& state, const TradeoffOptions& options) {
    if (options.snapshots.empty())
        return;
    PlotLevels levels;
    levels.name = TradeoffContent::tr("snapshots");
    levels.color = {PlotColor::Role::Combined, 0};
    PlotSeries series = marks(levels.name, levels.color, PlotSeries::Shape::Triangle);
    series.inLegend = false;
    for (const SizedPlan& plan : options.snapshots) {
        levels.positions.push_back(positionOf(state, options.size, static_cast<double>(plan.bytes)));
        addMark(
            series, levels.positions.back(), kNoNumber,
            TradeoffContent::tr("snapshot %1, %2").arg(plan.name, bytesText(static_cast<double>(plan.bytes))),
            {});
    }
    content.levels.push_back(std::move(levels));
    content.series.push_back(std::move(series));
}

QString lossText(Loss loss, double value) {
    return loss == Loss::Divergence ? TradeoffContent::tr("%1 nats").arg(significant(value))
                                    : TradeoffContent::tr("perplexity %1").arg(differenceText(value));
}

QString budgetWords(const ViewState& state, const TradeoffOptions& options) {
    const double budget = *options.budgetBytes;
    const auto& runs = state.project->runs;
    const auto fitting = std::ranges::count_if(
        runs, [&](const results::RunReport& run) { return static_cast<double>(run.bytesAfter) <= budget; });
    return TradeoffContent::tr("%1 of %2 runs fit into the budget of %3.")
        .arg(countText(fitting), countText(std::ssize(runs)), bytesText(budget));
}

QString summaryOf(const ViewState& state, const TradeoffOptions& options, const Sorter& sorter) {
    QStringList words;
    if (state.project->runs.empty())
        words << TradeoffContent::tr("No run yet: Run > Compress makes one, and evaluates it with a text.");
    double least = std::numeric_limits<double>::infinity();
    const results::RunReport* best = nullptr;
    for (const results::RunReport& run : state.project->runs)
        if (const auto loss = lossOf(run, options.loss); loss && *loss < least) {
            least = *loss;
            best = &run;
        }
    if (best != nullptr)
        words << TradeoffContent::tr("Least is lost at %1: %2.")
                     .arg(bytesText(static_cast<double>(best->bytesAfter)), lossText(options.loss, least));
    if (state.check)
        words << TradeoffContent::tr("The plan takes %1.")
                     .arg(bytesText(static_cast<double>(state.check->bytesAfter)));
    if (options.budgetBytes)
        words << budgetWords(state, options);
    if (sorter.others() > 0)
        words << TradeoffContent::tr("%n run(s) were evaluated on something else and cannot be compared.",
                                     nullptr, static_cast<int>(sorter.others()));
    if (!sorter.missing().isEmpty())
        words << TradeoffContent::tr("Not evaluated: %1.").arg(sorter.missing().join(QStringLiteral("; ")));
    return words.join(QLatin1Char(' '));
}

QString footOf(const ViewState& state, const results::RunReport* reference) {
    QStringList parts = {state.modelName, QString::fromStdString(state.model->fingerprint).left(8)};
    if (reference != nullptr)
        parts << TradeoffContent::tr("evaluated on %1").arg(evaluatedOn(*reference))
              << TradeoffContent::tr("seed %1").arg(reference->provenance.seed)
              << QString::fromStdString(reference->provenance.time).left(10);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

PlotContent frame(const TradeoffOptions& options) {
    PlotContent content;
    content.id = QStringLiteral("tradeoff");
    content.title = options.loss == Loss::Divergence
                        ? TradeoffContent::tr("Size and divergence from the dense model")
                        : TradeoffContent::tr("Size and perplexity more than the dense model");
    content.x.title = TradeoffContent::tr("size");
    content.x.unit =
        options.size == Size::Megabytes ? QStringLiteral("MB") : TradeoffContent::tr("bits per weight");
    content.y.title = options.loss == Loss::Divergence ? TradeoffContent::tr("KL divergence")
                                                       : TradeoffContent::tr("perplexity, B − A");
    content.y.unit = options.loss == Loss::Divergence ? QStringLiteral("nats") : QStringLiteral("1");
    content.y.log = options.loss == Loss::Divergence;
    content.rowsByMark = true;
    content.marksOpen = true;
    return content;
}

} // namespace

double positionOf(const ViewState& state, Size size, double bytes) {
    return size == Size::Megabytes ? 1e-6 * bytes
                                   : 8.0 * bytes / static_cast<double>(state.model->parameters);
}

double bytesAt(const ViewState& state, Size size, double position) {
    return position / positionOf(state, size, 1.0);
}

PlotContent tradeoffContent(const ViewState& state, const TradeoffOptions& options) {
    PlotContent content = frame(options);
    if (state.empty()) {
        content.emptyText = noModelText();
        return content;
    }
    PlotSeries dense =
        marks(TradeoffContent::tr("A: dense model"), {PlotColor::Role::Dense, 0}, PlotSeries::Shape::Circle);
    addMark(dense, positionOf(state, options.size, denseBytes(state)), 0.0,
            TradeoffContent::tr("dense model at 16 bits"), {});
    content.series.push_back(std::move(dense));
    Sorter sorter(state, options);
    content.summary = summaryOf(state, options, sorter);
    content.footLine = footOf(state, sorter.reference());
    sorter.finish(content);
    addReferences(content, state, options.size);
    addSnapshots(content, state, options);
    content.handles.push_back(budgetHandle(state, options));
    return content;
}

std::optional<std::size_t> runOfKey(const QString& key) {
    bool ok = false;
    const auto index = key.startsWith(QLatin1String("run:")) ? key.mid(4).toULongLong(&ok) : 0;
    return ok ? std::optional<std::size_t>(index) : std::nullopt;
}

} // namespace lapidary::widgets
