// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>

namespace lapidary::plan::detail {

/// Blocks of two models by relative depth: the first falls on the first, the last on the last.
class BlockMap final {
public:
    BlockMap(std::int64_t from, std::int64_t to)
        : m_from(from)
        , m_to(to) {}

    std::int64_t target(std::int64_t source) const { return scaled(source, m_from, m_to); }
    std::int64_t source(std::int64_t target) const { return scaled(target, m_to, m_from); }
    /// Indices and ranges as in a rule's `blocks`, scaled; negative ones stay negative.
    base::Result<std::string> scaledText(const std::string& blocks) const;

private:
    static std::int64_t scaled(std::int64_t index, std::int64_t from, std::int64_t to);
    std::string scaledIndex(std::int64_t index) const;

    std::int64_t m_from;
    std::int64_t m_to;
};

} // namespace lapidary::plan::detail
