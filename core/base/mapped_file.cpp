// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mapped_file.h"

#include "core/base/file_system.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace lapidary::base {

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return systemError(ErrorCode::FileNotReadable, path, "open", errno);
    struct stat info {};
    if (::fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode)) {
        const int failed = errno;
        ::close(descriptor);
        if (S_ISDIR(info.st_mode))
            return Error{ErrorCode::FileNotReadable, path.string(), {}, "a folder", "a file", {}};
        return systemError(ErrorCode::FileNotReadable, path, "stat", failed);
    }
    const auto size = static_cast<std::uint64_t>(info.st_size);
    const std::byte* data = nullptr;
    if (size > 0) {
        void* mapped = ::mmap(nullptr, static_cast<std::size_t>(size), PROT_READ, MAP_PRIVATE, descriptor, 0);
        if (mapped == MAP_FAILED) {
            const int failed = errno;
            ::close(descriptor);
            return systemError(ErrorCode::FileNotReadable, path, "map", failed);
        }
        data = static_cast<const std::byte*>(mapped);
    }
    ::close(descriptor);
    return MappedFile(path, data, size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_data(std::exchange(other.m_data, nullptr))
    , m_size(std::exchange(other.m_size, 0)) {
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(m_path, other.m_path);
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    return *this;
}

MappedFile::~MappedFile() {
    if (m_data != nullptr)
        ::munmap(const_cast<std::byte*>(m_data), static_cast<std::size_t>(m_size));
}

void MappedFile::prefetch(std::uint64_t offset, std::uint64_t length) const {
    advise(offset, length, MADV_WILLNEED);
}

void MappedFile::release(std::uint64_t offset, std::uint64_t length) const {
    advise(offset, length, MADV_DONTNEED);
}

void MappedFile::advise(std::uint64_t offset, std::uint64_t length, int advice) const {
    if (m_data == nullptr || offset >= m_size)
        return;
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const std::uint64_t end = std::min(m_size, offset + std::min(length, m_size));
    const std::uint64_t begin = offset / page * page;
    ::madvise(const_cast<std::byte*>(m_data) + begin, static_cast<std::size_t>(end - begin), advice);
}

} // namespace lapidary::base
