// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/builtin_files.h"

#include "core/base/folders.h"
#include "core/builtin/files/embedded_files.h"
#include "core/results/project.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unistd.h>

namespace lapidary::session {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::FileSystem;
using base::Result;
using base::Status;

namespace {

constexpr std::size_t kHashDigits = 12;
constexpr int kCopies = 100;

std::string folderName(RecordedProject which) {
    static const std::string kBuiltinFolder =
        "builtin-" + builtin::hashOf(builtin::embeddedFiles()).substr(0, kHashDigits);
    static const std::string kSampleFolder =
        "sample-" + builtin::hashOf({&builtin::sampleProject(), 1}).substr(0, kHashDigits);
    return which == RecordedProject::Builtin ? kBuiltinFolder : kSampleFolder;
}

const builtin::EmbeddedFile& recordedFile(RecordedProject which) {
    return which == RecordedProject::Builtin ? builtin::embeddedFile("builtin.lapidary")
                                             : builtin::sampleProject();
}

/// Compares with the bytes themselves, which says more than a hash and takes less time.
bool isUnpacked(const builtin::EmbeddedFile& file, const fs::path& path) {
    const auto found = base::readTextFile(path, file.bytes.size());
    if (!found || found->size() != file.bytes.size())
        return false;
    const auto bytes = std::as_bytes(std::span(found->data(), found->size()));
    return std::equal(bytes.begin(), bytes.end(), file.bytes.begin());
}

/// A file that no other process or thread writes to.
Result<fs::path> newPartial(FileSystem& files, const fs::path& path,
                            std::unique_ptr<base::WritableFile>& opened) {
    static std::atomic<unsigned> s_count = 0;
    for (;;) {
        const fs::path partial =
            path.string() + "." + std::to_string(::getpid()) + "-" + std::to_string(++s_count) + ".partial";
        auto file = files.open(partial, FileSystem::Open::CreateNew);
        if (!file && file.error().code == ErrorCode::OutputExists) // a crashed process had our number
            continue;
        if (!file)
            return std::move(file).error();
        opened = *std::move(file);
        return partial;
    }
}

Status unpack(FileSystem& files, const builtin::EmbeddedFile& file, const fs::path& path) {
    std::unique_ptr<base::WritableFile> opened;
    LAPIDARY_TRY(const fs::path partial, newPartial(files, path, opened));
    const auto write = [&]() -> Status {
        LAPIDARY_CHECK(opened->append(file.bytes));
        LAPIDARY_CHECK(opened->sync());
        LAPIDARY_CHECK(opened->close());
        LAPIDARY_CHECK(files.rename(partial, path));
        return files.syncFolder(path.parent_path());
    };
    Status written = write();
    if (!written)
        (void)files.remove(partial);
    return written;
}

/// Says what was to be written there, and a way out.
Error unpackingFailed(const std::string& what, Error error) {
    error.place = "unpacking the " + what + (error.place.empty() ? "" : " (" + error.place + ")");
    if (error.code != ErrorCode::DiskFull)
        error.code = ErrorCode::FileNotWritable;
    error.remedy = "set XDG_CACHE_HOME to a folder with some space that can be written";
    return error;
}

Status unpackMissing(FileSystem& files, const fs::path& folder,
                     std::span<const builtin::EmbeddedFile> embedded) {
    for (const builtin::EmbeddedFile& file : embedded) {
        const fs::path path = folder / file.name;
        if (isUnpacked(file, path))
            continue;
        LAPIDARY_CHECK(base::makeFolders(files, folder));
        LAPIDARY_CHECK(unpack(files, file, path));
    }
    return {};
}

/// Whether `path` can be the user's project; under the lock a missing one is made.
Result<bool> offerProject(FileSystem& files, const builtin::EmbeddedFile& recorded, const fs::path& path) {
    const auto lock = base::FileLock::acquire(path.string() + "-lock");
    if (!lock && lock.error().code == ErrorCode::FileLocked)
        return false;
    if (!lock)
        return lock.error();
    std::error_code ignored;
    if (!fs::exists(path, ignored) && !fs::exists(path.string() + "-journal", ignored))
        LAPIDARY_CHECK(unpack(files, recorded, path));
    std::optional<Error> damage; // of the journal: whoever opens it is told
    return results::ProjectFile::read(path, &damage).ok();
}

Result<fs::path> offeredProject(FileSystem& files, const builtin::EmbeddedFile& recorded,
                                const fs::path& folder) {
    LAPIDARY_CHECK(base::makeFolders(files, folder));
    const fs::path name(recorded.name);
    for (int number = 1; number <= kCopies; ++number) {
        fs::path path = folder / name;
        if (number > 1)
            path.replace_filename(name.stem().string() + "-" + std::to_string(number) + ".lapidary");
        LAPIDARY_TRY(const bool free, offerProject(files, recorded, path));
        if (free)
            return path;
    }
    return Error{ErrorCode::FileLocked,
                 folder.string(),
                 {},
                 std::to_string(kCopies) + " projects that are open or damaged",
                 "a place for one more",
                 "remove that folder"};
}

} // namespace

Result<fs::path> cacheFolder() {
    // The specification of XDG_CACHE_HOME: what is not absolute does not count.
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && fs::path(cache).is_absolute())
        return fs::path(cache) / "lapidary";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        return fs::path(home) / ".cache" / "lapidary";
    return Error{ErrorCode::BadUsage,
                 "cache folder",
                 {},
                 "neither XDG_CACHE_HOME nor HOME",
                 "a folder for what is unpacked",
                 "set XDG_CACHE_HOME"};
}

fs::path modelsFolder(const fs::path& cache) {
    return cache / "models";
}

fs::path builtinFolder(const fs::path& cache) {
    return cache / folderName(RecordedProject::Builtin) / "builtin";
}

Result<BuiltinFiles> builtinFiles(const fs::path& cache, FileSystem& files) {
    const fs::path folder = builtinFolder(cache);
    if (Status unpacked = unpackMissing(files, folder, builtin::embeddedFiles()); !unpacked)
        return unpackingFailed("built-in model", std::move(unpacked).error());
    return BuiltinFiles{folder, folder / "calibration.txt", folder / "evaluation.txt",
                        folder / "builtin.lapidary"};
}

Result<BuiltinFiles> builtinFiles() {
    LAPIDARY_TRY(const fs::path cache, cacheFolder());
    return builtinFiles(cache);
}

std::optional<RecordedProject> recordedProject(const fs::path& name) {
    if (name == kBuiltin)
        return RecordedProject::Builtin;
    if (name == kSample)
        return RecordedProject::Sample;
    return std::nullopt;
}

Result<fs::path> sampleProject(const fs::path& cache, FileSystem& files) {
    const fs::path folder = cache / folderName(RecordedProject::Sample);
    if (Status unpacked = unpackMissing(files, folder, {&builtin::sampleProject(), 1}); !unpacked)
        return unpackingFailed("sample project", std::move(unpacked).error());
    return folder / builtin::sampleProject().name;
}

Result<fs::path> sampleProject() {
    LAPIDARY_TRY(const fs::path cache, cacheFolder());
    return sampleProject(cache);
}

Result<SampleTexts> sampleTexts(const fs::path& cache, FileSystem& files) {
    static const std::string kFolder =
        "texts-" + builtin::hashOf(builtin::sampleTexts()).substr(0, kHashDigits);
    const fs::path folder = cache / kFolder;
    if (Status unpacked = unpackMissing(files, folder, builtin::sampleTexts()); !unpacked)
        return unpackingFailed("sample texts", std::move(unpacked).error());
    return SampleTexts{folder / "calibration.txt", folder / "evaluation.txt"};
}

Result<SampleTexts> sampleTexts() {
    LAPIDARY_TRY(const fs::path cache, cacheFolder());
    return sampleTexts(cache);
}

Result<fs::path> workingProject(RecordedProject which, const fs::path& cache, FileSystem& files) {
    Result<fs::path> offered = offeredProject(files, recordedFile(which), cache / folderName(which) / "work");
    if (!offered && offered.error().code != ErrorCode::FileLocked)
        return unpackingFailed(which == RecordedProject::Builtin ? "built-in model" : "sample project",
                               std::move(offered).error());
    return offered;
}

Result<fs::path> workingProject(RecordedProject which) {
    LAPIDARY_TRY(const fs::path cache, cacheFolder());
    return workingProject(which, cache);
}

} // namespace lapidary::session
