// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <utility>

namespace lapidary::tests {

/// A file of the shared test data: below $LAPIDARY_TEST_DATA, else below ../shared/data beside the source
/// tree. Nothing where it is absent.
std::optional<std::filesystem::path> testData(const std::string& relative);

/// A file of tests/golden, which is part of the source tree.
std::filesystem::path goldenFile(const std::string& relative);

/// The GGUF of SmolLM2-135M-Instruct where packaging/get-model.sh put it ($LAPIDARY_MODEL overrides), if it
/// is there.
std::optional<std::filesystem::path> smolLm2();

/// A folder of its own for one test, removed with the object.
class TemporaryFolder final {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path operator/(const std::string& name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

} // namespace lapidary::tests

/// Declares `name` as the path of a data file, or skips the test where the data are absent.
#define LAPIDARY_TEST_DATA_OR_SKIP(name, relative)                                                           \
    auto name##_found = lapidary::tests::testData(relative);                                                 \
    if (!name##_found)                                                                                       \
        GTEST_SKIP() << "no test data: " << (relative);                                                      \
    const std::filesystem::path name = std::move(*name##_found)

/// Fails the test with the error's whole text when a Result is an error.
#define ASSERT_OK(expression)                                                                                \
    if (const auto& asserted = (expression); !asserted)                                                      \
    FAIL() << lapidary::base::describe(asserted.error())
