// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"

#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace lapidary::base {

namespace {

/// The definition, exponential in the stars.
bool globByDefinition(std::string_view pattern, std::string_view name) {
    if (pattern.empty())
        return name.empty();
    if (pattern[0] == '*')
        return globByDefinition(pattern.substr(1), name) ||
               (!name.empty() && globByDefinition(pattern, name.substr(1)));
    return !name.empty() && (pattern[0] == '?' || pattern[0] == name[0]) &&
           globByDefinition(pattern.substr(1), name.substr(1));
}

std::string randomWord(std::mt19937& random, std::string_view letters, std::size_t longest) {
    std::string word;
    for (std::size_t i = random() % (longest + 1); i > 0; --i)
        word += letters[random() % letters.size()];
    return word;
}

} // namespace

TEST(Glob, AgreesWithItsDefinition) {
    std::mt19937 random(3);
    int matches = 0;
    for (int i = 0; i < 20000; ++i) {
        const std::string pattern = randomWord(random, "ab.*?", 6);
        const std::string name = randomWord(random, "ab.", 8);
        const bool wanted = globByDefinition(pattern, name);
        EXPECT_EQ(globMatches(pattern, name), wanted) << pattern << " on " << name;
        matches += wanted ? 1 : 0;
    }
    EXPECT_GT(matches, 500);
}

TEST(Glob, StarsCrossDotsAndStayFast) {
    EXPECT_TRUE(globMatches("blocks.*.attn.?", "blocks.17.attn.q"));
    EXPECT_FALSE(globMatches("blocks.*.attn.?", "blocks.17.attn.qq"));
    std::string pattern;
    for (int i = 0; i < 1000; ++i)
        pattern += "a*";
    EXPECT_FALSE(globMatches(pattern + "b", std::string(5000, 'a')));
}

TEST(NearestName, FindsATypoAndKeepsSilentOtherwise) {
    const std::vector<std::string> known = {"magnitude", "wanda", "sparsegpt", "gptq", "rtn"};
    EXPECT_EQ(nearestName("magnitud", known), "magnitude");
    EXPECT_EQ(nearestName("wnada", known), "wanda");
    EXPECT_EQ(nearestName("gtpq", known), "gptq");
    EXPECT_EQ(nearestName("low-rank-svd", known), "");
    EXPECT_EQ(nearestName("x", {}), "");
}

TEST(Utf8, FindsTheFirstBadByte) {
    constexpr std::size_t kNone = std::string_view::npos;
    EXPECT_EQ(firstInvalidUtf8(""), kNone);
    EXPECT_EQ(firstInvalidUtf8("caf\xC3\xA9 \xE4\xB8\xAD \xF0\x9F\x98\x80 \xF4\x8F\xBF\xBF"), kNone);
    EXPECT_EQ(firstInvalidUtf8("ab\x80"), 2u);            // continuation without a lead
    EXPECT_EQ(firstInvalidUtf8("ab\xC3"), 2u);            // cut
    EXPECT_EQ(firstInvalidUtf8("\xC3\x28"), 0u);          // lead without a continuation
    EXPECT_EQ(firstInvalidUtf8("\xC0\xAF"), 0u);          // overlong
    EXPECT_EQ(firstInvalidUtf8("\xE0\x80\xAF"), 0u);      // overlong
    EXPECT_EQ(firstInvalidUtf8("\xF0\x80\x80\xAF"), 0u);  // overlong
    EXPECT_EQ(firstInvalidUtf8("\xED\xA0\x80"), 0u);      // surrogate
    EXPECT_EQ(firstInvalidUtf8("x\xF4\x90\x80\x80"), 1u); // over U+10FFFF
    EXPECT_EQ(firstInvalidUtf8("\xF5\x80\x80\x80"), 0u);
    EXPECT_EQ(firstInvalidUtf8("\xFF"), 0u);
}

TEST(Utf8, AcceptsEveryCodePoint) {
    for (std::uint32_t code = 0; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 37) {
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        std::string text;
        const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
        if (code < 0x80) {
            add(code);
        } else if (code < 0x800) {
            add(0xC0 | code >> 6);
            add(0x80 | (code & 63));
        } else if (code < 0x10000) {
            add(0xE0 | code >> 12);
            add(0x80 | (code >> 6 & 63));
            add(0x80 | (code & 63));
        } else {
            add(0xF0 | code >> 18);
            add(0x80 | (code >> 12 & 63));
            add(0x80 | (code >> 6 & 63));
            add(0x80 | (code & 63));
        }
        ASSERT_EQ(firstInvalidUtf8(text), std::string_view::npos) << std::hex << code;
        ASSERT_EQ(firstInvalidUtf8(std::string_view(text).substr(0, text.size() - 1)),
                  text.size() == 1 ? std::string_view::npos : 0u);
    }
}

TEST(QuotedName, EscapesAndShortens) {
    EXPECT_EQ(quotedName("a.weight"), "'a.weight'");
    EXPECT_EQ(quotedName(std::string_view("a\n\x1b[\0", 5)), "'a\\x0a\\x1b[\\x00'");
    EXPECT_EQ(quotedName("abcdef", 3), "'abc…'");
    EXPECT_EQ(quotedName("ab\xC3\xA9", 3), "'ab…'"); // not in the middle of a character
}

TEST(FormatBytes, HasThreeDigits) {
    EXPECT_EQ(formatBytes(0), "0 B");
    EXPECT_EQ(formatBytes(999), "999 B");
    EXPECT_EQ(formatBytes(1000), "1.00 kB");
    EXPECT_EQ(formatBytes(98362432), "98.4 MB");
    EXPECT_EQ(formatBytes(999600), "1.00 MB");
    EXPECT_EQ(formatBytes(8.117e11), "812 GB");
}

} // namespace lapidary::base
