// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf.h"
#include "tests/support/gguf_maker.h"
#include "tests/support/hostile.h"

#include <gtest/gtest.h>

namespace lapidary::formats {

using base::ErrorCode;
using tests::bytesOf;
using tests::GgufMaker;

namespace {

base::Result<GgufFile> openBytes(const std::string& bytes) {
    const tests::TemporaryFolder folder;
    return GgufFile::open(tests::putFile(folder / "a.gguf", bytes));
}

/// The error of a maker's file, with all its parts filled.
base::Error errorOf(const GgufMaker& maker) {
    const auto result = openBytes(maker.bytes());
    EXPECT_FALSE(result.ok());
    if (result)
        return {};
    EXPECT_FALSE(result.error().file.empty());
    EXPECT_FALSE(result.error().place.empty());
    EXPECT_FALSE(result.error().found.empty());
    EXPECT_FALSE(result.error().expected.empty());
    return result.error();
}

GgufMaker twoTensors() {
    GgufMaker maker;
    maker.text("general.architecture", "llama").i32s("list", {1, 2, 3});
    return maker.zeros("one", {4, 2}).zeros("two", {3});
}

} // namespace

TEST(Gguf, ReadsEveryValueTypeOfTheReferenceWriter) {
    const auto gguf = GgufFile::open(tests::goldenFile("formats/keys.gguf"));
    ASSERT_TRUE(gguf.ok()) << describe(gguf.error());
    EXPECT_EQ(gguf->integer("t.u8"), 250);
    EXPECT_EQ(gguf->integer("t.i8"), -5);
    EXPECT_EQ(gguf->integer("t.u16"), 65000);
    EXPECT_EQ(gguf->integer("t.i16"), -30000);
    EXPECT_EQ(gguf->integer("t.u32"), 4000000000);
    EXPECT_EQ(gguf->integer("t.i32"), -2000000000);
    EXPECT_EQ(gguf->integer("t.i64"), -(std::int64_t{1} << 62));
    EXPECT_EQ(std::get<std::uint64_t>(*gguf->find("t.u64")), ~std::uint64_t{0});
    EXPECT_EQ(gguf->integer("t.u64"), std::nullopt);
    EXPECT_EQ(gguf->number("t.f32"), static_cast<double>(0.1f));
    EXPECT_EQ(gguf->number("t.f64"), 0.1);
    EXPECT_EQ(gguf->number("t.u8"), std::nullopt);
    EXPECT_EQ(gguf->boolean("t.bool"), true);
    EXPECT_EQ(*gguf->text("t.string"), "café");
    EXPECT_EQ(*gguf->texts("t.strings"), (std::vector<std::string>{"a", "", "中"}));
    EXPECT_EQ(*gguf->integers("t.ints"), (std::vector<std::int64_t>{1, -2, 3}));
    EXPECT_EQ(*gguf->numbers("t.floats"), (std::vector<double>{0.5, -0.25}));
    EXPECT_EQ(std::get<std::vector<bool>>(std::get<GgufArray>(*gguf->find("t.bools"))),
              (std::vector<bool>{true, false}));
    EXPECT_EQ(gguf->find("absent"), nullptr);
    EXPECT_EQ(gguf->text("absent"), nullptr);
    EXPECT_EQ(gguf->texts("t.ints"), nullptr);

    const auto& tensors = gguf->catalog().tensors();
    ASSERT_EQ(tensors.size(), 2u);
    EXPECT_EQ(tensors[0].shape, (std::vector<std::int64_t>{2, 3}));
    std::vector<float> row(3);
    ASSERT_OK(gguf->catalog().decodeRows(tensors[0], 1, 1, row));
    EXPECT_EQ(row, (std::vector<float>{3, 4, 5}));
    EXPECT_EQ(tensors[1].dtype, DType::Q8_0);
    EXPECT_EQ(tensors[1].shape, (std::vector<std::int64_t>{2, 32}));
    std::vector<float> values(64);
    ASSERT_OK(gguf->catalog().decodeRows(tensors[1], 0, 2, values));
    // Half of a step of the 8-bit grid over [-1, 1], and the rounding of its f16 scale.
    for (std::size_t i = 0; i < values.size(); ++i)
        EXPECT_NEAR(values[i], -1.0 + 2.0 * static_cast<double>(i) / 63.0, 0.005);
}

TEST(Gguf, RefusesBadPreambles) {
    auto maker = twoTensors();
    EXPECT_TRUE(openBytes(maker.bytes()).ok());
    maker.magic = "GGML";
    EXPECT_EQ(errorOf(maker).code, ErrorCode::Malformed);
    maker = twoTensors();
    for (const std::uint32_t version : {0u, 1u, 4u, 0x03000000u}) {
        maker.version = version;
        EXPECT_EQ(errorOf(maker).code, ErrorCode::Unsupported) << version;
    }
    maker.version = 2;
    EXPECT_TRUE(openBytes(maker.bytes()).ok());
    for (const std::int64_t error : {std::int64_t{1} << 40, std::int64_t{-100}}) {
        maker = twoTensors();
        maker.keyCountError = error;
        EXPECT_EQ(errorOf(maker).code, ErrorCode::Truncated);
        maker = twoTensors();
        maker.tensorCountError = error;
        EXPECT_EQ(errorOf(maker).code, ErrorCode::Truncated);
    }
}

TEST(Gguf, RefusesBadKeys) {
    EXPECT_EQ(errorOf(twoTensors().u32("", 1)).code, ErrorCode::Malformed);
    EXPECT_EQ(errorOf(twoTensors().u32("list", 1)).code, ErrorCode::Malformed);
    EXPECT_EQ(errorOf(twoTensors().raw("k", 13, "")).code, ErrorCode::Malformed);
    EXPECT_EQ(errorOf(twoTensors().raw("k", 7, "\x02")).code, ErrorCode::Malformed);
    const auto array = [](std::uint32_t type, std::uint64_t count, const std::string& items = {}) {
        return twoTensors().raw("k", 9, bytesOf(type) + bytesOf(count) + items);
    };
    EXPECT_EQ(errorOf(array(9, 1)).code, ErrorCode::Malformed); // array of arrays
    EXPECT_EQ(errorOf(array(4, std::uint64_t{1} << 29)).code, ErrorCode::Truncated);
    EXPECT_EQ(errorOf(array(4, (std::uint64_t{1} << 30) + 1)).code, ErrorCode::TooLarge);
    EXPECT_EQ(errorOf(array(0, ~std::uint64_t{0})).code, ErrorCode::TooLarge);
    EXPECT_EQ(errorOf(array(7, 1, "\x03")).code, ErrorCode::Malformed);
    EXPECT_EQ(errorOf(array(10, 1, bytesOf(~std::uint64_t{0}))).code, ErrorCode::BadValue);
    EXPECT_EQ(errorOf(twoTensors().raw("k", 8, bytesOf((std::uint64_t{1} << 30) + 1))).code,
              ErrorCode::TooLarge);
    EXPECT_EQ(errorOf(twoTensors().raw("k", 8, bytesOf(std::uint64_t{1} << 20))).code, ErrorCode::Truncated);
}

TEST(Gguf, ReadsAndRefusesAlignments) {
    GgufMaker maker;
    maker.alignment = 64;
    maker.u32("general.alignment", 64).zeros("one", {1}).zeros("two", {1});
    const auto gguf = openBytes(maker.bytes());
    ASSERT_TRUE(gguf.ok()) << describe(gguf.error());
    EXPECT_EQ(gguf->catalog().tensors()[1].offset - gguf->catalog().tensors()[0].offset, 64u);
    EXPECT_EQ(gguf->catalog().tensors()[0].offset % 64, 0u);
    for (const std::uint32_t bad : {0u, 3u, 48u})
        EXPECT_EQ(errorOf(twoTensors().u32("general.alignment", bad)).code, ErrorCode::BadValue);
    EXPECT_EQ(errorOf(twoTensors().raw("general.alignment", 10, bytesOf(std::uint64_t{32}))).code,
              ErrorCode::BadValue);
    EXPECT_EQ(errorOf(twoTensors().text("general.alignment", "32")).code, ErrorCode::BadValue);
}

TEST(Gguf, RefusesBadTensors) {
    const auto with = [](const std::string& name, const std::vector<std::uint64_t>& extents,
                         std::uint32_t type, std::uint64_t offset) {
        return errorOf(twoTensors().tensor(name, extents, type, offset)).code;
    };
    EXPECT_TRUE(openBytes(twoTensors().tensor(std::string(63, 'n'), {0}, 0, 64).bytes()).ok());
    EXPECT_EQ(with(std::string(64, 'n'), {1}, 0, 64), ErrorCode::TooLarge);
    EXPECT_EQ(with("one", {1}, 0, 64), ErrorCode::Malformed);
    EXPECT_EQ(with("x", {1, 1, 1, 1, 1}, 0, 64), ErrorCode::Malformed);
    EXPECT_EQ(with("x", {1}, 4, 64), ErrorCode::Unsupported);
    EXPECT_EQ(with("x", {1}, 4000, 64), ErrorCode::Unsupported);
    EXPECT_EQ(with("x", {48, 2}, 2, 64), ErrorCode::Inconsistent);
    EXPECT_EQ(with("x", {288}, 12, 64), ErrorCode::Inconsistent);
    EXPECT_EQ(with("x", {1}, 0, 63), ErrorCode::Inconsistent);
    EXPECT_EQ(with("x", {1}, 0, 96), ErrorCode::Inconsistent);
    EXPECT_EQ(with("x", {1}, 0, 64), ErrorCode::Truncated);
    EXPECT_EQ(with("x", {std::uint64_t{1} << 63}, 24, 64), ErrorCode::TooLarge);
    EXPECT_EQ(with("x", {std::uint64_t{1} << 32, std::uint64_t{1} << 32}, 24, 64), ErrorCode::TooLarge);
    EXPECT_EQ(with("x", {(std::uint64_t{1} << 62) - 1, 2}, 0, 64), ErrorCode::TooLarge);
    EXPECT_EQ(with("x", {std::uint64_t{1} << 60}, 0, 64), ErrorCode::Truncated);
}

TEST(Gguf, RefusesEveryPrefix) {
    const std::string whole = twoTensors().bytes();
    const auto complete = openBytes(whole);
    ASSERT_TRUE(complete.ok());
    const TensorRecord& last = complete->catalog().tensors().back();
    tests::forEachPrefix(whole, [&](const std::filesystem::path& path, std::size_t length) {
        const auto result = GgufFile::open(path);
        // The padding behind the last tensor may be cut.
        ASSERT_EQ(result.ok(), length >= last.offset + last.bytes) << length;
        if (!result) {
            EXPECT_EQ(result.error().code, ErrorCode::Truncated) << describe(result.error());
        }
    });
}

TEST(Gguf, SurvivesRandomChanges) {
    int refused = 0;
    const std::string whole = tests::llamaGguf().zeros("token_embd.weight", {64, 8}).bytes();
    tests::forEachMutation(whole, 2000, [&](const std::filesystem::path& path) {
        const auto result = GgufFile::open(path);
        refused += result ? 0 : 1;
        if (!result)
            return;
        for (const TensorRecord& tensor : result->catalog().tensors())
            EXPECT_LE(tensor.offset + tensor.bytes, whole.size());
        (void)configFromGguf(*result).ok();
    });
    EXPECT_GT(refused, 100);
}

TEST(Gguf, OpensTheRealModel) {
    const auto path = tests::smolLm2();
    if (!path)
        GTEST_SKIP() << "SmolLM2 is not here";
    const auto gguf = GgufFile::open(*path);
    ASSERT_TRUE(gguf.ok()) << describe(gguf.error());
    EXPECT_EQ(gguf->catalog().tensors().size(), 272u);
    EXPECT_EQ(gguf->keys().size(), 33u);
    EXPECT_EQ(gguf->texts("tokenizer.ggml.tokens")->size(), 49152u);
    EXPECT_EQ(gguf->catalog().find("blk.0.ffn_down.weight")->shape, (std::vector<std::int64_t>{576, 1536}));
    EXPECT_EQ(gguf->catalog().find("blk.0.ffn_down.weight")->offset, 31868992u);
}

} // namespace lapidary::formats
