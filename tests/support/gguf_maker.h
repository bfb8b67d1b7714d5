// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/bytes.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary::tests {

/// Builds GGUF files by hand, right ones and wrong ones: every part can be set.
class GgufMaker final {
public:
    std::string magic = "GGUF";
    std::uint32_t version = 3;
    std::uint64_t alignment = 32;
    std::int64_t keyCountError = 0; // added to the true counts
    std::int64_t tensorCountError = 0;
    std::string data; // after the padding

    static std::string string(std::string_view text) {
        return bytesOf(static_cast<std::uint64_t>(text.size())) + std::string(text);
    }
    GgufMaker& raw(std::string_view key, std::uint32_t type, const std::string& value) {
        m_keys.push_back(string(key) + bytesOf(type) + value);
        return *this;
    }
    GgufMaker& u32(std::string_view key, std::uint32_t value) { return raw(key, 4, bytesOf(value)); }
    GgufMaker& f32(std::string_view key, float value) { return raw(key, 6, bytesOf(value)); }
    GgufMaker& text(std::string_view key, std::string_view value) { return raw(key, 8, string(value)); }
    GgufMaker& i32s(std::string_view key, const std::vector<std::int32_t>& values) {
        std::string bytes = bytesOf(std::uint32_t{5}) + bytesOf(static_cast<std::uint64_t>(values.size()));
        for (const std::int32_t value : values)
            bytes += bytesOf(value);
        return raw(key, 9, bytes);
    }
    GgufMaker& tensor(std::string_view name, const std::vector<std::uint64_t>& extents, std::uint32_t type,
                      std::uint64_t offset) {
        std::string bytes = string(name) + bytesOf(static_cast<std::uint32_t>(extents.size()));
        for (const std::uint64_t extent : extents)
            bytes += bytesOf(extent);
        m_tensors.push_back(bytes + bytesOf(type) + bytesOf(offset));
        return *this;
    }
    /// An F32 tensor of zeros behind the others.
    GgufMaker& zeros(std::string_view name, const std::vector<std::uint64_t>& extents) {
        tensor(name, extents, 0, data.size());
        std::uint64_t bytes = 4;
        for (const std::uint64_t extent : extents)
            bytes *= extent;
        data.append((bytes + alignment - 1) / alignment * alignment, '\0');
        return *this;
    }
    std::string bytes() const {
        std::string out = magic + bytesOf(version) +
                          bytesOf(m_tensors.size() + static_cast<std::uint64_t>(tensorCountError)) +
                          bytesOf(m_keys.size() + static_cast<std::uint64_t>(keyCountError));
        for (const std::string& key : m_keys)
            out += key;
        for (const std::string& tensor : m_tensors)
            out += tensor;
        out.append((alignment - out.size() % alignment) % alignment, '\0');
        return out + data;
    }

private:
    std::vector<std::string> m_keys;
    std::vector<std::string> m_tensors;
};

/// Header of a llama-shaped GGUF: the keys that a loader needs, in order.
inline GgufMaker llamaGguf() {
    GgufMaker maker;
    maker.text("general.architecture", "llama")
        .u32("llama.context_length", 128)
        .u32("llama.embedding_length", 64)
        .u32("llama.block_count", 2)
        .u32("llama.feed_forward_length", 96)
        .u32("llama.attention.head_count", 4)
        .u32("llama.attention.head_count_kv", 2)
        .f32("llama.attention.layer_norm_rms_epsilon", 1e-5f);
    return maker;
}

} // namespace lapidary::tests
