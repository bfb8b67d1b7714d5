// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace lapidary::base {

/// A file being written from start to end. Not thread-safe.
class WritableFile {
public:
    virtual ~WritableFile() = default;
    virtual Status append(std::span<const std::byte> bytes) = 0;
    /// Data and size reach the disk before this returns.
    virtual Status sync() = 0;
    /// Closes; errors that the system reports only here are not lost. Further calls are a bug.
    virtual Status close() = 0;

    Status append(std::string_view text) {
        return append(std::as_bytes(std::span(text.data(), text.size())));
    }
};

/// Everything that Lapidary writes goes through this interface, so that a test can make each step fail (no
/// space, I/O error, crash between two steps). `systemFiles()` is the real one and holds no state.
class FileSystem {
public:
    enum class Open { CreateNew, Truncate, Append };

    virtual ~FileSystem() = default;
    virtual Result<std::unique_ptr<WritableFile>> open(const std::filesystem::path& path, Open mode) = 0;
    virtual Status rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
    virtual Status remove(const std::filesystem::path& path) = 0;
    virtual Status removeTree(const std::filesystem::path& path) = 0;
    virtual Status makeFolder(const std::filesystem::path& path) = 0;
    virtual Status truncate(const std::filesystem::path& path, std::uint64_t size) = 0;
    /// Makes entries (creations, renames) of a folder durable.
    virtual Status syncFolder(const std::filesystem::path& path) = 0;
};

FileSystem& systemFiles();

/// Writes `NAME.partial` in the same folder, fsyncs, renames over NAME and fsyncs the folder: NAME is the old
/// file or the new one, never a part. The partial file is removed on failure.
Status writeFileAtomically(FileSystem& files, const std::filesystem::path& path,
                           std::span<const std::byte> bytes);
Status writeFileAtomically(FileSystem& files, const std::filesystem::path& path, std::string_view text);

/// The whole file as a string; refuses more than `limit` bytes.
Result<std::string> readTextFile(const std::filesystem::path& path, std::uint64_t limit);

/// An error from `errno` (`DiskFull` for ENOSPC and EDQUOT, `FileNotFound` for ENOENT, else `fallback`).
Error systemError(ErrorCode fallback, const std::filesystem::path& path, std::string_view operation,
                  int number);

/// An advisory whole-file lock (flock), held until destroyed; the lock file stays. `FileLocked` when another
/// has it.
class FileLock final {
public:
    static Result<FileLock> acquire(const std::filesystem::path& path);
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

private:
    explicit FileLock(int descriptor)
        : m_descriptor(descriptor) {}
    int m_descriptor = -1;
};

} // namespace lapidary::base
