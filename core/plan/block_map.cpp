// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/detail/block_map.h"

#include "core/plan/detail/site_matcher.h"

#include <algorithm>
#include <cmath>

namespace lapidary::plan::detail {

std::int64_t BlockMap::scaled(std::int64_t index, std::int64_t from, std::int64_t to) {
    if (from <= 1 || to <= 1)
        return 0;
    const double depth = static_cast<double>(index) / static_cast<double>(from - 1);
    return std::clamp<std::int64_t>(std::llround(depth * static_cast<double>(to - 1)), 0, to - 1);
}

std::string BlockMap::scaledIndex(std::int64_t index) const {
    const std::int64_t found =
        target(std::clamp<std::int64_t>(index < 0 ? index + m_from : index, 0, m_from - 1));
    return std::to_string(index < 0 ? found - m_to : found);
}

base::Result<std::string> BlockMap::scaledText(const std::string& blocks) const {
    LAPIDARY_TRY(const std::vector<BlockRange> ranges, parseBlocks(blocks, Place{"plan", "blocks"}));
    std::string text;
    for (const BlockRange& range : ranges) {
        const std::string first = scaledIndex(range.first);
        const std::string last = scaledIndex(range.last);
        text += (text.empty() ? "" : ",") + first +
                (range.first == range.last || first == last ? "" : "-" + last);
    }
    return text;
}

} // namespace lapidary::plan::detail
