// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string_view>

namespace lapidary::tests {

enum class FileOperation {
    Open,
    Append,
    Sync,
    Close,
    Rename,
    Remove,
    RemoveTree,
    MakeFolder,
    Truncate,
    SyncFolder
};
inline constexpr std::size_t kFileOperations = 10;

std::string_view operationName(FileOperation operation);

/// What shall go wrong: the `at`-th operation (from 1) of `kind`, or of any kind.
struct Fault {
    std::size_t at = 1;
    std::optional<FileOperation> kind;
    int number = ENOSPC; // the errno of the failing step
    /// The process "dies" at this step: it and everything after it fails and changes nothing.
    bool crash = false;
    /// A failing append writes the first half of its bytes before.
    bool shortWrite = false;
};

/// A file system that counts every step and makes a chosen one fail. The loop of a fail-at-every-step test:
///
///     for (std::size_t step = 1;; ++step) {
///         FaultyFileSystem files(Fault{.at = step});
///         … run the job; it must report an error and leave what it promises …
///         if (!files.fired())
///             break; // the job has fewer steps: done
///     }
///
/// Files that it opened hold a reference to it. Not thread-safe.
class FaultyFileSystem final : public base::FileSystem {
public:
    explicit FaultyFileSystem(std::optional<Fault> fault = {}, base::FileSystem& inner = base::systemFiles());

    base::Result<std::unique_ptr<base::WritableFile>> open(const std::filesystem::path& path,
                                                           Open mode) override;
    base::Status rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    base::Status remove(const std::filesystem::path& path) override;
    base::Status removeTree(const std::filesystem::path& path) override;
    base::Status makeFolder(const std::filesystem::path& path) override;
    base::Status truncate(const std::filesystem::path& path, std::uint64_t size) override;
    base::Status syncFolder(const std::filesystem::path& path) override;

    std::size_t count(FileOperation operation) const { return m_counts[static_cast<std::size_t>(operation)]; }
    std::size_t total() const { return m_total; }
    bool fired() const { return m_fired; }
    bool crashed() const { return m_crashed; }

    /// Counts a step and says whether it fails; for files that this object opened.
    base::Status step(FileOperation operation, const std::filesystem::path& path);
    bool writesHalf() const { return m_fault && m_fault->shortWrite && !m_diedBefore; }

private:
    std::optional<Fault> m_fault;
    base::FileSystem& m_inner;
    std::array<std::size_t, kFileOperations> m_counts{};
    std::size_t m_total = 0;
    bool m_fired = false;
    bool m_crashed = false;
    bool m_diedBefore = false; // the crash was at an earlier step than the current one
};

} // namespace lapidary::tests
