// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/text_pattern.h"

#include <cctype>

namespace lapidary::formats::detail {

namespace {

// White_Space: PCRE2's own \s counts U+180E too, which Unicode no longer does.
constexpr std::string_view kSpaceSet = "\\x{09}-\\x{0d}\\x{85}\\p{Z}";
// PCRE2 10.42's \w leaves out marks and connectors.
constexpr std::string_view kWordSet = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}";

/// Walks the pattern once and copies it; what the two engines read differently is rewritten or refused.
class Translator final {
public:
    Translator(std::string_view pattern, const std::string& file, const std::string& place)
        : m_in(pattern)
        , m_file(file)
        , m_place(place) {}

    base::Result<std::string> run() {
        while (m_at < m_in.size()) {
            const char c = m_in[m_at];
            if (c == '\\')
                LAPIDARY_CHECK(escape());
            else if (c == '[')
                LAPIDARY_CHECK(m_inSet ? refuse("a set inside a set") : beginSet());
            else if (m_inSet)
                LAPIDARY_CHECK(inSet(c));
            else if (c == '(')
                LAPIDARY_CHECK(group());
            else if (c == '{')
                LAPIDARY_CHECK(interval());
            else
                copy(1);
        }
        return std::move(m_out);
    }

private:
    base::Status refuse(std::string_view what) const {
        return base::Error{base::ErrorCode::Unsupported,
                           m_file,
                           m_place,
                           std::string(what) + " at byte " + std::to_string(m_at) + " of pattern '" +
                               std::string(m_in.substr(0, 200)) + "'",
                           "the constructs of GPT-2, Llama and Qwen split patterns",
                           {}};
    }
    bool next(std::string_view text) const { return m_in.substr(m_at).starts_with(text); }
    char peek(std::size_t ahead) const { return m_at + ahead < m_in.size() ? m_in[m_at + ahead] : '\0'; }
    void copy(std::size_t count) {
        m_out.append(m_in.substr(m_at, count));
        m_at += count;
    }
    void replace(std::size_t count, std::string_view text) {
        m_out.append(text);
        m_at += count;
    }

    void putSet(std::string_view set, bool negated) {
        std::string text(set);
        if (!m_inSet)
            text = (negated ? "[^" : "[") + text + "]";
        replace(2, text);
    }

    base::Status escape() {
        const char c = peek(1);
        switch (c) {
        case 's':
            putSet(kSpaceSet, false);
            return {};
        case 'S':
            // Inside a set there is no other spelling; it differs from Oniguruma in U+180E alone.
            m_inSet ? copy(2) : putSet(kSpaceSet, true);
            return {};
        case 'w':
            putSet(kWordSet, false);
            return {};
        case 'W':
            if (m_inSet)
                return refuse("\\W inside a set");
            putSet(kWordSet, true);
            return {};
        case 'p':
        case 'P':
            return property();
        case 'u':
        case 'x':
            return codePoint(c);
        case 'v':
            replace(2, "\\x{0b}");
            return {};
        case 'd':
        case 'D':
        case 'n':
        case 'r':
        case 't':
        case 'f':
            copy(2);
            return {};
        case 'A':
        case 'z':
        case 'Z':
            if (m_inSet)
                return refuse("an anchor inside a set");
            copy(2);
            return {};
        default:
            break;
        }
        if (c == '\0' || std::isalnum(static_cast<unsigned char>(c)) != 0)
            return refuse(c == '\0' ? std::string("an escape without its letter") : std::string("\\") + c);
        copy(2);
        return {};
    }

    base::Status property() {
        const std::size_t close = m_in.find('}', m_at);
        if (peek(2) != '{' || close == std::string_view::npos)
            return refuse("a property without braces");
        copy(close + 1 - m_at);
        return {};
    }

    base::Status codePoint(char kind) {
        if (kind == 'x' && peek(2) == '{') {
            const std::size_t close = m_in.find('}', m_at);
            if (close == std::string_view::npos)
                return refuse("\\x{ without }");
            copy(close + 1 - m_at);
            return {};
        }
        const std::size_t digits = kind == 'u' ? 4 : 2;
        for (std::size_t i = 0; i < digits; ++i)
            if (std::isxdigit(static_cast<unsigned char>(peek(2 + i))) == 0)
                return refuse("a character code with too few digits");
        if (kind == 'x' && peek(2) >= '8')
            return refuse("a raw byte");
        replace(2 + digits, "\\x{" + std::string(m_in.substr(m_at + 2, digits)) + "}");
        return {};
    }

    base::Status beginSet() {
        copy(peek(1) == '^' ? 2 : 1);
        m_inSet = true;
        return peek(0) == ']' ? refuse("an empty set") : base::Status{};
    }

    base::Status inSet(char c) {
        if (next("&&"))
            return refuse("an intersection of sets");
        m_inSet = c != ']';
        copy(1);
        return {};
    }

    base::Status group() {
        if (peek(1) != '?') {
            copy(1);
            return {};
        }
        for (const std::string_view known : {"(?:", "(?=", "(?!", "(?>", "(?<=", "(?<!", "(?i:", "(?-i:"})
            if (next(known)) {
                copy(known.size());
                return {};
            }
        // In the middle of a group Oniguruma takes the alternatives after it into a group of their own.
        if (next("(?i)") && m_at == 0) {
            copy(4);
            return {};
        }
        return refuse("the group '" + std::string(m_in.substr(m_at, 4)) + "'");
    }

    base::Status interval() {
        const std::size_t close = m_in.find('}', m_at);
        if (peek(1) == ',' || close == std::string_view::npos)
            return refuse("an open interval");
        copy(close + 1 - m_at);
        // `{n,m}+` repeats again and `{n}?` is optional in one engine, possessive and lazy in the other.
        if (peek(0) == '+' || peek(0) == '?')
            return refuse("a mark after an interval");
        return {};
    }

    std::string_view m_in;
    const std::string& m_file;
    const std::string& m_place;
    std::string m_out;
    std::size_t m_at = 0;
    bool m_inSet = false;
};

} // namespace

base::Result<std::string> pcrePattern(std::string_view pattern, const std::string& file,
                                      const std::string& place) {
    return Translator(pattern, file, place).run();
}

} // namespace lapidary::formats::detail
