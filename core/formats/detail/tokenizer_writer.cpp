// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/formats/detail/tokenizer_description.h"

#include <algorithm>

namespace lapidary::formats::detail {

namespace {

using Json = base::OrderedJson;

/// Null, the one step, or a Sequence.
Json sequence(std::vector<Json> steps, const char* listName) {
    if (steps.empty())
        return nullptr;
    if (steps.size() == 1)
        return std::move(steps.front());
    return Json{{"type", "Sequence"}, {listName, std::move(steps)}};
}

Json patternJson(const PatternSource& pattern) {
    return Json{{pattern.regex ? "Regex" : "String", pattern.text}};
}

Json replaceJson(const ReplaceStep& step) {
    return Json{{"type", "Replace"}, {"pattern", patternJson(step.pattern)}, {"content", step.content}};
}

const char* formName(NormalForm form) {
    switch (form) {
    case NormalForm::Nfc:
        return "NFC";
    case NormalForm::Nfd:
        return "NFD";
    case NormalForm::Nfkc:
        return "NFKC";
    case NormalForm::Nfkd:
        return "NFKD";
    }
    return "";
}

const char* behaviourName(SplitBehaviour behaviour) {
    switch (behaviour) {
    case SplitBehaviour::Removed:
        return "Removed";
    case SplitBehaviour::Isolated:
        return "Isolated";
    case SplitBehaviour::MergedWithPrevious:
        return "MergedWithPrevious";
    case SplitBehaviour::MergedWithNext:
        return "MergedWithNext";
    case SplitBehaviour::Contiguous:
        return "Contiguous";
    }
    return "";
}

const char* schemeName(PrependScheme scheme) {
    return scheme == PrependScheme::First ? "first" : scheme == PrependScheme::Never ? "never" : "always";
}

struct StepWriter {
    Json operator()(const PrependStep& step) const { return {{"type", "Prepend"}, {"prepend", step.text}}; }
    Json operator()(const ReplaceStep& step) const { return replaceJson(step); }
    Json operator()(const NormalFormStep& step) const { return {{"type", formName(step.form)}}; }
    Json operator()(const SplitStep& step) const {
        return {{"type", "Split"},
                {"pattern", patternJson(step.pattern)},
                {"behavior", behaviourName(step.behaviour)},
                {"invert", step.invert}};
    }
    Json operator()(const DigitsStep& step) const {
        return {{"type", "Digits"}, {"individual_digits", step.individual}};
    }
    Json operator()(const ByteLevelStep& step) const {
        return {{"type", "ByteLevel"},
                {"add_prefix_space", step.addPrefixSpace},
                {"trim_offsets", true},
                {"use_regex", step.useRegex}};
    }
    Json operator()(const MetaspaceStep& step) const {
        return {{"type", "Metaspace"},
                {"replacement", step.replacement},
                {"prepend_scheme", schemeName(step.scheme)},
                {"split", step.split}};
    }
    Json operator()(const ByteLevelDecoder&) const {
        return {
            {"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", true}, {"use_regex", true}};
    }
    Json operator()(const ByteFallbackDecoder&) const { return {{"type", "ByteFallback"}}; }
    Json operator()(const FuseDecoder&) const { return {{"type", "Fuse"}}; }
    Json operator()(const StripDecoder& step) const {
        return {{"type", "Strip"}, {"content", step.content}, {"start", step.start}, {"stop", step.stop}};
    }
    Json operator()(const MetaspaceDecoder& step) const {
        return {{"type", "Metaspace"},
                {"replacement", step.replacement},
                {"prepend_scheme", schemeName(step.scheme)},
                {"split", true}};
    }
};

template<class Step>
Json stepsJson(const std::vector<Step>& steps, const char* listName) {
    std::vector<Json> list;
    for (const Step& step : steps)
        list.push_back(std::visit(StepWriter{}, step));
    return sequence(std::move(list), listName);
}

Json postProcessorJson(const TokenizerDescription& description) {
    if (description.prefix.empty() && description.suffix.empty())
        return nullptr;
    const Vocabulary& vocabulary = description.model.vocabulary;
    Json special = Json::object();
    const auto pieces = [&](const std::vector<TokenId>& ids, int textNumber) {
        Json list = Json::array();
        for (const TokenId id : ids) {
            const std::string& name = *vocabulary.text(id);
            special[name] = Json{{"id", name}, {"ids", Json::array({id})}, {"tokens", Json::array({name})}};
            list.push_back(Json{{"SpecialToken", {{"id", name}, {"type_id", textNumber}}}});
        }
        return list;
    };
    const auto oneText = [&](const char* name, int number) {
        Json list = pieces(description.prefix, number);
        list.push_back(Json{{"Sequence", {{"id", name}, {"type_id", number}}}});
        for (Json& piece : pieces(description.suffix, number))
            list.push_back(std::move(piece));
        return list;
    };
    const Json single = oneText("A", 0);
    Json pair = single;
    for (Json& piece : oneText("B", 1))
        pair.push_back(std::move(piece));
    return Json{
        {"type", "TemplateProcessing"}, {"single", single}, {"pair", pair}, {"special_tokens", special}};
}

Json modelJson(const BpeDescription& model) {
    Json vocabulary = Json::object();
    // Straight to the end of the list: the object's own insertion looks through all of it for the key.
    auto& entries = static_cast<Json::object_t::Container&>(vocabulary.get_ref<Json::object_t&>());
    entries.reserve(model.vocabulary.size());
    for (std::size_t id = 0; id < model.vocabulary.idEnd(); ++id)
        if (const std::string* text = model.vocabulary.text(static_cast<TokenId>(id)))
            entries.emplace_back(*text, id);
    Json merges = Json::array();
    for (const Merge& merge : model.merges)
        merges.push_back(
            Json::array({*model.vocabulary.text(merge.left), *model.vocabulary.text(merge.right)}));
    return Json{{"type", "BPE"},
                {"dropout", nullptr},
                {"unk_token", model.unknownToken ? Json(*model.unknownToken) : Json(nullptr)},
                {"continuing_subword_prefix", nullptr},
                {"end_of_word_suffix", nullptr},
                {"fuse_unk", model.fuseUnknown},
                {"byte_fallback", model.byteFallback},
                {"ignore_merges", model.ignoreMerges},
                {"vocab", std::move(vocabulary)},
                {"merges", std::move(merges)}};
}

Json addedTokenJson(const AddedToken& token) {
    return Json{{"content", token.content},   {"single_word", token.singleWord}, {"lstrip", token.leftStrip},
                {"rstrip", token.rightStrip}, {"normalized", token.normalized},  {"special", token.special}};
}

Json tokenizerJson(const TokenizerDescription& description) {
    Json added = Json::array();
    for (const AddedToken& token : description.added) {
        Json entry{{"id", token.id}};
        entry.update(addedTokenJson(token));
        added.push_back(std::move(entry));
    }
    return Json{{"version", "1.0"},
                {"truncation", nullptr},
                {"padding", nullptr},
                {"added_tokens", std::move(added)},
                {"normalizer", stepsJson(description.normalizers, "normalizers")},
                {"pre_tokenizer", stepsJson(description.preTokenizers, "pretokenizers")},
                {"post_processor", postProcessorJson(description)},
                {"decoder", stepsJson(description.decoders, "decoders")},
                {"model", modelJson(description.model)}};
}

/// The named tokens, by the names that transformers gives them.
Json namedTokens(const TokenizerDescription& description, const TokenizerExtras& extras) {
    Json names = Json::object();
    const std::pair<const char*, std::optional<TokenId>> tokens[] = {{"bos_token", extras.bos},
                                                                     {"eos_token", extras.eos},
                                                                     {"pad_token", extras.padding},
                                                                     {"unk_token", extras.unknown}};
    for (const auto& [name, id] : tokens)
        if (id)
            names[name] = *description.model.vocabulary.text(*id);
    return names;
}

Json configJson(const TokenizerDescription& description, const TokenizerExtras& extras) {
    Json decoder = Json::object();
    for (const AddedToken& token : description.added)
        decoder[std::to_string(token.id)] = addedTokenJson(token);
    Json config{{"added_tokens_decoder", std::move(decoder)}, {"clean_up_tokenization_spaces", false}};
    config.update(namedTokens(description, extras));
    if (extras.chatTemplate)
        config["chat_template"] = *extras.chatTemplate;
    if (extras.contextLength)
        config["model_max_length"] = *extras.contextLength;
    // The class that takes every rule from tokenizer.json; a model's own class would put its rules in their
    // place.
    config["tokenizer_class"] = "PreTrainedTokenizerFast";
    return config;
}

} // namespace

Tokenizer::HuggingFaceFiles writeHuggingFaceFiles(const TokenizerDescription& description,
                                                  const TokenizerExtras& extras) {
    return {tokenizerJson(description).dump() + "\n",
            configJson(description, extras).dump(2) + "\n",
            namedTokens(description, extras).dump(2) + "\n",
            {}};
}

} // namespace lapidary::formats::detail
