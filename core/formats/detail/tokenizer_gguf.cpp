// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/formats/detail/tokenizer_description.h"
#include "core/formats/detail/tokenizer_json_steps.h"
#include "core/formats/gguf.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace lapidary::formats::detail {

using base::Error;
using base::ErrorCode;
using base::Result;
using base::Status;

namespace {

// Split patterns as the models' own tokenizer.json write them.
constexpr std::string_view kLlama3Pattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kQwen2Pattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kTekkenPattern =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|)"
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|)"
    R"(\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

/// What a value of `tokenizer.ggml.pre` stands for.
struct PreRule {
    std::string_view name;
    std::string_view pattern; // empty: that of ByteLevel
    bool digits = false;
    bool nfc = false;
    bool ignoreMerges = false;
    bool addBos = false; // where the file does not say
};

constexpr std::array kPreRules{
    PreRule{"gpt-2", {}},
    PreRule{"smollm", {}, true},
    PreRule{"starcoder", {}, true},
    PreRule{"refact", {}, true},
    PreRule{"llama-bpe", kLlama3Pattern, false, false, true, true},
    PreRule{"llama3", kLlama3Pattern, false, false, true, true},
    PreRule{"llama-v3", kLlama3Pattern, false, false, true, true},
    PreRule{"qwen2", kQwen2Pattern, false, true},
    PreRule{"deepseek-r1-qwen", kQwen2Pattern, false, true},
    PreRule{"tekken", kTekkenPattern, false, false, true, true},
};

std::string preNames() {
    std::string names;
    for (const PreRule& rule : kPreRules)
        names += (names.empty() ? "" : ", ") + std::string(rule.name);
    return names;
}

// tokenizer.ggml.token_type
constexpr std::int64_t kNormal = 1;
constexpr std::int64_t kUnknown = 2;
constexpr std::int64_t kControl = 3;
constexpr std::int64_t kUserDefined = 4;

std::string inQuotes(std::string_view text) {
    std::string result = "'";
    return result.append(text.substr(0, 80)).append("'");
}

/// Literal replacement, both ways in SentencePiece's spelling of spaces.
ReplaceStep replacing(std::string_view from, std::string_view to) {
    ReplaceStep step;
    step.pattern.text = from;
    step.content = to;
    return step;
}

/// Bounds the search for merges, which is quadratic in the length of a token.
constexpr std::size_t kLongestPiece = 1024;

const std::string kSpaceMark = "\xE2\x96\x81"; // U+2581

class Reader final {
public:
    explicit Reader(const GgufFile& gguf)
        : m_gguf(gguf)
        , m_file(gguf.path().string()) {}

    Result<GgufTokenizer> run() {
        m_out.description.file = m_file;
        const std::string* model = m_gguf.text("tokenizer.ggml.model");
        if (model == nullptr)
            return error(ErrorCode::MissingKey, "tokenizer.ggml.model", "no such key", "'gpt2' or 'llama'");
        if (*model != "gpt2" && *model != "llama")
            return error(ErrorCode::Unsupported, "tokenizer.ggml.model", inQuotes(*model),
                         "'gpt2' or 'llama'");
        LAPIDARY_CHECK(readTokens());
        LAPIDARY_CHECK(readExtras());
        LAPIDARY_CHECK(readTypes());
        LAPIDARY_CHECK(*model == "gpt2" ? describeByteLevel() : describeSentencePiece());
        addAddedTokens();
        LAPIDARY_CHECK(readAffix("tokenizer.ggml.add_bos_token", m_addBosDefault, m_out.extras.bos,
                                 "tokenizer.ggml.bos_token_id", m_out.description.prefix));
        LAPIDARY_CHECK(readAffix("tokenizer.ggml.add_eos_token", false, m_out.extras.eos,
                                 "tokenizer.ggml.eos_token_id", m_out.description.suffix));
        return std::move(m_out);
    }

private:
    Error error(ErrorCode code, std::string place, std::string found, std::string expected) const {
        return Error{code, m_file, std::move(place), std::move(found), std::move(expected), {}};
    }
    BpeDescription& bpe() { return m_out.description.model; }
    std::int64_t type(TokenId id) const { return m_types[static_cast<std::size_t>(id)]; }

    Status readTokens() {
        m_tokens = m_gguf.texts("tokenizer.ggml.tokens");
        if (m_tokens == nullptr)
            return error(ErrorCode::MissingKey, "tokenizer.ggml.tokens", "no list of strings",
                         "the vocabulary");
        for (std::size_t id = 0; id < m_tokens->size(); ++id)
            LAPIDARY_CHECK(bpe().vocabulary.add((*m_tokens)[id], static_cast<std::int64_t>(id), m_file,
                                                "tokenizer.ggml.tokens[" + std::to_string(id) + "]"));
        return {};
    }

    Status readExtras() {
        const std::pair<const char*, std::optional<TokenId>*> ids[] = {
            {"tokenizer.ggml.bos_token_id", &m_out.extras.bos},
            {"tokenizer.ggml.eos_token_id", &m_out.extras.eos},
            {"tokenizer.ggml.unknown_token_id", &m_out.extras.unknown},
            {"tokenizer.ggml.padding_token_id", &m_out.extras.padding},
        };
        for (const auto& [key, target] : ids) {
            const std::optional<std::int64_t> id = m_gguf.integer(key);
            if (!id)
                continue;
            if (*id < 0 || *id >= static_cast<std::int64_t>(m_tokens->size()))
                return error(ErrorCode::BadValue, key, std::to_string(*id),
                             "under " + std::to_string(m_tokens->size()));
            *target = static_cast<TokenId>(*id);
        }
        if (const std::string* chat = m_gguf.text("tokenizer.chat_template")) {
            if (base::firstInvalidUtf8(*chat) != std::string_view::npos)
                return error(ErrorCode::Malformed, "tokenizer.chat_template", "bytes that are no UTF-8",
                             "UTF-8");
            m_out.extras.chatTemplate = *chat;
        }
        if (const std::string* architecture = m_gguf.text("general.architecture"))
            m_out.extras.contextLength = m_gguf.integer(*architecture + ".context_length");
        return {};
    }

    Status readTypes() {
        if (const std::vector<std::int64_t>* types = m_gguf.integers("tokenizer.ggml.token_type")) {
            if (types->size() != m_tokens->size())
                return error(ErrorCode::Inconsistent, "tokenizer.ggml.token_type",
                             std::to_string(types->size()) + " values", std::to_string(m_tokens->size()));
            m_types = *types;
            return {};
        }
        m_types.assign(m_tokens->size(), kNormal);
        for (const auto& id :
             {m_out.extras.bos, m_out.extras.eos, m_out.extras.unknown, m_out.extras.padding})
            if (id)
                m_types[static_cast<std::size_t>(*id)] = kControl;
        m_out.notices.push_back(
            "tokenizer.ggml.token_type is missing: only the named special tokens are control tokens.");
        return {};
    }

    Result<PreRule> preRule() {
        const std::string* pre = m_gguf.text("tokenizer.ggml.pre");
        if (pre == nullptr || *pre == "default") {
            m_out.notices.push_back(
                "tokenizer.ggml.pre is missing: text is split by GPT-2's pattern, and ids may differ "
                "from those the model was trained on.");
            return kPreRules.front();
        }
        const auto* rule = std::find_if(kPreRules.begin(), kPreRules.end(),
                                        [&](const PreRule& candidate) { return candidate.name == *pre; });
        if (rule == kPreRules.end())
            return error(ErrorCode::Unsupported, "tokenizer.ggml.pre", inQuotes(*pre), preNames());
        return *rule;
    }

    Status describeByteLevel() {
        TokenizerDescription& out = m_out.description;
        LAPIDARY_TRY(const PreRule rule, preRule());
        // The models' own tokenizer.json normalize, so this does, though llama.cpp does not.
        if (rule.nfc)
            out.normalizers.emplace_back(NormalFormStep{NormalForm::Nfc});
        if (rule.digits)
            out.preTokenizers.emplace_back(DigitsStep{true});
        if (!rule.pattern.empty())
            out.preTokenizers.emplace_back(
                SplitStep{{true, std::string(rule.pattern)}, SplitBehaviour::Isolated, false});
        const bool prefix = m_gguf.boolean("tokenizer.ggml.add_space_prefix").value_or(false);
        out.preTokenizers.emplace_back(ByteLevelStep{prefix, rule.pattern.empty()});
        out.decoders.emplace_back(ByteLevelDecoder{});
        bpe().ignoreMerges = rule.ignoreMerges;
        m_addBosDefault = rule.addBos;
        return readMerges();
    }

    Status readMerges() {
        const std::vector<std::string>* merges = m_gguf.texts("tokenizer.ggml.merges");
        if (merges == nullptr)
            return error(ErrorCode::MissingKey, "tokenizer.ggml.merges", "no list of strings",
                         "the merges of BPE");
        bpe().merges.reserve(merges->size());
        for (std::size_t i = 0; i < merges->size(); ++i) {
            const std::string& text = (*merges)[i];
            const std::string place = "tokenizer.ggml.merges[" + std::to_string(i) + "]";
            // A token may begin with a space in no vocabulary of this spelling, so the first one parts the
            // two.
            const std::size_t space = text.find(' ', 1);
            if (space == std::string::npos)
                return error(ErrorCode::BadValue, place, inQuotes(text), "two tokens with a space between");
            const std::string_view whole = text;
            LAPIDARY_TRY(const Merge merge, resolveMerge(bpe().vocabulary, whole.substr(0, space),
                                                         whole.substr(space + 1), m_file, place));
            bpe().merges.push_back(merge);
        }
        return {};
    }

    Status describeSentencePiece() {
        TokenizerDescription& out = m_out.description;
        const bool prefix = m_gguf.boolean("tokenizer.ggml.add_space_prefix").value_or(true);
        if (prefix)
            out.normalizers.emplace_back(PrependStep{kSpaceMark});
        out.normalizers.emplace_back(replacing(" ", kSpaceMark));
        out.decoders.emplace_back(replacing(kSpaceMark, " "));
        out.decoders.emplace_back(ByteFallbackDecoder{});
        out.decoders.emplace_back(FuseDecoder{});
        if (prefix)
            out.decoders.emplace_back(StripDecoder{" ", 1, 0});
        bpe().byteFallback = true;
        bpe().fuseUnknown = true;
        if (!m_out.extras.unknown && !m_types.empty() && m_types[0] == kUnknown)
            m_out.extras.unknown = 0;
        if (m_out.extras.unknown)
            bpe().unknownToken = *bpe().vocabulary.text(*m_out.extras.unknown);
        m_addBosDefault = true;
        return mergesFromScores();
    }

    struct ScoredMerge {
        double score = 0.0;
        std::size_t leftLength = 0;
        std::size_t rightLength = 0;
        Merge merge;
    };

    /// Every way to make a piece of two others, best score first: the list that transformers makes of a
    /// SentencePiece model, so that the tokenizer.json written from it gives the same ids.
    Status mergesFromScores() {
        const std::vector<double>* scores = m_gguf.numbers("tokenizer.ggml.scores");
        if (scores == nullptr || scores->size() != m_tokens->size())
            return error(ErrorCode::Inconsistent, "tokenizer.ggml.scores",
                         scores == nullptr ? "no list of numbers"
                                           : std::to_string(scores->size()) + " values",
                         std::to_string(m_tokens->size()));
        std::vector<ScoredMerge> found;
        for (std::size_t id = 0; id < m_tokens->size(); ++id) {
            if (m_types[id] != kNormal)
                continue;
            if ((*m_tokens)[id].size() > kLongestPiece)
                return error(ErrorCode::TooLarge, "tokenizer.ggml.tokens[" + std::to_string(id) + "]",
                             std::to_string((*m_tokens)[id].size()) + " bytes",
                             "at most " + std::to_string(kLongestPiece));
            addSplits(static_cast<TokenId>(id), (*scores)[id], found);
        }
        std::stable_sort(found.begin(), found.end(), [](const ScoredMerge& a, const ScoredMerge& b) {
            return std::tie(a.score, a.leftLength, a.rightLength) >
                   std::tie(b.score, b.leftLength, b.rightLength);
        });
        bpe().merges.reserve(found.size());
        for (const ScoredMerge& scored : found)
            bpe().merges.push_back(scored.merge);
        return {};
    }

    void addSplits(TokenId id, double score, std::vector<ScoredMerge>& found) const {
        const Vocabulary& vocabulary = m_out.description.model.vocabulary;
        const std::string_view text = (*m_tokens)[static_cast<std::size_t>(id)];
        const std::size_t first = found.size();
        std::size_t characters = 0;
        for (std::size_t at = 0; at < text.size(); at += codePointAt(text, at).bytes)
            ++characters;
        std::size_t leftLength = 0;
        for (std::size_t at = 0; at < text.size(); at += codePointAt(text, at).bytes, ++leftLength) {
            if (at == 0)
                continue;
            const std::optional<TokenId> left = vocabulary.find(text.substr(0, at));
            const std::optional<TokenId> right = vocabulary.find(text.substr(at));
            if (left && right && type(*left) == kNormal && type(*right) == kNormal)
                found.push_back({score, leftLength, characters - leftLength, {*left, *right, id}});
        }
        std::sort(found.begin() + static_cast<std::ptrdiff_t>(first), found.end(),
                  [](const ScoredMerge& a, const ScoredMerge& b) {
                      return std::tie(a.merge.left, a.merge.right) < std::tie(b.merge.left, b.merge.right);
                  });
    }

    /// Control and user-defined tokens, and the unknown token, are found where the text spells them out: what
    /// transformers does, and llama.cpp when it parses special tokens.
    void addAddedTokens() {
        for (std::size_t id = 0; id < m_tokens->size(); ++id) {
            const bool unknown = m_out.extras.unknown == static_cast<TokenId>(id) && m_types[id] == kUnknown;
            if (m_types[id] != kControl && m_types[id] != kUserDefined && !unknown)
                continue;
            AddedToken token;
            token.id = static_cast<TokenId>(id);
            token.content = (*m_tokens)[id];
            token.special = m_types[id] != kUserDefined;
            m_out.description.added.push_back(std::move(token));
        }
    }

    Status readAffix(const char* key, bool fallback, std::optional<TokenId> id, const char* idKey,
                     std::vector<TokenId>& target) {
        if (!m_gguf.boolean(key).value_or(fallback))
            return {};
        if (!id)
            return error(ErrorCode::MissingKey, idKey, "no such key",
                         "the token that " + std::string(key) + " adds");
        target.push_back(*id);
        return {};
    }

    const GgufFile& m_gguf;
    std::string m_file;
    const std::vector<std::string>* m_tokens = nullptr;
    std::vector<std::int64_t> m_types;
    bool m_addBosDefault = false;
    GgufTokenizer m_out;
};

} // namespace

Result<GgufTokenizer> readGgufTokenizer(const GgufFile& gguf) {
    return Reader(gguf).run();
}

} // namespace lapidary::formats::detail
