// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/detail/text_pattern.h"
#include "core/formats/detail/unicode_text.h"
#include "core/formats/detail/vocabulary.h"
#include "core/formats/tokenizer.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace lapidary::formats::detail {

// A tokenizer as data: what its file says, read and checked, nothing compiled. The names are those of
// tokenizer.json; nested sequences are flat here.

struct AddedToken {
    TokenId id = 0;
    std::string content;
    bool singleWord = false;
    bool leftStrip = false;
    bool rightStrip = false;
    /// Sought in the normalized text, after its own normalization.
    bool normalized = false;
    bool special = false;
};

struct PrependStep {
    std::string text;
};
struct ReplaceStep {
    PatternSource pattern;
    std::string content;
};
struct NormalFormStep {
    NormalForm form = NormalForm::Nfc;
};
using NormalizerStep = std::variant<PrependStep, ReplaceStep, NormalFormStep>;

struct SplitStep {
    PatternSource pattern;
    SplitBehaviour behaviour = SplitBehaviour::Isolated;
    bool invert = false;
};
struct DigitsStep {
    bool individual = false;
};
/// Only as the last step.
struct ByteLevelStep {
    bool addPrefixSpace = true;
    bool useRegex = true;
};
enum class PrependScheme { First, Never, Always };
struct MetaspaceStep {
    std::string replacement;
    PrependScheme scheme = PrependScheme::Always;
    bool split = true;
};
using PreTokenizerStep = std::variant<SplitStep, DigitsStep, ByteLevelStep, MetaspaceStep>;

struct ByteLevelDecoder {};
struct ByteFallbackDecoder {};
struct FuseDecoder {};
struct StripDecoder {
    std::string content;
    std::size_t start = 0;
    std::size_t stop = 0;
};
struct MetaspaceDecoder {
    std::string replacement;
    PrependScheme scheme = PrependScheme::Always;
};
using DecoderStep = std::variant<ByteLevelDecoder, ReplaceStep, ByteFallbackDecoder, FuseDecoder,
                                 StripDecoder, MetaspaceDecoder>;

/// `left` and `right` side by side become `result`; the order in the list is the priority.
struct Merge {
    TokenId left = 0;
    TokenId right = 0;
    TokenId result = 0;
};

struct BpeDescription {
    Vocabulary vocabulary;
    std::vector<Merge> merges;
    /// May be missing in the vocabulary: an error only where it is needed, as in Hugging Face tokenizers.
    std::optional<std::string> unknownToken;
    bool fuseUnknown = false;
    bool byteFallback = false;
    bool ignoreMerges = false;
};

struct TokenizerDescription {
    std::string file;
    BpeDescription model;
    std::vector<AddedToken> added;
    std::vector<NormalizerStep> normalizers;
    std::vector<PreTokenizerStep> preTokenizers;
    std::vector<DecoderStep> decoders;
    /// What the post-processor puts before and after one text.
    std::vector<TokenId> prefix;
    std::vector<TokenId> suffix;
};

/// What a GGUF file knows beyond the rules and tokenizer_config.json names.
struct TokenizerExtras {
    std::optional<TokenId> bos;
    std::optional<TokenId> eos;
    std::optional<TokenId> unknown;
    std::optional<TokenId> padding;
    std::optional<std::string> chatTemplate;
    std::optional<std::int64_t> contextLength;
};

/// `place` under the file for errors.
base::Result<TokenizerDescription> readTokenizerJson(std::string_view json, const std::string& file);

struct GgufTokenizer {
    TokenizerDescription description;
    TokenizerExtras extras;
    std::vector<std::string> notices;
};
base::Result<GgufTokenizer> readGgufTokenizer(const GgufFile& gguf);

Tokenizer::HuggingFaceFiles writeHuggingFaceFiles(const TokenizerDescription& description,
                                                  const TokenizerExtras& extras);

/// GPT-2's split pattern: the one inside every ByteLevel step with `use_regex`.
extern const std::string_view kGpt2Pattern;

} // namespace lapidary::formats::detail
