// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/builtin/text_generator.h"

#include "core/base/hash.h"
#include "core/builtin/phrase.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace lapidary::builtin {
namespace {

std::vector<std::string> documentsOf(std::string text) {
    std::vector<std::string> documents;
    const std::string end = std::string(kEndOfText) + "\n";
    for (std::size_t at = 0; (at = text.find(end)) != std::string::npos; text.erase(0, at + end.size()))
        documents.push_back(text.substr(0, at));
    EXPECT_TRUE(text.empty());
    return documents;
}

/// The sequence of the authors' C code, so that whoever remakes the text elsewhere can check the generator.
TEST(RandomSource, IsXoshiro) {
    RandomSource random(0);
    EXPECT_EQ(random.next(), 0x99EC5F36CB75F2B4U);
    EXPECT_EQ(random.next(), 0xBF6E1F784956452AU);
    EXPECT_EQ(random.next(), 0x1A5F849D4933E6E0U);
}

TEST(RandomSource, StaysInItsRange) {
    RandomSource random(5);
    std::set<int> seen;
    for (int i = 0; i < 1000; ++i)
        seen.insert(random.between(-2, 4));
    EXPECT_EQ(seen.size(), 7U);
    EXPECT_EQ(*seen.begin(), -2);
    EXPECT_EQ(*seen.rbegin(), 4);
}

TEST(Phrase, FillsSlotsChoicesArticlesAndCapitals) {
    RandomSource random(1);
    const Slots slots{{"T", "orange ball"}, {"A", "Ann"}};
    EXPECT_EQ(phrase("there was a* {T}.", slots, random), "There was an orange ball.");
    EXPECT_EQ(phrase("a* kite. {A} said \"look\" and left", slots, random),
              "A kite. Ann said \"Look\" and left");
    EXPECT_EQ(phrase("\"where?\" asked {A}. \"here!\"", slots, random), "\"Where?\" asked Ann. \"Here!\"");
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i)
        seen.insert(phrase("[a|b[c|d]|]x", slots, random));
    EXPECT_EQ(seen, (std::set<std::string>{"Ax", "Bcx", "Bdx", "X"}));
}

/// The built-in model was trained on text of this generator: a change of it needs a new model.
TEST(TextGenerator, GivesTheSameBytesEverywhere) {
    EXPECT_EQ(base::sha256Hex(generateText(1, 200000)),
              "37af027b85c8c9c4be963828e4454a57feefbbe4f12b83b313945f0a1a15c163");
}

TEST(TextGenerator, LongerTextBeginsWithTheShorter) {
    const std::string longer = generateText(9, 30000);
    EXPECT_TRUE(longer.starts_with(generateText(9, 10000)));
    EXPECT_NE(longer.substr(0, 5000), generateText(10, 5000).substr(0, 5000));
}

TEST(TextGenerator, WritesCleanDocuments) {
    const std::vector<std::string> documents = documentsOf(generateText(3, 2000000));
    ASSERT_GT(documents.size(), 1500U);
    for (const std::string& document : documents) {
        EXPECT_GE(document.size(), 150U) << document;
        EXPECT_LE(document.size(), 2000U) << document;
        EXPECT_TRUE(std::all_of(document.begin(), document.end(),
                                [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
        EXPECT_EQ(document.find_first_of("[]{}|*"), std::string::npos) << document;
        for (const char* slip : {"  ", " \n", "\n\n", "..", " .", " ,", "?.", "!."})
            EXPECT_EQ(document.find(slip), std::string::npos) << slip << " in " << document;
        EXPECT_NE(document.back(), '\n') << document;
    }
    EXPECT_EQ(std::set<std::string>(documents.begin(), documents.end()).size(), documents.size());
}

} // namespace
} // namespace lapidary::builtin
