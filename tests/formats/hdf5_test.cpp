// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/hdf5.h"

#include "core/base/file_system.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <fstream>
#include <gmock/gmock.h>
#include <limits>
#include <random>

namespace lapidary::formats {
namespace {

using base::ErrorCode;
using testing::HasSubstr;
using tests::TemporaryFolder;

constexpr std::uint64_t kLimit = std::uint64_t{1} << 30;

Hdf5Content sample() {
    Hdf5Content content;
    content.arrays["/spectra/blocks.0.attn.q/values"] = {{3}, std::vector<double>{3.0, 0.1, 1e-310}};
    content.arrays["/spectra/blocks.0.attn.k/values"] = {
        {2, 2}, std::vector<float>{1.0F, -0.0F, std::numeric_limits<float>::infinity(), 0.1F}};
    content.arrays["/counts"] = {{2}, std::vector<std::int64_t>{INT64_MIN, INT64_MAX}};
    content.arrays["/small"] = {{}, std::vector<std::int32_t>{-7}};
    content.arrays["/empty"] = {{0}, std::vector<double>{}};
    content.texts["/plan"] = std::string("{\"a\": \"\xC3\xA9\"}\0 after a NUL", 24);
    content.texts["/nothing"] = "";
    return content;
}

std::filesystem::path write(const TemporaryFolder& folder, std::span<const std::byte> bytes) {
    const auto path = folder / "file.h5";
    // A file that is emptied and written again is flushed at once: slow in a sweep.
    std::filesystem::remove(path);
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return path;
}

bool equal(const Hdf5Content& a, const Hdf5Content& b) {
    const auto sameArray = [](const auto& x, const auto& y) {
        return x.first == y.first && x.second.shape == y.second.shape && x.second.values == y.second.values;
    };
    return a.texts == b.texts &&
           std::equal(a.arrays.begin(), a.arrays.end(), b.arrays.begin(), b.arrays.end(), sameArray);
}

TEST(Hdf5, ReadsBackWhatItEncodes) {
    const auto image = encodeHdf5(sample());
    ASSERT_OK(image);
    const TemporaryFolder folder;
    const auto content = readHdf5(write(folder, *image), kLimit);
    ASSERT_OK(content);
    EXPECT_TRUE(equal(*content, sample()));
}

TEST(Hdf5, EqualContentGivesEqualBytes) {
    const auto first = encodeHdf5(sample());
    ASSERT_OK(first);
    const auto second = encodeHdf5(sample());
    ASSERT_OK(second);
    EXPECT_EQ(*first, *second);
}

TEST(Hdf5, HoldsManyObjectsInOneGroup) {
    Hdf5Content content;
    for (int i = 0; i < 2000; ++i)
        content.arrays["/group/dataset " + std::to_string(i)] = {{1}, std::vector<double>{i * 0.5}};
    const auto image = encodeHdf5(content);
    ASSERT_OK(image);
    const TemporaryFolder folder;
    const auto read = readHdf5(write(folder, *image), kLimit);
    ASSERT_OK(read);
    EXPECT_TRUE(equal(*read, content));
}

TEST(Hdf5, RefusesNamesThatAreNotAbsolute) {
    for (const char* name : {"plain", "/", "", "/a/"}) {
        Hdf5Content content;
        content.texts[name] = "x";
        EXPECT_FALSE(encodeHdf5(content)) << name;
    }
}

TEST(Hdf5, ReadsAFileOfAnotherWriter) {
    const auto content = readHdf5(tests::goldenFile("hdf5/plain.h5"), kLimit);
    ASSERT_OK(content);
    const Hdf5Array& matrix = content->arrays.at("/a/float64");
    EXPECT_EQ(matrix.shape, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(std::get<std::vector<double>>(matrix.values),
              (std::vector<double>{1.5, -2.0, M_PI, 0.0, std::numeric_limits<double>::infinity(), 1e-310}));
    EXPECT_EQ(std::get<std::vector<float>>(content->arrays.at("/a/float32").values),
              (std::vector<float>{0.1F, 3.0F}));
    EXPECT_EQ(std::get<std::vector<std::int64_t>>(content->arrays.at("/int64").values),
              (std::vector<std::int64_t>{INT64_MIN, INT64_MAX}));
    EXPECT_EQ(std::get<std::vector<std::int32_t>>(content->arrays.at("/b/c/int32").values),
              std::vector<std::int32_t>{7});
    EXPECT_EQ(content->arrays.at("/empty").shape, (std::vector<std::int64_t>{0, 3}));
    EXPECT_EQ(content->texts.at("/text"), "hello");
}

struct Refused {
    const char* file;
    const char* place;
    const char* found;
    ErrorCode code = ErrorCode::Unsupported;
};

class Hdf5Refusal : public testing::TestWithParam<Refused> {};

TEST_P(Hdf5Refusal, SaysWhatItFoundAndWhere) {
    const auto content = readHdf5(tests::goldenFile(std::string("hdf5/") + GetParam().file + ".h5"), kLimit);
    ASSERT_FALSE(content);
    EXPECT_EQ(content.error().code, GetParam().code) << describe(content.error());
    EXPECT_EQ(content.error().place, GetParam().place);
    EXPECT_THAT(content.error().found, HasSubstr(GetParam().found));
}

INSTANTIATE_TEST_SUITE_P(
    , Hdf5Refusal,
    testing::Values(
        Refused{"external_link", "/elsewhere", "external link"},
        Refused{"external_link_in_heap", "/", "external link"}, Refused{"soft_link", "/again", "soft link"},
        Refused{"hard_link", "/plain", "second link"}, Refused{"group_cycle", "/a/up", "second link"},
        Refused{"external_storage", "/outside", "external storage"},
        Refused{"virtual_dataset", "/assembled", "virtual dataset"},
        Refused{"virtual_unlimited", "/assembled", "virtual dataset"},
        Refused{"deflate", "/packed", "filter number 1"},
        Refused{"user_filter", "/plugin", "filter number 32008"}, Refused{"chunked", "/growing", "chunked"},
        Refused{"huge", "/endless", "larger than the file", ErrorCode::TooLarge},
        Refused{"variable_text", "/text", "variable length"},
        Refused{"references", "/pointer", "element type"}, Refused{"big_endian", "/turned", "element type"},
        Refused{"named_type", "/kind", "neither group nor dataset"}),
    [](const auto& info) { return std::string(info.param.file); });

TEST(Hdf5, RefusesFilesOfOtherKindsAndSizes) {
    const TemporaryFolder folder;
    EXPECT_EQ(readHdf5(folder / "absent.h5", kLimit).error().code, ErrorCode::FileNotFound);
    EXPECT_EQ(readHdf5(folder.path(), kLimit).error().code, ErrorCode::FileNotReadable);
    EXPECT_EQ(readHdf5(write(folder, {}), kLimit).error().code, ErrorCode::Truncated);
    const std::vector<std::byte> text(4096, std::byte{'x'});
    EXPECT_EQ(readHdf5(write(folder, text), kLimit).error().code, ErrorCode::Malformed);
    const auto image = encodeHdf5(sample());
    ASSERT_OK(image);
    EXPECT_EQ(readHdf5(write(folder, *image), image->size() - 1).error().code, ErrorCode::TooLarge);
}

TEST(Hdf5, SurvivesEveryTruncation) {
    const auto image = encodeHdf5(sample());
    ASSERT_OK(image);
    const TemporaryFolder folder;
    for (std::size_t size = 0; size < image->size(); size += 61)
        EXPECT_FALSE(readHdf5(write(folder, std::span(*image).first(size)), kLimit)) << size;
}

TEST(Hdf5, SurvivesChangedBytes) {
    const auto image = encodeHdf5(sample());
    ASSERT_OK(image);
    const TemporaryFolder folder;
    std::mt19937 random(20);
    int refused = 0;
    constexpr int kRounds = 400;
    for (int round = 0; round < kRounds; ++round) {
        std::vector<std::byte> bytes = *image;
        for (unsigned change = 0; change <= random() % 4; ++change)
            bytes[random() % bytes.size()] = static_cast<std::byte>(random() % 256);
        refused += readHdf5(write(folder, bytes), kLimit) ? 0 : 1;
    }
    // Changes in data and padding go unnoticed here; those of the structure do not.
    EXPECT_GT(refused, kRounds / 20);
}

} // namespace
} // namespace lapidary::formats
