// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/token_pipeline.h"

#include <type_traits>

namespace lapidary::formats::detail {

using base::Result;
using base::Status;

const std::string_view kGpt2Pattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

Result<std::string> replaceAll(std::string_view text, const TextPattern& pattern, const std::string& content,
                               PatternScratch& scratch) {
    std::vector<TextRange> matches;
    LAPIDARY_CHECK(pattern.findAll(text, scratch, matches));
    std::string result;
    result.reserve(text.size());
    std::size_t at = 0;
    for (const TextRange& match : matches) {
        result.append(text.substr(at, match.begin - at)).append(content);
        at = match.end;
    }
    result.append(text.substr(at));
    return result;
}

Result<Normalizer> Normalizer::compile(const TokenizerDescription& description) {
    Normalizer normalizer;
    for (const NormalizerStep& rule : description.normalizers) {
        Step step{&rule, std::nullopt};
        if (const auto* replace = std::get_if<ReplaceStep>(&rule)) {
            LAPIDARY_TRY(step.pattern,
                         TextPattern::compile(replace->pattern, description.file, "normalizer"));
        }
        normalizer.m_steps.push_back(std::move(step));
    }
    return normalizer;
}

Result<std::string> Normalizer::apply(std::string_view text, PatternScratch& scratch) const {
    std::string current(text);
    for (const Step& step : m_steps) {
        LAPIDARY_CHECK(scratch.control().check());
        if (const auto* prepend = std::get_if<PrependStep>(step.rule)) {
            if (!current.empty())
                current.insert(0, prepend->text);
        } else if (const auto* replace = std::get_if<ReplaceStep>(step.rule)) {
            LAPIDARY_TRY(current, replaceAll(current, *step.pattern, replace->content, scratch));
        } else {
            current = normalForm(current, std::get<NormalFormStep>(*step.rule).form);
        }
    }
    return current;
}

Result<PreTokenizer> PreTokenizer::compile(const TokenizerDescription& description) {
    PreTokenizer preTokenizer;
    for (const PreTokenizerStep& rule : description.preTokenizers) {
        Step step{&rule, std::nullopt};
        PatternSource source;
        if (const auto* split = std::get_if<SplitStep>(&rule))
            source = split->pattern;
        if (const auto* bytes = std::get_if<ByteLevelStep>(&rule)) {
            preTokenizer.m_byteLevel = true;
            if (bytes->useRegex)
                source = {true, std::string(kGpt2Pattern)};
        }
        if (const auto* metaspace = std::get_if<MetaspaceStep>(&rule))
            source = {false, metaspace->replacement};
        if (!source.text.empty()) {
            LAPIDARY_TRY(step.pattern, TextPattern::compile(source, description.file, "pre_tokenizer"));
        }
        preTokenizer.m_steps.push_back(std::move(step));
    }
    return preTokenizer;
}

struct PreTokenizer::Run {
    PatternScratch& patterns;
    Scratch& scratch;
    const Sink& sink;
};

Status PreTokenizer::split(std::string_view text, bool atStart, PatternScratch& patterns, Scratch& scratch,
                           const Sink& sink) const {
    scratch.matches.resize(m_steps.size());
    scratch.pieces.resize(m_steps.size());
    return run(0, text, atStart, Run{patterns, scratch, sink});
}

namespace {

/// Runs of numeric characters, or each alone.
void findDigits(std::string_view text, std::vector<TextRange>& matches) {
    matches.clear();
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (isNumeric(point.value))
            matches.push_back({at, at + point.bytes});
        at += point.bytes;
    }
}

void replaceSpaces(std::string& text, std::string_view replacement) {
    std::string result;
    result.reserve(text.size());
    for (const char c : text)
        c == ' ' ? result.append(replacement) : result.append(1, c);
    text = std::move(result);
}

} // namespace

Status PreTokenizer::cut(std::size_t step, std::string_view text, bool atStart, SplitBehaviour behaviour,
                         bool invert, const Run& context) const {
    std::vector<TextRange>& matches = context.scratch.matches[step];
    std::vector<TextRange>& pieces = context.scratch.pieces[step];
    if (m_steps[step].pattern)
        LAPIDARY_CHECK(m_steps[step].pattern->findAll(text, context.patterns, matches));
    else
        findDigits(text, matches);
    splitAtMatches(matches, text.size(), behaviour, invert, pieces);
    // Deeper steps use other lists; this one stays as it is.
    for (const TextRange& piece : pieces)
        LAPIDARY_CHECK(run(step + 1, text.substr(piece.begin, piece.end - piece.begin),
                           atStart && piece.begin == 0, context));
    return {};
}

Status PreTokenizer::run(std::size_t step, std::string_view text, bool atStart, const Run& context) const {
    if (text.empty())
        return {};
    if (step == m_steps.size())
        return context.sink(text);
    const PreTokenizerStep& rule = *m_steps[step].rule;
    if (const auto* split = std::get_if<SplitStep>(&rule))
        return cut(step, text, atStart, split->behaviour, split->invert, context);
    if (const auto* digits = std::get_if<DigitsStep>(&rule))
        return cut(step, text, atStart,
                   digits->individual ? SplitBehaviour::Isolated : SplitBehaviour::Contiguous, false,
                   context);
    std::string changed;
    if (const auto* bytes = std::get_if<ByteLevelStep>(&rule)) {
        if (bytes->addPrefixSpace && !text.starts_with(' ')) {
            changed.append(1, ' ').append(text);
            text = changed;
        }
        return bytes->useRegex ? cut(step, text, atStart, SplitBehaviour::Isolated, false, context)
                               : run(step + 1, text, atStart, context);
    }
    const auto& metaspace = std::get<MetaspaceStep>(rule);
    changed = text;
    replaceSpaces(changed, metaspace.replacement);
    const bool prepends =
        metaspace.scheme == PrependScheme::Always || (metaspace.scheme == PrependScheme::First && atStart);
    if (prepends && !changed.starts_with(metaspace.replacement))
        changed.insert(0, metaspace.replacement);
    return metaspace.split ? cut(step, changed, atStart, SplitBehaviour::MergedWithNext, false, context)
                           : run(step + 1, changed, atStart, context);
}

} // namespace lapidary::formats::detail
