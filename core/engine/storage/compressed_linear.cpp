// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/storage/compressed_linear.h"

#include "core/engine/tensor/linear_kernels.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>
#include <utility>

namespace lapidary::engine {

namespace {

bool isPlainMatrix(const Term& term) {
    return term.kind == Term::Kind::Dense && !term.mask.defined() && !term.transposed;
}

Term densifiedTerm(const Term& term) {
    if (isPlainMatrix(term))
        return term;
    if (term.kind == Term::Kind::LowRank)
        return Term::makeLowRank(densifiedTerm(*term.up), densifiedTerm(*term.down));
    return Term::makeDense(term.weight().contiguous());
}

} // namespace

at::Tensor Grid::spreadOverColumns(const at::Tensor& values, std::int64_t columns) const {
    const std::int64_t rows = values.size(0);
    const std::int64_t groups = values.size(1);
    if (groups == 1)
        return values.expand({rows, columns});
    if (index.defined())
        return values.index_select(1, index);
    return values.unsqueeze(2)
        .expand({rows, groups, group})
        .reshape({rows, groups * group})
        .narrow(1, 0, columns);
}

at::Tensor Grid::weight() const {
    at::Tensor steps = codes.to(at::kFloat);
    if (zero.defined())
        steps.sub_(spreadOverColumns(zero.to(at::kFloat), codes.size(1)));
    else
        steps.sub_(1 << (bits - 1));
    const at::Tensor scales = spreadOverColumns(scale, codes.size(1));
    return scale.requires_grad() ? steps * scales : steps.mul_(scales);
}

Term Term::makeDense(at::Tensor values, at::Tensor mask, MaskPattern pattern) {
    Term term;
    term.kind = Kind::Dense;
    term.dense = std::move(values);
    term.mask = std::move(mask);
    term.pattern = pattern;
    return term;
}

Term Term::makeGrid(Grid grid, at::Tensor mask, MaskPattern pattern) {
    Term term;
    term.kind = Kind::Grid;
    term.grid = std::move(grid);
    term.mask = std::move(mask);
    term.pattern = pattern;
    return term;
}

Term Term::makeLowRank(Term up, Term down) {
    Term term;
    term.kind = Kind::LowRank;
    term.up = std::make_shared<const Term>(std::move(up));
    term.down = std::make_shared<const Term>(std::move(down));
    return term;
}

std::int64_t Term::rows() const {
    if (kind == Kind::LowRank)
        return up->rows();
    return (kind == Kind::Dense ? dense : grid.codes).size(transposed ? 1 : 0);
}

std::int64_t Term::columns() const {
    if (kind == Kind::LowRank)
        return down->columns();
    return (kind == Kind::Dense ? dense : grid.codes).size(transposed ? 0 : 1);
}

at::Device Term::device() const {
    if (kind == Kind::LowRank)
        return up->device();
    return (kind == Kind::Dense ? dense : grid.codes).device();
}

Term Term::to(at::Device device) const {
    const auto moved = [&](const at::Tensor& tensor) {
        return tensor.defined() ? tensor.to(device) : at::Tensor();
    };
    if (kind == Kind::LowRank)
        return makeLowRank(up->to(device), down->to(device));
    Term term = *this;
    term.dense = moved(dense);
    term.mask = moved(mask);
    term.grid.codes = moved(grid.codes);
    term.grid.scale = moved(grid.scale);
    term.grid.zero = moved(grid.zero);
    term.grid.index = moved(grid.index);
    return term;
}

at::Tensor Term::weight() const {
    if (kind == Kind::LowRank)
        return at::matmul(up->weight(), down->weight());
    at::Tensor values = kind == Kind::Dense ? dense : grid.weight();
    if (mask.defined())
        values = at::where(mask, values, at::zeros({}, values.options()));
    return transposed ? values.t() : values;
}

at::Device CompressedLinear::device() const {
    return terms.front().device();
}

CompressedLinear CompressedLinear::to(at::Device device) const {
    CompressedLinear moved;
    moved.terms.reserve(terms.size());
    for (const Term& term : terms)
        moved.terms.push_back(term.to(device));
    if (bias.defined())
        moved.bias = bias.to(device);
    return moved;
}

at::Tensor CompressedLinear::weight() const {
    at::Tensor sum = terms.front().weight();
    for (std::size_t i = 1; i < terms.size(); ++i)
        sum = sum + terms[i].weight();
    return sum;
}

at::Tensor CompressedLinear::apply(const at::Tensor& x) const {
    at::Tensor sum;
    for (const Term& term : terms) {
        const at::Tensor part =
            term.kind == Term::Kind::LowRank
                ? engine::linear(engine::linear(x, term.down->weight()), term.up->weight())
                : engine::linear(x, term.weight());
        sum = sum.defined() ? sum + part : part;
    }
    return bias.defined() ? sum + bias : sum;
}

CompressedLinear CompressedLinear::densified() const {
    CompressedLinear result;
    result.bias = bias;
    result.terms.reserve(terms.size());
    for (const Term& term : terms)
        result.terms.push_back(densifiedTerm(term));
    return result;
}

} // namespace lapidary::engine
