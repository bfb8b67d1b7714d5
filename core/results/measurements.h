// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/site_id.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lapidary::results {

/// Power-law fit of the tail of an energy spectrum (Clauset et al.: exponent by maximum likelihood above the
/// threshold that minimises the Kolmogorov-Smirnov distance).
struct PowerLawTail {
    double alpha = 0.0;
    double threshold = 0.0; // smallest eigenvalue s^2 of the tail
    double distance = 0.0;  // Kolmogorov-Smirnov
    std::int64_t count = 0; // values in the tail
};

/// Singular values, descending, and what follows from them (conventions.md).
struct Spectrum {
    std::vector<double> singularValues;
    double effectiveRank = 0.0;
    double stableRank = 0.0;
    std::int64_t rank90 = 0;
    std::int64_t rank99 = 0;
    std::optional<PowerLawTail> tail; // nothing where too few values
};

/// Derives all but the values. `values` must be descending and non-negative.
Spectrum makeSpectrum(std::vector<double> values);
/// Smallest r whose share of sum(s^2) reaches `energy` (0..1); 0 for a zero matrix.
std::int64_t rankForEnergy(const std::vector<double>& singularValues, double energy);

struct Histogram {
    double minimum = 0.0;
    double maximum = 0.0;
    std::vector<std::int64_t> counts; // equal bins from minimum to maximum
};

struct SiteSpectra {
    Spectrum weight;
    std::optional<Spectrum> activationWeighted; // singular values of W C^(1/2)
    Histogram histogram;                        // of the weights
};

/// Per channel of an input group, over all calibration tokens, unweighted.
struct ChannelStatistics {
    std::int64_t tokens = 0;
    std::vector<double> mean, minimum, maximum, absmax, p1, p99, kurtosis, meanSquare;
    double outlierRatio = 0.0; // share of channels whose absmax exceeds 6 times the median absmax
};

/// Uncentred second moments of one input group. `moment` is row-major [width, width], C = X^T X / n in
/// float64; `firstRows` holds the first token's row of each window, [windows, width], float32, from which the
/// moment under any first-token weight W follows: (n C + (W - 1) F^T F) / (n + (W - 1) windows).
struct InputMoments {
    std::int64_t tokens = 0;
    std::int64_t width = 0;
    std::int64_t windows = 0;
    std::vector<double> moment;
    std::vector<float> firstRows;
};

/// PCA of the logits through the covariance of the last hidden state; gauge: mean over the vocabulary
/// removed.
struct LogitPca {
    std::int64_t tokens = 0;
    bool gauged = true;
    double totalVariance = 0.0;
    std::vector<double> eigenvalues; // descending
    std::vector<double> explained;   // share per component
    struct Loading {
        std::int32_t token = 0;
        std::string text;
        double value = 0.0;
    };
    std::vector<std::vector<Loading>> top; // per leading component: largest by absolute value, signs kept
};

/// What was measured of one model as it stands; that of another model with the same sites can be laid over
/// it.
struct ModelMeasurements {
    std::map<model::SiteId, SiteSpectra> spectra;
    std::map<model::InputGroupId, ChannelStatistics> activations;
    std::optional<LogitPca> logits;
};

/// One point of a site's sensitivity. `setting` names it ("bits:3", "2:4", "sparsity:0.5", "ratio:0.6").
struct Sensitivity {
    model::SiteId site;
    std::string setting;
    double relativeError = 0.0;
    std::optional<double> predictedKl;
    std::optional<double> measuredKl;
};

/// What a set of measurements was made on; results are valid while these agree.
struct Provenance {
    std::string modelFingerprint;
    std::string modelName;
    std::string textName;
    std::string textSha256;
    std::int64_t windows = 0;
    std::int64_t window = 0;
    std::uint64_t seed = 0;
    std::string device;
    std::string programVersion;
    std::string torchVersion;
    std::string time; // UTC, ISO 8601
    bool operator==(const Provenance&) const = default;
    /// Same model, text, windows and seed (device, versions and time do not matter).
    bool sameInput(const Provenance& other) const;
};

} // namespace lapidary::results
