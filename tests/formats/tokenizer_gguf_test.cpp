// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/formats/gguf.h"
#include "core/formats/tokenizer.h"
#include "tests/support/checkpoint_maker.h"
#include "tests/support/gguf_maker.h"
#include "tests/support/test_data.h"

#include <functional>
#include <gtest/gtest.h>

namespace lapidary::tests {
namespace {

using base::ErrorCode;
using formats::GgufFile;
using formats::TokenId;
using formats::Tokenizer;
using Ids = std::vector<TokenId>;

/// The keys of a vocabulary, each of which a test may take away or change.
struct Keys {
    std::string model = "gpt2";
    std::string pre = "gpt-2";
    std::vector<std::string> tokens = {"<s>", "a", "b", "ab", "\xC4\xA0", "1", "2", "12", "<user>"};
    std::vector<std::int32_t> types = {3, 1, 1, 1, 1, 1, 1, 1, 4};
    std::vector<std::string> merges = {"a b", "1 2"};
    std::vector<float> scores;
    std::function<void(GgufMaker&)> more = [](GgufMaker&) {};
};

std::string texts(const std::vector<std::string>& values) {
    std::string bytes = bytesOf(std::uint32_t{8}) + bytesOf(static_cast<std::uint64_t>(values.size()));
    for (const std::string& value : values)
        bytes += GgufMaker::string(value);
    return bytes;
}

std::string floats(const std::vector<float>& values) {
    std::string bytes = bytesOf(std::uint32_t{6}) + bytesOf(static_cast<std::uint64_t>(values.size()));
    for (const float value : values)
        bytes += bytesOf(value);
    return bytes;
}

/// Keys that are empty are left out.
base::Result<Tokenizer> tokenizerOf(const Keys& keys) {
    GgufMaker maker = llamaGguf();
    if (!keys.model.empty())
        maker.text("tokenizer.ggml.model", keys.model);
    if (!keys.pre.empty())
        maker.text("tokenizer.ggml.pre", keys.pre);
    if (!keys.tokens.empty())
        maker.raw("tokenizer.ggml.tokens", 9, texts(keys.tokens));
    if (!keys.types.empty())
        maker.i32s("tokenizer.ggml.token_type", keys.types);
    if (!keys.merges.empty())
        maker.raw("tokenizer.ggml.merges", 9, texts(keys.merges));
    if (!keys.scores.empty())
        maker.raw("tokenizer.ggml.scores", 9, floats(keys.scores));
    keys.more(maker);
    const TemporaryFolder folder;
    writeFile(folder / "v.gguf", maker.bytes());
    LAPIDARY_TRY(const GgufFile gguf, GgufFile::open(folder / "v.gguf"));
    return Tokenizer::fromGguf(gguf);
}

Keys sentencePiece() {
    Keys keys;
    keys.model = "llama";
    keys.tokens = {"<unk>", "<s>", "<0x41>", "\xE2\x96\x81", "a", "b", "ab", "ba", "<tool>"};
    keys.types = {2, 3, 6, 1, 1, 1, 1, 1, 4};
    keys.scores = {0, 0, 0, -9, -7, -8, -2, -1, 0};
    keys.merges.clear();
    keys.more = [](GgufMaker& maker) { maker.u32("tokenizer.ggml.bos_token_id", 1); };
    return keys;
}

Ids idsOf(const Tokenizer& tokenizer, const std::string& text) {
    auto ids = tokenizer.encode(text, true);
    EXPECT_TRUE(ids.ok());
    return ids ? *ids : Ids{};
}

TEST(TokenizerGguf, ByteLevelAndItsAddedTokens) {
    const auto tokenizer = tokenizerOf({});
    ASSERT_OK(tokenizer);
    EXPECT_TRUE(tokenizer->notices().empty());
    EXPECT_EQ(idsOf(*tokenizer, "<s>ab 12<user>ba"), (Ids{0, 3, 4, 7, 8, 2, 1}));
    EXPECT_EQ(tokenizer->decode(Ids{0, 3, 4, 7, 8}, true), "ab 12<user>");
}

TEST(TokenizerGguf, SmolLmTakesDigitsOneByOne) {
    Keys keys;
    keys.pre = "smollm";
    const auto tokenizer = tokenizerOf(keys);
    ASSERT_OK(tokenizer);
    EXPECT_EQ(idsOf(*tokenizer, "ab12"), (Ids{3, 5, 6}));
}

TEST(TokenizerGguf, Llama3AddsBosAndTakesWholePieces) {
    Keys keys;
    keys.pre = "llama-bpe";
    keys.tokens.push_back("ba");
    keys.types.push_back(1);
    keys.more = [](GgufMaker& maker) { maker.u32("tokenizer.ggml.bos_token_id", 0); };
    const auto tokenizer = tokenizerOf(keys);
    ASSERT_OK(tokenizer);
    EXPECT_EQ(idsOf(*tokenizer, "ba"), (Ids{0, 9}));
}

TEST(TokenizerGguf, SentencePieceMergesByScore) {
    const auto tokenizer = tokenizerOf(sentencePiece());
    ASSERT_OK(tokenizer);
    // "ba" has the better score, though "ab" comes first in the text.
    EXPECT_EQ(idsOf(*tokenizer, "aba"), (Ids{1, 3, 4, 7}));
    EXPECT_EQ(idsOf(*tokenizer, "A<tool>zz"), (Ids{1, 3, 2, 8, 3, 0}));
    EXPECT_EQ(tokenizer->decode(Ids{1, 3, 4, 7}, true), "aba");
}

TEST(TokenizerGguf, WrittenJsonGivesTheSameIds) {
    for (const Keys& keys : {Keys{}, sentencePiece()}) {
        const auto tokenizer = tokenizerOf(keys);
        ASSERT_OK(tokenizer);
        const Tokenizer::HuggingFaceFiles files = tokenizer->huggingFaceFiles();
        const auto again = Tokenizer::fromFiles(files, "tokenizer.json");
        ASSERT_OK(again);
        for (const char* text : {"", "ab", "a  ba <s> 12", "<user>", "x<tool>aba"})
            EXPECT_EQ(idsOf(*again, text), idsOf(*tokenizer, text)) << text;
        ASSERT_OK(base::parseJson(files.tokenizerConfigJson, "tokenizer_config.json"));
        ASSERT_OK(base::parseJson(files.specialTokensMapJson, "special_tokens_map.json"));
    }
}

TEST(TokenizerGguf, MissingPreIsSaidAndReadAsGpt2) {
    Keys keys;
    keys.pre.clear();
    const auto tokenizer = tokenizerOf(keys);
    ASSERT_OK(tokenizer);
    ASSERT_EQ(tokenizer->notices().size(), 1u);
    EXPECT_NE(tokenizer->notices()[0].find("tokenizer.ggml.pre"), std::string::npos);
    EXPECT_EQ(idsOf(*tokenizer, "ab12"), (Ids{3, 7}));
}

TEST(TokenizerGguf, BrokenKeysGiveErrorsThatNameThem) {
    struct Broken {
        const char* name;
        std::function<void(Keys&)> change;
        ErrorCode code;
    };
    const Broken list[] = {
        {"tokenizer.ggml.model", [](Keys& k) { k.model.clear(); }, ErrorCode::MissingKey},
        {"tokenizer.ggml.model", [](Keys& k) { k.model = "bert"; }, ErrorCode::Unsupported},
        {"tokenizer.ggml.pre", [](Keys& k) { k.pre = "falcon"; }, ErrorCode::Unsupported},
        {"tokenizer.ggml.tokens", [](Keys& k) { k.tokens.clear(); }, ErrorCode::MissingKey},
        {"tokenizer.ggml.tokens[2]", [](Keys& k) { k.tokens[2] = "a"; }, ErrorCode::Inconsistent},
        {"tokenizer.ggml.tokens[2]", [](Keys& k) { k.tokens[2] = "\xFF"; }, ErrorCode::Malformed},
        {"tokenizer.ggml.token_type", [](Keys& k) { k.types.pop_back(); }, ErrorCode::Inconsistent},
        {"tokenizer.ggml.merges", [](Keys& k) { k.merges.clear(); }, ErrorCode::MissingKey},
        {"tokenizer.ggml.merges[1]", [](Keys& k) { k.merges[1] = "12"; }, ErrorCode::BadValue},
        {"tokenizer.ggml.merges[1]", [](Keys& k) { k.merges[1] = "a zz"; }, ErrorCode::Inconsistent},
        {"tokenizer.ggml.scores", [](Keys& k) { k.model = "llama"; }, ErrorCode::Inconsistent},
        {"tokenizer.ggml.bos_token_id",
         [](Keys& k) { k.more = [](GgufMaker& maker) { maker.u32("tokenizer.ggml.bos_token_id", 99); }; },
         ErrorCode::BadValue},
        {"tokenizer.ggml.bos_token_id", [](Keys& k) { k.pre = "llama-bpe"; }, ErrorCode::MissingKey},
        {"tokenizer.chat_template",
         [](Keys& k) { k.more = [](GgufMaker& maker) { maker.text("tokenizer.chat_template", "\xC3("); }; },
         ErrorCode::Malformed},
    };
    for (const Broken& broken : list) {
        SCOPED_TRACE(broken.name);
        Keys keys;
        broken.change(keys);
        const auto tokenizer = tokenizerOf(keys);
        ASSERT_FALSE(tokenizer.ok());
        EXPECT_EQ(tokenizer.error().code, broken.code) << base::describe(tokenizer.error());
        EXPECT_EQ(tokenizer.error().place, broken.name) << base::describe(tokenizer.error());
    }
}

} // namespace
} // namespace lapidary::tests
