// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/forward/block_forward.h"
#include "core/engine/measuring/channel_statistics.h"
#include "core/engine/measuring/input_moments.h"
#include "core/engine/measuring/measure_needs.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace lapidary::engine {

using PartSeconds = std::map<std::string, double>;

/// Adds the time until its end to a part's seconds.
class PartTimer final {
public:
    PartTimer(PartSeconds& seconds, const std::string& part)
        : m_seconds(seconds[part]) {}
    ~PartTimer() {
        m_seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }
    PartTimer(const PartTimer&) = delete;
    PartTimer& operator=(const PartTimer&) = delete;

private:
    double& m_seconds;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// What is gathered of the inputs of one block's linears while windows pass.
class BlockInputs final {
public:
    /// Accumulators of the groups that `needs` names. `tokens`: how many will come.
    BlockInputs(const model::Block& block, const BlockNeeds& needs, std::int64_t tokens, at::Device device);
    BlockInputs(const BlockInputs&) = delete;
    BlockInputs& operator=(const BlockInputs&) = delete;

    /// The probe to run the block with; refers to this object. Null where nothing is gathered.
    const InputProbe* probe() const { return m_groups.empty() ? nullptr : &m_probe; }
    const MomentAccumulator* moments(const model::InputGroupId& group) const;
    const ChannelAccumulator* channels(const model::InputGroupId& group) const;
    /// Spent in the probe: "moments", "activations".
    const PartSeconds& seconds() const { return m_seconds; }

private:
    struct Group {
        std::optional<MomentAccumulator> moments;
        std::optional<ChannelAccumulator> channels;
    };
    void add(const model::InputGroupId& id, const at::Tensor& x);

    std::map<model::InputGroupId, Group> m_groups;
    InputProbe m_probe;
    PartSeconds m_seconds;
};

} // namespace lapidary::engine
