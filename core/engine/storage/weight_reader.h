// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/storage/compressed_linear.h"
#include "core/formats/checkpoint.h"
#include "core/model/model_spec.h"

#include <ATen/core/Tensor.h>
#include <map>

namespace lapidary::engine {

/// The weights of one block on a device, float32.
struct BlockWeights {
    at::Tensor attentionNorm; // [hidden]
    at::Tensor mlpNorm;       // [hidden]
    at::Tensor qNorm;         // [headDim]; undefined: none
    at::Tensor kNorm;
    std::map<model::SiteKind, CompressedLinear> linears; // q, k, v, o, gate, up, down, with biases
};

/// Reads weights in Hugging Face row order, whatever the file's; one block at a time. Holds references:
/// checkpoint and spec outlive it. Pages of the file that were read are released after decoding.
class WeightReader final {
public:
    WeightReader(const formats::Checkpoint& checkpoint, const model::ModelSpec& spec, at::Device device)
        : m_checkpoint(checkpoint)
        , m_spec(spec)
        , m_device(device) {}

    base::Result<BlockWeights> block(int index) const;
    /// One site's map with its bias; dense for checkpoints that were not compressed.
    base::Result<CompressedLinear> site(const model::Site& site) const;
    /// [vocabulary, hidden]; the head is the embedding where tied.
    base::Result<at::Tensor> embedding() const;
    /// Rows of the embedding for ids [...], int64 on the host: [..., hidden] on the host. Decodes only the
    /// rows in use where the embedding is stored as one tensor, so a large vocabulary is never held whole.
    base::Result<at::Tensor> embed(const at::Tensor& ids) const;
    base::Result<at::Tensor> head() const;
    /// Rows first .. first + count - 1 of a head that is stored as one tensor: [count, hidden].
    base::Result<at::Tensor> headRows(std::int64_t first, std::int64_t count) const;
    /// The site is stored as parts, not as one tensor.
    bool isCompressed(const model::SiteId& id) const;
    base::Result<at::Tensor> finalNorm() const; // [hidden]
    base::Result<at::Tensor> plain(const model::PlainTensor& tensor) const;
    void prefetchBlock(int index) const;

private:
    base::Result<const formats::TensorRecord*> record(const std::string& name) const;
    base::Result<at::Tensor> read(const std::string& name, std::int64_t ropeHeads) const;

    const formats::Checkpoint& m_checkpoint;
    const model::ModelSpec& m_spec;
    at::Device m_device;
};

} // namespace lapidary::engine
