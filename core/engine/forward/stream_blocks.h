// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"
#include "core/engine/forward/hidden_states.h"
#include "core/engine/storage/weight_reader.h"
#include "core/model/model_spec.h"

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <optional>

namespace lapidary::engine {

/// How much is computed at once; halved when a device runs out of memory.
struct StepSize {
    std::int64_t windows = 1;        // through a block together
    std::int64_t headRows = 2048;    // positions
    std::int64_t headColumns = 2048; // of the vocabulary

    static StepSize forDevice(at::Device device);
    StepSize halved() const;
};

/// Writes the embeddings of windows first .. first + hidden.windows() - 1 of ids [windows, window] into
/// `hidden`.
base::Status embedWindows(const WeightReader& reader, const at::Tensor& ids, std::int64_t first,
                          HiddenStates& hidden, const base::RunControl& control);

/// Passes all windows through all blocks, one block's weights in memory at a time, the next one prefetched.
/// Progress: blockFlops of each window. Stage names begin with `stage`.
base::Status streamBlocks(const model::ModelSpec& spec, const WeightReader& reader, at::Device device,
                          HiddenStates& hidden, std::int64_t window, const StepSize& step,
                          const std::string& stage, base::RunControl& control);

/// The output head in tiles of rows, so that a large vocabulary is never held whole where it is stored as one
/// tensor. Refers to the reader.
class HeadTiles final {
public:
    static base::Result<HeadTiles> open(const model::ModelSpec& spec, const WeightReader& reader);
    /// [count, hidden] on the reader's device.
    base::Result<at::Tensor> rows(std::int64_t first, std::int64_t count) const;

private:
    explicit HeadTiles(const WeightReader& reader)
        : m_reader(reader) {}
    const WeightReader& m_reader;
    at::Tensor m_whole; // of a compressed head
};

} // namespace lapidary::engine
