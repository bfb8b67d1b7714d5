// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/safetensors.h"
#include "tests/support/hostile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lapidary::formats {

using tests::safetensorsBytes;

namespace {

base::Result<SafetensorsHeader> readFile(const std::filesystem::path& path) {
    LAPIDARY_TRY(const base::MappedFile file, base::MappedFile::open(path));
    return readSafetensorsHeader(file);
}

base::Result<SafetensorsHeader> readBytes(const std::string& bytes) {
    const tests::TemporaryFolder folder;
    return readFile(tests::putFile(folder / "a.safetensors", bytes));
}

/// `found` of the error, or "accepted".
std::string outcome(const std::string& header, const std::string& data = {}) {
    const auto result = readBytes(safetensorsBytes(header, data));
    if (result)
        return "accepted";
    EXPECT_FALSE(result.error().place.empty());
    EXPECT_FALSE(result.error().expected.empty());
    return result.error().found;
}

constexpr const char* kTwoTensors =
    R"({"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[2],"data_offsets":[2,10]},)"
    R"("a":{"dtype":"U8","shape":[2,1],"data_offsets":[0,2]}})";

} // namespace

TEST(SafetensorsHeader, ReadsTensorsByOffsetAndMetadata) {
    const auto header = readBytes(safetensorsBytes(kTwoTensors, std::string(10, 'x')));
    ASSERT_TRUE(header.ok()) << describe(header.error());
    ASSERT_EQ(header->tensors.size(), 2u);
    EXPECT_EQ(header->tensors[0].name, "a");
    EXPECT_EQ(header->tensors[0].shape, (std::vector<std::int64_t>{2, 1}));
    EXPECT_EQ(header->tensors[1].dtype, DType::F32);
    EXPECT_EQ(header->tensors[1].offset, 8 + std::string(kTwoTensors).size() + 2);
    EXPECT_EQ(header->tensors[1].bytes, 8u);
    EXPECT_EQ(header->metadata.at("format"), "pt");
}

struct HostileCase {
    const char* file;
    const char* found; // the reference's name, or empty where it accepts
};

class HostileSafetensors : public testing::TestWithParam<HostileCase> {};

TEST_P(HostileSafetensors, EndsAsTheReferenceDoes) {
    LAPIDARY_TEST_DATA_OR_SKIP(folder, "hostile/safetensors");
    const auto result = readFile(folder / GetParam().file);
    const std::string found = GetParam().found;
    EXPECT_EQ(result.ok(), found.empty());
    if (!result) {
        EXPECT_TRUE(result.error().found.starts_with(found)) << describe(result.error());
        EXPECT_FALSE(result.error().expected.empty());
        EXPECT_FALSE(result.error().place.empty());
    }
}

INSTANTIATE_TEST_SUITE_P(
    Reference, HostileSafetensors,
    testing::Values(HostileCase{"test_deserialization_0.safetensors", ""},
                    HostileCase{"test_empty_shapes_allowed_0.safetensors", ""},
                    HostileCase{"test_header_too_large_0.safetensors", "HeaderTooLarge"},
                    HostileCase{"test_header_too_small_0.safetensors", "HeaderTooSmall"},
                    HostileCase{"test_invalid_header_length_0.safetensors", "InvalidHeaderLength"},
                    HostileCase{"test_invalid_header_non_utf8_0.safetensors", "InvalidHeader:"},
                    HostileCase{"test_invalid_header_not_json_0.safetensors", "InvalidHeaderDeserialization"},
                    HostileCase{"test_invalid_info_0.safetensors", "TensorInvalidInfo"},
                    HostileCase{"test_lifetimes_0.safetensors", ""},
                    HostileCase{"test_metadata_incomplete_buffer_0.safetensors", "MetadataIncompleteBuffer"},
                    HostileCase{"test_metadata_incomplete_buffer_1.safetensors", "MetadataIncompleteBuffer"},
                    HostileCase{"test_validation_overflow_0.safetensors", "ValidationOverflow"},
                    HostileCase{"test_validation_overflow_1.safetensors", "ValidationOverflow"},
                    HostileCase{"test_whitespace_leading_padded_header_0.safetensors", ""},
                    HostileCase{"test_whitespace_padded_header_0.safetensors", ""},
                    HostileCase{"test_zero_sized_tensor_0.safetensors", ""}));

TEST(SafetensorsHeader, RefusesWhatTheReferenceRefuses) {
    const auto tensor = [](const std::string& fields) { return "{\"a\":{" + fields + "}}"; };
    const auto json = testing::StartsWith("InvalidHeaderDeserialization");
    const std::string good = R"("dtype":"U8","shape":[0],"data_offsets":[0,0])";
    EXPECT_EQ(outcome(tensor(good)), "accepted");
    EXPECT_EQ(outcome(tensor(good + R"(,"more":{"x":[1,{"y":null}]},"z":-1.5)")), "accepted");
    EXPECT_EQ(outcome(R"({"__metadata__":null})"), "accepted");
    EXPECT_THAT(outcome(tensor(good + R"(,"dtype":"I8")")), json);
    EXPECT_THAT(outcome(tensor(R"("dtype":"Z8","shape":[0],"data_offsets":[0,0])")), json);
    EXPECT_THAT(outcome(tensor(R"("dtype":"U8","shape":[0],"data_offsets":[0,0,0])")), json);
    EXPECT_THAT(outcome(tensor(R"("dtype":"U8","shape":[0],"data_offsets":[0])")), json);
    EXPECT_THAT(outcome(tensor(R"("dtype":"U8","shape":[-1],"data_offsets":[0,0])")), json);
    EXPECT_THAT(outcome(tensor(R"("dtype":"U8","shape":[0.0],"data_offsets":[0,0])")), json);
    EXPECT_THAT(outcome(tensor(R"("dtype":"U8","shape":[[0]],"data_offsets":[0,0])")), json);
    EXPECT_THAT(outcome(tensor(R"("dtype":"U8","shape":[18446744073709551616],"data_offsets":[0,0])")), json);
    EXPECT_THAT(outcome(tensor(R"("shape":[0],"data_offsets":[0,0])")), json);
    EXPECT_THAT(outcome(tensor(R"("dtype":"U8","data_offsets":[0,0])")), json);
    EXPECT_THAT(outcome(tensor(R"("dtype":"U8","shape":[0])")), json);
    EXPECT_THAT(outcome(tensor(R"("dtype":{"U8":null},"shape":[0],"data_offsets":[0,0])")), json);
    EXPECT_THAT(outcome(R"({"a":null})"), json);
    EXPECT_THAT(outcome(R"({"a":3})"), json);
    EXPECT_THAT(outcome(R"({"__metadata__":{"a":1}})"), json);
    EXPECT_THAT(outcome(R"({"__metadata__":{"a":null}})"), json);
    EXPECT_THAT(outcome(R"({"__metadata__":[]})"), json);
    EXPECT_THAT(outcome("[]"), json);
    EXPECT_THAT(outcome("3"), json);
    EXPECT_THAT(outcome(""), json);
    EXPECT_THAT(outcome("{}{}"), json);
    EXPECT_THAT(outcome(std::string("{}\0", 3)), json);
    EXPECT_THAT(outcome(tensor(R"("dtype":"F4","shape":[1],"data_offsets":[0,0])")),
                testing::StartsWith("MisalignedSlice"));
    EXPECT_EQ(outcome(tensor(R"("dtype":"F4","shape":[2],"data_offsets":[0,1])"), "x"), "accepted");
    EXPECT_THAT(outcome(tensor(R"("dtype":"U8","shape":[1],"data_offsets":[1,2])"), "xy"),
                testing::StartsWith("InvalidOffset"));
    EXPECT_THAT(outcome(tensor(R"("dtype":"U8","shape":[1],"data_offsets":[0,1])"), "xy"),
                testing::StartsWith("MetadataIncompleteBuffer"));
    EXPECT_THAT(outcome(tensor(R"("dtype":"U8","shape":[1],"data_offsets":[0,18446744073709551615])"), "x"),
                testing::StartsWith("TensorInvalidInfo"));
}

TEST(SafetensorsHeader, RefusesHolesAndOverlaps) {
    const auto two = [](const std::string& first, const std::string& second) {
        return outcome(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":)" + first +
                           R"(},"b":{"dtype":"U8","shape":[2],"data_offsets":)" + second + "}}",
                       "xxxx");
    };
    EXPECT_EQ(two("[0,2]", "[2,4]"), "accepted");
    EXPECT_EQ(two("[2,4]", "[0,2]"), "accepted");
    for (const auto& [first, second] :
         {std::pair{"[0,2]", "[0,2]"}, {"[0,2]", "[1,3]"}, {"[0,2]", "[3,5]"}, {"[0,2]", "[4,2]"}})
        EXPECT_THAT(two(first, second), testing::StartsWith("InvalidOffset"));
}

TEST(SafetensorsHeader, RefusesRepeatedNames) {
    const std::string tensor = R"({"dtype":"U8","shape":[0],"data_offsets":[0,0]})";
    EXPECT_THAT(outcome("{\"a\":" + tensor + ",\"b\":" + tensor + ",\"a\":" + tensor + "}"),
                testing::HasSubstr("twice"));
    // The same name in another spelling.
    EXPECT_THAT(outcome("{\"a\":" + tensor + ",\"\\u0061\":" + tensor + "}"), testing::HasSubstr("twice"));
    EXPECT_THAT(outcome(R"({"__metadata__":{"k":"1","k":"2"}})"), testing::HasSubstr("twice"));
    EXPECT_THAT(outcome(R"({"__metadata__":{},"__metadata__":{}})"), testing::HasSubstr("twice"));
}

TEST(SafetensorsHeader, RefusesDeepNestingInUnknownFields) {
    const std::string deep(100000, '[');
    EXPECT_THAT(outcome("{\"a\":{\"x\":" + deep), testing::HasSubstr("nested"));
}

TEST(SafetensorsHeader, ShortensNamesInMessages) {
    const std::string name(100000, 'n');
    const auto result = readBytes(safetensorsBytes("{\"" + name + "\":7}"));
    ASSERT_FALSE(result.ok());
    EXPECT_LT(describe(result.error()).size(), 600u);
}

TEST(SafetensorsHeader, RefusesEveryPrefix) {
    tests::forEachPrefix(safetensorsBytes(kTwoTensors, std::string(10, 'x')),
                         [](const std::filesystem::path& path, std::size_t length) {
                             const auto result = readFile(path);
                             ASSERT_FALSE(result.ok()) << length << " bytes";
                             EXPECT_FALSE(result.error().found.empty());
                             EXPECT_FALSE(result.error().expected.empty());
                         });
}

TEST(SafetensorsHeader, SurvivesRandomChanges) {
    int refused = 0;
    tests::forEachMutation(safetensorsBytes(kTwoTensors, std::string(10, 'x')), 2000,
                           [&](const std::filesystem::path& path) {
                               if (const auto result = readFile(path); !result)
                                   refused += describe(result.error()).empty() ? 0 : 1;
                               else
                                   for (const TensorRecord& tensor : result->tensors)
                                       EXPECT_LE(tensor.offset + tensor.bytes, 8 + 500u);
                           });
    EXPECT_GT(refused, 1000);
}

} // namespace lapidary::formats
