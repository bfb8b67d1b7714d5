// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/forward_test_support.h"

#include "core/engine/storage/weight_reader.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/logsumexp.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>
#include <algorithm>
#include <gtest/gtest.h>

namespace lapidary::tests {

using namespace engine;

std::unique_ptr<const OpenModel> openedModel(const std::filesystem::path& path) {
    auto model = openModel(path);
    if (!model) {
        ADD_FAILURE() << base::describe(model.error());
        return nullptr;
    }
    return *std::move(model);
}

base::Json goldenJson(const std::filesystem::path& path) {
    auto json = base::readJsonFile(path.string());
    if (!json) {
        ADD_FAILURE() << base::describe(json.error());
        return {};
    }
    return *std::move(json);
}

at::Tensor idsTensor(const base::Json& ids) {
    if (!ids.empty() && !ids.front().is_array())
        return at::tensor(ids.get<std::vector<std::int64_t>>()).unsqueeze(0);
    std::vector<at::Tensor> rows;
    for (const base::Json& row : ids)
        rows.push_back(at::tensor(row.get<std::vector<std::int64_t>>()));
    return at::stack(rows);
}

at::Tensor lastHidden(const OpenModel& model, const at::Tensor& ids) {
    const WeightReader reader(model.checkpoint, model.spec, at::kCPU);
    const RopeTables rope = makeRope(model.spec.config, ids.size(1), at::kCPU);
    at::Tensor hidden = reader.embed(ids).value();
    for (const model::Block& block : model.spec.blocks)
        hidden = forwardBlock(block, reader.block(block.index).value(), hidden, {model.spec, rope});
    return rmsNorm(hidden, reader.finalNorm().value(), model.spec.config.normEps);
}

at::Tensor logitsOf(const OpenModel& model, const at::Tensor& ids) {
    const WeightReader reader(model.checkpoint, model.spec, at::kCPU);
    return at::linear(lastHidden(model, ids), reader.head().value());
}

at::Tensor nllOf(const at::Tensor& logits, const at::Tensor& ids) {
    const at::Tensor scored = logits.narrow(1, 0, ids.size(1) - 1).to(at::kDouble);
    const at::Tensor targets = ids.narrow(1, 1, ids.size(1) - 1).unsqueeze(2);
    return at::logsumexp(scored, {2}) - scored.gather(2, targets).squeeze(2);
}

at::Tensor windowNll(const OpenModel& model, const at::Tensor& ids) {
    constexpr std::int64_t kRows = 256;
    const WeightReader reader(model.checkpoint, model.spec, at::kCPU);
    const at::Tensor head = reader.head().value();
    const at::Tensor hidden = lastHidden(model, ids);
    std::vector<at::Tensor> parts;
    for (std::int64_t first = 0; first + 1 < ids.size(1); first += kRows) {
        const std::int64_t rows = std::min(kRows + 1, ids.size(1) - first);
        parts.push_back(
            nllOf(at::linear(hidden.narrow(1, first, rows), head), ids.narrow(1, first, rows))[0]);
    }
    return at::cat(parts);
}

double maxDifference(const at::Tensor& a, const at::Tensor& b) {
    return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

} // namespace lapidary::tests
