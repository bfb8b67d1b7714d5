// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/logit_axes.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/linalg_svdvals.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/mv.h>
#include <ATen/ops/topk.h>
#include <ATen/ops/zeros.h>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace lapidary::engine {

namespace {

constexpr std::int64_t kContext = 8; // tokens before a position

at::Tensor gauged(const GaugedHead& head, const at::Tensor& rows) {
    return rows.to(at::kDouble) - head.gauge;
}

std::vector<double> doubles(const at::Tensor& values) {
    const at::Tensor host = values.to(at::kCPU, at::kDouble).contiguous();
    return {host.const_data_ptr<double>(), host.const_data_ptr<double>() + host.numel()};
}

std::vector<float> floats(const at::Tensor& values) {
    const at::Tensor host = values.to(at::kCPU, at::kFloat).contiguous();
    return {host.const_data_ptr<float>(), host.const_data_ptr<float>() + host.numel()};
}

/// Directions of stored axes as P [width, count].
at::Tensor directionsOf(const results::LogitAxes& axes, const at::TensorOptions& options) {
    // from_blob takes no const; the clone owns its values.
    auto* values = const_cast<double*>(axes.directions.data());
    return at::from_blob(values, {axes.count, axes.width}, at::kDouble).clone().t().to(options);
}

/// The rows of W P of largest norm so far, with their tokens.
struct LargestRows {
    at::Tensor values; // [found, count]
    at::Tensor ids;    // [found]

    void add(const at::Tensor& rows, const at::Tensor& rowIds, std::int64_t most) {
        values = values.defined() ? at::cat({values, rows}) : rows;
        ids = ids.defined() ? at::cat({ids, rowIds}) : rowIds;
        const at::Tensor norms = (values * values).sum(1);
        const auto order = std::get<1>(at::topk(norms, std::min(most, norms.size(0)), 0, true, true));
        values = values.index_select(0, order);
        ids = ids.index_select(0, order);
    }
};

void putLargest(const LargestRows& largest, const TokenText& text, results::LogitAxes& axes) {
    const at::Tensor ids = largest.ids.cpu().contiguous();
    for (std::int64_t i = 0; i < ids.numel(); ++i) {
        const auto id = static_cast<std::int32_t>(ids.const_data_ptr<std::int64_t>()[i]);
        axes.tokens.push_back({id, text(id)});
    }
    axes.loadings = floats(largest.values);
}

/// Angles between the spaces of the first axes of both, degrees, rising; the axes are orthonormal.
std::vector<double> principalAngles(const at::Tensor& overlaps) {
    std::vector<double> angles;
    for (const double cosine : doubles(at::linalg_svdvals(overlaps)))
        angles.push_back(std::acos(std::clamp(cosine, 0.0, 1.0)) * 180.0 / std::numbers::pi);
    return angles;
}

} // namespace

LogitSampler::LogitSampler(at::Tensor ids, std::int64_t most, TokenText text)
    : m_ids(std::move(ids))
    , m_count(std::min(most, m_ids.numel()))
    , m_text(std::move(text)) {
}

results::LogitAxes::Position LogitSampler::positionAt(std::int64_t window, std::int64_t place) const {
    const std::int64_t* row = m_ids.const_data_ptr<std::int64_t>() + window * m_ids.size(1);
    results::LogitAxes::Position position;
    position.window = window;
    position.place = place;
    position.token = static_cast<std::int32_t>(row[place]);
    position.text = m_text(position.token);
    for (std::int64_t i = std::max<std::int64_t>(place - kContext, 0); i < place; ++i)
        position.context += m_text(static_cast<std::int32_t>(row[i]));
    return position;
}

void LogitSampler::add(std::int64_t window, const at::Tensor& h) {
    const std::int64_t length = m_ids.size(1);
    const at::Tensor rows = h.reshape({length, -1});
    // Position j of n is the middle of the j-th of n parts of all tokens.
    for (auto j = static_cast<std::int64_t>(m_positions.size()); j < m_count; ++j) {
        const std::int64_t flat = (2 * j + 1) * m_ids.numel() / (2 * m_count);
        if (flat / length != window)
            break;
        m_positions.push_back(positionAt(window, flat % length));
        m_rows.push_back(rows.select(0, flat % length).to(at::kDouble).unsqueeze(0));
    }
}

LogitSample LogitSampler::take() {
    LogitSample sample;
    if (!m_rows.empty())
        sample.hidden = at::cat(m_rows);
    sample.positions = std::move(m_positions);
    return sample;
}

base::Result<at::Tensor> meanRow(const RowTiles& head, const at::TensorOptions& options,
                                 const base::RunControl& control) {
    at::Tensor sum = at::zeros({head.columns}, options);
    LAPIDARY_CHECK(head.forEach(control, [&](std::int64_t, const at::Tensor& rows) -> base::Status {
        sum += rows.sum(0, false, at::kDouble);
        return {};
    }));
    return sum / static_cast<double>(head.rows);
}

base::Result<results::LogitAxes> logitAxes(const AxesInputs& inputs, const LogitSample& sample,
                                           const TokenText& text, std::int64_t tokens,
                                           const base::RunControl& control) {
    results::LogitAxes axes;
    axes.width = inputs.directions.size(0);
    axes.count = inputs.directions.size(1);
    axes.directions = doubles(inputs.directions.t());
    // a_k . W h = p_k W^T W h
    const at::Tensor toScores = at::mm(inputs.gram, inputs.directions);
    const at::Tensor centre = at::mv(toScores.t(), inputs.mean);
    axes.centre = doubles(centre);
    LargestRows largest;
    LAPIDARY_CHECK(
        inputs.head.tiles.forEach(control, [&](std::int64_t first, const at::Tensor& rows) -> base::Status {
            largest.add(at::mm(gauged(inputs.head, rows), inputs.directions),
                        at::arange(first, first + rows.size(0), rows.options().dtype(at::kLong)), tokens);
            return {};
        }));
    putLargest(largest, text, axes);
    axes.positions = sample.positions;
    if (sample.hidden.defined())
        axes.scores = floats(at::mm(sample.hidden.to(toScores.device()), toScores) - centre);
    return axes;
}

base::Result<results::LogitAxes::OnReference> onReference(const results::LogitAxes& own,
                                                          const GaugedHead& head, const LogitSample& sample,
                                                          const results::LogitAxes& reference,
                                                          const GaugedHead& referenceHead,
                                                          const base::RunControl& control) {
    if (head.tiles.rows != referenceHead.tiles.rows || referenceHead.tiles.columns != reference.width)
        return base::Error{base::ErrorCode::Mismatch,
                           "reference model",
                           "head",
                           std::to_string(referenceHead.tiles.rows) + " x " +
                               std::to_string(referenceHead.tiles.columns),
                           std::to_string(head.tiles.rows) + " x " + std::to_string(reference.width),
                           "measure against the model that this one was made of"};
    const at::TensorOptions options = head.gauge.options();
    const at::Tensor directions = directionsOf(reference, options);
    at::Tensor toScores = at::zeros({head.tiles.columns, reference.count}, options); // W_B^T a
    LAPIDARY_CHECK(
        head.tiles.forEach(control, [&](std::int64_t first, const at::Tensor& rows) -> base::Status {
            LAPIDARY_TRY(const at::Tensor theirs, referenceHead.tiles.read(first, rows.size(0)));
            toScores += at::mm(gauged(head, rows).t(), at::mm(gauged(referenceHead, theirs), directions));
            return {};
        }));
    results::LogitAxes::OnReference result;
    result.count = reference.count;
    const at::Tensor overlaps = at::mm(toScores.t(), directionsOf(own, options));
    result.overlaps = doubles(overlaps);
    const std::int64_t common = std::min(own.count, reference.count);
    result.angles = principalAngles(overlaps.slice(0, 0, common).slice(1, 0, common));
    if (sample.hidden.defined()) {
        auto* centre = const_cast<double*>(reference.centre.data());
        result.scores = floats(at::mm(sample.hidden.to(toScores.device()), toScores) -
                               at::from_blob(centre, {reference.count}, at::kDouble).clone().to(options));
    }
    return result;
}

} // namespace lapidary::engine
