// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/results/samples.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace lapidary::tests {

using namespace results;
using model::Block;
using model::InputGroupId;
using model::ModelSpec;
using model::PlainTensor;
using model::Site;
using model::SiteId;
using model::SiteKind;

namespace {

std::int64_t below(Random& random, std::int64_t limit) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit));
}

/// Ordinary numbers, tiny and huge ones, and now and then one that is no number.
double number(Random& random) {
    switch (below(random, 12)) {
    case 0:
        return std::numeric_limits<double>::quiet_NaN();
    case 1:
        return std::numeric_limits<double>::infinity();
    case 2:
        return -0.0;
    case 3:
        return std::numeric_limits<double>::denorm_min();
    default: {
        const auto value = std::bit_cast<double>(random());
        return std::isfinite(value) ? value : 0.1;
    }
    }
}

std::vector<double> numbers(Random& random, std::size_t count) {
    std::vector<double> values(count);
    for (double& value : values)
        value = number(random);
    return values;
}

std::string text(Random& random) {
    static const std::vector<std::string> kParts = {"a",  "/", "%2F", "\xC3\xA9", "\n", "\"", " ",
                                                    "..", ".", "{",   "0",        "\\", "%",  "\x01"};
    std::string out;
    for (auto left = below(random, 6); left > 0; --left)
        out += kParts[static_cast<std::size_t>(below(random, static_cast<std::int64_t>(kParts.size())))];
    return out;
}

std::string name(Random& random) {
    return "n" + text(random) + std::to_string(below(random, 50));
}

std::uint64_t unsignedNumber(Random& random) {
    return random() >> below(random, 64);
}

std::int64_t count(Random& random) {
    return static_cast<std::int64_t>(unsignedNumber(random) >> 1);
}

/// As they are stored.
std::vector<double> float32Numbers(Random& random, std::size_t count) {
    std::vector<double> out = numbers(random, count);
    for (double& value : out)
        value = static_cast<double>(static_cast<float>(value));
    return out;
}

} // namespace

Spectrum randomSpectrum(Random& random) {
    Spectrum out;
    out.singularValues = float32Numbers(random, static_cast<std::size_t>(below(random, 20)));
    out.effectiveRank = number(random);
    out.stableRank = number(random);
    out.rank90 = count(random);
    out.rank99 = count(random);
    if (random() % 2 == 0)
        out.tail = PowerLawTail{number(random), number(random), number(random), count(random)};
    return out;
}

SiteSpectra randomSiteSpectra(Random& random) {
    SiteSpectra out;
    out.weight = randomSpectrum(random);
    if (random() % 2 == 0)
        out.activationWeighted = randomSpectrum(random);
    out.histogram = {number(random), number(random), {}};
    for (auto left = below(random, 5); left > 0; --left)
        out.histogram.counts.push_back(count(random));
    return out;
}

ChannelStatistics randomStatistics(Random& random) {
    ChannelStatistics out;
    out.tokens = count(random);
    const auto width = static_cast<std::size_t>(below(random, 9));
    for (auto* list : {&out.mean, &out.minimum, &out.maximum, &out.absmax, &out.p1, &out.p99, &out.kurtosis,
                       &out.meanSquare})
        *list = float32Numbers(random, width);
    out.outlierRatio = number(random);
    return out;
}

LogitPca randomLogits(Random& random) {
    LogitPca out;
    out.tokens = count(random);
    out.gauged = random() % 2 == 0;
    out.totalVariance = number(random);
    out.eigenvalues = numbers(random, static_cast<std::size_t>(below(random, 9)));
    out.explained = numbers(random, static_cast<std::size_t>(below(random, 9)));
    for (auto left = below(random, 4); left > 0; --left) {
        auto& loadings = out.top.emplace_back();
        for (auto more = below(random, 4); more > 0; --more)
            loadings.push_back({static_cast<std::int32_t>(random()), text(random), number(random)});
    }
    return out;
}

Sensitivity randomSensitivity(Random& random) {
    Sensitivity out;
    out.site = SiteId(name(random));
    out.setting = text(random);
    out.relativeError = number(random);
    if (random() % 2 == 0)
        out.predictedKl = number(random);
    if (random() % 2 == 0)
        out.measuredKl = number(random);
    return out;
}

Provenance randomProvenance(Random& random) {
    return {text(random),           text(random), text(random), text(random), count(random), count(random),
            unsignedNumber(random), text(random), text(random), text(random), text(random)};
}

EvaluationReport randomEvaluation(Random& random) {
    EvaluationReport out{number(random),
                         number(random),
                         count(random),
                         count(random),
                         count(random),
                         count(random),
                         count(random),
                         {},
                         {},
                         number(random),
                         unsignedNumber(random),
                         text(random)};
    out.windowNll = numbers(random, static_cast<std::size_t>(below(random, 5)));
    if (random() % 2 == 0)
        out.divergence = {number(random), number(random), number(random)};
    return out;
}

ModelMeasurements randomMeasurements(Random& random) {
    ModelMeasurements out;
    for (auto left = below(random, 5); left > 0; --left)
        out.spectra[SiteId(name(random))] = randomSiteSpectra(random);
    for (auto left = below(random, 5); left > 0; --left)
        out.activations[InputGroupId(name(random))] = randomStatistics(random);
    if (random() % 2 == 0)
        out.logits = randomLogits(random);
    return out;
}

RunReport randomRun(Random& random) {
    RunReport out;
    for (auto left = below(random, 4); left > 0; --left)
        out.sites.push_back({SiteId(text(random)),
                             number(random),
                             number(random),
                             unsignedNumber(random),
                             {{name(random), number(random)}, {"rank", number(random)}}});
    out.bytesAfter = unsignedNumber(random);
    out.fileBytesAfter = unsignedNumber(random);
    out.seconds = {{"read", number(random)}, {name(random), number(random)}};
    out.peakRssBytes = unsignedNumber(random);
    out.output = text(random);
    out.device = text(random);
    out.provenance = randomProvenance(random);
    out.plan = randomJson(random);
    if (random() % 2 == 0)
        out.before = randomEvaluation(random);
    if (random() % 2 == 0)
        out.after = randomEvaluation(random);
    // A file cannot tell measurements of nothing from none.
    ModelMeasurements measured = randomMeasurements(random);
    if (!measured.spectra.empty() && random() % 2 == 0)
        out.measured = std::make_shared<const ModelMeasurements>(std::move(measured));
    return out;
}

namespace {

Site randomSite(Random& random, SiteKind kind, int block) {
    Site out;
    out.id = SiteId(name(random));
    out.kind = kind;
    out.block = block;
    out.tensor = text(random);
    out.biasTensor = text(random);
    out.out = 1 + below(random, INT32_MAX);
    out.in = 1 + below(random, INT32_MAX);
    out.dtype = static_cast<formats::DType>(below(random, static_cast<int>(formats::DType::OtherGguf) + 1));
    out.bytes = unsignedNumber(random);
    out.inputGroup = InputGroupId(name(random));
    out.ropeHeads = count(random);
    out.hfModule = text(random);
    return out;
}

PlainTensor randomTensor(Random& random) {
    return {text(random), text(random), count(random), count(random)};
}

/// A router in place of the dense sites, then the experts.
void addExperts(Random& random, std::int64_t experts, Block& out) {
    out.sites.resize(4);
    out.sites.push_back(randomSite(random, SiteKind::Router, out.index));
    out.sharedExpertGate = randomTensor(random);
    for (int expert = 0; expert < experts; ++expert)
        for (const SiteKind kind : {SiteKind::Gate, SiteKind::Up, SiteKind::Down}) {
            out.sites.push_back(randomSite(random, kind, out.index));
            out.sites.back().expert = expert;
        }
}

Block randomBlock(Random& random, int index, std::int64_t experts) {
    Block out;
    out.index = index;
    out.heads = count(random);
    out.kvHeads = count(random);
    out.headDim = count(random);
    out.ffn = count(random);
    out.slidingWindow = count(random);
    for (const SiteKind kind :
         {SiteKind::Q, SiteKind::K, SiteKind::V, SiteKind::O, SiteKind::Gate, SiteKind::Up, SiteKind::Down})
        out.sites.push_back(randomSite(random, kind, index));
    out.groups.push_back({InputGroupId(name(random)), 1 + below(random, 999), {SiteId(name(random))}});
    out.groups.push_back({InputGroupId(name(random)), 1 + below(random, 999), {}});
    out.attentionNorm = randomTensor(random);
    out.mlpNorm = randomTensor(random);
    if (random() % 2 == 0)
        out.qkNorms = {randomTensor(random), randomTensor(random)};
    if (random() % 2 == 0)
        out.biases = {randomTensor(random)};
    if (experts > 0)
        addExperts(random, experts, out);
    return out;
}

formats::RopeConfig randomRope(Random& random) {
    formats::RopeConfig out;
    out.theta = number(random);
    out.scaling = static_cast<formats::RopeScaling>(below(random, 6));
    for (double* value : {&out.factor, &out.lowFrequencyFactor, &out.highFrequencyFactor,
                          &out.attentionFactor, &out.betaFast, &out.betaSlow})
        *value = number(random);
    out.originalContext = count(random);
    if (random() % 2 == 0)
        out.frequencyFactors = {1.0F, 0.1F, 3e38F};
    return out;
}

} // namespace

ModelSpec randomModel(Random& random) {
    ModelSpec out;
    formats::ModelConfig& config = out.config;
    for (std::string* value : {&config.modelType, &config.architecture, &config.name, &config.activation,
                               &config.dtype, &out.fingerprint})
        *value = text(random);
    config.blocks = 1 + below(random, 3);
    for (std::int64_t* value : {&config.hidden, &config.vocabulary, &config.context, &config.headDim})
        *value = count(random);
    for (std::int64_t i = 0; i < config.blocks; ++i) {
        for (auto* list : {&config.heads, &config.kvHeads, &config.ffn, &config.slidingWindow})
            list->push_back(count(random));
        config.experts.push_back(below(random, 3));
        out.blocks.push_back(randomBlock(random, static_cast<int>(i), config.experts.back()));
    }
    config.expertsPerToken = count(random);
    config.expertFfn = count(random);
    config.sharedFfn = count(random);
    if (random() % 2 == 0)
        config.slidingWindow.clear();
    config.normEps = number(random);
    for (bool* flag : {&config.attentionInBias, &config.attentionOutBias, &config.mlpBias, &config.qkNorm,
                       &config.tiedHead, &out.tiedHead})
        *flag = random() % 2 == 0;
    config.rope = randomRope(random);
    if (random() % 2 == 0)
        config.bosId = count(random);
    if (random() % 2 == 0)
        config.padId = count(random);
    config.eosIds = {count(random), count(random)};
    out.embed = randomSite(random, SiteKind::Embed, -1);
    out.head = randomSite(random, SiteKind::Head, -1);
    out.finalNorm = randomTensor(random);
    out.parameters = unsignedNumber(random);
    out.bytes = unsignedNumber(random);
    return out;
}

base::Json randomJson(Random& random, int depth) {
    switch (below(random, depth > 0 ? 7 : 5)) {
    case 0:
        return text(random);
    case 1:
        return count(random);
    case 2:
        return -1 - count(random);
    case 3:
        return random() % 2 == 0;
    case 4:
        return static_cast<double>(count(random)) / 7.0;
    case 5: {
        base::Json list = base::Json::array();
        for (auto left = below(random, 4); left > 0; --left)
            list.push_back(randomJson(random, depth - 1));
        return list;
    }
    default: {
        base::Json object = base::Json::object();
        for (auto left = below(random, 4); left > 0; --left)
            object[text(random)] = randomJson(random, depth - 1);
        return object;
    }
    }
}

ProjectData randomProject(Random& random) {
    ProjectData out;
    if (random() % 4 != 0) {
        out.model = randomModel(random);
        out.modelPath = text(random);
    }
    if (random() % 2 == 0)
        out.plan = randomJson(random);
    if (random() % 2 == 0)
        out.history = randomJson(random, 6);
    for (auto left = below(random, 3); left > 0; --left)
        setWorkbench(out, name(random), randomJson(random));
    static_cast<ModelMeasurements&>(out) = randomMeasurements(random);
    for (auto left = below(random, 5); left > 0; --left)
        out.sensitivity.push_back(randomSensitivity(random));
    for (auto left = below(random, 4); left > 0; --left)
        out.provenance[name(random)] = randomProvenance(random);
    for (auto left = below(random, 3); left > 0; --left)
        out.runs.push_back(randomRun(random));
    return out;
}

} // namespace lapidary::tests
