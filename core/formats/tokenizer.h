// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/run_control.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary::formats {

using TokenId = std::int32_t;
class GgufFile;

/// Byte-level and SentencePiece-style BPE by the rules of `tokenizer.json` (Hugging Face tokenizers) or of
/// GGUF metadata. Immutable and thread-safe.
class Tokenizer final {
public:
    /// `tokenizer.json`, `tokenizer_config.json` (with the chat template of a GGUF file),
    /// `special_tokens_map.json` and `chat_template.jinja`, as texts; an empty text is a file that is not
    /// there.
    struct HuggingFaceFiles {
        std::string tokenizerJson;
        std::string tokenizerConfigJson;
        std::string specialTokensMapJson;
        std::string chatTemplateJinja;
    };

    /// From the text of `tokenizer.json`; `file` names it in errors. Parts that are not known are refused,
    /// never guessed.
    static base::Result<Tokenizer> fromJson(std::string_view json, const std::string& file);
    /// The same with the files that lie beside it which `huggingFaceFiles` hands on.
    static base::Result<Tokenizer> fromFiles(HuggingFaceFiles files, const std::string& file);
    /// From `tokenizer.ggml.*` keys.
    static base::Result<Tokenizer> fromGguf(const GgufFile& gguf);

    Tokenizer(Tokenizer&&) noexcept;
    Tokenizer& operator=(Tokenizer&&) noexcept;
    ~Tokenizer();

    /// Ids of the whole text (valid UTF-8, else an error with the byte position); `addSpecial` puts BOS (and
    /// EOS) where the post-processor adds one. Added and control tokens that the text spells out become their
    /// ids, as in transformers. Linear in the text for bounded pieces, n log n in the length of one piece;
    /// polls `control`.
    base::Result<std::vector<TokenId>> encode(std::string_view text, bool addSpecial,
                                              const base::RunControl& control = {}) const;
    /// Text of ids; bytes that are no valid UTF-8 become U+FFFD, ids without a token nothing. `skipSpecial`
    /// leaves special tokens out.
    std::string decode(std::span<const TokenId> ids, bool skipSpecial) const;
    /// One token for people (as decode, special tokens and a leading space shown).
    std::string tokenText(TokenId id) const;
    std::int64_t vocabularySize() const; // largest id + 1

    /// Files that make AutoTokenizer give these ids. Where the source was a tokenizer.json that text and its
    /// companions are returned unchanged; a companion that was not there is empty.
    HuggingFaceFiles huggingFaceFiles() const;
    /// What a reader of the source should know (a missing `tokenizer.ggml.pre`), as sentences.
    const std::vector<std::string>& notices() const;

private:
    struct Impl;
    explicit Tokenizer(std::unique_ptr<const Impl> impl);
    std::unique_ptr<const Impl> m_impl;
};

} // namespace lapidary::formats
