// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/formats/tokenizer_test_support.h"

#include "core/base/file_system.h"

#include <gtest/gtest.h>

namespace lapidary::tests {

std::string textOf(const std::filesystem::path& path) {
    auto text = base::readTextFile(path, std::uint64_t{1} << 28);
    if (text)
        return *std::move(text);
    ADD_FAILURE() << base::describe(text.error());
    return {};
}

std::string hashOfIds(std::span<const formats::TokenId> ids) {
    std::string bytes;
    for (const formats::TokenId id : ids)
        for (int shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<char>((static_cast<std::uint32_t>(id) >> shift) & 0xFF));
    return base::sha256Hex(bytes);
}

std::string secondHalf(const std::string& text) {
    std::size_t at = text.size() / 2;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        ++at;
    return text.substr(at);
}

} // namespace lapidary::tests
