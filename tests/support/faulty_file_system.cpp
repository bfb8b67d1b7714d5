// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faulty_file_system.h"

#include <utility>

namespace lapidary::tests {

namespace fs = std::filesystem;
using base::Result;
using base::Status;
using base::WritableFile;

std::string_view operationName(FileOperation operation) {
    static constexpr std::array<std::string_view, kFileOperations> kNames = {
        "open",   "append",      "sync",        "close",    "rename",
        "remove", "remove tree", "make folder", "truncate", "sync folder"};
    return kNames[static_cast<std::size_t>(operation)];
}

namespace {

class FaultyFile final : public WritableFile {
public:
    FaultyFile(FaultyFileSystem& files, fs::path path, std::unique_ptr<WritableFile> inner)
        : m_files(files)
        , m_path(std::move(path))
        , m_inner(std::move(inner)) {}

    Status append(std::span<const std::byte> bytes) override {
        if (Status failed = m_files.step(FileOperation::Append, m_path); !failed) {
            if (m_files.writesHalf())
                LAPIDARY_CHECK(m_inner->append(bytes.first(bytes.size() / 2)));
            return failed;
        }
        return m_inner->append(bytes);
    }
    Status sync() override {
        LAPIDARY_CHECK(m_files.step(FileOperation::Sync, m_path));
        return m_inner->sync();
    }
    Status close() override {
        Status failed = m_files.step(FileOperation::Close, m_path);
        LAPIDARY_CHECK(m_inner->close());
        return failed;
    }

private:
    FaultyFileSystem& m_files;
    fs::path m_path;
    std::unique_ptr<WritableFile> m_inner;
};

} // namespace

FaultyFileSystem::FaultyFileSystem(std::optional<Fault> fault, base::FileSystem& inner)
    : m_fault(fault)
    , m_inner(inner) {
}

Status FaultyFileSystem::step(FileOperation operation, const fs::path& path) {
    const std::size_t ofKind = ++m_counts[static_cast<std::size_t>(operation)];
    ++m_total;
    m_diedBefore = m_crashed;
    const bool now = m_fault && !m_fired && (!m_fault->kind || *m_fault->kind == operation) &&
                     (m_fault->kind ? ofKind : m_total) == m_fault->at;
    m_fired = m_fired || now;
    m_crashed = m_crashed || (now && m_fault->crash);
    if (!now && !m_crashed)
        return {};
    return base::systemError(base::ErrorCode::FileNotWritable, path,
                             "injected failure of " + std::string(operationName(operation)), m_fault->number);
}

Result<std::unique_ptr<WritableFile>> FaultyFileSystem::open(const fs::path& path, Open mode) {
    LAPIDARY_CHECK(step(FileOperation::Open, path));
    LAPIDARY_TRY(auto inner, m_inner.open(path, mode));
    return std::unique_ptr<WritableFile>(std::make_unique<FaultyFile>(*this, path, std::move(inner)));
}

Status FaultyFileSystem::rename(const fs::path& from, const fs::path& to) {
    LAPIDARY_CHECK(step(FileOperation::Rename, to));
    return m_inner.rename(from, to);
}

Status FaultyFileSystem::remove(const fs::path& path) {
    LAPIDARY_CHECK(step(FileOperation::Remove, path));
    return m_inner.remove(path);
}

Status FaultyFileSystem::removeTree(const fs::path& path) {
    LAPIDARY_CHECK(step(FileOperation::RemoveTree, path));
    return m_inner.removeTree(path);
}

Status FaultyFileSystem::makeFolder(const fs::path& path) {
    LAPIDARY_CHECK(step(FileOperation::MakeFolder, path));
    return m_inner.makeFolder(path);
}

Status FaultyFileSystem::truncate(const fs::path& path, std::uint64_t size) {
    LAPIDARY_CHECK(step(FileOperation::Truncate, path));
    return m_inner.truncate(path, size);
}

Status FaultyFileSystem::syncFolder(const fs::path& path) {
    LAPIDARY_CHECK(step(FileOperation::SyncFolder, path));
    return m_inner.syncFolder(path);
}

} // namespace lapidary::tests
