// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/model/model_spec.h"
#include "core/results/measurements.h"
#include "core/results/run_report.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lapidary::results {

/// Everything in a `.lapidary` file, as values. Full second moments are not in it (they go to a cache
/// folder).
struct ProjectData : ModelMeasurements {
    std::optional<model::ModelSpec> model; // enough to plan and count bytes without the checkpoint
    std::string modelPath;                 // where it was when measured
    base::Json plan;                       // null: none yet
    base::Json history;                    // tree of plan edits; null: none
    base::Json workbench =
        base::Json::object(); // what the window keeps beside the plan, by key: "sets", "stories"
    std::vector<Sensitivity> sensitivity;
    std::map<std::string, Provenance>
        provenance; // by part: "spectra", "activations", "logits", "sensitivity"
    std::vector<RunReport> runs;
};

/// Points of the same site and setting are replaced where they stand, others added behind.
void mergeSensitivity(ProjectData& data, std::vector<Sensitivity> points);
/// Adds a run and returns its place. One that is there already, to the last digit, takes the measurements of
/// its output where these come later.
std::size_t mergeRun(ProjectData& data, RunReport run);
/// Keeps a value of the window by its key; null forgets it.
void setWorkbench(ProjectData& data, const std::string& key, const base::Json& value);
/// Forgets a part ("spectra", "activations", "logits", "sensitivity", "runs") and what it was measured on.
void clearPart(ProjectData& data, const std::string& part);

/// One edit or result for the journal; the same record merged into ProjectData twice changes nothing more.
struct ProjectRecord {
    std::string
        kind; // "plan", "history", "history-change" (since the revision that it
              // names), "spectra", "activations", "logits", "sensitivity", "run", "model",
              // "provenance", "workbench" (key: of it; null forgets it), "clear" (key: the part, or "runs")
    std::string key; // site, group, part …
    base::Json value;
};
/// A run with the measurements of its output.
ProjectRecord runRecord(const RunReport& run);

/// The project file: HDF5 written whole to a temporary file and renamed; between saves an append-only,
/// checksummed `NAME.lapidary-journal`. One writer by lock (`NAME.lapidary-lock`). Readers hold no HDF5
/// handle. Not thread-safe.
class ProjectFile final {
public:
    /// Reads the file and replays a journal that is newer. Refuses: not HDF5, another or newer schema,
    /// external links, external storage, virtual datasets, user filters, sizes that do not fit.
    /// A journal with a damaged line in its middle is an error; with `damage` it is put there instead and
    /// the data end before that line.
    static base::Result<ProjectData> read(const std::filesystem::path& path,
                                          std::optional<base::Error>* damage = nullptr);

    /// Opens for writing (creates what is missing); takes the lock. A journal with a damaged line is copied
    /// to `NAME.lapidary-journal.damaged`, what stands before the line is kept, and `damage()` says so.
    static base::Result<ProjectFile> open(base::FileSystem& files, const std::filesystem::path& path);
    ProjectFile(ProjectFile&&) noexcept;
    ProjectFile& operator=(ProjectFile&&) noexcept;
    ~ProjectFile();

    const ProjectData& data() const;
    bool recovered() const; // a journal was replayed
    const std::optional<base::Error>& damage() const;

    /// Appends to the journal (fsynced) and merges into data().
    base::Status record(const ProjectRecord& record);
    /// The same for several at once: all of them count or none.
    base::Status record(const std::vector<ProjectRecord>& records);
    base::Status recordSpectra(const model::SiteId& site, const SiteSpectra& spectra);
    base::Status recordActivations(const model::InputGroupId& group, const ChannelStatistics& statistics);
    base::Status recordLogits(const LogitPca& logits);
    base::Status recordSensitivity(const std::vector<Sensitivity>& points);
    base::Status recordProvenance(const std::string& part, const Provenance& provenance);
    base::Status recordModel(const model::ModelSpec& model, const std::string& path);
    base::Status recordRun(const RunReport& run);
    base::Status recordPlan(const base::Json& plan, const base::Json& history);
    /// `null` forgets what the key held.
    base::Status recordWorkbench(const std::string& key, const base::Json& value);
    /// The plan and what is new in its history (History::takeChange); the history in data() is at the
    /// revision that the change begins from.
    base::Status recordEdit(const base::Json& plan, const base::Json& historyChange);
    /// Drops what another model, text or protocol made of a part before it is measured again.
    base::Status clearPart(const std::string& part);

    /// What a reader has to replay; save() makes it 0.
    std::uint64_t journalBytes() const;
    /// Writes the HDF5 file whole and empties the journal.
    base::Status save();

    /// Writes data whole as a project of their own; what the file held before is replaced. Takes the lock.
    static base::Status write(base::FileSystem& files, const std::filesystem::path& path, ProjectData data);

private:
    struct Impl;
    explicit ProjectFile(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace lapidary::results
