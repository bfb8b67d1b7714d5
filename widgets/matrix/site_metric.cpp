// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/site_metric.h"

#include "widgets/matrix/metric_values.h"

#include <QCoreApplication>

#include <utility>

namespace lapidary::widgets {

namespace {

QString words(const char* text) {
    return QCoreApplication::translate("lapidary::widgets::SiteMetric", text);
}

constexpr double kMegabyte = 1e6;

double effectiveRank(const results::Spectrum& spectrum) {
    return spectrum.effectiveRank;
}

double rank99(const results::Spectrum& spectrum) {
    return static_cast<double>(spectrum.rank99);
}

std::optional<double> stableRank(const results::Spectrum& spectrum) {
    return spectrum.stableRank;
}

std::optional<double> tailExponent(const results::Spectrum& spectrum) {
    return spectrum.tail ? std::optional(spectrum.tail->alpha) : std::nullopt;
}

double outlierPercent(const results::ChannelStatistics& statistics) {
    return 100.0 * statistics.outlierRatio;
}

/// Fills a list of metrics group by group.
class Metrics final {
public:
    void begin(MetricGroup group, QString remedy, bool logarithmic = false) {
        m_group = group;
        m_remedy = std::move(remedy);
        m_logarithmic = logarithmic;
    }
    SiteMetric& add(const char* id, const QString& name, const QString& unit, const QString& help,
                    FigureMaker maker) {
        SiteMetric metric;
        metric.id = id;
        metric.group = m_group;
        metric.name = name;
        metric.unit = unit;
        metric.help = help;
        metric.remedy = m_remedy;
        metric.logarithmic = m_logarithmic;
        metric.diverging = m_group == MetricGroup::Difference;
        metric.values = [maker = std::move(maker)](const ViewState& state) { return valuesOf(state, maker); };
        m_all.push_back(std::move(metric));
        return m_all.back();
    }
    std::vector<SiteMetric> take() { return std::move(m_all); }

private:
    std::vector<SiteMetric> m_all;
    MetricGroup m_group = MetricGroup::Sensitivity;
    QString m_remedy;
    bool m_logarithmic = false;
};

void addSensitivity(Metrics& metrics) {
    metrics.begin(MetricGroup::Sensitivity, words("Run > Measure the model (Ctrl+M) shows it."), true);
    const QString error = words(
        "Relative error of the site's output on the calibration text, if this site alone is compressed so.");
    metrics.add("error:bits:4", words("Output error at 4 bits"), {}, error, measuredError("bits:4"));
    metrics.add("error:bits:3", words("Output error at 3 bits"), {}, error, measuredError("bits:3"));
    metrics.add("error:bits:2", words("Output error at 2 bits"), {}, error, measuredError("bits:2"));
    metrics.add("error:2:4", words("Output error at 2:4 sparsity"), {}, error, measuredError("2:4"));
    metrics.add("error:sparsity:0.5", words("Output error at 50 % sparsity"), {}, error,
                measuredError("sparsity:0.5"));
    metrics.begin(MetricGroup::Sensitivity, words("Run > Measure the model (Ctrl+M) shows it."));
    const QString noise =
        words("Signal over quantization noise of the site's output: 6 dB more halve the error. "
              "More is better.");
    metrics.add("sqnr:bits:4", words("SQNR at 4 bits"), words("dB"), noise, measuredNoise("bits:4"));
    metrics.add("sqnr:bits:3", words("SQNR at 3 bits"), words("dB"), noise, measuredNoise("bits:3"));
    metrics.add("sqnr:bits:2", words("SQNR at 2 bits"), words("dB"), noise, measuredNoise("bits:2"));
    metrics.begin(MetricGroup::Sensitivity, words("Measure with true divergence shows it."), true);
    metrics.add("kl", words("Measured divergence of the model"), words("nats"),
                words("Largest KL divergence measured with this site alone compressed."),
                largestMeasuredKl());
}

void addWeights(Metrics& metrics) {
    metrics.begin(MetricGroup::Weights, words("Run > Measure the model (Ctrl+M) shows it."));
    const QString share = words("% of full");
    metrics.add(
        "rank:effective", words("Effective rank"), share,
        words("Exponential of the entropy of the normalised singular values: how many directions share "
              "the weight. Low: low rank works."),
        rankShare(Side::A, false, effectiveRank));
    metrics.add("rank:99", words("Rank at 99 % energy"), share,
                words("Directions that hold 99 % of the squared singular values of the weight."),
                rankShare(Side::A, false, rank99));
    metrics.add(
        "rank:99:weighted", words("Rank at 99 % energy, with inputs"), share,
        words("The same of the weight times the root of its inputs' second moment: what low rank must "
              "keep."),
        rankShare(Side::A, true, rank99));
    metrics
        .add("rank:stable", words("Stable rank"), {},
             words("Squared Frobenius norm over the squared largest singular value: how far one direction "
                   "outweighs the rest. 1: a single direction."),
             spectrumFigure(Side::A, false, stableRank))
        .logarithmic = true;
    metrics.add("alpha", words("Power-law exponent of the spectrum"), {},
                words("Exponent of the tail of the squared singular values. About 2 to 4: heavy tail, a site "
                      "that learned much; large: close to random."),
                spectrumFigure(Side::A, false, tailExponent));
}

void addInputs(Metrics& metrics) {
    metrics.begin(MetricGroup::Inputs, words("Run > Measure the model (Ctrl+M) shows it."));
    metrics.add(
        "inputs:outliers", words("Outlier channels of the input"), words("%"),
        words("Share of input channels whose largest absolute value exceeds 6 times the median channel's."),
        inputFigure(Side::A, outlierPercent));
    metrics
        .add("inputs:peak", words("Largest input channel over the median"), words("times"),
             words("How far the strongest input channel stands out."), inputFigure(Side::A, peakOverMedian))
        .logarithmic = true;
}

void addSizes(Metrics& metrics) {
    const QString unresolved = words("The plan does not resolve: see Problems.");
    metrics.begin(MetricGroup::Size, {});
    metrics.add("size", words("Size now"), words("MB"), words("Bytes in the checkpoint as found."),
                bytesNow(kMegabyte));
    metrics.add("size:share", words("Share of the model's size"), words("%"),
                words("Bytes of the site over those of the whole model, as found: where saving pays."),
                shareOfBytes());
    metrics.begin(MetricGroup::Size, unresolved);
    metrics.add("size:after", words("Size after the plan"), words("MB"), words("Exact bytes under the plan."),
                bytesAfter(kMegabyte));
    metrics.add("size:saved", words("Saved by the plan"), words("MB"),
                words("Size now less size after. Negative: the plan makes the site larger."),
                bytesSaved(kMegabyte));
}

void addPlan(Metrics& metrics) {
    metrics.begin(MetricGroup::Plan, words("The plan does not resolve: see Problems."));
    metrics.add("plan:bits", words("Bits per weight after the plan"), words("bits"),
                words("Stored bytes of the site under the plan, over its weights."), bitsPerWeight());
    metrics.begin(MetricGroup::Plan, words("No site has such settings in the plan."));
    metrics.add("plan:grid", words("Bits of the grid"), words("bits"),
                words("Bits of one code under the plan, without scales and zero points."), gridBits());
    metrics.add("plan:sparsity", words("Zeros by the plan"), words("%"),
                words("Share of the weights that the plan sets to zero."), zeroShare());
    metrics.add("plan:rank", words("Kept rank by the plan"), words("% of full"),
                words("Rank of the two factors under the plan, over the full rank of the weight."),
                keptRank());
}

void addRun(Metrics& metrics) {
    metrics.begin(MetricGroup::Run, words("Run > Compress shows it."));
    metrics
        .add("run:error", words("Output error of the run"), {},
             words("Relative error of the site's output in the run that is compared."), runError())
        .logarithmic = true;
    metrics.add("run:sqnr", words("SQNR of the run"), words("dB"),
                words("Signal over noise of the site's output in the run that is compared. More is better."),
                runNoise());
}

/// The compared run's output (B) less the dense model (A).
void addDifferences(Metrics& metrics) {
    metrics.begin(MetricGroup::Difference,
                  words("Compress with “measure the result”, and choose the run under Before and after."));
    const QString points = words("% of full");
    const QString help =
        words("The run's output (B) less the dense model (A). Blue: less than before, vermillion: "
              "more.");
    const auto rank = [](double (*figure)(const results::Spectrum&), bool weighted) {
        return difference(rankShare(Side::A, weighted, figure), rankShare(Side::B, weighted, figure));
    };
    const auto spectrum = [](std::optional<double> (*figure)(const results::Spectrum&)) {
        return difference(spectrumFigure(Side::A, false, figure), spectrumFigure(Side::B, false, figure));
    };
    const auto inputs = [](double (*figure)(const results::ChannelStatistics&)) {
        return difference(inputFigure(Side::A, figure), inputFigure(Side::B, figure));
    };
    metrics.add("diff:rank:effective", words("B − A: effective rank"), points, help,
                rank(effectiveRank, false));
    metrics.add("diff:rank:99", words("B − A: rank at 99 % energy"), points, help, rank(rank99, false));
    metrics.add("diff:rank:99:weighted", words("B − A: rank at 99 % energy, with inputs"), points, help,
                rank(rank99, true));
    metrics.add("diff:rank:stable", words("B − A: stable rank"), {}, help, spectrum(stableRank));
    metrics.add("diff:alpha", words("B − A: power-law exponent"), {}, help, spectrum(tailExponent));
    metrics.add("diff:inputs:outliers", words("B − A: outlier channels of the input"), words("%"), help,
                inputs(outlierPercent));
    metrics.add("diff:inputs:peak", words("B − A: largest input channel over the median"), words("times"),
                help, inputs(peakOverMedian));
}

} // namespace

QString metricGroupText(MetricGroup group) {
    switch (group) {
    case MetricGroup::Sensitivity:
        return words("Sensitivity");
    case MetricGroup::Weights:
        return words("Weights");
    case MetricGroup::Inputs:
        return words("Inputs");
    case MetricGroup::Size:
        return words("Size");
    case MetricGroup::Plan:
        return words("Plan");
    case MetricGroup::Run:
        return words("Run");
    case MetricGroup::Difference:
        return words("Difference of the run (B) to the dense model (A)");
    }
    return {};
}

QString SiteMetric::title() const {
    return unit.isEmpty() ? name : words("%1 [%2]").arg(name, unit);
}

std::vector<SiteMetric> siteMetrics() {
    Metrics metrics;
    addSensitivity(metrics);
    addWeights(metrics);
    addInputs(metrics);
    addSizes(metrics);
    addPlan(metrics);
    addRun(metrics);
    addDifferences(metrics);
    return metrics.take();
}

} // namespace lapidary::widgets
