// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/unicode_text.h"

#include "core/base/text.h"

#include <algorithm>
#include <cstdint>
#include <utf8proc.h>
#include <vector>

namespace lapidary::formats::detail {

namespace {

unsigned byteAt(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// Bytes of the longest start of a character at `at` that could still become valid; at least one.
std::size_t brokenPrefix(std::string_view bytes, std::size_t at) {
    const unsigned lead = byteAt(bytes, at);
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4)
        return 1;
    std::size_t good = 1;
    for (; good < length && at + good < bytes.size(); ++good) {
        const unsigned next = byteAt(bytes, at + good);
        unsigned low = 0x80;
        unsigned high = 0xBF;
        if (good == 1) {
            low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
            high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        }
        if (next < low || next > high)
            break;
    }
    return good;
}

std::array<char32_t, 256> makeSpellingCodes() {
    std::array<char32_t, 256> codes{};
    char32_t next = 256;
    for (unsigned byte = 0; byte < 256; ++byte) {
        const bool printable =
            (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
        codes[byte] = printable ? static_cast<char32_t>(byte) : next++;
    }
    return codes;
}

const std::array<char32_t, 256>& spellingCodes() {
    static const std::array<char32_t, 256> codes = makeSpellingCodes();
    return codes;
}

} // namespace

CodePoint codePointAt(std::string_view text, std::size_t at) {
    const unsigned lead = byteAt(text, at);
    if (lead < 0x80)
        return {static_cast<char32_t>(lead), 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    char32_t value = lead & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        value = (value << 6) | (byteAt(text, at + i) & 0x3Fu);
    return {value, length};
}

CodePoint codePointBefore(std::string_view text, std::size_t end) {
    std::size_t at = end - 1;
    while (at > 0 && (byteAt(text, at) & 0xC0u) == 0x80u)
        --at;
    return codePointAt(text, at);
}

void appendUtf8(std::string& text, char32_t value) {
    const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (value < 0x80) {
        put(value);
    } else if (value < 0x800) {
        put(0xC0 | (value >> 6));
        put(0x80 | (value & 0x3F));
    } else if (value < 0x10000) {
        put(0xE0 | (value >> 12));
        put(0x80 | ((value >> 6) & 0x3F));
        put(0x80 | (value & 0x3F));
    } else {
        put(0xF0 | (value >> 18));
        put(0x80 | ((value >> 12) & 0x3F));
        put(0x80 | ((value >> 6) & 0x3F));
        put(0x80 | (value & 0x3F));
    }
}

std::string lossyUtf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t bad = std::min(base::firstInvalidUtf8(bytes), bytes.size());
        text.append(bytes.substr(0, bad));
        bytes.remove_prefix(bad);
        if (bytes.empty())
            break;
        text.append(kReplacement);
        bytes.remove_prefix(brokenPrefix(bytes, 0));
    }
    return text;
}

bool isNumeric(char32_t value) {
    if (value < 0x80)
        return value >= '0' && value <= '9';
    const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(value));
    return category == UTF8PROC_CATEGORY_ND || category == UTF8PROC_CATEGORY_NL ||
           category == UTF8PROC_CATEGORY_NO;
}

bool isWhiteSpace(char32_t value) {
    if ((value >= 0x09 && value <= 0x0D) || value == 0x20 || value == 0x85)
        return true;
    if (value < 0x80)
        return false;
    const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(value));
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

bool isWordCharacter(char32_t value) {
    // Other_Alphabetic outside the letters, marks and letter numbers: circled and squared Latin letters.
    const bool circled = (value >= 0x24B6 && value <= 0x24E9) || (value >= 0x1F130 && value <= 0x1F149) ||
                         (value >= 0x1F150 && value <= 0x1F169) || (value >= 0x1F170 && value <= 0x1F189);
    if (circled || value == 0x200C || value == 0x200D)
        return true;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(value))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC:
        return true;
    default:
        return false;
    }
}

const std::array<std::string, 256>& byteSpellings() {
    static const std::array<std::string, 256> spellings = [] {
        std::array<std::string, 256> made;
        for (std::size_t byte = 0; byte < made.size(); ++byte)
            appendUtf8(made[byte], spellingCodes()[byte]);
        return made;
    }();
    return spellings;
}

int spelledByte(char32_t value) {
    static const std::array<int, 512> bytes = [] {
        std::array<int, 512> made;
        made.fill(-1);
        for (std::size_t byte = 0; byte < 256; ++byte)
            made[spellingCodes()[byte]] = static_cast<int>(byte);
        return made;
    }();
    return value < bytes.size() ? bytes[value] : -1;
}

std::string normalForm(std::string_view text, NormalForm form) {
    if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return std::string(text);
    const bool compatible = form == NormalForm::Nfkc || form == NormalForm::Nfkd;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE |
                                                        (compatible ? UTF8PROC_COMPAT : 0));
    // The longest decomposition of one character is 18 long (U+FDFA).
    std::array<utf8proc_int32_t, 32> parts{};
    std::vector<utf8proc_int32_t> codes;
    codes.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        at += point.bytes;
        const utf8proc_ssize_t count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(point.value),
                                                               parts.data(), parts.size(), options, nullptr);
        if (count < 0 || count > static_cast<utf8proc_ssize_t>(parts.size()))
            codes.push_back(static_cast<utf8proc_int32_t>(point.value));
        else
            codes.insert(codes.end(), parts.begin(), parts.begin() + count);
    }
    // utf8proc's own ordering is quadratic in the length of a run of marks.
    const auto combining = [](utf8proc_int32_t code) { return utf8proc_get_property(code)->combining_class; };
    for (auto begin = codes.begin(); begin != codes.end();) {
        begin = std::find_if(begin, codes.end(), [&](auto code) { return combining(code) != 0; });
        const auto end = std::find_if(begin, codes.end(), [&](auto code) { return combining(code) == 0; });
        std::stable_sort(begin, end, [&](auto a, auto b) { return combining(a) < combining(b); });
        begin = end;
    }
    if (form == NormalForm::Nfc || form == NormalForm::Nfkc) {
        const utf8proc_ssize_t length =
            utf8proc_normalize_utf32(codes.data(), static_cast<utf8proc_ssize_t>(codes.size()),
                                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
        codes.resize(static_cast<std::size_t>(std::max<utf8proc_ssize_t>(length, 0)));
    }
    std::string result;
    result.reserve(text.size());
    for (const utf8proc_int32_t code : codes)
        appendUtf8(result, static_cast<char32_t>(code));
    return result;
}

} // namespace lapidary::formats::detail
