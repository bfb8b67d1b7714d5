// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/builtin/bpe_trainer.h"

#include "core/builtin/text_generator.h"
#include "core/formats/tokenizer.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace lapidary::builtin {
namespace {

using Pieces = std::map<std::string_view, std::size_t>;

/// Ids by the definition: a piece's letters, then every merge in its order over the whole piece.
std::vector<formats::TokenId> encodedByDefinition(const BpeVocabulary& vocabulary, std::string_view piece) {
    std::vector<std::string> parts;
    for (const char c : piece)
        parts.push_back(c == ' ' ? "\u0120" : c == '\n' ? "\u010A" : std::string(1, c));
    for (const auto& [left, right] : vocabulary.merges)
        for (std::size_t i = 0; i + 1 < parts.size(); ++i)
            if (parts[i] == vocabulary.tokens[left] && parts[i + 1] == vocabulary.tokens[right]) {
                parts[i] += parts[i + 1];
                parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            }
    std::vector<formats::TokenId> ids;
    for (const std::string& part : parts)
        ids.push_back(static_cast<formats::TokenId>(
            std::find(vocabulary.tokens.begin(), vocabulary.tokens.end(), part) - vocabulary.tokens.begin()));
    return ids;
}

TEST(BpePieces, FollowTheGpt2Pattern) {
    EXPECT_EQ(countPieces("It's 12 o'clock,  he\n\n said. "), (Pieces{{"It", 1},
                                                                      {"'s", 1},
                                                                      {" 12", 1},
                                                                      {" o", 1},
                                                                      {"'", 1},
                                                                      {"clock", 1},
                                                                      {",", 1},
                                                                      {" ", 2},
                                                                      {" he", 1},
                                                                      {"\n\n", 1},
                                                                      {" said", 1},
                                                                      {".", 1}}));
}

/// Words "abc", " abc" and " abd": ab comes three times, of the pairs that then come twice "ab c" has the
/// smaller ids (letters before the space's), and what is left comes once.
TEST(BpeTrainer, JoinsTheMostFrequentPair) {
    const auto trained = trainBpe("abc abc abd", 1000, "<e>");
    ASSERT_OK(trained);
    EXPECT_EQ(std::vector<std::string>(trained->tokens.begin() + 257, trained->tokens.end()),
              (std::vector<std::string>{"ab", "\u0120ab"}));
}

TEST(BpeTrainer, RefusesWhatItCannotTrainOn) {
    EXPECT_FALSE(trainBpe("gr\xC3\xBC n", 1000, "<e>"));
    EXPECT_FALSE(trainBpe("green", 256, "<e>"));
}

TEST(BpeTrainer, MakesATokenizerThatOurReaderUsesByDefinition) {
    const std::string text = generateText(4, 60000);
    const auto vocabulary = trainBpe(text, 700, kEndOfText);
    ASSERT_OK(vocabulary);
    EXPECT_EQ(vocabulary->tokens.size(), 700U);
    EXPECT_EQ(std::set<std::string>(vocabulary->tokens.begin(), vocabulary->tokens.end()).size(), 700U);
    const auto tokenizer = formats::Tokenizer::fromJson(tokenizerJson(*vocabulary), "tokenizer.json");
    ASSERT_OK(tokenizer);
    EXPECT_EQ(tokenizer->vocabularySize(), 700);
    const std::string other = generateText(5, 20000);
    for (const auto& [piece, count] : countPieces(other)) {
        const auto ids = tokenizer->encode(piece, false);
        ASSERT_OK(ids);
        EXPECT_EQ(*ids, encodedByDefinition(*vocabulary, piece)) << piece;
    }
}

TEST(BpeTrainer, LosesNothingOnTheWay) {
    const auto vocabulary = trainBpe(generateText(4, 30000), 600, kEndOfText);
    ASSERT_OK(vocabulary);
    const auto tokenizer = formats::Tokenizer::fromJson(tokenizerJson(*vocabulary), "tokenizer.json");
    ASSERT_OK(tokenizer);
    for (const std::string& text :
         {generateText(6, 5000), std::string("Gr\xC3\xBC\xC3\x9F Gott, 42 \xE2\x82\xAC!\t\n  x"),
          std::string()}) {
        const auto ids = tokenizer->encode(text, true);
        ASSERT_OK(ids);
        EXPECT_EQ(tokenizer->decode(*ids, false), text);
    }
    EXPECT_EQ(*tokenizer->encode(kEndOfText, true), std::vector<formats::TokenId>{0});
}

} // namespace
} // namespace lapidary::builtin
