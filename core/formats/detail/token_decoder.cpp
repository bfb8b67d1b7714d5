// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/formats/detail/token_pipeline.h"

namespace lapidary::formats::detail {

using base::Result;

namespace {

using Tokens = std::vector<std::string>;

/// The bytes that GPT-2's spelling stands for; a token with other characters stands for itself.
std::string spelledBytes(const std::string& token) {
    std::string bytes;
    for (std::size_t at = 0; at < token.size();) {
        const CodePoint point = codePointAt(token, at);
        const int byte = spelledByte(point.value);
        if (byte < 0)
            return token;
        bytes.push_back(static_cast<char>(byte));
        at += point.bytes;
    }
    return bytes;
}

Tokens decodeByteLevel(const Tokens& tokens) {
    std::string bytes;
    for (const std::string& token : tokens)
        bytes += spelledBytes(token);
    return {lossyUtf8(bytes)};
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// The value of `<0xHH>`, or -1.
int fallbackByte(const std::string& token) {
    if (token.size() != 6 || !token.starts_with("<0x") || token[5] != '>')
        return -1;
    const int high = hexDigit(token[3]);
    const int low = hexDigit(token[4]);
    return high < 0 || low < 0 ? -1 : 16 * high + low;
}

/// A run of byte tokens is their text where that is UTF-8 as a whole, else one U+FFFD a byte.
Tokens decodeByteFallback(const Tokens& tokens) {
    Tokens result;
    std::string bytes;
    const auto flush = [&] {
        if (base::firstInvalidUtf8(bytes) == std::string_view::npos) {
            if (!bytes.empty())
                result.push_back(bytes);
        } else {
            result.insert(result.end(), bytes.size(), "\xEF\xBF\xBD");
        }
        bytes.clear();
    };
    for (const std::string& token : tokens) {
        if (const int byte = fallbackByte(token); byte >= 0) {
            bytes.push_back(static_cast<char>(byte));
            continue;
        }
        flush();
        result.push_back(token);
    }
    flush();
    return result;
}

Tokens fuse(const Tokens& tokens) {
    std::string text;
    for (const std::string& token : tokens)
        text += token;
    return {text};
}

Tokens strip(Tokens tokens, const StripDecoder& rule) {
    const std::size_t size = rule.content.size();
    for (std::string& token : tokens) {
        std::size_t begin = 0;
        for (std::size_t i = 0; i < rule.start && token.compare(begin, size, rule.content) == 0; ++i)
            begin += size;
        std::size_t end = token.size();
        for (std::size_t i = 0;
             i < rule.stop && end >= begin + size && token.compare(end - size, size, rule.content) == 0; ++i)
            end -= size;
        token = token.substr(begin, end - begin);
    }
    return tokens;
}

Tokens decodeMetaspace(const Tokens& tokens, const MetaspaceDecoder& rule, bool whole) {
    Tokens result;
    for (const std::string& token : tokens) {
        const bool drops = whole && result.empty() && rule.scheme != PrependScheme::Never;
        std::string text;
        for (std::size_t at = 0; at < token.size();) {
            const std::size_t bytes = codePointAt(token, at).bytes;
            if (token.compare(at, bytes, rule.replacement) != 0)
                text.append(token, at, bytes);
            else if (!drops)
                text.push_back(' ');
            at += bytes;
        }
        result.push_back(std::move(text));
    }
    return result;
}

} // namespace

Result<Decoder> Decoder::compile(const TokenizerDescription& description) {
    Decoder decoder;
    for (const DecoderStep& rule : description.decoders) {
        Step step{&rule, std::nullopt};
        if (const auto* replace = std::get_if<ReplaceStep>(&rule)) {
            LAPIDARY_TRY(step.pattern, TextPattern::compile(replace->pattern, description.file, "decoder"));
        }
        decoder.m_steps.push_back(std::move(step));
    }
    return decoder;
}

std::string Decoder::apply(std::vector<std::string> tokens, bool whole) const {
    if (m_steps.empty()) {
        std::string text;
        for (const std::string& token : tokens)
            text += (text.empty() ? "" : " ") + token;
        return text;
    }
    const base::RunControl control;
    PatternScratch scratch(control);
    for (const Step& step : m_steps) {
        if (std::holds_alternative<ByteLevelDecoder>(*step.rule))
            tokens = decodeByteLevel(tokens);
        else if (std::holds_alternative<ByteFallbackDecoder>(*step.rule))
            tokens = decodeByteFallback(tokens);
        else if (std::holds_alternative<FuseDecoder>(*step.rule))
            tokens = fuse(tokens);
        else if (const auto* rule = std::get_if<StripDecoder>(step.rule)) {
            if (whole)
                tokens = strip(std::move(tokens), *rule);
        } else if (const auto* metaspace = std::get_if<MetaspaceDecoder>(step.rule))
            tokens = decodeMetaspace(tokens, *metaspace, whole);
        else if (const auto* replace = std::get_if<ReplaceStep>(step.rule))
            for (std::string& token : tokens)
                // A pattern that gives up leaves the token as it is: decoding has no way to fail.
                if (auto replaced = replaceAll(token, *step.pattern, replace->content, scratch))
                    token = *std::move(replaced);
    }
    return fuse(tokens).front();
}

} // namespace lapidary::formats::detail
