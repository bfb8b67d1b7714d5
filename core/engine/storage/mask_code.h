// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace lapidary::engine {

/// Numbers of the kept positions of one N:M group (plan/storage_layout.h): positions p_1 < .. < p_N make
/// sum C(p_i, i), the combinatorial number system. 1 <= N < M <= 32.
class MaskCode final {
public:
    MaskCode(std::int64_t keep, std::int64_t of);

    int width() const { return m_width; } // bits of a number

    /// The number of a group of M flags; nothing where not exactly N are set.
    std::optional<std::uint32_t> encode(const bool* group) const;
    /// Fills M flags; false where there is no such combination.
    bool decode(std::uint32_t number, bool* group) const;

private:
    std::int64_t m_keep;
    std::int64_t m_of;
    int m_width;
    std::uint32_t m_combinations;
};

} // namespace lapidary::engine
