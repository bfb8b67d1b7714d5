// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/forward/block_forward.h"
#include "core/engine/storage/open_model.h"
#include "core/engine/storage/weight_reader.h"
#include "core/engine/training/adam_w.h"

#include <ATen/core/Tensor.h>
#include <string>
#include <utility>
#include <vector>

namespace lapidary::engine {

/// A whole model in memory whose weights take gradients, through the blocks that everything else runs.
class TrainableModel final {
public:
    /// Dense weights from a checkpoint, which outlives the object. Errors: those of reading; compressed sites
    /// (NotApplicable).
    static base::Result<TrainableModel> read(const OpenModel& model, at::Device device);

    /// Mean cross entropy in nats of each window's next tokens: ids int64 [windows, window + 1]. With a
    /// graph, unless gradients are off. `probe` sees the inputs. Throws CancelledComputation where `control`
    /// was stopped.
    at::Tensor loss(const at::Tensor& ids, const base::RunControl& control,
                    const InputProbe* probe = nullptr) const;

    /// All leaves; they share memory with the model.
    std::vector<Parameter> parameters() const;
    /// Names in Hugging Face layout, tied tensors once.
    const std::vector<std::pair<std::string, at::Tensor>>& tensors() const { return m_tensors; }
    /// By such a name; undefined where there is none.
    at::Tensor tensor(const std::string& name) const;
    const model::ModelSpec& spec() const { return m_model->spec; }

private:
    explicit TrainableModel(const OpenModel& model)
        : m_model(&model) {}
    base::Status readBlock(const WeightReader& reader, const model::Block& block);
    at::Tensor leaf(const std::string& name, const at::Tensor& value);

    const OpenModel* m_model;
    std::vector<BlockWeights> m_blocks;
    at::Tensor m_embedding; // [vocabulary, hidden]
    at::Tensor m_head;      // the same tensor where tied
    at::Tensor m_finalNorm;
    std::vector<std::pair<std::string, at::Tensor>> m_tensors;
};

} // namespace lapidary::engine
