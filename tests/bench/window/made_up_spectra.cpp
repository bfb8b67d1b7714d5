// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/window/made_up_spectra.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace lapidary::bench {

namespace {

constexpr int kShapes = 12;
constexpr int kBins = 256;

results::Spectrum spectrumOf(std::int64_t length, double decay) {
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(length));
    for (std::int64_t i = 0; i < length; ++i)
        values.push_back(std::pow(static_cast<double>(i + 1), -decay) *
                         std::exp(-2.0 * static_cast<double>(i) / static_cast<double>(length)));
    return results::makeSpectrum(std::move(values));
}

results::SiteSpectra spectraOf(std::int64_t length, int shape) {
    results::SiteSpectra spectra;
    spectra.weight = spectrumOf(length, 0.1 + 0.02 * shape);
    spectra.activationWeighted = spectrumOf(length, 0.3 + 0.03 * shape);
    spectra.histogram.minimum = -0.5;
    spectra.histogram.maximum = 0.5;
    for (int bin = 0; bin < kBins; ++bin) {
        const double x = 8.0 * (bin + 0.5) / kBins - 4.0;
        spectra.histogram.counts.push_back(std::llround(1e6 * std::exp(-0.5 * x * x)));
    }
    return spectra;
}

} // namespace

void measureAsMadeUp(window::Document& document) {
    using session::PartialResult;
    std::map<std::pair<std::int64_t, int>, std::shared_ptr<const PartialResult::Value>> made;
    for (const model::Site* site : document.state().model->blockSites()) {
        const std::pair shape(std::min(site->out, site->in), site->block % kShapes);
        std::shared_ptr<const PartialResult::Value>& value = made[shape];
        if (value == nullptr)
            value = std::make_shared<PartialResult::Value>(spectraOf(shape.first, shape.second));
        document.merge({"spectra", site->id.name, value});
    }
    document.measured();
}

} // namespace lapidary::bench
