// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/forward/stream_blocks.h"

#include "core/engine/forward/block_forward.h"

#include <ATen/ops/cat.h>
#include <algorithm>
#include <string>
#include <vector>

namespace lapidary::engine {

using base::Result;
using base::Status;

StepSize StepSize::forDevice(at::Device device) {
    // A processor works best on what its caches hold; an accelerator needs enough to fill it.
    return device.is_cpu() ? StepSize{} : StepSize{4, 2048, 16384};
}

StepSize StepSize::halved() const {
    return {std::max<std::int64_t>(1, windows / 2), std::max<std::int64_t>(1, headRows / 2),
            std::max<std::int64_t>(1, headColumns / 2)};
}

Status embedWindows(const WeightReader& reader, const at::Tensor& ids, std::int64_t first,
                    HiddenStates& hidden, const base::RunControl& control) {
    // Several at once, since a compressed embedding is decoded whole for each call, but few of a wide model.
    constexpr std::int64_t kElements = std::int64_t{16} << 20;
    const std::int64_t together =
        std::max<std::int64_t>(1, kElements / std::max<std::int64_t>(1, hidden.windowElements()));
    for (std::int64_t begin = 0; begin < hidden.windows(); begin += together) {
        LAPIDARY_CHECK(control.check());
        const std::int64_t count = std::min(together, hidden.windows() - begin);
        LAPIDARY_TRY(const at::Tensor embedded, reader.embed(ids.narrow(0, first + begin, count)));
        for (std::int64_t w = 0; w < count; ++w)
            hidden.put(begin + w, embedded.narrow(0, w, 1));
    }
    return {};
}

namespace {

at::Tensor gather(const HiddenStates& hidden, std::int64_t first, std::int64_t count, at::Device device) {
    if (count == 1)
        return hidden.get(first, device);
    std::vector<at::Tensor> parts;
    for (std::int64_t w = 0; w < count; ++w)
        parts.push_back(hidden.get(first + w, device));
    return at::cat(parts);
}

} // namespace

Status streamBlocks(const model::ModelSpec& spec, const WeightReader& reader, at::Device device,
                    HiddenStates& hidden, std::int64_t window, const StepSize& step, const std::string& stage,
                    base::RunControl& control) {
    const RopeTables rope = makeRope(spec.config, window, device);
    for (const model::Block& block : spec.blocks) {
        control.beginStage(stage + "/blocks." + std::to_string(block.index));
        LAPIDARY_CHECK(control.check());
        LAPIDARY_TRY(BlockWeights weights, reader.block(block.index));
        reader.prefetchBlock(block.index + 1);
        for (auto& [kind, linear] : weights.linears)
            linear = linear.densified();
        BlockContext context{spec, rope};
        context.control = &control;
        for (std::int64_t w = 0; w < hidden.windows(); w += step.windows) {
            LAPIDARY_CHECK(control.check());
            const std::int64_t count = std::min(step.windows, hidden.windows() - w);
            const at::Tensor out = forwardBlock(block, weights, gather(hidden, w, count, device), context);
            for (std::int64_t i = 0; i < count; ++i)
                hidden.put(w + i, out.narrow(0, i, 1));
            control.advance(blockFlops(block, window) * static_cast<double>(count));
        }
    }
    return {};
}

Result<HeadTiles> HeadTiles::open(const model::ModelSpec& spec, const WeightReader& reader) {
    HeadTiles tiles(reader);
    if (reader.isCompressed(spec.tiedHead ? spec.embed.id : spec.head.id)) {
        LAPIDARY_TRY(tiles.m_whole, reader.head());
    }
    return tiles;
}

Result<at::Tensor> HeadTiles::rows(std::int64_t first, std::int64_t count) const {
    if (m_whole.defined())
        return m_whole.narrow(0, first, count);
    return m_reader.headRows(first, count);
}

} // namespace lapidary::engine
