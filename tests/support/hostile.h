// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/bytes.h"
#include "tests/support/test_data.h"

#include <functional>
#include <random>
#include <string>

namespace lapidary::tests {

/// Calls `open` on every proper prefix of `whole`, written to a file.
inline void forEachPrefix(const std::string& whole,
                          const std::function<void(const std::filesystem::path&, std::size_t)>& open) {
    const TemporaryFolder folder;
    for (std::size_t length = 0; length < whole.size(); ++length)
        open(putFile(folder / "cut", std::string_view(whole).substr(0, length)), length);
}

/// Calls `open` on `count` copies of `whole` with one to four bytes changed (fixed seed). What comes back
/// does not matter, only that it comes back: run under the sanitizers this is a small fuzzer.
inline void forEachMutation(const std::string& whole, int count,
                            const std::function<void(const std::filesystem::path&)>& open) {
    const TemporaryFolder folder;
    std::mt19937 random(20250101);
    for (int i = 0; i < count; ++i) {
        std::string changed = whole;
        const auto changes = 1 + random() % 4;
        for (std::size_t c = 0; c < changes; ++c)
            changed[random() % changed.size()] = static_cast<char>(random() % 256);
        open(putFile(folder / "changed", changed));
    }
}

} // namespace lapidary::tests
