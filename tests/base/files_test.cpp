// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_system.h"
#include "core/base/hash.h"
#include "core/base/mapped_file.h"
#include "tests/support/bytes.h"
#include "tests/support/faulty_file_system.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>

namespace lapidary::base {

using tests::Fault;
using tests::FaultyFileSystem;
using tests::fileBytes;
using tests::FileOperation;
using tests::putFile;

namespace {

std::size_t entriesOf(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

} // namespace

TEST(FileSystem, OpenModesDoWhatTheySay) {
    const tests::TemporaryFolder folder;
    const auto write = [&](FileSystem::Open mode, std::string_view text) -> Status {
        LAPIDARY_TRY(const auto file, systemFiles().open(folder / "a", mode));
        LAPIDARY_CHECK(file->append(text));
        return file->close();
    };
    ASSERT_OK(write(FileSystem::Open::CreateNew, "one"));
    EXPECT_EQ(write(FileSystem::Open::CreateNew, "x").error().code, ErrorCode::OutputExists);
    ASSERT_OK(write(FileSystem::Open::Append, "two"));
    EXPECT_EQ(fileBytes(folder / "a"), "onetwo");
    ASSERT_OK(systemFiles().truncate(folder / "a", 2));
    EXPECT_EQ(fileBytes(folder / "a"), "on");
    ASSERT_OK(write(FileSystem::Open::Truncate, "3"));
    EXPECT_EQ(fileBytes(folder / "a"), "3");
}

TEST(FileSystem, ErrorsNameTheFile) {
    const tests::TemporaryFolder folder;
    const auto opened = systemFiles().open(folder / "no/such", FileSystem::Open::CreateNew);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, ErrorCode::FileNotFound);
    EXPECT_EQ(opened.error().file, (folder / "no/such").string());
    EXPECT_FALSE(systemFiles().rename(folder / "no", folder / "b").ok());
    EXPECT_FALSE(systemFiles().truncate(folder / "no", 0).ok());
    EXPECT_FALSE(systemFiles().syncFolder(folder / "no").ok());
    EXPECT_TRUE(systemFiles().remove(folder / "no").ok()); // gone already is fine
    EXPECT_EQ(systemError(ErrorCode::FileNotWritable, "f", "write", ENOSPC).code, ErrorCode::DiskFull);
}

TEST(FileSystem, MakesAndRemovesFolders) {
    const tests::TemporaryFolder folder;
    ASSERT_OK(systemFiles().makeFolder(folder / "a"));
    ASSERT_OK(systemFiles().makeFolder(folder / "a"));
    putFile(folder / "a/file", "x");
    ASSERT_OK(systemFiles().syncFolder(folder / "a"));
    ASSERT_OK(systemFiles().removeTree(folder / "a"));
    EXPECT_FALSE(std::filesystem::exists(folder / "a"));
}

TEST(WriteFileAtomically, LeavesTheOldFileOrTheNewAtEveryFailure) {
    for (const bool shortWrite : {false, true}) {
        for (std::size_t step = 1;; ++step) {
            const tests::TemporaryFolder folder;
            putFile(folder / "f", "old");
            FaultyFileSystem files(Fault{.at = step, .kind = {}, .number = EIO, .shortWrite = shortWrite});
            const Status status = writeFileAtomically(files, folder / "f", "new text");
            EXPECT_EQ(status.ok(), !files.fired()) << step;
            const std::string found = fileBytes(folder / "f");
            EXPECT_TRUE(found == "old" || found == "new text") << found;
            EXPECT_EQ(entriesOf(folder.path()), 1u) << "a partial file is left after step " << step;
            if (!files.fired()) {
                EXPECT_EQ(found, "new text");
                EXPECT_EQ(files.total(), 6u); // open, append, sync, close, rename, sync of the folder
                break;
            }
        }
    }
}

TEST(WriteFileAtomically, LeavesTheOldFileOrTheNewAtEveryCrash) {
    for (std::size_t step = 1; step <= 6; ++step) {
        const tests::TemporaryFolder folder;
        putFile(folder / "f", "old");
        FaultyFileSystem files(Fault{.at = step, .kind = {}, .crash = true, .shortWrite = true});
        EXPECT_FALSE(writeFileAtomically(files, folder / "f", "new text").ok());
        EXPECT_TRUE(files.crashed());
        EXPECT_EQ(fileBytes(folder / "f"), step <= 5 ? "old" : "new text");
    }
}

TEST(FaultyFileSystem, FailsTheChosenStepOfAKindOnce) {
    const tests::TemporaryFolder folder;
    FaultyFileSystem files(
        Fault{.at = 2, .kind = FileOperation::Append, .number = ENOSPC, .shortWrite = true});
    const auto file = *files.open(folder / "f", FileSystem::Open::CreateNew);
    EXPECT_TRUE(file->append("aa").ok());
    EXPECT_EQ(file->append("bbbb").error().code, ErrorCode::DiskFull);
    EXPECT_TRUE(file->append("cc").ok());
    EXPECT_TRUE(file->sync().ok());
    EXPECT_TRUE(file->close().ok());
    EXPECT_EQ(fileBytes(folder / "f"), "aabbcc");
    EXPECT_EQ(files.count(FileOperation::Append), 3u);
    EXPECT_EQ(files.count(FileOperation::Rename), 0u);
    EXPECT_EQ(files.total(), 6u);
    EXPECT_TRUE(files.fired());
    EXPECT_FALSE(files.crashed());
}

TEST(ReadTextFile, ReadsWholeAndRefusesTooMuch) {
    const tests::TemporaryFolder folder;
    const std::string text(200000, 'x');
    putFile(folder / "f", text);
    EXPECT_EQ(*readTextFile(folder / "f", text.size()), text);
    EXPECT_EQ(readTextFile(folder / "f", text.size() - 1).error().code, ErrorCode::TooLarge);
    EXPECT_EQ(readTextFile(folder.path(), 10).error().code, ErrorCode::FileNotReadable);
    EXPECT_EQ(readTextFile(folder / "absent", 10).error().code, ErrorCode::FileNotFound);
}

TEST(MappedFile, ShowsBytesAndTakesHintsAnywhere) {
    const tests::TemporaryFolder folder;
    const std::string text(10000, 'm');
    auto file = MappedFile::open(putFile(folder / "f", text));
    ASSERT_TRUE(file.ok());
    file->prefetch(0, 5000);
    file->release(0, ~std::uint64_t{0});
    file->release(~std::uint64_t{0}, 10);
    file->prefetch(9999, ~std::uint64_t{0} - 9999);
    const std::byte* address = file->bytes().data();
    MappedFile moved = *std::move(file);
    EXPECT_EQ(moved.bytes().data(), address);
    EXPECT_EQ(moved.size(), text.size());
    EXPECT_EQ(moved.bytes()[9999], std::byte{'m'}); // after a release the page is read again
    MappedFile other = *MappedFile::open(putFile(folder / "g", "g"));
    std::swap(moved, other);
    EXPECT_EQ(moved.bytes()[0], std::byte{'g'});
}

TEST(MappedFile, OpensAnEmptyFileAndNoFolder) {
    const tests::TemporaryFolder folder;
    const auto empty = MappedFile::open(putFile(folder / "f", ""));
    ASSERT_TRUE(empty.ok());
    EXPECT_EQ(empty->size(), 0u);
    empty->release(0, 1);
    EXPECT_EQ(MappedFile::open(folder.path()).error().code, ErrorCode::FileNotReadable);
    EXPECT_EQ(MappedFile::open(folder / "absent").error().code, ErrorCode::FileNotFound);
}

TEST(FileLock, IsHeldByOneAndFreedWithItsObject) {
    const tests::TemporaryFolder folder;
    {
        auto first = FileLock::acquire(folder / "l");
        ASSERT_TRUE(first.ok());
        EXPECT_EQ(FileLock::acquire(folder / "l").error().code, ErrorCode::FileLocked);
        const FileLock moved = *std::move(first);
        EXPECT_EQ(FileLock::acquire(folder / "l").error().code, ErrorCode::FileLocked);
    }
    EXPECT_TRUE(FileLock::acquire(folder / "l").ok());
    EXPECT_FALSE(FileLock::acquire(folder / "no/l").ok());
}

TEST(Sha256, AgreesWithThePublishedVectors) {
    // FIPS 180-2, appendix B, and the empty text.
    EXPECT_EQ(sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    const std::string million(1000000, 'a');
    EXPECT_EQ(sha256Hex(million), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    Sha256 pieces;
    for (std::size_t at = 0; at < million.size(); at += 777)
        pieces.add(std::string_view(million).substr(at, 777));
    EXPECT_EQ(pieces.hex(), sha256Hex(million));
}

TEST(Sha256, OfAFileCanBeCancelled) {
    const tests::TemporaryFolder folder;
    putFile(folder / "f", "abc");
    EXPECT_EQ(*sha256OfFile(folder / "f", RunControl()), sha256Hex("abc"));
    EXPECT_EQ(*sha256OfFile(putFile(folder / "e", ""), RunControl()), sha256Hex(""));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(sha256OfFile(folder / "f", RunControl(stop.get_token())).error().code, ErrorCode::Cancelled);
}

} // namespace lapidary::base
