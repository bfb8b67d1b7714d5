// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace lapidary::builtin {

/// xoshiro256** (Blackman and Vigna 2018), seeded through splitmix64. Integers alone, and no distribution of
/// the standard library, so that a seed means the same text with every compiler.
class RandomSource final {
public:
    explicit RandomSource(std::uint64_t seed) {
        for (std::uint64_t& word : m_state) {
            seed += 0x9E3779B97F4A7C15U;
            std::uint64_t mixed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9U;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
            word = mixed ^ (mixed >> 31);
        }
    }

    std::uint64_t next() {
        const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
        const std::uint64_t shifted = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = std::rotl(m_state[3], 45);
        return result;
    }

    /// 0 .. count - 1, count > 0; the bias of count / 2^32 is of no matter for text.
    std::size_t below(std::size_t count) {
        return static_cast<std::size_t>(((next() >> 32) * static_cast<std::uint64_t>(count)) >> 32);
    }
    int between(int first, int last) {
        const std::int64_t count = std::int64_t{last} - first + 1;
        return first + static_cast<int>(below(static_cast<std::size_t>(count)));
    }
    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }

    template<class T>
    const T& pick(std::span<const T> from) {
        return from[below(from.size())];
    }
    template<class T, std::size_t N>
    const T& pick(const std::array<T, N>& from) {
        return from[below(N)];
    }

private:
    std::array<std::uint64_t, 4> m_state{};
};

} // namespace lapidary::builtin
