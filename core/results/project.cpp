// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/project.h"

#include "core/results/detail/journal.h"
#include "core/results/detail/project_changes.h"
#include "core/results/detail/project_content.h"
#include "core/results/measurements_json.h"
#include "core/results/model_json.h"

namespace lapidary::results {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;
using base::Status;
using detail::Change;
using detail::JournalContents;

namespace {

constexpr std::uint64_t kProjectByteLimit = std::uint64_t{16} << 30;
constexpr std::uint64_t kJournalByteLimit = std::uint64_t{16} << 30;
/// A reader without the lock may meet a save between its look at the journal and its look at the file.
constexpr int kReadAttempts = 5;

/// A link's target: two names of one project share lock and journal, and a save replaces the target.
fs::path resolved(const fs::path& path) {
    std::error_code failed;
    if (!fs::is_symlink(path, failed))
        return path;
    const fs::path target = fs::canonical(path, failed);
    return failed ? path : target;
}

fs::path journalPath(const fs::path& path) {
    return path.string() + "-journal";
}

struct Stored {
    ProjectData data;
    std::string digest; // of the HDF5 file, empty where there is none
    JournalContents journal;
    bool replayed = false;
};

/// Applies the transactions that the file lacks; stops at one that cannot be read.
void replay(Stored& stored, std::size_t first, const std::string& file) {
    JournalContents& journal = stored.journal;
    for (std::size_t i = first; i < journal.lines.size(); ++i) {
        const auto changes = [&]() -> Result<std::vector<Change>> {
            std::vector<Change> read;
            LAPIDARY_TRY(const Json payload,
                         base::parseJson(journal.lines[i].payload, file, detail::kProjectJson));
            if (payload.is_object() && payload.contains("saving"))
                return read;
            LAPIDARY_TRY(const auto records, detail::recordsFromJson(payload, file));
            for (const ProjectRecord& record : records) {
                LAPIDARY_TRY(Change change, detail::readChange(record, file));
                read.push_back(std::move(change));
            }
            return read;
        }();
        if (!changes) {
            const Error& cause = changes.error();
            journal.damage =
                detail::journalDamage(file, i + 2, cause.place + " " + cause.found, cause.expected);
            journal.soundBytes = journal.lines[i].begin;
            journal.torn = true;
            journal.lines.resize(i);
            return;
        }
        for (const Change& change : *changes)
            change(stored.data);
        stored.replayed = stored.replayed || !changes->empty();
    }
}

Result<JournalContents> readJournal(const fs::path& path) {
    auto text = base::readTextFile(path, kJournalByteLimit);
    if (!text && text.error().code == ErrorCode::FileNotFound)
        return JournalContents{};
    if (!text)
        return std::move(text).error();
    return detail::parseJournal(*text, path.string());
}

/// One look at journal and file; `consistent` tells whether they belong together.
Result<Stored> look(const fs::path& path, bool& consistent) {
    Stored stored;
    const fs::path journal = journalPath(path);
    LAPIDARY_TRY(stored.journal, readJournal(journal));
    std::error_code ignored;
    if (fs::exists(path, ignored)) {
        LAPIDARY_TRY(auto content, formats::readHdf5(path, kProjectByteLimit));
        stored.digest = detail::contentDigest(content);
        LAPIDARY_TRY(stored.data, detail::decodeProject(std::move(content), path.string()));
    }
    const auto first =
        stored.journal.soundBytes == 0 ? std::size_t{0} : stored.journal.firstMissing(stored.digest);
    consistent = first.has_value();
    if (first)
        replay(stored, *first, journal.string());
    return stored;
}

Result<Stored> load(const fs::path& path) {
    for (int attempt = 0; attempt < kReadAttempts; ++attempt) {
        bool consistent = false;
        LAPIDARY_TRY(Stored stored, look(path, consistent));
        if (consistent)
            return stored;
    }
    const fs::path journal = journalPath(path);
    return Error{ErrorCode::Mismatch,
                 journal.string(),
                 {},
                 "a journal of another state of the project",
                 "the journal of " + path.filename().string(),
                 "move the journal away to use the project file as it was last saved"};
}

} // namespace

struct ProjectFile::Impl {
    base::FileSystem& files;
    fs::path path;
    base::FileLock lock;
    Stored stored;
    detail::JournalWriter journal;
    std::optional<Error> damage;

    Status setDamagedJournalAside();
};

/// The damaged journal is copied whole before the original is cut back, so that nothing is lost for good.
Status ProjectFile::Impl::setDamagedJournalAside() {
    const fs::path from = journalPath(path);
    LAPIDARY_TRY(const std::string text, base::readTextFile(from, kJournalByteLimit));
    fs::path aside = from.string() + ".damaged";
    std::error_code ignored;
    for (int number = 2; fs::exists(aside, ignored); ++number)
        aside = from.string() + ".damaged-" + std::to_string(number);
    LAPIDARY_CHECK(base::writeFileAtomically(files, aside, text));
    return files.truncate(from, stored.journal.soundBytes);
}

Result<ProjectData> ProjectFile::read(const fs::path& given, std::optional<Error>* damage) {
    const fs::path path = resolved(given);
    LAPIDARY_TRY(Stored stored, load(path));
    if (stored.journal.damage && damage == nullptr)
        return *stored.journal.damage;
    if (stored.digest.empty() && stored.journal.soundBytes == 0 && !stored.journal.damage)
        return Error{ErrorCode::FileNotFound, given.string(), {}, {}, {}, {}};
    if (damage != nullptr)
        *damage = std::move(stored.journal.damage);
    return std::move(stored.data);
}

Result<ProjectFile> ProjectFile::open(base::FileSystem& files, const fs::path& given) {
    const fs::path path = resolved(given);
    auto lock = base::FileLock::acquire(path.string() + "-lock");
    if (!lock) {
        Error error = std::move(lock).error();
        if (error.code == ErrorCode::FileLocked)
            error.file = given.string();
        return error;
    }
    LAPIDARY_TRY(Stored stored, load(path));
    auto impl = std::unique_ptr<Impl>(new Impl{files,
                                               path,
                                               *std::move(lock),
                                               std::move(stored),
                                               detail::JournalWriter(files, journalPath(path)),
                                               {}});
    JournalContents& journal = impl->stored.journal;
    if (journal.damage) {
        LAPIDARY_CHECK(impl->setDamagedJournalAside());
        impl->damage = std::move(journal.damage);
        journal.torn = false;
    }
    impl->journal.resume(journal);
    journal.lines = {};
    return ProjectFile(std::move(impl));
}

ProjectFile::ProjectFile(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {
}
ProjectFile::ProjectFile(ProjectFile&&) noexcept = default;
ProjectFile& ProjectFile::operator=(ProjectFile&&) noexcept = default;
ProjectFile::~ProjectFile() = default;

const ProjectData& ProjectFile::data() const {
    return m_impl->stored.data;
}

bool ProjectFile::recovered() const {
    return m_impl->stored.replayed;
}

const std::optional<Error>& ProjectFile::damage() const {
    return m_impl->damage;
}

Status ProjectFile::record(const ProjectRecord& record) {
    return this->record(std::vector<ProjectRecord>{record});
}

Status ProjectFile::record(const std::vector<ProjectRecord>& records) {
    const std::string file = journalPath(m_impl->path).string();
    // What is applied is what a replay would read: bytes that are no UTF-8 are replaced before.
    LAPIDARY_TRY(const Json payload,
                 base::parseJson(detail::dumpJson(detail::recordsJson(records)), file, detail::kProjectJson));
    LAPIDARY_TRY(const auto checked, detail::recordsFromJson(payload, file));
    std::vector<Change> changes;
    for (const ProjectRecord& record : checked) {
        LAPIDARY_TRY(Change change, detail::readChange(record, file));
        changes.push_back(std::move(change));
    }
    LAPIDARY_CHECK(m_impl->journal.append(payload, m_impl->stored.digest));
    for (const Change& change : changes)
        change(m_impl->stored.data);
    return {};
}

Status ProjectFile::recordSpectra(const model::SiteId& site, const SiteSpectra& spectra) {
    return record({"spectra", site.name, toJson(spectra)});
}

Status ProjectFile::recordActivations(const model::InputGroupId& group, const ChannelStatistics& statistics) {
    return record({"activations", group.name, toJson(statistics)});
}

Status ProjectFile::recordLogits(const LogitPca& logits) {
    return record({"logits", {}, toJson(logits)});
}

Status ProjectFile::recordSensitivity(const std::vector<Sensitivity>& points) {
    Json::array_t list;
    for (const Sensitivity& point : points)
        list.push_back(toJson(point));
    return record({"sensitivity", {}, std::move(list)});
}

Status ProjectFile::recordProvenance(const std::string& part, const Provenance& provenance) {
    return record({"provenance", part, toJson(provenance)});
}

Status ProjectFile::recordModel(const model::ModelSpec& model, const std::string& path) {
    return record({"model", path, toJson(model)});
}

Status ProjectFile::recordRun(const RunReport& run) {
    return record(runRecord(run));
}

Status ProjectFile::recordPlan(const Json& plan, const Json& history) {
    return record(std::vector<ProjectRecord>{{"plan", {}, plan}, {"history", {}, history}});
}

Status ProjectFile::recordWorkbench(const std::string& key, const Json& value) {
    return record({"workbench", key, value});
}

Status ProjectFile::recordEdit(const Json& plan, const Json& historyChange) {
    return record(std::vector<ProjectRecord>{{"plan", {}, plan}, {"history-change", {}, historyChange}});
}

std::uint64_t ProjectFile::journalBytes() const {
    return m_impl->journal.bytes();
}

Status ProjectFile::clearPart(const std::string& part) {
    return record({"clear", part, {}});
}

Status ProjectFile::write(base::FileSystem& files, const fs::path& path, ProjectData data) {
    LAPIDARY_TRY(ProjectFile project, open(files, path));
    project.m_impl->stored.data = std::move(data);
    return project.save();
}

Status ProjectFile::save() {
    Impl& impl = *m_impl;
    const formats::Hdf5Content content = detail::encodeProject(impl.stored.data);
    const std::string digest = detail::contentDigest(content);
    LAPIDARY_TRY(const std::vector<std::byte> image, formats::encodeHdf5(content));
    // Before the rename the journal learns the name of the state to come: whatever happens next, it belongs
    // to the file that is there.
    if (!impl.journal.empty() || digest != impl.stored.digest)
        LAPIDARY_CHECK(impl.journal.append(Json{{"saving", digest}}, impl.stored.digest));
    LAPIDARY_CHECK(base::writeFileAtomically(impl.files, impl.path, image));
    impl.stored.digest = digest;
    impl.journal.discard();
    return {};
}

} // namespace lapidary::results
