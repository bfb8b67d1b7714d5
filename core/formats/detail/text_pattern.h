// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/run_control.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary::formats::detail {

/// Bytes [begin, end) of a text.
struct TextRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const TextRange&) const = default;
};

/// A pattern as a tokenizer file writes it: literal text, or a regular expression in Oniguruma's default
/// syntax.
struct PatternSource {
    bool regex = false;
    std::string text;
};

/// What a search needs beside the compiled pattern: made once per encoding, used by one thread.
class PatternScratch final {
public:
    explicit PatternScratch(const base::RunControl& control);
    ~PatternScratch();
    PatternScratch(const PatternScratch&) = delete;
    PatternScratch& operator=(const PatternScratch&) = delete;
    const base::RunControl& control() const { return m_control; }

private:
    friend class TextPattern;
    struct State;
    std::unique_ptr<State> m_state;
    const base::RunControl& m_control;
};

/// A compiled pattern: immutable, thread-safe. The search runs under PCRE2's match, depth and heap limits,
/// since patterns come from files.
class TextPattern final {
public:
    /// `file` and `place` name the pattern in errors.
    static base::Result<TextPattern> compile(const PatternSource& source, const std::string& file,
                                             const std::string& place);
    TextPattern(TextPattern&&) noexcept;
    TextPattern& operator=(TextPattern&&) noexcept;
    ~TextPattern();

    /// All matches from left to right, not overlapping; an empty match directly after another match does not
    /// count.
    base::Status findAll(std::string_view text, PatternScratch& scratch,
                         std::vector<TextRange>& matches) const;

private:
    struct Compiled;
    TextPattern(std::string literal, std::unique_ptr<Compiled> compiled, std::string file, std::string place);
    std::string m_literal;
    std::unique_ptr<Compiled> m_compiled;
    std::string m_file;
    std::string m_place;
};

/// PCRE2's spelling of an Oniguruma pattern, or an error that names the construct whose meaning differs
/// between the two.
base::Result<std::string> pcrePattern(std::string_view pattern, const std::string& file,
                                      const std::string& place);

enum class SplitBehaviour { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

/// Pieces of a text of `size` bytes cut at `matches`, by the rules of Hugging Face tokenizers; `invert` swaps
/// matches and what lies between them. Empty pieces may occur.
void splitAtMatches(const std::vector<TextRange>& matches, std::size_t size, SplitBehaviour behaviour,
                    bool invert, std::vector<TextRange>& pieces);

} // namespace lapidary::formats::detail
