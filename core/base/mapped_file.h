// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace lapidary::base {

/// A file mapped read-only. Opening reads nothing; pages come when touched and can be given back (`release`),
/// so that a finished block does not count to the process's memory. Moves keep addresses. Thread-safe after
/// opening.
class MappedFile final {
public:
    static Result<MappedFile> open(const std::filesystem::path& path);
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    const std::filesystem::path& path() const { return m_path; }
    std::uint64_t size() const { return m_size; }
    std::span<const std::byte> bytes() const { return {m_data, static_cast<std::size_t>(m_size)}; }

    /// Asks the system to read a range ahead, or to drop its pages. Hints: out-of-range parts are ignored.
    void prefetch(std::uint64_t offset, std::uint64_t length) const;
    void release(std::uint64_t offset, std::uint64_t length) const;

private:
    MappedFile(std::filesystem::path path, const std::byte* data, std::uint64_t size)
        : m_path(std::move(path))
        , m_data(data)
        , m_size(size) {}
    void advise(std::uint64_t offset, std::uint64_t length, int advice) const;

    std::filesystem::path m_path;
    const std::byte* m_data = nullptr;
    std::uint64_t m_size = 0;
};

} // namespace lapidary::base
