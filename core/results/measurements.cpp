// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/measurements.h"

#include "core/results/detail/power_law.h"

#include <cmath>

namespace lapidary::results {

namespace {

/// Shares are compared with this much slack, so that ten equal values reach 90 % with nine of them whatever
/// the rounding of the sums.
constexpr double kShareSlack = 1e-12;

/// Values relative to the largest: squares neither overflow nor vanish.
std::vector<double> scaled(const std::vector<double>& values) {
    std::vector<double> out(values);
    const double largest = values.empty() ? 0.0 : values.front();
    for (double& value : out)
        value = largest > 0.0 ? value / largest : 0.0;
    return out;
}

double effectiveRankOf(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double s : values)
        sum += s;
    if (!(sum > 0.0))
        return 0.0;
    double entropy = 0.0;
    for (const double s : values) {
        const double p = s / sum;
        if (p > 0.0)
            entropy -= p * std::log(p);
    }
    return std::exp(entropy);
}

} // namespace

std::int64_t rankForEnergy(const std::vector<double>& singularValues, double energy) {
    const std::vector<double> values = scaled(singularValues);
    double total = 0.0;
    for (const double s : values)
        total += s * s;
    if (!(total > 0.0))
        return 0;
    const double wanted = energy * total * (1.0 - kShareSlack);
    double reached = 0.0;
    std::int64_t rank = 0;
    for (const double s : values) {
        if (reached >= wanted)
            break;
        reached += s * s;
        ++rank;
    }
    return rank;
}

Spectrum makeSpectrum(std::vector<double> values) {
    Spectrum spectrum;
    spectrum.singularValues = std::move(values);
    const std::vector<double> relative = scaled(spectrum.singularValues);
    for (const double s : relative)
        spectrum.stableRank += s * s; // s_1 is 1 here
    spectrum.effectiveRank = effectiveRankOf(relative);
    spectrum.rank90 = rankForEnergy(spectrum.singularValues, 0.90);
    spectrum.rank99 = rankForEnergy(spectrum.singularValues, 0.99);
    spectrum.tail = detail::fitPowerLawTail(spectrum.singularValues);
    return spectrum;
}

bool Provenance::sameInput(const Provenance& other) const {
    return modelFingerprint == other.modelFingerprint && textSha256 == other.textSha256 &&
           windows == other.windows && window == other.window && seed == other.seed;
}

} // namespace lapidary::results
