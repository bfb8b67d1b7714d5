// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/methods/obs_sweep.h"

#include "core/engine/tensor/parallel_rows.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>
#include <functional>

namespace lapidary::engine::methods {

namespace {

/// The state of one sweep over its blocks of columns.
struct Sweep {
    Sweep(const at::Tensor& weight, const at::Tensor& upper64, const SweepRule& sweepRule)
        : rule(sweepRule)
        , w(weight.clone(at::MemoryFormat::Contiguous))
        , upper(upper64.to(at::kFloat).contiguous())
        , rows(weight.size(0))
        , columns(weight.size(1))
        , fitting(rule.grid && !rule.steps.scale.defined()) {
        if (!rule.grid)
            return;
        group = rule.grid->groupOf(columns);
        codes = at::empty({rows, columns}, w.options().dtype(at::kByte));
        steps = rule.steps;
        if (fitting) {
            const std::int64_t groups = (columns + group - 1) / group;
            steps.scale = at::empty({rows, groups}, w.options());
            steps.zero = at::empty({rows, groups}, w.options());
        }
    }

    std::int64_t groupAt(std::int64_t column) const {
        return fitting ? column / group : rule.groupOf[static_cast<std::size_t>(column)];
    }
    /// A block never straddles a group whose grid is still to be fitted: a group that begins inside a block
    /// must lie in it whole, or begin the next block.
    std::int64_t blockEnd(std::int64_t begin) const {
        std::int64_t end = std::min(columns, begin + rule.block);
        if (!fitting)
            return end;
        if (begin % group != 0 || end - begin < group)
            return std::min(end, (begin / group + 1) * group);
        return end == columns ? end : end - (end - begin) % group;
    }

    const SweepRule& rule;
    at::Tensor w;
    at::Tensor upper;
    std::int64_t rows;
    std::int64_t columns;
    bool fitting;
    std::int64_t group = 0;
    at::Tensor codes;
    Steps steps;
};

using BlockStep = std::function<void(Sweep&, std::int64_t begin, std::int64_t end, at::Tensor& errors)>;

base::Result<Swept> runBlocks(Sweep sweep, const BlockStep& step, const base::RunControl& control) {
    for (std::int64_t begin = 0; begin < sweep.columns;) {
        LAPIDARY_CHECK(control.check());
        const std::int64_t end = sweep.blockEnd(begin);
        at::Tensor errors = at::empty({sweep.rows, end - begin}, sweep.w.options());
        step(sweep, begin, end, errors);
        const std::int64_t rest = sweep.columns - end;
        const double cost = 2.0 * static_cast<double>(end - begin) * static_cast<double>(rest);
        const at::Tensor across = sweep.upper.narrow(0, begin, end - begin).narrow(1, end, rest);
        LAPIDARY_CHECK(forPanels(rest == 0 ? 0 : sweep.rows, panelRows(cost), control,
                                 [&](std::int64_t first, std::int64_t last) -> base::Status {
                                     sweep.w.narrow(0, first, last - first)
                                         .narrow(1, end, rest)
                                         .addmm_(errors.narrow(0, first, last - first), across, 1, -1);
                                     return {};
                                 }));
        begin = end;
    }
    Swept swept;
    swept.steps = sweep.steps;
    swept.codes = sweep.codes;
    if (!sweep.rule.grid)
        swept.values = sweep.w;
    return swept;
}

/// One block of the sweep in raw loops: rows are independent of each other.
class RowBlock final {
public:
    RowBlock(Sweep& sweep, std::int64_t begin, std::int64_t end, at::Tensor& errors)
        : m_sweep(sweep)
        , m_begin(begin)
        , m_width(end - begin)
        , m_w(sweep.w.data_ptr<float>())
        , m_upper(sweep.upper.const_data_ptr<float>())
        , m_errors(errors.data_ptr<float>())
        , m_mask(sweep.rule.mask.defined() ? sweep.rule.mask.const_data_ptr<bool>() : nullptr) {
        if (!sweep.rule.grid)
            return;
        m_codes = sweep.codes.data_ptr<std::uint8_t>();
        m_scale = sweep.steps.scale.data_ptr<float>();
        m_zero = sweep.steps.zero.data_ptr<float>();
        m_groups = sweep.steps.scale.size(1);
        m_rowStride = sweep.steps.scale.size(0) == 1 ? 0 : m_groups;
    }

    void row(std::int64_t row, std::vector<float>& scratch) const {
        float* line = m_w + row * m_sweep.columns + m_begin;
        float* errors = m_errors + row * m_width;
        const bool* mask = m_mask == nullptr ? nullptr : m_mask + row * m_sweep.columns + m_begin;
        for (std::int64_t i = 0; i < m_width; ++i) {
            const float* u = m_upper + (m_begin + i) * m_sweep.columns + m_begin;
            const bool kept = mask == nullptr || mask[i];
            const float value = m_codes == nullptr ? (kept ? line[i] : 0.0F)
                                                   : roundedValue(row, i, kept, line, mask, scratch);
            const float error = (line[i] - value) / u[i];
            line[i] = value;
            errors[i] = error;
            for (std::int64_t j = i + 1; j < m_width; ++j)
                line[j] -= error * u[j];
        }
    }

private:
    float roundedValue(std::int64_t row, std::int64_t i, bool kept, const float* line, const bool* mask,
                       std::vector<float>& scratch) const {
        const std::int64_t column = m_begin + i;
        const GridRule& grid = *m_sweep.rule.grid;
        const std::int64_t at = row * m_rowStride + m_sweep.groupAt(column);
        if (m_sweep.fitting && column % m_sweep.group == 0) {
            const std::int64_t count = std::min(m_sweep.group, m_sweep.columns - column);
            gather(row, i, count, line, mask, scratch);
            const Step fitted = fitStep(scratch.data(), count, grid);
            m_scale[at] = fitted.scale;
            m_zero[at] = fitted.zero;
        }
        const Step step{m_scale[at], m_zero[at]};
        std::uint8_t& code = m_codes[row * m_sweep.columns + column];
        encode(kept ? line + i : &kNothing, 1, step, grid, &code);
        return kept ? (static_cast<float>(code) - step.zero) * step.scale : 0.0F;
    }

    /// The kept weights of a group as they are now, pruned ones as zeros. A group may reach beyond the block
    /// only where it begins the block, and then all earlier errors have reached it.
    void gather(std::int64_t /*row*/, std::int64_t i, std::int64_t count, const float* line, const bool* mask,
                std::vector<float>& scratch) const {
        scratch.resize(static_cast<std::size_t>(count));
        for (std::int64_t j = 0; j < count; ++j)
            scratch[static_cast<std::size_t>(j)] = mask == nullptr || mask[i + j] ? line[i + j] : 0.0F;
    }

    static constexpr float kNothing = 0.0F;

    Sweep& m_sweep;
    std::int64_t m_begin;
    std::int64_t m_width;
    float* m_w;
    const float* m_upper;
    float* m_errors;
    const bool* m_mask;
    std::uint8_t* m_codes = nullptr;
    float* m_scale = nullptr;
    float* m_zero = nullptr;
    std::int64_t m_groups = 0;
    std::int64_t m_rowStride = 0;
};

void blockByRows(Sweep& sweep, std::int64_t begin, std::int64_t end, at::Tensor& errors) {
    const RowBlock block(sweep, begin, end, errors);
    parallelRows(sweep.rows, [&](std::int64_t first, std::int64_t last) {
        std::vector<float> scratch;
        for (std::int64_t row = first; row < last; ++row)
            block.row(row, scratch);
    });
}

void fitGroup(Sweep& sweep, std::int64_t column) {
    const std::int64_t count = std::min(sweep.group, sweep.columns - column);
    at::Tensor members = sweep.w.narrow(1, column, count);
    if (sweep.rule.mask.defined())
        members = members * sweep.rule.mask.narrow(1, column, count);
    GridRule whole = *sweep.rule.grid;
    whole.group = 0;
    const Steps fitted = fitSteps(members, whole);
    sweep.steps.scale.narrow(1, sweep.groupAt(column), 1).copy_(fitted.scale);
    sweep.steps.zero.narrow(1, sweep.groupAt(column), 1).copy_(fitted.zero);
}

void blockByTensors(Sweep& sweep, std::int64_t begin, std::int64_t end, at::Tensor& errors) {
    for (std::int64_t i = begin; i < end; ++i) {
        if (sweep.fitting && i % sweep.group == 0)
            fitGroup(sweep, i);
        at::Tensor w = sweep.w.narrow(1, i, 1);
        at::Tensor value = sweep.rule.mask.defined() ? w * sweep.rule.mask.narrow(1, i, 1) : w;
        if (sweep.rule.grid) {
            const at::Tensor scale = sweep.steps.scale.narrow(1, sweep.groupAt(i), 1);
            const at::Tensor zero = sweep.steps.zero.narrow(1, sweep.groupAt(i), 1);
            const at::Tensor code = encodeColumns(value, scale, zero, *sweep.rule.grid);
            sweep.codes.narrow(1, i, 1).copy_(code);
            value = (code.to(at::kFloat) - zero) * scale;
        }
        const at::Tensor error = (w - value) / sweep.upper.narrow(0, i, 1).narrow(1, i, 1);
        errors.narrow(1, i - begin, 1).copy_(error);
        w.copy_(value);
        if (i + 1 < end)
            sweep.w.narrow(1, i + 1, end - i - 1)
                .addmm_(error, sweep.upper.narrow(0, i, 1).narrow(1, i + 1, end - i - 1), 1, -1);
    }
}

} // namespace

base::Result<Swept> obsSweep(const at::Tensor& weight, const at::Tensor& upper, const SweepRule& rule,
                             const base::RunControl& control) {
    if (!weight.is_cpu())
        return obsSweepByTensors(weight, upper, rule, control);
    return runBlocks(Sweep(weight, upper, rule), blockByRows, control);
}

base::Result<Swept> obsSweepByTensors(const at::Tensor& weight, const at::Tensor& upper,
                                      const SweepRule& rule, const base::RunControl& control) {
    return runBlocks(Sweep(weight, upper, rule), blockByTensors, control);
}

} // namespace lapidary::engine::methods
