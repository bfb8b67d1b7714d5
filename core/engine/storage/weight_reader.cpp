// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/storage/weight_reader.h"

#include "core/engine/storage/site_storage.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <algorithm>
#include <mutex>

namespace lapidary::engine {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

/// Some 256 kB of floats: large enough to hide a task's cost, small enough that threads end together.
constexpr std::int64_t kChunkElements = std::int64_t{1} << 16;

/// Rows of a tensor as float32 [rows, columns] on the host, decoded on all threads.
Result<at::Tensor> decode(const formats::TensorCatalog& catalog, const formats::TensorRecord& record,
                          std::int64_t first, std::int64_t rows) {
    const std::int64_t columns = record.columns();
    at::Tensor out = at::empty({rows, columns}, at::device(at::kCPU).dtype(at::kFloat));
    float* data = out.mutable_data_ptr<float>();
    std::mutex mutex;
    base::Status failure;
    const std::int64_t grain = std::max<std::int64_t>(1, kChunkElements / std::max<std::int64_t>(1, columns));
    at::parallel_for(0, rows, grain, [&](std::int64_t begin, std::int64_t end) {
        const auto count = static_cast<std::size_t>((end - begin) * columns);
        base::Status status =
            catalog.decodeRows(record, first + begin, end - begin, std::span(data + begin * columns, count));
        if (!status) {
            const std::lock_guard lock(mutex);
            failure = std::move(status);
        }
    });
    if (!failure)
        return std::move(failure).error();
    return out;
}

/// GGUF writes rows (head, pair, half) of rotary heads where Hugging Face has (head, half, pair).
at::Tensor unpermuted(const at::Tensor& stored, std::int64_t heads) {
    const std::int64_t rows = stored.size(0);
    return stored.view({heads, rows / heads / 2, 2, -1}).transpose(1, 2).reshape({rows, stored.size(1)});
}

} // namespace

bool WeightReader::isCompressed(const model::SiteId& id) const {
    const base::Json& sites = m_checkpoint.sites;
    return sites.is_object() && sites.contains("sites") && sites["sites"].contains(id.name);
}

Result<const formats::TensorRecord*> WeightReader::record(const std::string& name) const {
    if (const auto* found = m_checkpoint.catalog.find(name))
        return found;
    return Error{ErrorCode::MissingTensor,
                 m_checkpoint.path.string(),
                 "tensor '" + name + "'",
                 "no such tensor",
                 "it, as the model's description says",
                 {}};
}

Result<at::Tensor> WeightReader::read(const std::string& name, std::int64_t ropeHeads) const {
    LAPIDARY_TRY(const auto* found, record(name));
    LAPIDARY_TRY(at::Tensor values, decode(m_checkpoint.catalog, *found, 0, found->rows()));
    m_checkpoint.catalog.release(*found);
    const bool isVector = found->shape.size() <= 1;
    if (isVector)
        values = values.view({-1, 1});
    if (ropeHeads > 0) {
        if (values.size(0) % (2 * ropeHeads) != 0)
            return Error{ErrorCode::Inconsistent,
                         m_checkpoint.path.string(),
                         "tensor '" + name + "'",
                         std::to_string(values.size(0)) + " rows",
                         "a multiple of twice its " + std::to_string(ropeHeads) + " heads",
                         {}};
        values = unpermuted(values, ropeHeads);
    }
    if (isVector)
        values = values.view({-1});
    return values.to(m_device);
}

Result<CompressedLinear> WeightReader::site(const model::Site& site) const {
    CompressedLinear linear;
    if (isCompressed(site.id)) {
        LAPIDARY_TRY(linear, loadSite(m_checkpoint.sites["sites"][site.id.name], site.hfModule,
                                      m_checkpoint.catalog, m_device));
    } else {
        LAPIDARY_TRY(at::Tensor weight, read(site.tensor, site.ropeHeads));
        linear.terms.push_back(Term::makeDense(std::move(weight)));
    }
    if (!site.biasTensor.empty()) {
        LAPIDARY_TRY(linear.bias, read(site.biasTensor, site.ropeHeads));
    }
    return linear;
}

Result<BlockWeights> WeightReader::block(int index) const {
    const model::Block& block = m_spec.blocks.at(static_cast<std::size_t>(index));
    BlockWeights weights;
    LAPIDARY_TRY(weights.attentionNorm, plain(block.attentionNorm));
    LAPIDARY_TRY(weights.mlpNorm, plain(block.mlpNorm));
    if (block.qkNorms.size() == 2) {
        LAPIDARY_TRY(weights.qNorm, plain(block.qkNorms[0]));
        LAPIDARY_TRY(weights.kNorm, plain(block.qkNorms[1]));
    }
    for (const model::Site& site : block.sites) {
        LAPIDARY_TRY(CompressedLinear linear, this->site(site));
        weights.linears.emplace(site.kind, std::move(linear));
    }
    m_checkpoint.catalog.releaseAll();
    return weights;
}

Result<at::Tensor> WeightReader::embedding() const {
    LAPIDARY_TRY(const CompressedLinear linear, site(m_spec.embed));
    return linear.weight();
}

Result<at::Tensor> WeightReader::embed(const at::Tensor& ids) const {
    std::vector<std::int64_t> shape = ids.sizes().vec();
    shape.push_back(m_spec.config.hidden);
    const at::Tensor flat = ids.reshape({-1}).contiguous();
    if (isCompressed(m_spec.embed.id)) {
        LAPIDARY_TRY(const at::Tensor table, embedding());
        return table.index_select(0, flat.to(m_device)).cpu().view(shape);
    }
    LAPIDARY_TRY(const auto* found, record(m_spec.embed.tensor));
    at::Tensor out = at::empty({flat.numel(), m_spec.config.hidden}, at::device(at::kCPU).dtype(at::kFloat));
    const auto width = static_cast<std::size_t>(m_spec.config.hidden);
    float* to = out.mutable_data_ptr<float>();
    const std::int64_t* id = flat.const_data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < flat.numel(); ++i, to += width)
        LAPIDARY_CHECK(m_checkpoint.catalog.decodeRows(*found, id[i], 1, std::span(to, width)));
    m_checkpoint.catalog.release(*found);
    return out.view(shape);
}

Result<at::Tensor> WeightReader::head() const {
    if (m_spec.tiedHead && !isCompressed(m_spec.head.id))
        return embedding();
    LAPIDARY_TRY(const CompressedLinear linear, site(m_spec.head));
    return linear.weight();
}

Result<at::Tensor> WeightReader::headRows(std::int64_t first, std::int64_t count) const {
    LAPIDARY_TRY(const auto* found, record(m_spec.head.tensor));
    LAPIDARY_TRY(const at::Tensor values, decode(m_checkpoint.catalog, *found, first, count));
    m_checkpoint.catalog.release(*found);
    return values.to(m_device);
}

Result<at::Tensor> WeightReader::finalNorm() const {
    return plain(m_spec.finalNorm);
}

Result<at::Tensor> WeightReader::plain(const model::PlainTensor& tensor) const {
    return read(tensor.tensor, tensor.ropeHeads);
}

void WeightReader::prefetchBlock(int index) const {
    if (index < 0 || static_cast<std::size_t>(index) >= m_spec.blocks.size())
        return;
    const model::Block& block = m_spec.blocks[static_cast<std::size_t>(index)];
    for (const model::Site& site : block.sites) {
        if (const auto* found = m_checkpoint.catalog.find(site.tensor)) {
            m_checkpoint.catalog.prefetch(*found);
            continue;
        }
        for (const formats::TensorRecord& part : m_checkpoint.catalog.tensors())
            if (part.name.starts_with(site.hfModule + "."))
                m_checkpoint.catalog.prefetch(part);
    }
}

} // namespace lapidary::engine
