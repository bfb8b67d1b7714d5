// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/engine/pipeline/checkpoint_writer.h"
#include "core/results/run_report.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lapidary::engine {

/// What a finished shard left in the journal.
struct FinishedShard {
    ShardRecord shard;
    std::vector<results::SiteReport> sites;
};

/// The journal of one output folder, `OUT.lapidary-journal` beside it: first a line that identifies the job,
/// then one line a finished shard, each with its SHA-256 and fsynced before the next work begins. A torn last
/// line is dropped. Holds a lock on the file, so two runs cannot write one output. Not thread-safe.
class RunJournal final {
public:
    /// Opens for `output`. With `resume`, records of the same job (equal `identity`) are kept; another job
    /// there is an error that names what differs. Without, a journal or partial folder that is there is an
    /// error.
    static base::Result<RunJournal> open(base::FileSystem& files, const std::filesystem::path& output,
                                         const base::OrderedJson& identity, bool resume);

    static std::filesystem::path journalPath(const std::filesystem::path& output);
    static std::filesystem::path partialPath(const std::filesystem::path& output);

    /// Shards 0, 1, … that are finished, in order without gaps.
    const std::vector<FinishedShard>& finished() const { return m_finished; }
    base::Status append(const FinishedShard& shard);
    /// Removes the journal: the output is in its place.
    base::Status close();

private:
    RunJournal(base::FileSystem& files, std::filesystem::path path, base::FileLock lock)
        : m_files(&files)
        , m_path(std::move(path))
        , m_lock(std::move(lock)) {}
    base::Status read(const base::OrderedJson& identity);
    base::Status writeLine(const base::OrderedJson& payload);

    base::FileSystem* m_files;
    std::filesystem::path m_path;
    base::FileLock m_lock;
    std::unique_ptr<base::WritableFile> m_file;
    std::vector<FinishedShard> m_finished;
};

} // namespace lapidary::engine
