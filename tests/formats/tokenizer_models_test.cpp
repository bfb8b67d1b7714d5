// SPDX-License-Identifier: GPL-3.0-or-later
// Whole texts against the ids that transformers gives, and the cases that llama.cpp keeps beside its
// vocabularies.
#include "core/base/json.h"
#include "core/formats/gguf.h"
#include "core/formats/tokenizer.h"
#include "tests/formats/tokenizer_test_support.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>
#include <sstream>

namespace lapidary::tests {
namespace {

using formats::GgufFile;
using formats::TokenId;
using formats::Tokenizer;

void expectReference(const std::vector<TokenId>& ids, const std::filesystem::path& reference) {
    const auto json = base::readJsonFile(reference.string());
    ASSERT_OK(json);
    EXPECT_EQ(ids.size(), json->at("text_tokens").get<std::size_t>());
    ASSERT_GE(ids.size(), 32u);
    EXPECT_EQ(std::vector<TokenId>(ids.begin(), ids.begin() + 32),
              json->at("ids_first_32").get<std::vector<TokenId>>());
    EXPECT_EQ(std::vector<TokenId>(ids.end() - 32, ids.end()),
              json->at("ids_last_32").get<std::vector<TokenId>>());
    EXPECT_EQ(hashOfIds(ids), json->at("ids_sha256_int32_le").get<std::string>());
}

void expectGreedyTexts(const Tokenizer& tokenizer, const std::filesystem::path& reference) {
    const auto json = base::readJsonFile(reference.string());
    ASSERT_OK(json);
    for (const base::Json& greedy : json->at("greedy")) {
        const auto prompt = tokenizer.encode(greedy.at("prompt").get<std::string>(), true);
        ASSERT_OK(prompt);
        EXPECT_EQ(*prompt, greedy.at("prompt_ids").get<std::vector<TokenId>>());
        // The script decodes with special tokens left out.
        EXPECT_EQ(tokenizer.decode(greedy.at("new_ids").get<std::vector<TokenId>>(), true),
                  greedy.at("text").get<std::string>());
    }
}

TEST(TokenizerModels, SmolLm2FromGgufGivesTheReferenceIds) {
    const auto model = smolLm2();
    if (!model)
        GTEST_SKIP() << "the model is not here";
    LAPIDARY_TEST_DATA_OR_SKIP(textFile, "text/wikitext-2-raw/wiki.test.raw");
    LAPIDARY_TEST_DATA_OR_SKIP(reference, "reference/smollm2-135m-instruct.json");
    const auto gguf = GgufFile::open(*model);
    ASSERT_OK(gguf);
    const auto tokenizer = Tokenizer::fromGguf(*gguf);
    ASSERT_OK(tokenizer);
    EXPECT_EQ(tokenizer->vocabularySize(), 49152);
    EXPECT_TRUE(tokenizer->notices().empty());
    const std::string text = textOf(textFile);
    const auto ids = tokenizer->encode(text, true);
    ASSERT_OK(ids);
    expectReference(*ids, reference);
    EXPECT_TRUE(tokenizer->decode(*ids, false) == text);
    expectGreedyTexts(*tokenizer, reference);
}

TEST(TokenizerModels, SmolLm2FilesReadAgainGiveTheSameIds) {
    const auto model = smolLm2();
    if (!model)
        GTEST_SKIP() << "the model is not here";
    LAPIDARY_TEST_DATA_OR_SKIP(textFile, "text/wikitext-2-raw/wiki.test.raw");
    LAPIDARY_TEST_DATA_OR_SKIP(reference, "reference/smollm2-135m-instruct.json");
    const auto gguf = GgufFile::open(*model);
    ASSERT_OK(gguf);
    const auto tokenizer = Tokenizer::fromGguf(*gguf);
    ASSERT_OK(tokenizer);
    const Tokenizer::HuggingFaceFiles files = tokenizer->huggingFaceFiles();
    const auto again = Tokenizer::fromFiles(files, "tokenizer.json");
    ASSERT_OK(again);
    const auto ids = again->encode(textOf(textFile), true);
    ASSERT_OK(ids);
    expectReference(*ids, reference);
    EXPECT_EQ(again->huggingFaceFiles().tokenizerJson, files.tokenizerJson);
    EXPECT_EQ(again->huggingFaceFiles().tokenizerConfigJson, files.tokenizerConfigJson);
    const auto config = base::parseJson(files.tokenizerConfigJson, "tokenizer_config.json");
    ASSERT_OK(config);
    EXPECT_EQ(config->at("eos_token"), "<|im_end|>");
    EXPECT_EQ(config->at("model_max_length"), 8192);
    EXPECT_NE(config->at("chat_template").get<std::string>().find("add_generation_prompt"),
              std::string::npos);
}

TEST(TokenizerModels, TinyStoriesFromJsonGivesTheReferenceIds) {
    LAPIDARY_TEST_DATA_OR_SKIP(file, "models/tinystories-656k/tokenizer.json");
    LAPIDARY_TEST_DATA_OR_SKIP(textFile, "calibration/exllamav3/tiny.utf8");
    LAPIDARY_TEST_DATA_OR_SKIP(reference, "reference/tinystories-656k.json");
    const auto tokenizer = Tokenizer::fromJson(textOf(file), file.string());
    ASSERT_OK(tokenizer);
    const auto ids = tokenizer->encode(secondHalf(textOf(textFile)), true);
    ASSERT_OK(ids);
    expectReference(*ids, reference);
    expectGreedyTexts(*tokenizer, reference);
}

} // namespace
} // namespace lapidary::tests
