// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_system.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lapidary::base {

namespace fs = std::filesystem;

Error systemError(ErrorCode fallback, const fs::path& path, std::string_view operation, int number) {
    ErrorCode code = fallback;
    if (number == ENOSPC || number == EDQUOT)
        code = ErrorCode::DiskFull;
    else if (number == ENOENT)
        code = ErrorCode::FileNotFound;
    return Error{code, path.string(), std::string(operation), std::strerror(number), {}, {}};
}

namespace {

class SystemFile final : public WritableFile {
public:
    SystemFile(int descriptor, fs::path path)
        : m_descriptor(descriptor)
        , m_path(std::move(path)) {}
    ~SystemFile() override {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    SystemFile(const SystemFile&) = delete;
    SystemFile& operator=(const SystemFile&) = delete;

    Status append(std::span<const std::byte> bytes) override {
        while (!bytes.empty()) {
            const ssize_t written = ::write(m_descriptor, bytes.data(), std::min(bytes.size(), kChunk));
            if (written < 0) {
                if (errno == EINTR)
                    continue;
                return systemError(ErrorCode::FileNotWritable, m_path, "write", errno);
            }
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return {};
    }
    Status sync() override {
        if (::fsync(m_descriptor) != 0)
            return systemError(ErrorCode::FileNotWritable, m_path, "fsync", errno);
        return {};
    }
    Status close() override {
        const int descriptor = std::exchange(m_descriptor, -1);
        if (::close(descriptor) != 0)
            return systemError(ErrorCode::FileNotWritable, m_path, "close", errno);
        return {};
    }

private:
    // Linux writes at most 0x7ffff000 bytes a call; small steps also keep a cancel responsive.
    static constexpr std::size_t kChunk = std::size_t{64} << 20;
    int m_descriptor;
    fs::path m_path;
};

class SystemFileSystem final : public FileSystem {
public:
    Result<std::unique_ptr<WritableFile>> open(const fs::path& path, Open mode) override {
        int flags = O_WRONLY | O_CREAT | O_CLOEXEC;
        flags |= mode == Open::CreateNew ? O_EXCL : mode == Open::Truncate ? O_TRUNC : O_APPEND;
        const int descriptor = ::open(path.c_str(), flags, 0644);
        if (descriptor < 0) {
            if (errno == EEXIST)
                return Error{ErrorCode::OutputExists, path.string(), {}, {}, {}, {}};
            return systemError(ErrorCode::FileNotWritable, path, "open for writing", errno);
        }
        return std::unique_ptr<WritableFile>(std::make_unique<SystemFile>(descriptor, path));
    }
    Status rename(const fs::path& from, const fs::path& to) override {
        if (::rename(from.c_str(), to.c_str()) != 0)
            return systemError(ErrorCode::FileNotWritable, to, "rename from " + from.string(), errno);
        return {};
    }
    Status remove(const fs::path& path) override {
        if (::unlink(path.c_str()) != 0 && errno != ENOENT)
            return systemError(ErrorCode::FileNotWritable, path, "remove", errno);
        return {};
    }
    Status removeTree(const fs::path& path) override {
        std::error_code code;
        fs::remove_all(path, code);
        if (code)
            return systemError(ErrorCode::FileNotWritable, path, "remove folder", code.value());
        return {};
    }
    Status makeFolder(const fs::path& path) override {
        if (::mkdir(path.c_str(), 0755) != 0 && errno != EEXIST)
            return systemError(ErrorCode::FileNotWritable, path, "make folder", errno);
        return {};
    }
    Status truncate(const fs::path& path, std::uint64_t size) override {
        if (::truncate(path.c_str(), static_cast<off_t>(size)) != 0)
            return systemError(ErrorCode::FileNotWritable, path, "truncate", errno);
        return {};
    }
    Status syncFolder(const fs::path& path) override {
        const int descriptor = ::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptor < 0)
            return systemError(ErrorCode::FileNotWritable, path, "open folder", errno);
        const int failed = ::fsync(descriptor) != 0 ? errno : 0;
        ::close(descriptor);
        if (failed != 0)
            return systemError(ErrorCode::FileNotWritable, path, "fsync folder", failed);
        return {};
    }
};

Status writeAndRename(FileSystem& files, const fs::path& partial, const fs::path& path,
                      std::span<const std::byte> bytes) {
    LAPIDARY_TRY(auto file, files.open(partial, FileSystem::Open::Truncate));
    LAPIDARY_CHECK(file->append(bytes));
    LAPIDARY_CHECK(file->sync());
    LAPIDARY_CHECK(file->close());
    LAPIDARY_CHECK(files.rename(partial, path));
    return files.syncFolder(path.parent_path());
}

} // namespace

FileSystem& systemFiles() {
    static SystemFileSystem files;
    return files;
}

Status writeFileAtomically(FileSystem& files, const fs::path& path, std::span<const std::byte> bytes) {
    const fs::path partial = path.string() + ".partial";
    Status status = writeAndRename(files, partial, path, bytes);
    if (!status)
        (void)files.remove(partial);
    return status;
}

Status writeFileAtomically(FileSystem& files, const fs::path& path, std::string_view text) {
    return writeFileAtomically(files, path, std::as_bytes(std::span(text.data(), text.size())));
}

Result<std::string> readTextFile(const fs::path& path, std::uint64_t limit) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return systemError(ErrorCode::FileNotReadable, path, "open", errno);
    struct Closer {
        int descriptor;
        ~Closer() { ::close(descriptor); }
    } closer{descriptor};
    struct stat info {};
    if (::fstat(descriptor, &info) != 0)
        return systemError(ErrorCode::FileNotReadable, path, "stat", errno);
    if (S_ISDIR(info.st_mode))
        return Error{ErrorCode::FileNotReadable, path.string(), {}, "a folder", "a file", {}};
    std::string text;
    text.reserve(
        static_cast<std::size_t>(std::min<std::uint64_t>(static_cast<std::uint64_t>(info.st_size), limit)));
    char buffer[1 << 16];
    for (;;) {
        const ssize_t got = ::read(descriptor, buffer, sizeof buffer);
        if (got < 0) {
            if (errno == EINTR)
                continue;
            return systemError(ErrorCode::FileNotReadable, path, "read", errno);
        }
        if (got == 0)
            return text;
        text.append(buffer, static_cast<std::size_t>(got));
        if (text.size() > limit)
            return Error{ErrorCode::TooLarge,
                         path.string(),
                         {},
                         "over " + std::to_string(limit) + " bytes",
                         "at most " + std::to_string(limit) + " bytes",
                         {}};
    }
}

Result<FileLock> FileLock::acquire(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return systemError(ErrorCode::FileNotWritable, path, "open lock", errno);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int failed = errno;
        ::close(descriptor);
        if (failed == EWOULDBLOCK)
            return Error{ErrorCode::FileLocked, path.string(), {}, {}, {}, {}};
        return systemError(ErrorCode::FileNotWritable, path, "lock", failed);
    }
    return FileLock(descriptor);
}

FileLock::FileLock(FileLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)) {
}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

FileLock::~FileLock() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace lapidary::base
