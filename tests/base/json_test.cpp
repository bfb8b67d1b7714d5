// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "tests/support/bytes.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>

namespace lapidary::base {

namespace {

Error errorOf(std::string_view text, const JsonLimits& limits = {}) {
    const auto result = parseJson(text, "x.json", limits);
    EXPECT_FALSE(result.ok()) << text;
    if (result)
        return {};
    EXPECT_EQ(result.error().file, "x.json");
    return result.error();
}

} // namespace

TEST(Json, ReadsWhatIsStrict) {
    const auto json = parseJson(" {\"a\":[1,-2.5,true,null,\"\\u00e9\"],\"b\":{\"a\":1}}\n", "x.json");
    ASSERT_TRUE(json.ok());
    EXPECT_EQ((*json)["a"][4], "é");
    EXPECT_EQ((*json)["b"]["a"], 1);
}

TEST(Json, RefusesWhatIsNot) {
    for (const std::string_view text : {"", "{", "{}{}", "{} x", "[1,]", "{'a':1}", "nul", "[1e]",
                                        "{\"a\" 1}", "\"\xFF\"", "\"\xC0\xAF\"", "// c\n{}", "[NaN]"})
        EXPECT_EQ(errorOf(text).code, ErrorCode::Malformed) << text;
}

TEST(Json, RefusesANulThatWouldHideWhatFollows) {
    const auto error = errorOf(std::string_view("{}\0{\"b\":1}", 10));
    EXPECT_EQ(error.code, ErrorCode::Malformed);
    EXPECT_EQ(error.place, "byte 2");
}

TEST(Json, RefusesRepeatedKeysAtAnyDepth) {
    EXPECT_NE(errorOf(R"({"a":1,"a":2})").found.find("twice"), std::string::npos);
    EXPECT_NE(errorOf(R"([{"b":{"c":1,"\u0063":2}}])").found.find("twice"), std::string::npos);
    EXPECT_TRUE(parseJson(R"([{"a":1},{"a":2}])", "x.json").ok());
}

TEST(Json, LimitsDepthAndSize) {
    EXPECT_TRUE(parseJson(std::string(64, '[') + std::string(64, ']'), "x.json").ok());
    EXPECT_EQ(errorOf(std::string(65, '[') + std::string(65, ']')).code, ErrorCode::TooLarge);
    EXPECT_EQ(errorOf(std::string(1000000, '[')).code, ErrorCode::TooLarge);
    EXPECT_EQ(errorOf("[1,2,3]", {6, 64}).code, ErrorCode::TooLarge);
    EXPECT_TRUE(parseJson("[1,2,3]", "x.json", {7, 64}).ok());
}

TEST(Json, RefusesEveryPrefixOfADocument) {
    const std::string whole = R"({"a":[1,{"b":"c"}],"d":-1.5e3})";
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_FALSE(parseJson(std::string_view(whole).substr(0, length), "x.json").ok()) << length;
}

TEST(Json, ReadsFiles) {
    const tests::TemporaryFolder folder;
    EXPECT_EQ((*readJsonFile(tests::putFile(folder / "a.json", "[7]").string()))[0], 7);
    EXPECT_EQ(readJsonFile((folder / "absent.json").string()).error().code, ErrorCode::FileNotFound);
}

} // namespace lapidary::base
