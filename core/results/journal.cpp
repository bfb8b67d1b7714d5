// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/detail/journal.h"

#include "core/base/hash.h"
#include "core/results/detail/json_fields.h"
#include "core/results/detail/project_content.h"

#include <string_view>

namespace lapidary::results::detail {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;
using base::Status;

namespace {

constexpr const char* kFormat = "lapidary-journal";
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kDigits = 64;

std::string checksum(std::uint64_t sequence, std::string_view payload) {
    return base::Sha256().add(std::to_string(sequence)).add(" ").add(payload).hex();
}

std::string lineHead(std::uint64_t sequence) {
    return "{\"sequence\":" + std::to_string(sequence) + ",\"sha256\":\"";
}
constexpr std::string_view kBeforePayload = "\",\"payload\":";

std::string makeLine(std::uint64_t sequence, const Json& payload) {
    const std::string text = dumpJson(payload);
    std::string line = lineHead(sequence) + checksum(sequence, text);
    line += kBeforePayload;
    line += text;
    line += "}\n";
    return line;
}

/// The payload of a line without its newline; nothing where the line is not the one that was written.
std::optional<std::string_view> payloadOf(std::string_view line, std::uint64_t sequence) {
    const std::string head = lineHead(sequence);
    const std::size_t begin = head.size() + kDigits + kBeforePayload.size();
    if (line.size() < begin + 1 || line.substr(0, head.size()) != head ||
        line.substr(head.size() + kDigits, kBeforePayload.size()) != kBeforePayload || line.back() != '}')
        return std::nullopt;
    const std::string_view payload = line.substr(begin, line.size() - begin - 1);
    if (checksum(sequence, payload) != line.substr(head.size(), kDigits))
        return std::nullopt;
    return payload;
}

Status readHead(std::string_view payload, const std::string& file, std::string& base) {
    LAPIDARY_TRY(const Json json, base::parseJson(payload, file, kProjectJson));
    JsonFields fields(json, file, "first line");
    std::string format;
    std::int64_t version = 0;
    fields.read("format", format);
    fields.read("version", version);
    fields.read("base", base);
    LAPIDARY_CHECK(fields.status());
    if (format != kFormat || version != kVersion)
        return Error{ErrorCode::Unsupported,
                     file,
                     "first line",
                     format.substr(0, 40) + " version " + std::to_string(version),
                     std::string(kFormat) + " version " + std::to_string(kVersion),
                     "use the version of Lapidary that wrote it"};
    return {};
}

std::string savingPayload(const std::string& digest) {
    return dumpJson(Json{{"saving", digest}});
}

} // namespace

Error journalDamage(const std::string& file, std::size_t line, std::string found, std::string expected) {
    return Error{ErrorCode::BadChecksum,
                 file,
                 "line " + std::to_string(line),
                 std::move(found),
                 std::move(expected),
                 "what stands before that line is intact and is kept when the project is next opened for "
                 "writing; the damaged journal is then set aside as " +
                     file + ".damaged"};
}

std::optional<std::size_t> JournalContents::firstMissing(const std::string& digest) const {
    const std::string saving = savingPayload(digest);
    for (std::size_t i = lines.size(); i > 0; --i)
        if (lines[i - 1].payload == saving)
            return i;
    if (digest == base)
        return 0;
    return std::nullopt;
}

Result<JournalContents> parseJournal(const std::string& text, const std::string& file) {
    JournalContents out;
    std::uint64_t sequence = 0;
    for (std::size_t begin = 0; begin < text.size(); ++sequence) {
        const std::size_t end = text.find('\n', begin);
        const bool whole = end != std::string::npos;
        const auto payload =
            whole ? payloadOf(std::string_view(text).substr(begin, end - begin), sequence) : std::nullopt;
        if (!payload) {
            // Only the last line can be one that was never acknowledged.
            out.torn = true;
            if (whole && end + 1 < text.size())
                out.damage = journalDamage(file, static_cast<std::size_t>(sequence) + 1,
                                           "a line that does not match its checksum or number",
                                           "line number " + std::to_string(sequence) + " and its checksum");
            break;
        }
        if (sequence == 0)
            LAPIDARY_CHECK(readHead(*payload, file, out.base));
        else
            out.lines.push_back({std::string(*payload), begin});
        begin = end + 1;
        out.soundBytes = begin;
    }
    return out;
}

void JournalWriter::resume(const JournalContents& contents) {
    m_bytes = contents.soundBytes;
    m_sequence = m_bytes == 0 ? 0 : contents.lines.size() + 1;
    m_tail = contents.torn;
}

Status JournalWriter::append(const Json& payload, const std::string& base) {
    std::string text;
    const bool first = m_sequence == 0;
    if (first)
        text = makeLine(0, Json{{"format", kFormat}, {"version", kVersion}, {"base", base}});
    text += makeLine(first ? 1 : m_sequence, payload);
    if (m_tail) {
        LAPIDARY_CHECK(m_files.truncate(m_path, m_bytes));
        m_tail = false;
    }
    LAPIDARY_CHECK(write(text));
    m_bytes += text.size();
    m_sequence += first ? 2 : 1;
    return {};
}

Status JournalWriter::write(const std::string& text) {
    if (!m_file) {
        LAPIDARY_TRY(m_file, m_files.open(m_path, base::FileSystem::Open::Append));
    }
    m_tail = true;
    LAPIDARY_CHECK(m_file->append(std::string_view(text)));
    LAPIDARY_CHECK(m_file->sync());
    if (m_sequence == 0)
        LAPIDARY_CHECK(m_files.syncFolder(m_path.parent_path()));
    m_tail = false;
    return {};
}

void JournalWriter::discard() {
    if (m_sequence == 0 && !m_tail)
        return;
    if (!m_files.remove(m_path))
        return;
    (void)m_files.syncFolder(m_path.parent_path());
    m_file.reset();
    m_sequence = 0;
    m_bytes = 0;
    m_tail = false;
}

} // namespace lapidary::results::detail
