// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace lapidary::engine {

/// The packing of plan/storage_layout.h: entry e of width w takes bits e w .. e w + w - 1 of a row's bit
/// stream, little end first.
inline std::int64_t packedBytes(std::int64_t count, int width) {
    return (count * width + 7) / 8;
}

/// Packs `count` entries below 2^width (1 <= width <= 32) into packedBytes() bytes; unused bits are zero.
template<class Entry>
void packBits(const Entry* entries, std::int64_t count, int width, std::byte* to) {
    std::uint64_t pending = 0;
    int bits = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        pending |= static_cast<std::uint64_t>(entries[i]) << bits;
        for (bits += width; bits >= 8; bits -= 8) {
            *to++ = static_cast<std::byte>(pending & 0xFFU);
            pending >>= 8;
        }
    }
    if (bits > 0)
        *to = static_cast<std::byte>(pending & 0xFFU);
}

template<class Entry>
void unpackBits(const std::byte* from, std::int64_t count, int width, Entry* entries) {
    const std::uint64_t ones = (std::uint64_t{1} << width) - 1;
    std::uint64_t pending = 0;
    int bits = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        for (; bits < width; bits += 8)
            pending |= static_cast<std::uint64_t>(*from++) << bits;
        entries[i] = static_cast<Entry>(pending & ones);
        pending >>= width;
        bits -= width;
    }
}

} // namespace lapidary::engine
