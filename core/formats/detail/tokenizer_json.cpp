// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/json_part.h"
#include "core/formats/detail/tokenizer_description.h"
#include "core/formats/detail/tokenizer_json_steps.h"

namespace lapidary::formats::detail {

using base::Error;
using base::ErrorCode;
using base::Result;
using base::Status;

namespace {

/// The values that leave BPE as it is; others change ids in ways that no llama or qwen file uses.
Status refuseSet(const JsonPart& model, const std::string& name) {
    LAPIDARY_TRY(const std::optional<JsonPart> part, model.optionalMember(name));
    if (!part)
        return {};
    const base::Json& value = part->value();
    const bool unused = value == base::Json("") || value == 0 || value == false;
    if (unused)
        return {};
    return part->error(ErrorCode::Unsupported, name + " " + value.dump().substr(0, 80), "null");
}

Status readVocabulary(const JsonPart& model, Vocabulary& vocabulary) {
    LAPIDARY_TRY(const JsonPart part, model.member("vocab"));
    if (!part.value().is_object())
        return part.wrongType("object");
    for (const auto& [token, id] : part.value().items()) {
        const JsonPart entry(id, part.path() + "['" + token + "']", part.file());
        LAPIDARY_TRY(const std::int64_t number, entry.integer());
        LAPIDARY_CHECK(vocabulary.add(token, number, part.file(), entry.path()));
    }
    return {};
}

struct MergeTexts {
    std::string left;
    std::string right;
};

/// Both spellings: ["a","b"] since tokenizers 0.20, "a b" before.
Result<MergeTexts> mergeTexts(const JsonPart& part) {
    const base::Json& value = part.value();
    if (value.is_array() && value.size() == 2 && value[0].is_string() && value[1].is_string())
        return MergeTexts{value[0].get<std::string>(), value[1].get<std::string>()};
    if (value.is_string()) {
        const std::string text = value.get<std::string>();
        const std::size_t space = text.find(' ');
        if (space != std::string::npos && text.find(' ', space + 1) == std::string::npos)
            return MergeTexts{text.substr(0, space), text.substr(space + 1)};
    }
    return part.error(ErrorCode::BadValue,
                      value.dump(-1, ' ', false, base::Json::error_handler_t::replace).substr(0, 80),
                      "two tokens: [\"a\", \"b\"] or \"a b\"");
}

Status readMerges(const JsonPart& model, BpeDescription& description) {
    LAPIDARY_TRY(const JsonPart part, model.member("merges"));
    LAPIDARY_TRY(const std::vector<JsonPart> items, part.items());
    description.merges.reserve(items.size());
    for (const JsonPart& item : items) {
        if (item.value().is_string() && item.value().get_ref<const std::string&>().starts_with("#version"))
            continue;
        LAPIDARY_TRY(const MergeTexts texts, mergeTexts(item));
        LAPIDARY_TRY(const Merge merge,
                     resolveMerge(description.vocabulary, texts.left, texts.right, item.file(), item.path()));
        description.merges.push_back(merge);
    }
    return {};
}

Status readModel(const JsonPart& root, BpeDescription& description) {
    LAPIDARY_TRY(const JsonPart model, root.member("model"));
    LAPIDARY_TRY(const std::optional<JsonPart> typePart, model.optionalMember("type"));
    // Files of the first years have no type; vocabulary and merges together are BPE.
    if (typePart) {
        LAPIDARY_TRY(const std::string type, typePart->text());
        if (type != "BPE")
            return typePart->error(ErrorCode::Unsupported, "model '" + type + "'", "BPE");
    }
    for (const char* name : {"dropout", "continuing_subword_prefix", "end_of_word_suffix"})
        LAPIDARY_CHECK(refuseSet(model, name));
    LAPIDARY_CHECK(readVocabulary(model, description.vocabulary));
    LAPIDARY_CHECK(readMerges(model, description));
    LAPIDARY_TRY(const std::optional<JsonPart> unknown, model.optionalMember("unk_token"));
    if (unknown) {
        LAPIDARY_TRY(description.unknownToken, unknown->text());
    }
    LAPIDARY_TRY(description.fuseUnknown, model.boolean("fuse_unk", false));
    LAPIDARY_TRY(description.byteFallback, model.boolean("byte_fallback", false));
    LAPIDARY_TRY(description.ignoreMerges, model.boolean("ignore_merges", false));
    return {};
}

Result<AddedToken> addedToken(const JsonPart& part) {
    AddedToken token;
    LAPIDARY_TRY(token.content, part.text("content"));
    LAPIDARY_TRY(const std::int64_t id, part.integer("id"));
    if (id < 0 || id > Vocabulary::kLargestId)
        return part.error(ErrorCode::BadValue, "token id " + std::to_string(id),
                          "0 to " + std::to_string(Vocabulary::kLargestId));
    token.id = static_cast<TokenId>(id);
    LAPIDARY_TRY(token.singleWord, part.boolean("single_word", false));
    LAPIDARY_TRY(token.leftStrip, part.boolean("lstrip", false));
    LAPIDARY_TRY(token.rightStrip, part.boolean("rstrip", false));
    LAPIDARY_TRY(token.special, part.boolean("special", false));
    LAPIDARY_TRY(token.normalized, part.boolean("normalized", !token.special));
    return token;
}

Status readAddedTokens(const JsonPart& root, TokenizerDescription& description) {
    LAPIDARY_TRY(const std::optional<JsonPart> part, root.optionalMember("added_tokens"));
    if (!part)
        return {};
    LAPIDARY_TRY(const std::vector<JsonPart> items, part->items());
    for (const JsonPart& item : items) {
        LAPIDARY_TRY(AddedToken token, addedToken(item));
        description.added.push_back(std::move(token));
    }
    return {};
}

} // namespace

Result<TokenizerDescription> readTokenizerJson(std::string_view json, const std::string& file) {
    LAPIDARY_TRY(const base::Json document, base::parseJson(json, file));
    const JsonPart root(document, {}, file);
    TokenizerDescription description;
    description.file = file;
    LAPIDARY_CHECK(readModel(root, description.model));
    LAPIDARY_CHECK(readAddedTokens(root, description));
    // `truncation` and `padding` are left alone: transformers sets them anew for each call.
    LAPIDARY_TRY(description.normalizers, readNormalizers(root));
    LAPIDARY_TRY(description.preTokenizers, readPreTokenizers(root));
    LAPIDARY_TRY(description.decoders, readDecoders(root));
    LAPIDARY_CHECK(readPostProcessor(root, description.prefix, description.suffix));
    return description;
}

Result<Merge> resolveMerge(const Vocabulary& vocabulary, std::string_view left, std::string_view right,
                           const std::string& file, const std::string& place) {
    const std::string joined = std::string(left) + std::string(right);
    for (const std::string_view text : {left, right, std::string_view(joined)})
        if (!vocabulary.find(text))
            return Error{ErrorCode::Inconsistent,
                         file,
                         place,
                         "a merge with '" + std::string(text.substr(0, 80)) +
                             "', which the vocabulary does not have",
                         "tokens of the vocabulary",
                         {}};
    return Merge{*vocabulary.find(left), *vocabulary.find(right), *vocabulary.find(joined)};
}

} // namespace lapidary::formats::detail
