// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/training/trainable_model.h"

#include "core/engine/tensor/device.h"
#include "core/engine/tensor/linear_kernels.h"

#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/embedding.h>
#include <algorithm>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
using base::Status;

at::Tensor TrainableModel::leaf(const std::string& name, const at::Tensor& value) {
    at::Tensor own = value.to(at::kFloat).clone();
    own.requires_grad_(true);
    m_tensors.emplace_back(name, own);
    return own;
}

Status TrainableModel::readBlock(const WeightReader& reader, const model::Block& block) {
    LAPIDARY_TRY(BlockWeights weights, reader.block(block.index));
    weights.attentionNorm = leaf(block.attentionNorm.hfName, weights.attentionNorm);
    weights.mlpNorm = leaf(block.mlpNorm.hfName, weights.mlpNorm);
    if (block.qkNorms.size() == 2) {
        weights.qNorm = leaf(block.qkNorms[0].hfName, weights.qNorm);
        weights.kNorm = leaf(block.qkNorms[1].hfName, weights.kNorm);
    }
    for (const model::Site& site : block.sites) {
        if (reader.isCompressed(site.id))
            return Error{ErrorCode::NotApplicable,
                         m_model->checkpoint.path.string(),
                         site.id.name,
                         "a compressed site",
                         "dense weights",
                         "convert the model to hf first"};
        CompressedLinear& linear = weights.linears.at(site.kind);
        Term& term = linear.terms.front();
        term.dense = leaf(site.hfModule + ".weight", term.dense);
        if (linear.bias.defined())
            linear.bias = leaf(site.hfModule + ".bias", linear.bias);
    }
    m_blocks.push_back(std::move(weights));
    return {};
}

Result<TrainableModel> TrainableModel::read(const OpenModel& model, at::Device device) {
    TrainableModel trainable(model);
    const WeightReader reader(model.checkpoint, model.spec, device);
    const model::ModelSpec& spec = model.spec;
    LAPIDARY_TRY(const at::Tensor embedding, reader.embedding());
    trainable.m_embedding = trainable.leaf(spec.embed.hfModule + ".weight", embedding);
    for (const model::Block& block : spec.blocks)
        LAPIDARY_CHECK(trainable.readBlock(reader, block));
    LAPIDARY_TRY(const at::Tensor norm, reader.finalNorm());
    trainable.m_finalNorm = trainable.leaf(spec.finalNorm.hfName, norm);
    trainable.m_head = trainable.m_embedding;
    if (!spec.tiedHead) {
        LAPIDARY_TRY(const at::Tensor head, reader.head());
        trainable.m_head = trainable.leaf(spec.head.hfModule + ".weight", head);
    }
    return trainable;
}

at::Tensor TrainableModel::loss(const at::Tensor& ids, const base::RunControl& control,
                                const InputProbe* probe) const {
    const model::ModelSpec& spec = m_model->spec;
    const std::int64_t window = ids.size(1) - 1;
    const RopeTables rope = makeRope(spec.config, window, m_embedding.device());
    BlockContext context{spec, rope};
    context.control = &control;
    context.probe = probe;
    at::Tensor hidden = at::embedding(m_embedding, ids.narrow(1, 0, window));
    for (std::size_t i = 0; i < m_blocks.size(); ++i)
        hidden = forwardBlock(spec.blocks[i], m_blocks[i], hidden, context);
    const at::Tensor last = rmsNorm(hidden, m_finalNorm, spec.config.normEps).reshape({-1, hidden.size(2)});
    return at::cross_entropy_loss(engine::linear(last, m_head), ids.narrow(1, 1, window).reshape({-1}));
}

at::Tensor TrainableModel::tensor(const std::string& name) const {
    const auto found = std::ranges::find(m_tensors, name, &std::pair<std::string, at::Tensor>::first);
    return found == m_tensors.end() ? at::Tensor() : found->second;
}

std::vector<Parameter> TrainableModel::parameters() const {
    std::vector<Parameter> all;
    for (const auto& [name, tensor] : m_tensors)
        all.push_back({tensor, tensor.dim() > 1});
    return all;
}

} // namespace lapidary::engine
