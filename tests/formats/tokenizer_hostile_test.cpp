// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/formats/detail/text_pattern.h"
#include "core/formats/tokenizer.h"
#include "tests/support/test_data.h"

#include <functional>
#include <gtest/gtest.h>
#include <random>

namespace lapidary::tests {
namespace {

using base::ErrorCode;
using base::Json;
using formats::Tokenizer;

Json smallTokenizer() {
    return Json::parse(
        R"({"version":"1.0","added_tokens":[{"id":0,"content":"<s>","special":true}],"normalizer":null,
        "pre_tokenizer":null,"post_processor":null,"decoder":{"type":"Fuse"},
        "model":{"type":"BPE","vocab":{"<s>":0,"a":1,"b":2,"ab":3},"merges":[["a","b"]]}})");
}

struct Broken {
    const char* name;
    std::function<void(Json&)> change;
    ErrorCode code;
    const char* mentions;
};

const std::vector<Broken>& brokenFiles() {
    static const std::vector<Broken> list = {
        {"no model", [](Json& j) { j.erase("model"); }, ErrorCode::MissingKey, "model"},
        {"model is a list", [](Json& j) { j["model"] = Json::array(); }, ErrorCode::BadValue, "model"},
        {"Unigram", [](Json& j) { j["model"]["type"] = "Unigram"; }, ErrorCode::Unsupported, "Unigram"},
        {"type is a number", [](Json& j) { j["model"]["type"] = 3; }, ErrorCode::BadValue, "model.type"},
        {"dropout", [](Json& j) { j["model"]["dropout"] = 0.1; }, ErrorCode::Unsupported, "dropout"},
        {"prefix", [](Json& j) { j["model"]["continuing_subword_prefix"] = "##"; }, ErrorCode::Unsupported,
         "continuing_subword_prefix"},
        {"suffix", [](Json& j) { j["model"]["end_of_word_suffix"] = "</w>"; }, ErrorCode::Unsupported,
         "end_of_word_suffix"},
        {"no vocabulary", [](Json& j) { j["model"].erase("vocab"); }, ErrorCode::MissingKey, "vocab"},
        {"vocabulary is a list", [](Json& j) { j["model"]["vocab"] = Json::array({1}); }, ErrorCode::BadValue,
         "vocab"},
        {"negative id", [](Json& j) { j["model"]["vocab"]["a"] = -1; }, ErrorCode::BadValue, "-1"},
        {"huge id", [](Json& j) { j["model"]["vocab"]["a"] = 1LL << 40; }, ErrorCode::BadValue,
         "1099511627776"},
        {"id over 64 bits", [](Json& j) { j["model"]["vocab"]["a"] = ~0ULL; }, ErrorCode::BadValue, "vocab"},
        {"id twice", [](Json& j) { j["model"]["vocab"]["a"] = 2; }, ErrorCode::Inconsistent, "id 2"},
        {"id is a fraction", [](Json& j) { j["model"]["vocab"]["a"] = 1.5; }, ErrorCode::BadValue, "vocab"},
        {"id is a string", [](Json& j) { j["model"]["vocab"]["a"] = "1"; }, ErrorCode::BadValue, "vocab"},
        {"merge of three", [](Json& j) { j["model"]["merges"][0] = "a b c"; }, ErrorCode::BadValue,
         "merges[0]"},
        {"merge of one", [](Json& j) { j["model"]["merges"][0] = Json::array({"a"}); }, ErrorCode::BadValue,
         "merges[0]"},
        {"merge of numbers",
         [](Json& j) {
             j["model"]["merges"][0] = Json::array({1, 2});
         },
         ErrorCode::BadValue, "merges[0]"},
        {"merge of an unknown", [](Json& j) { j["model"]["merges"][0] = "a c"; }, ErrorCode::Inconsistent,
         "'c'"},
        {"merge into an unknown", [](Json& j) { j["model"]["merges"][0] = "b a"; }, ErrorCode::Inconsistent,
         "'ba'"},
        {"merges are an object", [](Json& j) { j["model"]["merges"] = Json::object(); }, ErrorCode::BadValue,
         "merges"},
        {"added id differs", [](Json& j) { j["added_tokens"][0]["id"] = 2; }, ErrorCode::Inconsistent, "<s>"},
        {"added id huge", [](Json& j) { j["added_tokens"][0]["id"] = 4194304; }, ErrorCode::BadValue,
         "4194304"},
        {"added id negative", [](Json& j) { j["added_tokens"][0]["id"] = -5; }, ErrorCode::BadValue, "-5"},
        {"added twice", [](Json& j) { j["added_tokens"].push_back(j["added_tokens"][0]); },
         ErrorCode::Inconsistent, "twice"},
        {"added with a gap",
         [](Json& j) {
             j["added_tokens"].push_back(Json{{"id", 9}, {"content", "<x>"}});
         },
         ErrorCode::Inconsistent, "<x>"},
        {"added empty", [](Json& j) { j["added_tokens"][0]["content"] = ""; }, ErrorCode::BadValue,
         "0 bytes"},
        {"added long", [](Json& j) { j["added_tokens"][0]["content"] = std::string(5000, 'x'); },
         ErrorCode::BadValue, "5000 bytes"},
        {"added flag is text", [](Json& j) { j["added_tokens"][0]["lstrip"] = "yes"; }, ErrorCode::BadValue,
         "lstrip"},
        {"normalizer unknown",
         [](Json& j) {
             j["normalizer"] = Json{{"type", "Lowercase"}};
         },
         ErrorCode::Unsupported, "Lowercase"},
        {"normalizer without type", [](Json& j) { j["normalizer"] = Json::object(); }, ErrorCode::MissingKey,
         "type"},
        {"pre-tokenizer unknown",
         [](Json& j) {
             j["pre_tokenizer"] = Json{{"type", "Sequence"}, {"pretokenizers", {{{"type", "Whitespace"}}}}};
         },
         ErrorCode::Unsupported, "Whitespace"},
        {"something after ByteLevel",
         [](Json& j) {
             j["pre_tokenizer"] = Json{{"type", "Sequence"},
                                       {"pretokenizers", {{{"type", "ByteLevel"}}, {{"type", "Digits"}}}}};
         },
         ErrorCode::Unsupported, "Digits"},
        {"decoder unknown",
         [](Json& j) {
             j["decoder"] = Json{{"type", "WordPiece"}};
         },
         ErrorCode::Unsupported, "WordPiece"},
        {"strip below zero",
         [](Json& j) {
             j["decoder"] = Json{{"type", "Strip"}, {"content", " "}, {"start", -1}, {"stop", 0}};
         },
         ErrorCode::BadValue, "negative"},
        {"post-processor unknown",
         [](Json& j) {
             j["post_processor"] = Json{{"type", "BertProcessing"}};
         },
         ErrorCode::Unsupported, "BertProcessing"},
        {"template with an id of nobody",
         [](Json& j) {
             j["post_processor"] = Json::parse(R"({"type":"TemplateProcessing",
                "single":[{"SpecialToken":{"id":"x","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],
                "special_tokens":{"x":{"id":"x","ids":[77],"tokens":["x"]}}})");
         },
         ErrorCode::Inconsistent, "77"},
        {"template without text",
         [](Json& j) { j["post_processor"] = Json::parse(R"({"type":"TemplateProcessing","single":[]})"); },
         ErrorCode::BadValue, "no place for the text"},
        {"behaviour unknown",
         [](Json& j) {
             j["pre_tokenizer"] =
                 Json{{"type", "Split"}, {"pattern", {{"String", "a"}}}, {"behavior", "Shuffled"}};
         },
         ErrorCode::Unsupported, "Shuffled"},
        {"pattern broken",
         [](Json& j) {
             j["pre_tokenizer"] =
                 Json{{"type", "Split"}, {"pattern", {{"Regex", "(a"}}}, {"behavior", "Isolated"}};
         },
         ErrorCode::BadValue, "(a"},
        {"pattern empty",
         [](Json& j) {
             j["normalizer"] = Json{{"type", "Replace"}, {"pattern", {{"String", ""}}}, {"content", "x"}};
         },
         ErrorCode::BadValue, "pattern of 0 bytes"},
        {"metaspace of two",
         [](Json& j) {
             j["pre_tokenizer"] = Json{{"type", "Metaspace"}, {"replacement", "ab"}};
         },
         ErrorCode::BadValue, "one character"},
    };
    return list;
}

TEST(TokenizerHostile, BrokenFilesGiveErrorsThatNameThePlace) {
    ASSERT_OK(Tokenizer::fromJson(smallTokenizer().dump(), "good.json"));
    for (const Broken& broken : brokenFiles()) {
        SCOPED_TRACE(broken.name);
        Json json = smallTokenizer();
        broken.change(json);
        const auto tokenizer = Tokenizer::fromJson(json.dump(), "bad.json");
        ASSERT_FALSE(tokenizer.ok());
        EXPECT_EQ(tokenizer.error().code, broken.code) << base::describe(tokenizer.error());
        EXPECT_EQ(tokenizer.error().file, "bad.json");
        EXPECT_NE(base::describe(tokenizer.error()).find(broken.mentions), std::string::npos)
            << base::describe(tokenizer.error());
    }
}

TEST(TokenizerHostile, CutAndChangedFilesNeverCrash) {
    const std::string good = smallTokenizer().dump();
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_FALSE(Tokenizer::fromJson(good.substr(0, size), "cut.json").ok());
    std::mt19937 random(7);
    int accepted = 0;
    for (int round = 0; round < 5000; ++round) {
        std::string changed = good;
        for (int i = 0; i < 3; ++i)
            changed[random() % changed.size()] = static_cast<char>(random() % 128);
        if (const auto tokenizer = Tokenizer::fromJson(changed, "changed.json")) {
            ++accepted;
            ASSERT_OK(tokenizer->encode("ab<s>ba", true));
        }
    }
    EXPECT_GT(accepted, 0) << "some changes are harmless, or the test shows nothing";
}

TEST(TokenizerHostile, MergesThatTurnInCirclesEnd) {
    Json json = smallTokenizer();
    json["model"]["vocab"] = Json{{"<s>", 0}, {"a", 1}, {"aa", 2}, {"aaa", 3}, {"aaaa", 4}, {"", 5}};
    json["model"]["merges"] =
        Json::parse(R"([["aa","a"],["a","aa"],["a","a"],["aa","aa"],["","a"],["a",""],["a","a"]])");
    const auto tokenizer = Tokenizer::fromJson(json.dump(), "circles.json");
    ASSERT_OK(tokenizer);
    const auto ids = tokenizer->encode(std::string(1001, 'a'), false);
    ASSERT_OK(ids);
    EXPECT_EQ(tokenizer->decode(*ids, false), std::string(1001, 'a'));
}

TEST(TokenizerHostile, PatternThatRunsAwayIsStopped) {
    Json json = smallTokenizer();
    json["pre_tokenizer"] =
        Json{{"type", "Split"}, {"pattern", {{"Regex", "(?:a+)+[cd]"}}}, {"behavior", "Isolated"}};
    const auto tokenizer = Tokenizer::fromJson(json.dump(), "away.json");
    ASSERT_OK(tokenizer);
    const auto ids = tokenizer->encode(std::string(5000, 'a') + "b", false);
    ASSERT_FALSE(ids.ok());
    EXPECT_EQ(ids.error().code, ErrorCode::TooLarge);
    EXPECT_EQ(ids.error().file, "away.json");
}

TEST(TokenizerHostile, UnknownTokenThatIsMissingIsAnErrorWhereItIsNeeded) {
    Json json = smallTokenizer();
    json["model"]["unk_token"] = "<unk>";
    const auto tokenizer = Tokenizer::fromJson(json.dump(), "unk.json");
    ASSERT_OK(tokenizer);
    ASSERT_OK(tokenizer->encode("ab", false));
    const auto ids = tokenizer->encode("xyz", false);
    ASSERT_FALSE(ids.ok());
    EXPECT_EQ(ids.error().code, ErrorCode::Inconsistent);
}

TEST(TokenizerHostile, TextThatIsNoUtf8NamesTheByte) {
    const auto tokenizer = Tokenizer::fromJson(smallTokenizer().dump(), "good.json");
    ASSERT_OK(tokenizer);
    const auto ids = tokenizer->encode("ab\xFFz", false);
    ASSERT_FALSE(ids.ok());
    EXPECT_EQ(ids.error().place, "byte 2");
    EXPECT_EQ(tokenizer->decode(std::vector<formats::TokenId>{-1, 1, 99, 3}, false), "aab");
    EXPECT_EQ(tokenizer->tokenText(-7), "");
}

TEST(TokenizerHostile, StopRequestEndsEncoding) {
    const auto tokenizer = Tokenizer::fromJson(smallTokenizer().dump(), "good.json");
    ASSERT_OK(tokenizer);
    std::stop_source stop;
    stop.request_stop();
    const auto ids = tokenizer->encode("ab", false, base::RunControl(stop.get_token()));
    ASSERT_FALSE(ids.ok());
    EXPECT_EQ(ids.error().code, ErrorCode::Cancelled);
}

TEST(TokenizerPattern, WordsHaveLettersMarksDigitsAndConnectors) {
    const auto pattern = formats::detail::TextPattern::compile({true, "[\\w]+|\\W"}, "f", "p");
    ASSERT_OK(pattern);
    const base::RunControl control;
    formats::detail::PatternScratch scratch(control);
    std::vector<formats::detail::TextRange> matches;
    ASSERT_OK(pattern->findAll("e\xCC\x81_7\xE2\x93\x90-", scratch, matches));
    ASSERT_EQ(matches.size(), 2u);
    EXPECT_EQ(matches[0], (formats::detail::TextRange{0, 8}));
}

// Constructs that Oniguruma and PCRE2 read differently would give other ids without a word.
TEST(TokenizerPattern, AmbiguousConstructsAreRefused) {
    for (const char* pattern : {"\\h",
                                "\\b",
                                "\\R",
                                "\\1",
                                "(?m)a",
                                "(?<name>a)",
                                "a(?i)b",
                                "[a[b]]",
                                "[a&&b]",
                                "[]a]",
                                "a{2}+",
                                "a{2}?",
                                "a{,3}",
                                "\\xff",
                                "\\u12",
                                "\\pL",
                                "[\\W]",
                                "(?#x)",
                                "(*LIMIT_MATCH=1)\\K",
                                "\\"}) {
        const auto translated = formats::detail::pcrePattern(pattern, "f", "p");
        EXPECT_FALSE(translated.ok()) << pattern;
    }
}

TEST(TokenizerPattern, SpacesAreUnicodeWhiteSpace) {
    const auto pattern = formats::detail::TextPattern::compile({true, "\\s+"}, "f", "p");
    ASSERT_OK(pattern);
    const base::RunControl control;
    formats::detail::PatternScratch scratch(control);
    std::vector<formats::detail::TextRange> matches;
    ASSERT_OK(pattern->findAll("a\xC2\x85\xE2\x80\xA8 b\xE1\xA0\x8E"
                               "c\xE3\x80\x80",
                               scratch, matches));
    ASSERT_EQ(matches.size(), 2u);
    EXPECT_EQ(matches[0], (formats::detail::TextRange{1, 7}));
    EXPECT_EQ(matches[1], (formats::detail::TextRange{12, 15}));
}

} // namespace
} // namespace lapidary::tests
