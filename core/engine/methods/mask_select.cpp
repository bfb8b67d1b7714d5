// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/mask_select.h"

#include "core/engine/tensor/parallel_rows.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/sort.h>
#include <ATen/ops/zeros.h>
#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

namespace lapidary::engine::methods {

namespace {

// Scores are compared by their bits: the order of non-negative floats, and total even where a NaN slips in.
using Score = std::uint32_t;

void scoreRow(const float* weights, const float* channel, std::int64_t columns, Score* scores) {
    if (channel == nullptr) {
        for (std::int64_t i = 0; i < columns; ++i)
            scores[i] = std::bit_cast<Score>(weights[i]) & 0x7FFFFFFFU;
        return;
    }
    for (std::int64_t i = 0; i < columns; ++i)
        scores[i] = std::bit_cast<Score>(std::fabs(weights[i]) * channel[i]);
}

/// Entry j stays where fewer than `keep` entries beat it. `of` is a template argument for the common
/// patterns.
template<int kOf>
void keepOfGroups(const Score* scores, std::int64_t columns, std::int64_t keep, std::int64_t of, bool* mask) {
    const std::int64_t size = kOf > 0 ? kOf : of;
    for (std::int64_t first = 0; first < columns; first += size) {
        const Score* s = scores + first;
        for (std::int64_t j = 0; j < size; ++j) {
            std::int64_t better = 0;
            for (std::int64_t i = 0; i < j; ++i)
                better += s[i] >= s[j] ? 1 : 0;
            for (std::int64_t i = j + 1; i < size; ++i)
                better += s[i] > s[j] ? 1 : 0;
            mask[first + j] = better < keep;
        }
    }
}

void keepOfRow(const Score* scores, std::int64_t columns, std::int64_t keep, std::vector<Score>& scratch,
               bool* mask) {
    if (keep <= 0 || keep >= columns) {
        std::fill_n(mask, columns, keep > 0);
        return;
    }
    scratch.assign(scores, scores + columns);
    std::nth_element(scratch.begin(), scratch.begin() + (keep - 1), scratch.end(), std::greater<>());
    const Score threshold = scratch[static_cast<std::size_t>(keep - 1)];
    std::int64_t ties = keep; // how many of those at the threshold still fit
    for (std::int64_t i = 0; i < columns; ++i)
        ties -= scores[i] > threshold ? 1 : 0;
    for (std::int64_t i = 0; i < columns; ++i) {
        const bool tied = scores[i] == threshold && ties > 0;
        ties -= tied ? 1 : 0;
        mask[i] = scores[i] > threshold || tied;
    }
}

} // namespace

base::Result<at::Tensor> selectMask(const at::Tensor& weight, const at::Tensor& channel,
                                    const plan::SparsityPattern& pattern, const base::RunControl& control) {
    LAPIDARY_CHECK(control.check());
    if (!weight.is_cpu())
        return selectMaskByTensors(weight, channel, pattern);
    const at::Tensor values = weight.contiguous();
    const at::Tensor factors = channel.defined() ? channel.to(at::kFloat).contiguous() : at::Tensor();
    const std::int64_t columns = values.size(1);
    const float* from = values.const_data_ptr<float>();
    const float* by = factors.defined() ? factors.const_data_ptr<float>() : nullptr;
    at::Tensor mask = at::empty({values.size(0), columns}, at::kBool);
    bool* to = mask.data_ptr<bool>();
    const std::int64_t kept = plan::keptPerRow(pattern, columns);
    const auto rowsDone = [&](std::int64_t begin, std::int64_t end) {
        std::vector<Score> scores(static_cast<std::size_t>(columns));
        std::vector<Score> scratch;
        for (std::int64_t row = begin; row < end; ++row) {
            scoreRow(from + row * columns, by, columns, scores.data());
            bool* line = to + row * columns;
            if (pattern.unstructured())
                keepOfRow(scores.data(), columns, kept, scratch, line);
            else if (pattern.of == 4)
                keepOfGroups<4>(scores.data(), columns, pattern.keep, pattern.of, line);
            else if (pattern.of == 8)
                keepOfGroups<8>(scores.data(), columns, pattern.keep, pattern.of, line);
            else
                keepOfGroups<0>(scores.data(), columns, pattern.keep, pattern.of, line);
        }
    };
    const double cost =
        static_cast<double>(columns) * static_cast<double>(std::max<std::int64_t>(8, pattern.of));
    LAPIDARY_CHECK(
        forPanels(values.size(0), panelRows(cost, 5e8), control, [&](std::int64_t first, std::int64_t last) {
            parallelRows(last - first,
                         [&](std::int64_t begin, std::int64_t end) { rowsDone(first + begin, first + end); });
            return base::Status();
        }));
    return mask;
}

at::Tensor selectMaskByTensors(const at::Tensor& weight, const at::Tensor& channel,
                               const plan::SparsityPattern& pattern) {
    const at::Tensor scores = channel.defined() ? weight.abs() * channel.to(at::kFloat) : weight.abs();
    const std::int64_t rows = weight.size(0);
    const std::int64_t columns = weight.size(1);
    const std::int64_t size = pattern.unstructured() ? columns : pattern.of;
    const std::int64_t kept = pattern.unstructured() ? plan::keptPerRow(pattern, columns) : pattern.keep;
    const at::Tensor groups = scores.reshape({rows, columns / size, size});
    const at::Tensor order = std::get<1>(at::sort(groups, std::optional<bool>(true), -1, true));
    const at::Tensor mask = at::zeros(groups.sizes(), groups.options().dtype(at::kBool));
    return mask.scatter(-1, order.narrow(-1, 0, kept), true).reshape({rows, columns});
}

} // namespace lapidary::engine::methods
