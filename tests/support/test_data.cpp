// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_data.h"

#include <cstdlib>

namespace lapidary::tests {

namespace fs = std::filesystem;

std::optional<fs::path> testData(const std::string& relative) {
    const char* folder = std::getenv("LAPIDARY_TEST_DATA");
    const fs::path root =
        folder != nullptr ? fs::path(folder) : fs::path(LAPIDARY_SOURCE_DIR) / "../shared/data";
    const fs::path path = (root / relative).lexically_normal();
    if (!fs::exists(path))
        return std::nullopt;
    return path;
}

fs::path goldenFile(const std::string& relative) {
    return fs::path(LAPIDARY_SOURCE_DIR) / "tests/golden" / relative;
}

std::optional<fs::path> smolLm2() {
    fs::path path;
    if (const char* model = std::getenv("LAPIDARY_MODEL"); model != nullptr) {
        path = model;
    } else {
        const char* cache = std::getenv("XDG_CACHE_HOME");
        const char* home = std::getenv("HOME");
        const fs::path root =
            cache != nullptr ? fs::path(cache) : fs::path(home != nullptr ? home : "/root") / ".cache";
        path = root / "lapidary/models/SmolLM2-135M-Instruct.Q4_1.gguf";
    }
    if (!fs::exists(path))
        return std::nullopt;
    return path;
}

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "lapidary-test-XXXXXX").string();
    m_path = ::mkdtemp(pattern.data());
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

} // namespace lapidary::tests
