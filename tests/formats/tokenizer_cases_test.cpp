// SPDX-License-Identifier: GPL-3.0-or-later
// Small tokenizers of every kind on random texts, against Hugging Face tokenizers
// (tests/golden/make_tokenizer_cases.py).
#include "core/base/json.h"
#include "core/formats/tokenizer.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>

namespace lapidary::tests {
namespace {

using formats::TokenId;
using formats::Tokenizer;
using Ids = std::vector<TokenId>;

void expectCase(const Tokenizer& tokenizer, const base::Json& entry) {
    const Ids ids = entry.at("ids").get<Ids>();
    if (entry.contains("text")) {
        const std::string text = entry.at("text").get<std::string>();
        const auto plain = tokenizer.encode(text, false);
        ASSERT_OK(plain);
        EXPECT_EQ(*plain, ids) << "text: " << entry.at("text").dump();
        const auto special = tokenizer.encode(text, true);
        ASSERT_OK(special);
        EXPECT_EQ(*special, entry.contains("special") ? entry.at("special").get<Ids>() : ids)
            << "text: " << entry.at("text").dump();
    }
    EXPECT_EQ(tokenizer.decode(ids, false), entry.at("decoded").get<std::string>()) << entry.at("ids").dump();
    if (entry.contains("skipped")) {
        EXPECT_EQ(tokenizer.decode(ids, true), entry.at("skipped").get<std::string>())
            << entry.at("ids").dump();
    }
}

TEST(TokenizerCases, EveryKindAgreesWithTheReferenceLibrary) {
    const auto golden = base::readJsonFile(goldenFile("tokenizer_cases.json").string());
    ASSERT_OK(golden);
    for (const base::Json& entry : golden->at("tokenizers")) {
        const std::string name = entry.at("name").get<std::string>();
        SCOPED_TRACE(name);
        base::Json json = entry.at("tokenizer");
        json["model"] = golden->at("models").at(entry.at("model").get<std::size_t>());
        const auto tokenizer = Tokenizer::fromJson(json.dump(), name);
        ASSERT_OK(tokenizer);
        for (const base::Json& one : entry.at("cases"))
            expectCase(*tokenizer, one);
    }
}

TEST(TokenizerCases, OldSpellingOfMergesReadsTheSame) {
    const auto golden = base::readJsonFile(goldenFile("tokenizer_cases.json").string());
    ASSERT_OK(golden);
    const base::Json& entry = golden->at("tokenizers").at(0);
    base::Json json = entry.at("tokenizer");
    json["model"] = golden->at("models").at(0);
    base::Json merges = {"#version: 0.2"};
    for (const base::Json& pair : json["model"]["merges"])
        merges.push_back(pair.at(0).get<std::string>() + " " + pair.at(1).get<std::string>());
    json["model"]["merges"] = merges;
    json["model"].erase("type");
    const auto tokenizer = Tokenizer::fromJson(json.dump(), "old");
    ASSERT_OK(tokenizer);
    for (const base::Json& one : entry.at("cases"))
        expectCase(*tokenizer, one);
}

} // namespace
} // namespace lapidary::tests
