// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/measuring/group_inputs.h"

namespace lapidary::engine {

BlockInputs::BlockInputs(const model::Block& block, const BlockNeeds& needs, std::int64_t tokens,
                         at::Device device) {
    for (const model::InputGroup& group : block.groups) {
        const bool moments = needs.moments.contains(group.id);
        const bool channels = needs.activations.contains(group.id);
        if (!moments && !channels)
            continue;
        Group& gathered = m_groups[group.id];
        if (moments)
            gathered.moments.emplace(group.width, device);
        if (channels)
            gathered.channels.emplace(group.width, tokens, device);
    }
    m_probe = [this](const model::InputGroup& group, const at::Tensor& x) { add(group.id, x); };
}

void BlockInputs::add(const model::InputGroupId& id, const at::Tensor& x) {
    const auto found = m_groups.find(id);
    if (found == m_groups.end())
        return;
    if (found->second.moments) {
        const PartTimer timer(m_seconds, "moments");
        for (std::int64_t w = 0; w < x.size(0); ++w)
            found->second.moments->add(x.select(0, w));
    }
    if (found->second.channels) {
        const PartTimer timer(m_seconds, "activations");
        found->second.channels->add(x);
    }
}

const MomentAccumulator* BlockInputs::moments(const model::InputGroupId& group) const {
    const auto found = m_groups.find(group);
    return found != m_groups.end() && found->second.moments ? &*found->second.moments : nullptr;
}

const ChannelAccumulator* BlockInputs::channels(const model::InputGroupId& group) const {
    const auto found = m_groups.find(group);
    return found != m_groups.end() && found->second.channels ? &*found->second.channels : nullptr;
}

} // namespace lapidary::engine
