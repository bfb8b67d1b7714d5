// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/tensor/row_tiles.h"
#include "core/results/logit_axes.h"

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace lapidary::engine {

using TokenText = std::function<std::string(std::int32_t)>;

/// Last hidden states (after the final norm) of places that are spread evenly over the text.
struct LogitSample {
    at::Tensor hidden; // [positions, width] float64
    std::vector<results::LogitAxes::Position> positions;
};

/// Picks them while the windows pass by.
class LogitSampler final {
public:
    /// ids [windows, window] int64 on the host; at most `most` positions, the middle of equal parts of the
    /// text.
    LogitSampler(at::Tensor ids, std::int64_t most, TokenText text);
    /// h [1, window, width] of one window, in order.
    void add(std::int64_t window, const at::Tensor& h);
    LogitSample take();

private:
    results::LogitAxes::Position positionAt(std::int64_t window, std::int64_t place) const;

    at::Tensor m_ids;
    std::int64_t m_count = 0;
    TokenText m_text;
    std::vector<at::Tensor> m_rows;
    std::vector<results::LogitAxes::Position> m_positions;
};

/// The head W less its mean over the vocabulary, a tile at a time.
struct GaugedHead {
    const RowTiles& tiles;
    at::Tensor gauge; // [width] float64; zeros: none is taken off
};
/// Mean over the vocabulary of the rows of W.
base::Result<at::Tensor> meanRow(const RowTiles& head, const at::TensorOptions& options,
                                 const base::RunControl& control);

/// What the axes of a head and directions P [width, count] (signs chosen) are, with the mean [width] of the
/// hidden states and W^T W; the tokens of largest norm, at most `tokens`; the sample's scores. One pass over
/// the head.
struct AxesInputs {
    GaugedHead head;
    at::Tensor directions;
    at::Tensor gram;
    at::Tensor mean;
};
base::Result<results::LogitAxes> logitAxes(const AxesInputs& inputs, const LogitSample& sample,
                                           const TokenText& text, std::int64_t tokens,
                                           const base::RunControl& control);

/// The sample on the axes of another model of the same vocabulary, exactly also where the heads differ: a_k =
/// W_A p_k is formed tile by tile and taken back through this model's W. One pass over both heads. Errors:
/// another vocabulary, axes that do not fit their head.
base::Result<results::LogitAxes::OnReference> onReference(const results::LogitAxes& own,
                                                          const GaugedHead& head, const LogitSample& sample,
                                                          const results::LogitAxes& reference,
                                                          const GaugedHead& referenceHead,
                                                          const base::RunControl& control);

} // namespace lapidary::engine
