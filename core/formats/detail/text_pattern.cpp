// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/text_pattern.h"

#include "core/formats/detail/unicode_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace lapidary::formats::detail {

namespace {

// Generous for split patterns of real models (they backtrack over one piece), small against a run away.
constexpr std::uint32_t kMatchLimit = 10'000'000;
constexpr std::uint32_t kDepthLimit = 100'000;
constexpr std::uint32_t kHeapLimitKib = 256 * 1024;
constexpr std::size_t kJitStackStart = std::size_t{64} << 10;
constexpr std::size_t kJitStackLimit = std::size_t{16} << 20;
constexpr std::size_t kPatternLimit = 16 * 1024;
constexpr std::size_t kMatchesPerPoll = 8192;

template<auto Free>
struct Deleter {
    template<class T>
    void operator()(T* object) const {
        Free(object);
    }
};

using Code = std::unique_ptr<pcre2_code, Deleter<pcre2_code_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Deleter<pcre2_match_data_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Deleter<pcre2_match_context_free>>;
using CompileContext = std::unique_ptr<pcre2_compile_context, Deleter<pcre2_compile_context_free>>;
using JitStack = std::unique_ptr<pcre2_jit_stack, Deleter<pcre2_jit_stack_free>>;

std::string pcreMessage(int code) {
    std::array<PCRE2_UCHAR, 256> buffer{};
    pcre2_get_error_message(code, buffer.data(), buffer.size());
    return reinterpret_cast<const char*>(buffer.data());
}

} // namespace

struct PatternScratch::State {
    JitStack stack;
    MatchContext context;
    MatchData match;
};

PatternScratch::PatternScratch(const base::RunControl& control)
    : m_state(std::make_unique<State>())
    , m_control(control) {
    m_state->context.reset(pcre2_match_context_create(nullptr));
    m_state->match.reset(pcre2_match_data_create(1, nullptr));
    m_state->stack.reset(pcre2_jit_stack_create(kJitStackStart, kJitStackLimit, nullptr));
    if (!m_state->context)
        return;
    pcre2_set_match_limit(m_state->context.get(), kMatchLimit);
    pcre2_set_depth_limit(m_state->context.get(), kDepthLimit);
    pcre2_set_heap_limit(m_state->context.get(), kHeapLimitKib);
    if (m_state->stack)
        pcre2_jit_stack_assign(m_state->context.get(), nullptr, m_state->stack.get());
}

PatternScratch::~PatternScratch() = default;

struct TextPattern::Compiled {
    Code code;
};

TextPattern::TextPattern(std::string literal, std::unique_ptr<Compiled> compiled, std::string file,
                         std::string place)
    : m_literal(std::move(literal))
    , m_compiled(std::move(compiled))
    , m_file(std::move(file))
    , m_place(std::move(place)) {
}
TextPattern::TextPattern(TextPattern&&) noexcept = default;
TextPattern& TextPattern::operator=(TextPattern&&) noexcept = default;
TextPattern::~TextPattern() = default;

base::Result<TextPattern> TextPattern::compile(const PatternSource& source, const std::string& file,
                                               const std::string& place) {
    if (source.text.empty() || source.text.size() > kPatternLimit)
        return base::Error{base::ErrorCode::BadValue,
                           file,
                           place,
                           "a pattern of " + std::to_string(source.text.size()) + " bytes",
                           "1 to " + std::to_string(kPatternLimit) + " bytes",
                           {}};
    if (!source.regex)
        return TextPattern(source.text, nullptr, file, place);

    LAPIDARY_TRY(const std::string pattern, pcrePattern(source.text, file, place));
    const CompileContext context(pcre2_compile_context_create(nullptr));
    if (context)
        pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
    // `^` and `$` of Oniguruma's syntax stand at every line.
    const std::uint32_t options =
        PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_AUTO_CAPTURE;
    int code = 0;
    PCRE2_SIZE offset = 0;
    auto compiled = std::make_unique<Compiled>();
    compiled->code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), options,
                                       &code, &offset, context.get()));
    if (!compiled->code)
        return base::Error{base::ErrorCode::BadValue,
                           file,
                           place,
                           "pattern '" + source.text.substr(0, 200) + "': " + pcreMessage(code),
                           "a regular expression",
                           {}};
    // Where the processor has no JIT the interpreter runs, under the same limits.
    pcre2_jit_compile(compiled->code.get(), PCRE2_JIT_COMPLETE);
    return TextPattern({}, std::move(compiled), file, place);
}

base::Status TextPattern::findAll(std::string_view text, PatternScratch& scratch,
                                  std::vector<TextRange>& matches) const {
    matches.clear();
    if (!m_compiled) {
        for (std::size_t at = text.find(m_literal); at != std::string_view::npos;
             at = text.find(m_literal, at + m_literal.size()))
            matches.push_back({at, at + m_literal.size()});
        return {};
    }
    PatternScratch::State& state = *scratch.m_state;
    if (!state.match || !state.context)
        return base::Error{base::ErrorCode::OutOfMemory, m_file, m_place, {}, {}, {}};
    std::size_t from = 0;
    std::size_t searches = 0;
    while (from <= text.size()) {
        if (++searches % kMatchesPerPoll == 0)
            LAPIDARY_CHECK(scratch.control().check());
        const int code =
            pcre2_match(m_compiled->code.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from,
                        PCRE2_NO_UTF_CHECK, state.match.get(), state.context.get());
        if (code == PCRE2_ERROR_NOMATCH)
            break;
        if (code < 0)
            return base::Error{base::ErrorCode::TooLarge,
                               m_file,
                               m_place,
                               "a search that stops at byte " + std::to_string(from) +
                                   " of the text: " + pcreMessage(code),
                               "a pattern that needs at most " + std::to_string(kMatchLimit) + " steps",
                               {}};
        const PCRE2_SIZE* bounds = pcre2_get_ovector_pointer(state.match.get());
        const TextRange range{bounds[0], bounds[1]};
        if (range.end < range.begin || range.end < from)
            return base::Error{base::ErrorCode::Unsupported, m_file, m_place,
                               "a match before its start",   {},     {}};
        if (range.begin == range.end && !matches.empty() && matches.back().end == range.end) {
            from = range.end < text.size() ? range.end + codePointAt(text, range.end).bytes : text.size() + 1;
            continue;
        }
        from = range.end;
        matches.push_back(range);
    }
    return {};
}

namespace {

struct MarkedRange {
    TextRange range;
    bool match = false;
};

/// Joins `next` to its neighbour `pieces.back()`, which lies before or (walking backwards) after it.
void joinLast(std::vector<TextRange>& pieces, const TextRange& next) {
    pieces.back().begin = std::min(pieces.back().begin, next.begin);
    pieces.back().end = std::max(pieces.back().end, next.end);
}

} // namespace

void splitAtMatches(const std::vector<TextRange>& matches, std::size_t size, SplitBehaviour behaviour,
                    bool invert, std::vector<TextRange>& pieces) {
    pieces.clear();
    if (behaviour == SplitBehaviour::Isolated) {
        std::size_t at = 0;
        for (const TextRange& match : matches) {
            if (match.begin > at)
                pieces.push_back({at, match.begin});
            pieces.push_back(match);
            at = match.end;
        }
        if (at < size)
            pieces.push_back({at, size});
        return;
    }
    std::vector<MarkedRange> marked;
    marked.reserve(2 * matches.size() + 1);
    std::size_t at = 0;
    for (const TextRange& match : matches) {
        if (match.begin > at)
            marked.push_back({{at, match.begin}, invert});
        marked.push_back({match, !invert});
        at = match.end;
    }
    if (at < size)
        marked.push_back({{at, size}, invert});

    const bool backwards = behaviour == SplitBehaviour::MergedWithNext;
    if (backwards)
        std::reverse(marked.begin(), marked.end());
    bool previous = false;
    for (const MarkedRange& part : marked) {
        const bool joins =
            behaviour == SplitBehaviour::Contiguous ? part.match == previous : part.match && !previous;
        previous = part.match;
        if (behaviour == SplitBehaviour::Removed) {
            if (!part.match)
                pieces.push_back(part.range);
        } else if (joins && !pieces.empty()) {
            joinLast(pieces, part.range);
        } else {
            pieces.push_back(part.range);
        }
    }
    if (backwards)
        std::reverse(pieces.begin(), pieces.end());
}

} // namespace lapidary::formats::detail
