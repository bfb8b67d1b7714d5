// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/tokenizer.h"

#include "core/base/text.h"
#include "core/formats/detail/added_tokens.h"
#include "core/formats/detail/bpe_model.h"
#include "core/formats/detail/token_pipeline.h"
#include "core/formats/detail/tokenizer_description.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

namespace lapidary::formats {

using base::Error;
using base::ErrorCode;
using base::Result;
using base::Status;
using namespace detail;

struct Tokenizer::Impl {
    /// Compiled parts point into it: it never moves.
    std::unique_ptr<const TokenizerDescription> description;
    Normalizer normalizer;
    PreTokenizer preTokenizer;
    Decoder decoder;
    BpeModel model;
    AddedTokenFinder rawTokens;
    AddedTokenFinder normalizedTokens;
    std::unordered_map<TokenId, const AddedToken*> added;
    std::int64_t idEnd = 0;
    HuggingFaceFiles source;
    TokenizerExtras extras;
    std::vector<std::string> notices;

    static Result<std::unique_ptr<Impl>> compile(TokenizerDescription described);
    Status addTokens();

    const std::string* textOf(TokenId id) const {
        const auto found = added.find(id);
        return found != added.end() ? &found->second->content : description->model.vocabulary.text(id);
    }
};

Tokenizer::Tokenizer(std::unique_ptr<const Impl> impl)
    : m_impl(std::move(impl)) {
}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

Result<std::unique_ptr<Tokenizer::Impl>> Tokenizer::Impl::compile(TokenizerDescription described) {
    auto description = std::make_unique<const TokenizerDescription>(std::move(described));
    LAPIDARY_TRY(Normalizer normalizer, Normalizer::compile(*description));
    LAPIDARY_TRY(PreTokenizer preTokenizer, PreTokenizer::compile(*description));
    LAPIDARY_TRY(Decoder decoder, Decoder::compile(*description));
    BpeModel model(description->model, preTokenizer.byteLevel(), description->file);
    auto impl = std::unique_ptr<Impl>(new Impl{std::move(description),
                                               std::move(normalizer),
                                               std::move(preTokenizer),
                                               std::move(decoder),
                                               std::move(model),
                                               {},
                                               {},
                                               {},
                                               0,
                                               {},
                                               {},
                                               {}});
    LAPIDARY_CHECK(impl->addTokens());
    return impl;
}

/// Ids as Hugging Face tokenizers gives them: an added token that the model knows has the model's id, another
/// one the next free id after the model's count of tokens. A file that says otherwise is refused: two readers
/// would disagree.
Status Tokenizer::Impl::addTokens() {
    const std::string& file = description->file;
    const Vocabulary& vocabulary = description->model.vocabulary;
    idEnd = static_cast<std::int64_t>(vocabulary.idEnd());
    const base::RunControl control;
    PatternScratch scratch(control);
    std::set<std::string_view> contents;
    std::int64_t largest = -1;
    for (const AddedToken& token : description->added) {
        const std::string place = "added token '" + token.content.substr(0, 80) + "'";
        if (token.content.empty() || token.content.size() > AddedTokenFinder::kLongestToken)
            return Error{ErrorCode::BadValue,
                         file,
                         place,
                         std::to_string(token.content.size()) + " bytes",
                         "1 to " + std::to_string(AddedTokenFinder::kLongestToken),
                         {}};
        if (!contents.insert(token.content).second || added.contains(token.id))
            return Error{ErrorCode::Inconsistent, file, place, "the token or its id twice", "each once", {}};
        const auto count = static_cast<std::int64_t>(vocabulary.size());
        const std::int64_t expected = vocabulary.find(token.content).value_or(std::max(count, largest + 1));
        if (expected != token.id)
            return Error{ErrorCode::Inconsistent,
                         file,
                         place,
                         "id " + std::to_string(token.id),
                         std::to_string(expected) + ", from the vocabulary and the tokens before",
                         {}};
        largest = std::max<std::int64_t>(largest, token.id);
        added.emplace(token.id, &token);
        idEnd = std::max<std::int64_t>(idEnd, std::int64_t{token.id} + 1);
        if (!token.normalized) {
            rawTokens.add(token, token.content);
            continue;
        }
        LAPIDARY_TRY(const std::string normalized, normalizer.apply(token.content, scratch));
        normalizedTokens.add(token, normalized);
    }
    for (const std::vector<TokenId>* ids : {&description->prefix, &description->suffix})
        for (const TokenId id : *ids)
            if (textOf(id) == nullptr)
                return Error{ErrorCode::Inconsistent,   file,
                             "post_processor",          "token id " + std::to_string(id),
                             "an id of the vocabulary", {}};
    return {};
}

Result<Tokenizer> Tokenizer::fromJson(std::string_view json, const std::string& file) {
    return fromFiles(HuggingFaceFiles{std::string(json), {}, {}, {}}, file);
}

Result<Tokenizer> Tokenizer::fromFiles(HuggingFaceFiles files, const std::string& file) {
    LAPIDARY_TRY(TokenizerDescription description, readTokenizerJson(files.tokenizerJson, file));
    LAPIDARY_TRY(std::unique_ptr<Impl> impl, Impl::compile(std::move(description)));
    impl->source = std::move(files);
    return Tokenizer(std::move(impl));
}

Result<Tokenizer> Tokenizer::fromGguf(const GgufFile& gguf) {
    LAPIDARY_TRY(GgufTokenizer read, readGgufTokenizer(gguf));
    LAPIDARY_TRY(std::unique_ptr<Impl> impl, Impl::compile(std::move(read.description)));
    impl->extras = std::move(read.extras);
    impl->notices = std::move(read.notices);
    return Tokenizer(std::move(impl));
}

Result<std::vector<TokenId>> Tokenizer::encode(std::string_view text, bool addSpecial,
                                               const base::RunControl& control) const {
    const Impl& impl = *m_impl;
    if (const std::size_t bad = base::firstInvalidUtf8(text); bad != std::string_view::npos)
        return Error{ErrorCode::Malformed,      "text",  "byte " + std::to_string(bad),
                     "bytes that are no UTF-8", "UTF-8", {}};
    PatternScratch patterns(control);
    PreTokenizer::Scratch ranges;
    BpeModel::Scratch pieces(control);
    std::vector<TokenId> ids;
    ids.reserve(text.size() / 4 + 16);
    std::size_t pieceCount = 0;
    const PreTokenizer::Sink encodePiece = [&](std::string_view piece) -> Status {
        if (++pieceCount % 65536 == 0)
            LAPIDARY_CHECK(control.check());
        return impl.model.encode(piece, pieces, ids);
    };
    if (addSpecial)
        ids.insert(ids.end(), impl.description->prefix.begin(), impl.description->prefix.end());
    std::vector<TokenSection> sections;
    std::vector<TokenSection> subsections;
    LAPIDARY_CHECK(control.check());
    LAPIDARY_CHECK(impl.rawTokens.split(text, control, sections));
    for (const TokenSection& section : sections) {
        if (section.id >= 0) {
            ids.push_back(section.id);
            continue;
        }
        std::string_view part = text.substr(section.range.begin, section.range.end - section.range.begin);
        std::string normalized;
        if (!impl.normalizer.empty()) {
            LAPIDARY_TRY(normalized, impl.normalizer.apply(part, patterns));
            part = normalized;
        }
        LAPIDARY_CHECK(impl.normalizedTokens.split(part, control, subsections));
        for (const TokenSection& subsection : subsections) {
            const TextRange range = subsection.range;
            if (subsection.id >= 0)
                ids.push_back(subsection.id);
            else
                LAPIDARY_CHECK(impl.preTokenizer.split(part.substr(range.begin, range.end - range.begin),
                                                       section.range.begin == 0 && range.begin == 0, patterns,
                                                       ranges, encodePiece));
        }
    }
    if (addSpecial)
        ids.insert(ids.end(), impl.description->suffix.begin(), impl.description->suffix.end());
    return ids;
}

std::string Tokenizer::decode(std::span<const TokenId> ids, bool skipSpecial) const {
    std::vector<std::string> tokens;
    tokens.reserve(ids.size());
    for (const TokenId id : ids) {
        const auto special = m_impl->added.find(id);
        if (skipSpecial && special != m_impl->added.end() && special->second->special)
            continue;
        if (const std::string* text = m_impl->textOf(id))
            tokens.push_back(*text);
    }
    return m_impl->decoder.apply(std::move(tokens), true);
}

std::string Tokenizer::tokenText(TokenId id) const {
    const std::string* text = m_impl->textOf(id);
    return text == nullptr ? std::string() : m_impl->decoder.apply({*text}, false);
}

std::int64_t Tokenizer::vocabularySize() const {
    return m_impl->idEnd;
}

Tokenizer::HuggingFaceFiles Tokenizer::huggingFaceFiles() const {
    if (!m_impl->source.tokenizerJson.empty())
        return m_impl->source;
    return writeHuggingFaceFiles(*m_impl->description, m_impl->extras);
}

const std::vector<std::string>& Tokenizer::notices() const {
    return m_impl->notices;
}

} // namespace lapidary::formats
