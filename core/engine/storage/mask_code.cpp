// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/storage/mask_code.h"

#include "core/plan/storage_layout.h"

#include <algorithm>
#include <array>

namespace lapidary::engine {

namespace {

constexpr std::size_t kMost = 32;
using Pascal = std::array<std::array<std::uint32_t, kMost + 1>, kMost + 1>;

constexpr Pascal makePascal() {
    Pascal c{};
    for (std::size_t n = 0; n <= kMost; ++n) {
        c[n][0] = 1;
        for (std::size_t k = 1; k <= n; ++k)
            c[n][k] = c[n - 1][k - 1] + (k < n ? c[n - 1][k] : 0);
    }
    return c;
}
constexpr Pascal kChoose = makePascal(); // C(32, 16) still fits

std::uint32_t choose(std::int64_t n, std::int64_t k) {
    return kChoose[static_cast<std::size_t>(n)][static_cast<std::size_t>(k)];
}

} // namespace

MaskCode::MaskCode(std::int64_t keep, std::int64_t of)
    : m_keep(keep)
    , m_of(of)
    , m_width(plan::maskIndexBits({keep, of, 0.0}))
    , m_combinations(choose(of, keep)) {
}

std::optional<std::uint32_t> MaskCode::encode(const bool* group) const {
    std::uint32_t number = 0;
    std::int64_t found = 0;
    for (std::int64_t p = 0; p < m_of; ++p) {
        if (!group[p])
            continue;
        if (++found > m_keep)
            return std::nullopt;
        number += choose(p, found);
    }
    if (found != m_keep)
        return std::nullopt;
    return number;
}

bool MaskCode::decode(std::uint32_t number, bool* group) const {
    if (number >= m_combinations)
        return false;
    std::fill_n(group, m_of, false);
    std::int64_t left = m_keep;
    for (std::int64_t p = m_of - 1; p >= 0 && left > 0; --p)
        if (choose(p, left) <= number) {
            number -= choose(p, left);
            group[p] = true;
            --left;
        }
    return true;
}

} // namespace lapidary::engine
