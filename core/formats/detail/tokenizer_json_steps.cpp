// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/tokenizer_json_steps.h"

#include <algorithm>
#include <functional>

namespace lapidary::formats::detail {

using base::ErrorCode;
using base::Result;
using base::Status;

namespace {

using Visit = std::function<Status(const std::string& type, const JsonPart& part)>;

/// Calls `visit` for each step of a member that is null, one step or a Sequence (of Sequences), in order.
Status eachStep(const JsonPart& part, const char* listName, const Visit& visit) {
    LAPIDARY_TRY(const std::string type, part.text("type"));
    if (type != "Sequence")
        return visit(type, part);
    LAPIDARY_TRY(const JsonPart list, part.member(listName));
    LAPIDARY_TRY(const std::vector<JsonPart> items, list.items());
    for (const JsonPart& item : items)
        LAPIDARY_CHECK(eachStep(item, listName, visit));
    return {};
}

Status eachStep(const JsonPart& root, const char* member, const char* listName, const Visit& visit) {
    LAPIDARY_TRY(const std::optional<JsonPart> part, root.optionalMember(member));
    return part ? eachStep(*part, listName, visit) : Status{};
}

Result<PatternSource> patternOf(const JsonPart& part) {
    LAPIDARY_TRY(const JsonPart pattern, part.member("pattern"));
    LAPIDARY_TRY(const std::optional<JsonPart> regex, pattern.optionalMember("Regex"));
    PatternSource source;
    source.regex = regex.has_value();
    if (regex) {
        LAPIDARY_TRY(source.text, regex->text());
    } else {
        LAPIDARY_TRY(source.text, pattern.text("String"));
    }
    // Compiled here once so that the error has the place; compiling again later costs microseconds.
    LAPIDARY_CHECK([&]() -> Status {
        auto compiled = TextPattern::compile(source, pattern.file(), pattern.path());
        return compiled ? Status{} : Status{std::move(compiled).error()};
    }());
    return source;
}

Result<ReplaceStep> replaceStep(const JsonPart& part) {
    ReplaceStep step;
    LAPIDARY_TRY(step.pattern, patternOf(part));
    LAPIDARY_TRY(step.content, part.text("content"));
    return step;
}

/// A string of exactly one character.
Result<std::string> oneCharacter(const JsonPart& part, const char* name) {
    LAPIDARY_TRY(const std::string text, part.text(name));
    if (text.empty() || codePointAt(text, 0).bytes != text.size())
        return part.error(ErrorCode::BadValue, std::string(name) + " '" + text.substr(0, 80) + "'",
                          "one character");
    return text;
}

Result<SplitStep> splitStep(const JsonPart& part) {
    SplitStep step;
    LAPIDARY_TRY(step.pattern, patternOf(part));
    LAPIDARY_TRY(step.invert, part.boolean("invert", false));
    LAPIDARY_TRY(const std::string name, part.text("behavior"));
    constexpr std::pair<std::string_view, SplitBehaviour> known[] = {
        {"Removed", SplitBehaviour::Removed},
        {"Isolated", SplitBehaviour::Isolated},
        {"MergedWithPrevious", SplitBehaviour::MergedWithPrevious},
        {"MergedWithNext", SplitBehaviour::MergedWithNext},
        {"Contiguous", SplitBehaviour::Contiguous},
    };
    const auto* found = std::find_if(std::begin(known), std::end(known),
                                     [&](const auto& entry) { return entry.first == name; });
    if (found == std::end(known))
        return part.error(ErrorCode::Unsupported, "behavior '" + name + "'",
                          "Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous");
    step.behaviour = found->second;
    return step;
}

/// Old files say add_prefix_space, newer ones prepend_scheme.
Result<PrependScheme> prependScheme(const JsonPart& part) {
    LAPIDARY_TRY(const bool prefix, part.boolean("add_prefix_space", true));
    LAPIDARY_TRY(const std::optional<JsonPart> scheme, part.optionalMember("prepend_scheme"));
    if (!scheme)
        return prefix ? PrependScheme::Always : PrependScheme::Never;
    LAPIDARY_TRY(const std::string name, scheme->text());
    if (!prefix && name != "never")
        return part.error(ErrorCode::Inconsistent,
                          "add_prefix_space false with prepend_scheme '" + name + "'", "'never'");
    if (name == "always")
        return PrependScheme::Always;
    if (name == "first")
        return PrependScheme::First;
    if (name == "never")
        return PrependScheme::Never;
    return scheme->error(ErrorCode::Unsupported, "'" + name + "'", "always, first or never");
}

Result<MetaspaceStep> metaspaceStep(const JsonPart& part) {
    MetaspaceStep step;
    LAPIDARY_TRY(step.replacement, oneCharacter(part, "replacement"));
    LAPIDARY_TRY(step.scheme, prependScheme(part));
    LAPIDARY_TRY(step.split, part.boolean("split", true));
    return step;
}

Result<StripDecoder> stripDecoder(const JsonPart& part) {
    StripDecoder step;
    LAPIDARY_TRY(step.content, oneCharacter(part, "content"));
    LAPIDARY_TRY(const std::int64_t start, part.integer("start"));
    LAPIDARY_TRY(const std::int64_t stop, part.integer("stop"));
    if (start < 0 || stop < 0)
        return part.error(ErrorCode::BadValue, "a negative count", "0 or more");
    step.start = static_cast<std::size_t>(start);
    step.stop = static_cast<std::size_t>(stop);
    return step;
}

/// Moves a Result's value to the end of a list of variants.
template<class Step, class Value>
Status append(std::vector<Step>& steps, Result<Value> value) {
    if (!value)
        return std::move(value).error();
    steps.emplace_back(*std::move(value));
    return {};
}

Status readTemplate(const JsonPart& part, std::vector<TokenId>& prefix, std::vector<TokenId>& suffix) {
    LAPIDARY_TRY(const JsonPart single, part.member("single"));
    LAPIDARY_TRY(const std::vector<JsonPart> pieces, single.items());
    bool afterText = false;
    for (const JsonPart& piece : pieces) {
        LAPIDARY_TRY(const std::optional<JsonPart> sequence, piece.optionalMember("Sequence"));
        if (sequence) {
            LAPIDARY_TRY(const std::string id, sequence->text("id"));
            if (id != "A" || afterText)
                return sequence->error(ErrorCode::Unsupported, "a second text in 'single'",
                                       "sequence A once");
            afterText = true;
            continue;
        }
        LAPIDARY_TRY(const JsonPart special, piece.member("SpecialToken"));
        LAPIDARY_TRY(const std::string name, special.text("id"));
        LAPIDARY_TRY(const JsonPart table, part.member("special_tokens"));
        LAPIDARY_TRY(const JsonPart entry, table.member(name));
        LAPIDARY_TRY(const JsonPart list, entry.member("ids"));
        LAPIDARY_TRY(const std::vector<JsonPart> ids, list.items());
        for (const JsonPart& item : ids) {
            LAPIDARY_TRY(const std::int64_t id, item.integer());
            if (id < 0 || id > Vocabulary::kLargestId)
                return item.error(ErrorCode::BadValue, "token id " + std::to_string(id),
                                  "an id of the vocabulary");
            (afterText ? suffix : prefix).push_back(static_cast<TokenId>(id));
        }
    }
    return afterText ? Status{}
                     : Status{single.error(ErrorCode::BadValue, "no place for the text", "sequence A")};
}

} // namespace

Result<std::vector<NormalizerStep>> readNormalizers(const JsonPart& root) {
    std::vector<NormalizerStep> steps;
    LAPIDARY_CHECK(eachStep(root, "normalizer", "normalizers",
                            [&](const std::string& type, const JsonPart& part) -> Status {
                                if (type == "Prepend") {
                                    LAPIDARY_TRY(std::string text, part.text("prepend"));
                                    steps.emplace_back(PrependStep{std::move(text)});
                                    return {};
                                }
                                if (type == "Replace")
                                    return append(steps, replaceStep(part));
                                for (const auto& [name, form] : {std::pair{"NFC", NormalForm::Nfc},
                                                                 {"NFD", NormalForm::Nfd},
                                                                 {"NFKC", NormalForm::Nfkc},
                                                                 {"NFKD", NormalForm::Nfkd}})
                                    if (type == name) {
                                        steps.emplace_back(NormalFormStep{form});
                                        return {};
                                    }
                                return part.error(ErrorCode::Unsupported, "normalizer '" + type + "'",
                                                  "Sequence, Prepend, Replace, NFC, NFD, NFKC or NFKD");
                            }));
    return steps;
}

Result<std::vector<PreTokenizerStep>> readPreTokenizers(const JsonPart& root) {
    std::vector<PreTokenizerStep> steps;
    LAPIDARY_CHECK(eachStep(
        root, "pre_tokenizer", "pretokenizers", [&](const std::string& type, const JsonPart& part) -> Status {
            if (!steps.empty() && std::holds_alternative<ByteLevelStep>(steps.back()))
                return part.error(ErrorCode::Unsupported, "'" + type + "' after ByteLevel",
                                  "ByteLevel as the last step");
            if (type == "Split")
                return append(steps, splitStep(part));
            if (type == "Metaspace")
                return append(steps, metaspaceStep(part));
            if (type == "Digits") {
                DigitsStep step;
                LAPIDARY_TRY(step.individual, part.boolean("individual_digits", false));
                steps.emplace_back(step);
                return {};
            }
            if (type == "ByteLevel") {
                ByteLevelStep step;
                LAPIDARY_TRY(step.addPrefixSpace, part.boolean("add_prefix_space", true));
                LAPIDARY_TRY(step.useRegex, part.boolean("use_regex", true));
                steps.emplace_back(step);
                return {};
            }
            return part.error(ErrorCode::Unsupported, "pre-tokenizer '" + type + "'",
                              "Sequence, Split, ByteLevel, Digits or Metaspace");
        }));
    return steps;
}

Result<std::vector<DecoderStep>> readDecoders(const JsonPart& root) {
    std::vector<DecoderStep> steps;
    LAPIDARY_CHECK(
        eachStep(root, "decoder", "decoders", [&](const std::string& type, const JsonPart& part) -> Status {
            if (type == "ByteLevel")
                steps.emplace_back(ByteLevelDecoder{});
            else if (type == "ByteFallback")
                steps.emplace_back(ByteFallbackDecoder{});
            else if (type == "Fuse")
                steps.emplace_back(FuseDecoder{});
            else if (type == "Replace")
                return append(steps, replaceStep(part));
            else if (type == "Strip")
                return append(steps, stripDecoder(part));
            else if (type == "Metaspace") {
                LAPIDARY_TRY(const MetaspaceStep step, metaspaceStep(part));
                steps.emplace_back(MetaspaceDecoder{step.replacement, step.scheme});
            } else
                return part.error(ErrorCode::Unsupported, "decoder '" + type + "'",
                                  "Sequence, ByteLevel, Replace, ByteFallback, Fuse, Strip or Metaspace");
            return {};
        }));
    return steps;
}

Status readPostProcessor(const JsonPart& root, std::vector<TokenId>& prefix, std::vector<TokenId>& suffix) {
    bool seen = false;
    return eachStep(root, "post_processor", "processors",
                    [&](const std::string& type, const JsonPart& part) -> Status {
                        // ByteLevel here trims offsets, which nobody asks for.
                        if (type == "ByteLevel")
                            return {};
                        if (type != "TemplateProcessing" || seen)
                            return part.error(ErrorCode::Unsupported,
                                              type == "TemplateProcessing" ? std::string("two templates")
                                                                           : "post-processor '" + type + "'",
                                              "ByteLevel and one TemplateProcessing");
                        seen = true;
                        return readTemplate(part, prefix, suffix);
                    });
}

} // namespace lapidary::formats::detail
