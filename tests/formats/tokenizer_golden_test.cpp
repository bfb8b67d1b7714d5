// SPDX-License-Identifier: GPL-3.0-or-later
// Cases that others keep beside their vocabularies: llama.cpp (.inp, .out) and swift-transformers.
#include "core/base/json.h"
#include "core/formats/detail/unicode_text.h"
#include "core/formats/gguf.h"
#include "core/formats/tokenizer.h"
#include "tests/formats/tokenizer_test_support.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>
#include <random>
#include <sstream>

namespace lapidary::tests {
namespace {

using formats::GgufFile;
using formats::TokenId;
using formats::Tokenizer;

struct LlamaCase {
    std::string text;
    std::vector<TokenId> ids;
};

std::vector<LlamaCase> llamaCases(const std::string& texts, const std::string& idLines) {
    const std::string separator = "\n__ggml_vocab_test__\n";
    std::vector<LlamaCase> cases;
    std::istringstream lines(idLines);
    std::string line;
    for (std::size_t at = 0; std::getline(lines, line);) {
        const std::size_t end = std::min(texts.find(separator, at), texts.size());
        LlamaCase one{texts.substr(std::min(at, end), end - std::min(at, end)), {}};
        std::istringstream numbers(line);
        for (TokenId id = 0; numbers >> id;)
            one.ids.push_back(id);
        cases.push_back(std::move(one));
        at = end + separator.size();
    }
    return cases;
}

void expectLlamaCases(const Tokenizer& tokenizer, const std::filesystem::path& vocabulary) {
    const auto cases = llamaCases(textOf(vocabulary.string() + ".inp"), textOf(vocabulary.string() + ".out"));
    EXPECT_GT(cases.size(), 40u);
    for (const LlamaCase& one : cases) {
        const auto ids = tokenizer.encode(one.text, false);
        ASSERT_OK(ids);
        EXPECT_EQ(*ids, one.ids) << "text: '" << one.text << "'";
    }
}

/// A tokenizer.json as transformers writes it for GPT-2, from the two files of the first release.
std::string gpt2Json(const std::filesystem::path& encoder, const std::filesystem::path& merges) {
    base::Json json = base::Json::parse(
        R"({"version":"1.0","added_tokens":[{"id":50256,"content":"<|endoftext|>","special":true}],
        "normalizer":null,"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true},
        "post_processor":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":false},
        "decoder":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true},
        "model":{"dropout":null,"unk_token":"","continuing_subword_prefix":"","end_of_word_suffix":"","fuse_unk":false}})");
    json["model"]["vocab"] = base::Json::parse(textOf(encoder));
    std::istringstream lines(textOf(merges));
    base::Json list = base::Json::array();
    for (std::string line; std::getline(lines, line);)
        if (!line.empty())
            list.push_back(line);
    json["model"]["merges"] = list;
    return json.dump();
}

TEST(TokenizerGolden, Gpt2FromGguf) {
    LAPIDARY_TEST_DATA_OR_SKIP(vocabulary, "tokenizers/llama.cpp/ggml-vocab-gpt-2.gguf");
    const auto gguf = GgufFile::open(vocabulary);
    ASSERT_OK(gguf);
    const auto tokenizer = Tokenizer::fromGguf(*gguf);
    ASSERT_OK(tokenizer);
    expectLlamaCases(*tokenizer, vocabulary);
}

TEST(TokenizerGolden, Gpt2FromVocabularyAndMerges) {
    LAPIDARY_TEST_DATA_OR_SKIP(encoder, "tokenizers/gpt2/encoder.json");
    LAPIDARY_TEST_DATA_OR_SKIP(merges, "tokenizers/gpt2/vocab.bpe");
    LAPIDARY_TEST_DATA_OR_SKIP(vocabulary, "tokenizers/llama.cpp/ggml-vocab-gpt-2.gguf");
    LAPIDARY_TEST_DATA_OR_SKIP(swiftCase, "tokenizers/swift-transformers/gpt2_encoded_tokens.json");
    const auto tokenizer = Tokenizer::fromJson(gpt2Json(encoder, merges), "gpt2");
    ASSERT_OK(tokenizer);
    expectLlamaCases(*tokenizer, vocabulary);
    const auto json = base::readJsonFile(swiftCase.string());
    ASSERT_OK(json);
    const auto ids = tokenizer->encode(json->at("text").get<std::string>(), true);
    ASSERT_OK(ids);
    EXPECT_EQ(*ids, json->at("token_ids").get<std::vector<TokenId>>());
    EXPECT_EQ(tokenizer->decode(*ids, false), json->at("text").get<std::string>());
}

TEST(TokenizerGolden, Phi3FromGguf) {
    LAPIDARY_TEST_DATA_OR_SKIP(vocabulary, "tokenizers/llama.cpp/ggml-vocab-phi-3.gguf");
    const auto gguf = GgufFile::open(vocabulary);
    ASSERT_OK(gguf);
    const auto tokenizer = Tokenizer::fromGguf(*gguf);
    ASSERT_OK(tokenizer);
    expectLlamaCases(*tokenizer, vocabulary);
    const auto again = Tokenizer::fromFiles(tokenizer->huggingFaceFiles(), "tokenizer.json");
    ASSERT_OK(again);
    expectLlamaCases(*again, vocabulary);
    const auto ids = again->encode("hello", true);
    ASSERT_OK(ids);
    EXPECT_EQ(ids->front(), 1);
    EXPECT_EQ(again->decode(*ids, true), "hello");
    EXPECT_EQ(again->tokenText(ids->back()), " hello");
}

/// Characters from every plane, no surrogates.
std::string randomText(std::mt19937& random, int characters) {
    const char32_t ends[] = {0x7F, 0x7FF, 0xFFFF, 0x10FFFF};
    std::string text;
    for (int i = 0; i < characters; ++i) {
        char32_t code = random() % (ends[random() % 4] + 1);
        if (code >= 0xD800 && code <= 0xDFFF)
            code = ' ';
        formats::detail::appendUtf8(text, code);
    }
    return text;
}

TEST(TokenizerGolden, ByteLevelRoundTripsAnyText) {
    LAPIDARY_TEST_DATA_OR_SKIP(vocabulary, "tokenizers/llama.cpp/ggml-vocab-gpt-2.gguf");
    const auto gguf = GgufFile::open(vocabulary);
    ASSERT_OK(gguf);
    const auto tokenizer = Tokenizer::fromGguf(*gguf);
    ASSERT_OK(tokenizer);
    std::mt19937 random(11);
    for (int round = 0; round < 2000; ++round) {
        const std::string text = randomText(random, 1 + static_cast<int>(random() % 40));
        const auto ids = tokenizer->encode(text, true);
        ASSERT_OK(ids);
        ASSERT_EQ(tokenizer->decode(*ids, false), text);
    }
}

// Quadratic work on these would take hours, not seconds.
TEST(TokenizerGolden, LongTextsWithoutSpacesAreNotQuadratic) {
    LAPIDARY_TEST_DATA_OR_SKIP(bytes, "tokenizers/llama.cpp/ggml-vocab-gpt-2.gguf");
    LAPIDARY_TEST_DATA_OR_SKIP(pieces, "tokenizers/llama.cpp/ggml-vocab-phi-3.gguf");
    constexpr std::size_t kLength = 500'000;
    std::mt19937 random(3);
    std::string letters(kLength, ' ');
    for (char& letter : letters)
        letter = static_cast<char>('a' + random() % 26);
    for (const auto& vocabulary : {bytes, pieces}) {
        const auto gguf = GgufFile::open(vocabulary);
        ASSERT_OK(gguf);
        const auto tokenizer = Tokenizer::fromGguf(*gguf);
        ASSERT_OK(tokenizer);
        for (const std::string& text : {letters, std::string(kLength, ' ') + "x", std::string(kLength, '<'),
                                        std::string(kLength, '\n')}) {
            const auto ids = tokenizer->encode(text, false);
            ASSERT_OK(ids);
            EXPECT_TRUE(tokenizer->decode(*ids, false) == text);
        }
    }
}

} // namespace
} // namespace lapidary::tests
