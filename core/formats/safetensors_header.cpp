// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/formats/detail/safetensors_types.h"
#include "core/formats/safetensors.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

namespace lapidary::formats {

using base::Error;
using base::ErrorCode;
using base::MappedFile;
using base::quotedName;
using base::Result;
using base::Status;

namespace {

constexpr std::size_t kMaxTensors = std::size_t{1} << 20;
constexpr int kMaxDepth = 64;

struct Entry {
    std::string name;
    DType dtype = DType::F32;
    std::vector<std::uint64_t> shape;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// Reads the header's JSON event by event into entries; nothing is kept twice, so the largest allowed header
/// (100 MB) needs little more than its records. As the reference, it skips unknown fields of a tensor.
class HeaderReader final : public nlohmann::json_sax<base::Json> {
public:
    bool null() override {
        if (m_skipDepth > 0 || (m_level == 1 && m_inMetadata))
            return true;
        return scalar() || wrong("null");
    }
    bool boolean(bool) override { return scalar() || wrong("a truth value"); }
    bool number_integer(number_integer_t) override { return scalar() || wrong("a negative number"); }
    bool number_float(number_float_t, const string_t& text) override {
        return scalar() || wrong("the number " + text.substr(0, 40));
    }
    bool binary(binary_t&) override { return wrong("binary data"); }
    bool number_unsigned(number_unsigned_t value) override {
        if (m_inList && m_skipDepth == 0) {
            m_numbers.push_back(value);
            return true;
        }
        return scalar() || wrong("a number");
    }
    bool string(string_t& value) override {
        if (m_skipDepth > 0)
            return true;
        if (m_level == 2 && m_inMetadata) {
            if (!m_header.metadata.emplace(m_key, value).second)
                return duplicate(m_key);
            return true;
        }
        if (m_level == 2 && !m_inList && m_key == "dtype") {
            const auto dtype = detail::safetensorsDType(value);
            if (!dtype)
                return wrong("the dtype " + quotedName(value));
            m_entry.dtype = *dtype;
            return true;
        }
        return scalar() || wrong("a text");
    }
    bool start_object(std::size_t) override {
        if (m_skipDepth > 0 || (m_level == 2 && !m_inList && !m_inMetadata && !isField(m_key)))
            return deeper();
        if (m_level >= 2 || m_inList)
            return wrong("an object");
        ++m_level;
        return true;
    }
    bool key(string_t& value) override {
        if (m_skipDepth > 0)
            return true;
        if (m_level == 1)
            return startEntry(value);
        m_key = value;
        if (m_inMetadata)
            return true;
        bool* seen = field(value);
        if (seen != nullptr && std::exchange(*seen, true))
            return duplicate(value);
        return true;
    }
    bool end_object() override {
        if (m_skipDepth > 0) {
            --m_skipDepth;
            return true;
        }
        if (m_level-- == 2 && !m_inMetadata)
            return finishEntry();
        return true;
    }
    bool start_array(std::size_t) override {
        if (m_skipDepth > 0 || (m_level == 2 && !m_inList && !m_inMetadata && !isField(m_key)))
            return deeper();
        if (m_level != 2 || m_inList || m_inMetadata || m_key == "dtype")
            return wrong("a list");
        m_inList = true;
        m_numbers.clear();
        return true;
    }
    bool end_array() override {
        if (m_skipDepth > 0) {
            --m_skipDepth;
            return true;
        }
        m_inList = false;
        if (m_key == "shape") {
            m_entry.shape = m_numbers;
            return true;
        }
        if (m_numbers.size() != 2)
            return wrong(std::to_string(m_numbers.size()) + " data_offsets");
        m_entry.begin = m_numbers[0];
        m_entry.end = m_numbers[1];
        return true;
    }
    bool parse_error(std::size_t position, const std::string& token,
                     const nlohmann::detail::exception&) override {
        m_place = "header byte " + std::to_string(position);
        m_found = token.empty() ? "the end of the header" : quotedName(token, 40);
        return false;
    }

    const std::string& place() const { return m_place; }
    const std::string& found() const { return m_found; }
    struct Header {
        std::vector<Entry> entries;
        std::map<std::string, std::string> metadata;
    };
    Header& header() { return m_header; }

private:
    static bool isField(std::string_view key) {
        return key == "dtype" || key == "shape" || key == "data_offsets";
    }
    bool* field(std::string_view key) {
        return key == "dtype"          ? &m_seenDType
               : key == "shape"        ? &m_seenShape
               : key == "data_offsets" ? &m_seenOffsets
                                       : nullptr;
    }
    /// A scalar that nobody asked for: fine inside an unknown field.
    bool scalar() const {
        return m_skipDepth > 0 || (m_level == 2 && !m_inList && !m_inMetadata && !isField(m_key));
    }
    bool deeper() {
        return ++m_skipDepth <= kMaxDepth ||
               wrong("lists nested over " + std::to_string(kMaxDepth) + " deep");
    }
    bool startEntry(const std::string& name) {
        m_inMetadata = name == "__metadata__";
        if (m_inMetadata) {
            m_entry.name = name;
            return !std::exchange(m_seenMetadata, true) || duplicate(name);
        }
        if (m_header.entries.size() >= kMaxTensors)
            return wrong("over " + std::to_string(kMaxTensors) + " tensors");
        m_entry = Entry{name, {}, {}, 0, 0};
        m_seenDType = m_seenShape = m_seenOffsets = false;
        return true;
    }
    bool finishEntry() {
        m_key.clear();
        if (!m_seenDType || !m_seenShape || !m_seenOffsets)
            return wrong(!m_seenDType ? "no dtype" : !m_seenShape ? "no shape" : "no data_offsets");
        m_header.entries.push_back(std::move(m_entry));
        return true;
    }
    bool duplicate(const std::string& key) { return wrong("the key " + quotedName(key) + " twice"); }
    bool wrong(const std::string& found) {
        m_found = found;
        if (m_level == 0)
            m_place = "header";
        else
            m_place = (m_inMetadata ? "" : "tensor ") + quotedName(m_entry.name) +
                      (m_level == 2 && !m_key.empty() ? ", " + quotedName(m_key) : "");
        return false;
    }

    Header m_header;
    Entry m_entry;
    std::vector<std::uint64_t> m_numbers;
    std::string m_key;
    std::string m_place;
    std::string m_found;
    int m_level = 0; // 1: names of tensors, 2: fields of one
    int m_skipDepth = 0;
    bool m_inMetadata = false;
    bool m_inList = false;
    bool m_seenMetadata = false;
    bool m_seenDType = false;
    bool m_seenShape = false;
    bool m_seenOffsets = false;
};

Error problem(const MappedFile& file, ErrorCode code, std::string place, std::string found,
              std::string expected) {
    return Error{code, file.path().string(), std::move(place), std::move(found), std::move(expected), {}};
}

/// Checks 1 to 3: the header's bytes.
Result<std::string_view> headerText(const MappedFile& file) {
    const std::uint64_t size = file.size();
    if (size < detail::kLengthBytes)
        return problem(file, ErrorCode::Truncated, "byte 0",
                       "HeaderTooSmall: " + std::to_string(size) + " bytes in all",
                       "8 bytes of header length");
    std::uint64_t length = 0;
    std::memcpy(&length, file.bytes().data(), sizeof length);
    if (length > detail::kMaxHeaderBytes)
        return problem(file, ErrorCode::TooLarge, "byte 0",
                       "HeaderTooLarge: a header of " + std::to_string(length) + " bytes",
                       "at most " + std::to_string(detail::kMaxHeaderBytes) + " (is it a safetensors file?)");
    if (length > size - detail::kLengthBytes)
        return problem(file, ErrorCode::Truncated, "byte 8",
                       "InvalidHeaderLength: a header of " + std::to_string(length) + " bytes in a file of " +
                           std::to_string(size),
                       "the whole header in the file");
    return std::string_view(reinterpret_cast<const char*>(file.bytes().data()) + detail::kLengthBytes,
                            static_cast<std::size_t>(length));
}

/// Sorted by name, equal neighbours are what a map would swallow in silence.
Status checkNamesDiffer(const MappedFile& file, const std::vector<Entry>& entries) {
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return entries[a].name < entries[b].name; });
    const auto twice = std::adjacent_find(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return entries[a].name == entries[b].name;
    });
    if (twice == order.end())
        return {};
    return problem(file, ErrorCode::Malformed, "tensor " + quotedName(entries[*twice].name),
                   "InvalidHeaderDeserialization: the name twice", "each name once");
}

/// Checks 5 to 7 for one entry that must begin at `start` of the byte buffer.
Status checkEntry(const MappedFile& file, const Entry& entry, std::uint64_t start) {
    const std::string place = "tensor " + quotedName(entry.name);
    if (entry.begin != start || entry.end < entry.begin)
        return problem(file, ErrorCode::Inconsistent, place,
                       "InvalidOffset: data_offsets [" + std::to_string(entry.begin) + ", " +
                           std::to_string(entry.end) + "]",
                       "a range that begins at " + std::to_string(start) + ", without hole or overlap");
    std::uint64_t bits = 1;
    bool overflow = false;
    for (const std::uint64_t dimension : entry.shape) {
        overflow |= dimension > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        overflow |= __builtin_mul_overflow(bits, dimension, &bits);
    }
    overflow |= bits > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    overflow |= __builtin_mul_overflow(bits, static_cast<std::uint64_t>(info(entry.dtype).blockBits), &bits);
    if (overflow)
        return problem(file, ErrorCode::TooLarge, place,
                       "ValidationOverflow: a shape whose size overflows 64 bits", "a shape that fits");
    if (bits % 8 != 0)
        return problem(file, ErrorCode::Inconsistent, place,
                       "MisalignedSlice: " + std::to_string(bits) + " bits", "whole bytes");
    if (entry.end - entry.begin != bits / 8)
        return problem(file, ErrorCode::Inconsistent, place,
                       "TensorInvalidInfo: " + std::to_string(entry.end - entry.begin) + " bytes of data",
                       std::to_string(bits / 8) + " from shape and dtype");
    return {};
}

} // namespace

Result<SafetensorsHeader> readSafetensorsHeader(const MappedFile& file) {
    LAPIDARY_TRY(const std::string_view text, headerText(file));
    if (const std::size_t bad = base::firstInvalidUtf8(text); bad != std::string_view::npos)
        return problem(file, ErrorCode::Malformed, "header byte " + std::to_string(bad),
                       "InvalidHeader: bytes that are no UTF-8", "a header in UTF-8");
    // The JSON library takes a NUL for the end of the text.
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
        return problem(file, ErrorCode::Malformed, "header byte " + std::to_string(nul),
                       "InvalidHeaderDeserialization: a NUL", "JSON");
    HeaderReader reader;
    if (!base::Json::sax_parse(text.begin(), text.end(), &reader))
        return problem(file, ErrorCode::Malformed, reader.place(),
                       "InvalidHeaderDeserialization: " + reader.found(),
                       "JSON of tensors with dtype, shape and data_offsets");
    std::vector<Entry>& entries = reader.header().entries;
    LAPIDARY_CHECK(checkNamesDiffer(file, entries));
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name);
    });
    const std::uint64_t dataBegin = detail::kLengthBytes + text.size();
    SafetensorsHeader header;
    header.metadata = std::move(reader.header().metadata);
    header.tensors.reserve(entries.size());
    std::uint64_t start = 0;
    for (Entry& entry : entries) {
        LAPIDARY_CHECK(checkEntry(file, entry, start));
        start = entry.end;
        TensorRecord record;
        record.name = std::move(entry.name);
        record.dtype = entry.dtype;
        record.shape.assign(entry.shape.begin(), entry.shape.end());
        record.offset = dataBegin + entry.begin;
        record.bytes = entry.end - entry.begin;
        header.tensors.push_back(std::move(record));
    }
    // Subtracted, not added: `start` comes from the file and may be near 2^64.
    if (start != file.size() - dataBegin)
        return problem(file, start > file.size() - dataBegin ? ErrorCode::Truncated : ErrorCode::Malformed,
                       "byte " + std::to_string(dataBegin),
                       "MetadataIncompleteBuffer: " + std::to_string(file.size() - dataBegin) +
                           " bytes of data",
                       std::to_string(start) + " as the header says");
    file.release(0, dataBegin);
    return header;
}

} // namespace lapidary::formats
