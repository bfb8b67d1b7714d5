// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/detail/bpe_model.h"
#include "core/formats/detail/tokenizer_description.h"

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary::formats::detail {

/// The normalizer steps of a description, compiled.
class Normalizer final {
public:
    static base::Result<Normalizer> compile(const TokenizerDescription& description);
    bool empty() const { return m_steps.empty(); }
    base::Result<std::string> apply(std::string_view text, PatternScratch& scratch) const;

private:
    struct Step {
        const NormalizerStep* rule = nullptr;
        std::optional<TextPattern> pattern;
    };
    std::vector<Step> m_steps;
};

/// The pre-tokenizer steps of a description, compiled: cuts a text into the pieces that the model encodes.
class PreTokenizer final {
public:
    using Sink = std::function<base::Status(std::string_view piece)>;
    /// Lists of ranges, one for each step, reused from piece to piece.
    struct Scratch {
        std::vector<std::vector<TextRange>> matches;
        std::vector<std::vector<TextRange>> pieces;
    };

    static base::Result<PreTokenizer> compile(const TokenizerDescription& description);
    /// Whether pieces are raw bytes for a vocabulary in GPT-2's spelling.
    bool byteLevel() const { return m_byteLevel; }
    /// `atStart`: the text stands at the very start of what is encoded.
    base::Status split(std::string_view text, bool atStart, PatternScratch& patterns, Scratch& scratch,
                       const Sink& sink) const;

private:
    struct Step {
        const PreTokenizerStep* rule = nullptr;
        std::optional<TextPattern> pattern;
    };
    struct Run;
    base::Status run(std::size_t step, std::string_view text, bool atStart, const Run& context) const;
    base::Status cut(std::size_t step, std::string_view text, bool atStart, SplitBehaviour behaviour,
                     bool invert, const Run& context) const;

    std::vector<Step> m_steps;
    bool m_byteLevel = false;
};

/// The decoder steps of a description, compiled.
class Decoder final {
public:
    static base::Result<Decoder> compile(const TokenizerDescription& description);
    /// The text of token spellings. `whole` is false for a token shown alone, whose leading space then stays.
    std::string apply(std::vector<std::string> tokens, bool whole) const;

private:
    struct Step {
        const DecoderStep* rule = nullptr;
        std::optional<TextPattern> pattern;
    };
    std::vector<Step> m_steps;
};

/// `text` with each match replaced.
base::Result<std::string> replaceAll(std::string_view text, const TextPattern& pattern,
                                     const std::string& content, PatternScratch& scratch);

} // namespace lapidary::formats::detail
