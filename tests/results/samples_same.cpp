// SPDX-License-Identifier: GPL-3.0-or-later
//
// Structured bindings name every member, so that a new one does not compile until it is compared here.
#include "tests/results/samples.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace lapidary::tests {

using namespace results;

bool same(double a, double b) {
    return std::isnan(a) ? std::isnan(b) : std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

static bool same(float a, float b) {
    return same(static_cast<double>(a), static_cast<double>(b));
}

template<class T>
static bool same(const std::optional<T>& a, const std::optional<T>& b);
template<class K, class T>
static bool same(const std::map<K, T>& a, const std::map<K, T>& b);
template<class T>
static bool same(const std::vector<T>& a, const std::vector<T>& b);

template<class T>
requires(std::equality_comparable<T> && !std::floating_point<T>) static bool same(const T& a, const T& b) {
    return a == b;
}

static bool same(const PowerLawTail& a, const PowerLawTail& b) {
    const auto& [alpha, threshold, distance, count] = a;
    return same(alpha, b.alpha) && same(threshold, b.threshold) && same(distance, b.distance) &&
           count == b.count;
}

static bool same(const Histogram& a, const Histogram& b) {
    const auto& [minimum, maximum, counts] = a;
    return same(minimum, b.minimum) && same(maximum, b.maximum) && counts == b.counts;
}

static bool same(const LogitPca::Loading& a, const LogitPca::Loading& b) {
    const auto& [token, text, value] = a;
    return token == b.token && text == b.text && same(value, b.value);
}

static bool same(const EvaluationReport::Divergence& a, const EvaluationReport::Divergence& b) {
    const auto& [klMean, klP99, agreement] = a;
    return same(klMean, b.klMean) && same(klP99, b.klP99) && same(agreement, b.top1Agreement);
}

static bool same(const SiteReport& a, const SiteReport& b) {
    const auto& [site, error, seconds, bytes, figures] = a;
    return site == b.site && same(error, b.relativeError) && same(seconds, b.seconds) && bytes == b.bytes &&
           same(figures, b.figures);
}

static bool same(const model::Site& a, const model::Site& b) {
    const auto& [id, kind, block, tensor, bias, out, in, dtype, bytes, group, ropeHeads, hfModule, expert] =
        a;
    return id == b.id && kind == b.kind && block == b.block && tensor == b.tensor && bias == b.biasTensor &&
           out == b.out && in == b.in && dtype == b.dtype && bytes == b.bytes && group == b.inputGroup &&
           ropeHeads == b.ropeHeads && hfModule == b.hfModule && expert == b.expert;
}

static bool same(const model::InputGroup& a, const model::InputGroup& b) {
    const auto& [id, width, sites] = a;
    return id == b.id && width == b.width && sites == b.sites;
}

static bool same(const model::PlainTensor& a, const model::PlainTensor& b) {
    const auto& [tensor, hfName, elements, ropeHeads] = a;
    return tensor == b.tensor && hfName == b.hfName && elements == b.elements && ropeHeads == b.ropeHeads;
}

static bool same(const model::Block& a, const model::Block& b) {
    const auto& [index, heads, kvHeads, headDim, ffn, sliding, sites, groups, attentionNorm, mlpNorm, qkNorms,
                 biases, expertGate] = a;
    return index == b.index && heads == b.heads && kvHeads == b.kvHeads && headDim == b.headDim &&
           ffn == b.ffn && sliding == b.slidingWindow && same(sites, b.sites) && same(groups, b.groups) &&
           same(attentionNorm, b.attentionNorm) && same(mlpNorm, b.mlpNorm) && same(qkNorms, b.qkNorms) &&
           same(biases, b.biases) && expertGate.has_value() == b.sharedExpertGate.has_value() &&
           (!expertGate || same(*expertGate, *b.sharedExpertGate));
}

static bool same(const formats::RopeConfig& a, const formats::RopeConfig& b) {
    const auto& [theta, scaling, factor, low, high, attention, fast, slow, context, factors] = a;
    return same(theta, b.theta) && scaling == b.scaling && same(factor, b.factor) &&
           same(low, b.lowFrequencyFactor) && same(high, b.highFrequencyFactor) &&
           same(attention, b.attentionFactor) && same(fast, b.betaFast) && same(slow, b.betaSlow) &&
           context == b.originalContext && same(factors, b.frequencyFactors);
}

static bool same(const formats::ModelConfig& a, const formats::ModelConfig& b) {
    const auto& [type, architecture, name, hidden, blocks, vocabulary, context, heads, kvHeads, ffn, experts,
                 perToken, expertFfn, sharedFfn, headDim, eps, activation, inBias, outBias, mlpBias, qkNorm,
                 tied, sliding, rope, bos, eos, pad, dtype] = a;
    return type == b.modelType && architecture == b.architecture && name == b.name && hidden == b.hidden &&
           blocks == b.blocks && vocabulary == b.vocabulary && context == b.context && heads == b.heads &&
           kvHeads == b.kvHeads && ffn == b.ffn && experts == b.experts && perToken == b.expertsPerToken &&
           expertFfn == b.expertFfn && sharedFfn == b.sharedFfn && headDim == b.headDim &&
           same(eps, b.normEps) && activation == b.activation && inBias == b.attentionInBias &&
           outBias == b.attentionOutBias && mlpBias == b.mlpBias && qkNorm == b.qkNorm &&
           tied == b.tiedHead && sliding == b.slidingWindow && same(rope, b.rope) && bos == b.bosId &&
           eos == b.eosIds && pad == b.padId && dtype == b.dtype;
}

template<class T>
static bool same(const std::optional<T>& a, const std::optional<T>& b) {
    return a.has_value() == b.has_value() && (!a || same(*a, *b));
}

template<class K, class T>
static bool same(const std::map<K, T>& a, const std::map<K, T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.first == y.first && same(x.second, y.second);
    });
}

template<class T>
static bool same(const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& x, const auto& y) { return same(x, y); });
}

bool same(const Spectrum& a, const Spectrum& b) {
    const auto& [values, effective, stable, rank90, rank99, tail] = a;
    return same(values, b.singularValues) && same(effective, b.effectiveRank) && same(stable, b.stableRank) &&
           rank90 == b.rank90 && rank99 == b.rank99 && same(tail, b.tail);
}

bool same(const SiteSpectra& a, const SiteSpectra& b) {
    const auto& [weight, activationWeighted, histogram] = a;
    return same(weight, b.weight) && same(activationWeighted, b.activationWeighted) &&
           same(histogram, b.histogram);
}

bool same(const ChannelStatistics& a, const ChannelStatistics& b) {
    const auto& [tokens, mean, minimum, maximum, absmax, p1, p99, kurtosis, meanSquare, ratio] = a;
    return tokens == b.tokens && same(mean, b.mean) && same(minimum, b.minimum) && same(maximum, b.maximum) &&
           same(absmax, b.absmax) && same(p1, b.p1) && same(p99, b.p99) && same(kurtosis, b.kurtosis) &&
           same(meanSquare, b.meanSquare) && same(ratio, b.outlierRatio);
}

bool same(const LogitPca& a, const LogitPca& b) {
    const auto& [tokens, gauged, total, eigenvalues, explained, top] = a;
    return tokens == b.tokens && gauged == b.gauged && same(total, b.totalVariance) &&
           same(eigenvalues, b.eigenvalues) && same(explained, b.explained) && same(top, b.top);
}

bool same(const Sensitivity& a, const Sensitivity& b) {
    const auto& [site, setting, error, predicted, measured] = a;
    return site == b.site && setting == b.setting && same(error, b.relativeError) &&
           same(predicted, b.predictedKl) && same(measured, b.measuredKl);
}

bool same(const Provenance& a, const Provenance& b) {
    return a == b;
}

bool same(const EvaluationReport& a, const EvaluationReport& b) {
    const auto& [perplexity, nll, tokens, scored, windows, window, textTokens, windowNll, divergence, seconds,
                 peak, device] = a;
    return same(perplexity, b.perplexity) && same(nll, b.nll) && tokens == b.tokens && scored == b.scored &&
           windows == b.windows && window == b.window && textTokens == b.textTokens &&
           same(windowNll, b.windowNll) && same(divergence, b.divergence) && same(seconds, b.seconds) &&
           peak == b.peakRssBytes && device == b.device;
}

bool same(const ModelMeasurements& a, const ModelMeasurements& b) {
    const auto& [spectra, activations, logits] = a;
    return same(spectra, b.spectra) && same(activations, b.activations) && same(logits, b.logits);
}

bool same(const RunReport& a, const RunReport& b) {
    const auto& [sites, bytes, fileBytes, seconds, peak, output, device, provenance, plan, before, after,
                 measured] = a;
    return same(sites, b.sites) && bytes == b.bytesAfter && fileBytes == b.fileBytesAfter &&
           same(seconds, b.seconds) && peak == b.peakRssBytes && output == b.output && device == b.device &&
           provenance == b.provenance && plan == b.plan && same(before, b.before) && same(after, b.after) &&
           (measured == nullptr) == (b.measured == nullptr) && (!measured || same(*measured, *b.measured));
}

bool same(const model::ModelSpec& a, const model::ModelSpec& b) {
    const auto& [config, fingerprint, blocks, embed, head, tied, finalNorm, parameters, bytes] = a;
    return same(config, b.config) && fingerprint == b.fingerprint && same(blocks, b.blocks) &&
           same(embed, b.embed) && same(head, b.head) && tied == b.tiedHead && same(finalNorm, b.finalNorm) &&
           parameters == b.parameters && bytes == b.bytes;
}

/// A base class cannot be bound: counts the members instead.
template<class T>
concept HasNineParts = requires {
    T{{}, {}, {}, {}, {}, {}, {}, {}, {}};
}
&&!requires {
    T{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
};

bool same(const ProjectData& a, const ProjectData& b) {
    static_assert(HasNineParts<ProjectData>);
    return same(static_cast<const ModelMeasurements&>(a), static_cast<const ModelMeasurements&>(b)) &&
           same(a.model, b.model) && a.modelPath == b.modelPath && a.plan == b.plan &&
           a.history == b.history && a.workbench == b.workbench && same(a.sensitivity, b.sensitivity) &&
           a.provenance == b.provenance && same(a.runs, b.runs);
}

} // namespace lapidary::tests
