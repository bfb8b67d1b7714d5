// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pipeline/run_journal.h"

#include "core/base/hash.h"

namespace lapidary::engine {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Json;
using base::OrderedJson;
using base::Result;
using base::Status;

namespace {

constexpr std::uint64_t kJournalLimit = std::uint64_t{4} << 30;
constexpr std::size_t kHashLength = 64;

fs::path besides(const fs::path& output, const char* ending) {
    fs::path path = output;
    if (!path.has_filename())
        path = path.parent_path();
    return path.string() + ending;
}

OrderedJson toJson(const FinishedShard& finished) {
    OrderedJson sites = OrderedJson::array();
    for (const results::SiteReport& site : finished.sites)
        sites.push_back({{"site", site.site.name},
                         {"relative_error", site.relativeError},
                         {"seconds", site.seconds},
                         {"bytes", site.bytes},
                         {"figures", site.figures}});
    return {{"shard", finished.shard.toJson()}, {"sites", std::move(sites)}};
}

Result<FinishedShard> fromJson(const Json& json, const std::string& file) {
    try {
        FinishedShard finished;
        LAPIDARY_TRY(finished.shard, ShardRecord::fromJson(json.at("shard"), file));
        for (const Json& entry : json.at("sites")) {
            results::SiteReport site;
            site.site = model::SiteId(entry.at("site").get<std::string>());
            site.relativeError = entry.at("relative_error");
            site.seconds = entry.at("seconds");
            site.bytes = entry.at("bytes");
            site.figures = entry.at("figures").get<std::map<std::string, double>>();
            finished.sites.push_back(std::move(site));
        }
        return finished;
    } catch (const Json::exception& broken) {
        return Error{ErrorCode::Malformed, file, "journal", broken.what(), "a record of this program", {}};
    }
}

/// The keys in which two jobs differ, for people.
std::string differences(const OrderedJson& now, const Json& then) {
    std::string names;
    for (const auto& [key, value] : now.items())
        if (!then.contains(key) || Json::parse(value.dump()) != then[key])
            names += (names.empty() ? "" : ", ") + key;
    return names.empty() ? "its version" : names;
}

} // namespace

fs::path RunJournal::journalPath(const fs::path& output) {
    return besides(output, ".lapidary-journal");
}

fs::path RunJournal::partialPath(const fs::path& output) {
    return besides(output, ".partial");
}

Result<RunJournal> RunJournal::open(base::FileSystem& files, const fs::path& output,
                                    const OrderedJson& identity, bool resume) {
    const fs::path path = journalPath(output);
    const fs::path partial = partialPath(output);
    const bool something = (fs::exists(path) && fs::file_size(path) > 0) || fs::exists(partial);
    if (something && !resume)
        return Error{ErrorCode::OutputExists,
                     partial.string(),
                     {},
                     "an unfinished run",
                     "nothing there",
                     "go on with it by --resume, or remove " + partial.string() + " and " + path.string()};
    LAPIDARY_TRY(base::FileLock lock, base::FileLock::acquire(path));
    RunJournal journal(files, path, std::move(lock));
    LAPIDARY_CHECK(journal.read(identity));
    return journal;
}

/// Keeps the good lines; what follows the first torn or damaged one is cut off before anything is appended.
Status RunJournal::read(const OrderedJson& identity) {
    LAPIDARY_TRY(const std::string text, base::readTextFile(m_path, kJournalLimit));
    std::size_t good = 0;
    bool first = true;
    while (good < text.size()) {
        const std::size_t end = text.find('\n', good);
        if (end == std::string::npos || end - good < kHashLength + 1)
            break;
        const std::string_view hash(text.data() + good, kHashLength);
        const std::string_view payload(text.data() + good + kHashLength + 1, end - good - kHashLength - 1);
        if (base::sha256Hex(payload) != hash)
            break;
        LAPIDARY_TRY(const Json json, base::parseJson(payload, m_path.string()));
        if (first) {
            if (json != Json::parse(identity.dump()))
                return Error{ErrorCode::Mismatch,
                             m_path.string(),
                             {},
                             "an unfinished run with another " + differences(identity, json),
                             "the same job",
                             "give the same plan, model, text and flags, or another --out"};
            first = false;
        } else {
            LAPIDARY_TRY(FinishedShard finished, fromJson(json, m_path.string()));
            m_finished.push_back(std::move(finished));
        }
        good = end + 1;
    }
    if (good < text.size())
        LAPIDARY_CHECK(m_files->truncate(m_path, good));
    LAPIDARY_TRY(m_file, m_files->open(m_path, base::FileSystem::Open::Append));
    return first ? writeLine(identity) : Status();
}

Status RunJournal::writeLine(const OrderedJson& payload) {
    const std::string text = payload.dump();
    LAPIDARY_CHECK(m_file->append(base::sha256Hex(text) + " " + text + "\n"));
    return m_file->sync();
}

Status RunJournal::append(const FinishedShard& shard) {
    LAPIDARY_CHECK(writeLine(toJson(shard)));
    m_finished.push_back(shard);
    return {};
}

Status RunJournal::close() {
    LAPIDARY_CHECK(m_file->close());
    LAPIDARY_CHECK(m_files->remove(m_path));
    // The output stands already; a journal that comes back after a power cut is cleared by the next resume.
    (void)m_files->syncFolder(m_path.parent_path());
    return {};
}

} // namespace lapidary::engine
