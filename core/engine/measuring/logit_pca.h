// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/tensor/row_tiles.h"
#include "core/results/measurements.h"

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <functional>
#include <string>

namespace lapidary::engine {

/// Mean and covariance (divided by n) of the last hidden state (after the final norm) over tokens, in
/// float64.
class HiddenCovariance final {
public:
    HiddenCovariance(std::int64_t width, at::Device device);
    /// h [1, tokens, width] or [tokens, width], float32; 1.2 tokens width^2 flops in float64.
    void add(const at::Tensor& h);
    std::int64_t tokens() const { return m_tokens; }
    at::Tensor covariance() const;

private:
    std::int64_t m_tokens = 0;
    at::Tensor m_mean;    // of all tokens so far
    at::Tensor m_scatter; // sum of (h - mean)(h - mean)^T
};

struct LogitPcaOptions {
    std::int64_t components = 32; // with their tokens
    std::int64_t tokens = 20;     // of each component
    bool gauge = true;            // the mean over the vocabulary is removed, which softmax does not see
};

/// PCA of logits = W h over tokens, W [vocabulary, width], never with a matrix of tokens x vocabulary or
/// vocabulary^2, the head read in tiles (three times): with the covariance C = F F^T of h the covariance W C
/// W^T has the non-zero eigenvalues of F^T (W^T W) F. A component is the unit vector W F u / |W F u| over the
/// vocabulary, its loadings are that vector's entries, the sign chosen such that the largest by absolute
/// value is positive. 1.2 vocabulary width^2 flops in float64 and 2 vocabulary width components. `text` gives
/// a token's text. Errors: values not finite, Cancelled.
base::Result<results::LogitPca> logitPca(const HiddenCovariance& hidden, const RowTiles& head,
                                         const std::function<std::string(std::int32_t)>& text,
                                         const base::RunControl& control,
                                         const LogitPcaOptions& options = {});

} // namespace lapidary::engine
