// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "core/base/json.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lapidary::results::detail {

/// The journal beside a project. Each line is one transaction that counts whole or not at all:
///
///     {"sequence":N,"sha256":"…","payload":…}
///
/// with N from 0 and the hash over "N payload". The first payload names the saved state that the journal
/// continues ({"base": digest}); others are lists of records, or {"saving": digest} just before a file of
/// that state is renamed into place. Whichever of the states it names is found on disk, the records that it
/// lacks are known: a crash between rename and the end of the journal neither loses nor repeats anything.
struct JournalContents {
    struct Line {
        std::string payload;
        std::uint64_t begin = 0; // byte in the file
    };
    std::string base;
    std::vector<Line> lines;      // without the first
    std::uint64_t soundBytes = 0; // length of the intact lines
    bool torn = false;            // bytes of an unfinished last line follow
    /// A line before the last is damaged; `lines` ends before it.
    std::optional<base::Error> damage;

    /// Index of the first line that the saved state `digest` lacks; nothing where it is of no state that the
    /// journal names.
    std::optional<std::size_t> firstMissing(const std::string& digest) const;
};

/// Checks every line. Errors: not a journal, or of a newer version.
base::Result<JournalContents> parseJournal(const std::string& text, const std::string& file);

/// An error that says which line of a journal is damaged and what becomes of the rest.
base::Error journalDamage(const std::string& file, std::size_t line, std::string found, std::string expected);

/// Appends lines; each is on disk when its append returns. After a failed append the file is cut back before
/// the next, so that it never holds a broken line in the middle. Not thread-safe.
class JournalWriter final {
public:
    JournalWriter(base::FileSystem& files, std::filesystem::path path)
        : m_files(files)
        , m_path(std::move(path)) {}

    /// Goes on behind the intact lines of an existing journal.
    void resume(const JournalContents& contents);
    /// One transaction; makes the journal of the saved state `base` where there is none.
    base::Status append(const base::Json& payload, const std::string& base);
    /// The saved file holds everything: the journal goes. Its leftovers do no harm.
    void discard();
    bool empty() const { return m_sequence == 0; }
    std::uint64_t bytes() const { return m_bytes; }

private:
    base::Status write(const std::string& text);

    base::FileSystem& m_files;
    std::filesystem::path m_path;
    std::unique_ptr<base::WritableFile> m_file;
    std::uint64_t m_sequence = 0; // of the next line
    std::uint64_t m_bytes = 0;
    bool m_tail = false; // unsound bytes may follow the intact lines
};

} // namespace lapidary::results::detail
