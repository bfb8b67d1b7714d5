// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/tensor/row_tiles.h"
#include "core/results/measurements.h"

#include <ATen/core/Tensor.h>
#include <string>
#include <vector>

namespace lapidary::engine {

/// One site's spectra to compute. `inputFactor` F [in, in] float64 with F F^T = C (momentFactor) gives the
/// singular values of W F, which are those of W C^(1/2); undefined: weight spectrum alone.
struct SpectrumTask {
    std::string site;
    at::Tensor weight;      // [out, in], floating point
    at::Tensor moment;      // C [in, in] float64; undefined: no activation-weighted spectrum
    at::Tensor inputFactor; // needed where moment is given and out > in
    bool weightValues = true;
};

struct SpectrumValues {
    std::vector<double> weight;             // descending; empty where not asked
    std::vector<double> activationWeighted; // descending; empty without a moment
    results::Histogram histogram;           // of the weights, 256 bins; empty where not asked
};

/// All singular values through the smaller Gram matrix in float64 and a values-only symmetric eigensolver: an
/// absolute error of about sqrt(n 2^-53) of the largest (1e-7), rank-deficient matrices included. About
/// 1.2 out in m + 4/3 m^3 flops with m = min(out, in), 8 (m^2 + 2^21) bytes a thread. On the CPU small sites
/// are spread over torch's threads, one site a thread. Errors: values that are not finite, Cancelled.
base::Result<std::vector<SpectrumValues>> computeSpectra(const std::vector<SpectrumTask>& tasks,
                                                         const base::RunControl& control);

/// F [n, n] float64 with F F^T = C for a symmetric positive semi-definite C, singular or not: U
/// sqrt(max(lambda, 0)). Errors: values that are not finite.
base::Result<at::Tensor> momentFactor(const at::Tensor& moment, const std::string& name);

/// Singular values of a tall matrix (rows >= columns) read in tiles, as computeSpectra: 1.2 rows columns^2
/// flops.
base::Result<std::vector<double>> tallSpectrum(const RowTiles& matrix, const std::string& name,
                                               const base::RunControl& control);

/// Counts of `bins` equal bins from the smallest to the largest weight (both included); read twice.
base::Result<results::Histogram> weightHistogram(const RowTiles& weight, const base::RunControl& control,
                                                 std::int64_t bins = 256);

/// Flops of a task, for progress.
double spectrumFlops(std::int64_t out, std::int64_t in, bool weighted);

} // namespace lapidary::engine
