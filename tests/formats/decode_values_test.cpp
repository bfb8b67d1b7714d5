// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/half.h"
#include "core/formats/safetensors.h"
#include "tests/support/bytes.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <cstring>
#include <gtest/gtest.h>

namespace lapidary::formats {

using tests::bytesOf;

namespace {

/// A catalog of one tensor over a file that holds `bytes` from `offset` on.
TensorCatalog catalogOf(const tests::TemporaryFolder& folder, DType dtype, std::vector<std::int64_t> shape,
                        const std::string& bytes, std::size_t offset = 0) {
    const auto path = tests::putFile(folder / "values", std::string(offset, 'x') + bytes);
    auto file = std::make_shared<const base::MappedFile>(*base::MappedFile::open(path));
    return TensorCatalog({file}, {TensorRecord{"t", dtype, std::move(shape), 0, offset, bytes.size()}});
}

std::vector<float> decodeAll(const TensorCatalog& catalog, const TensorRecord& tensor) {
    std::vector<float> values(static_cast<std::size_t>(tensor.elements()));
    const auto status = catalog.decodeRows(tensor, 0, tensor.rows(), values);
    EXPECT_TRUE(status.ok()) << describe(status.error());
    return values;
}

/// Equal bits, NaN equal to NaN.
void expectSame(const std::vector<float>& got, const std::vector<float>& wanted) {
    ASSERT_EQ(got.size(), wanted.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        const bool same =
            (std::isnan(got[i]) && std::isnan(wanted[i])) || std::memcmp(&got[i], &wanted[i], 4) == 0;
        EXPECT_TRUE(same) << i << ": " << got[i] << " for " << wanted[i];
    }
}

SafetensorsModel golden() {
    auto model = openSafetensors(tests::goldenFile("formats/ggml_blocks.safetensors"));
    EXPECT_TRUE(model.ok());
    return *std::move(model);
}

} // namespace

class GgmlBlocks : public testing::TestWithParam<DType> {};

TEST_P(GgmlBlocks, DecodeToTheBitAsTheReference) {
    const auto model = golden();
    const std::string name(dtypeName(GetParam()));
    const TensorRecord* blocks = model.catalog.find(name + ".blocks");
    const TensorRecord* values = model.catalog.find(name + ".values");
    ASSERT_TRUE(blocks != nullptr && values != nullptr);
    const auto raw = model.catalog.bytes(*blocks);
    const std::string bytes(reinterpret_cast<const char*>(raw.data()), raw.size());
    const tests::TemporaryFolder folder;
    // An odd offset: nothing may rely on alignment.
    const auto catalog = catalogOf(folder, GetParam(), values->shape, bytes, 7);
    const auto wanted = decodeAll(model.catalog, *values);
    expectSame(decodeAll(catalog, catalog.tensors()[0]), wanted);

    const auto columns = static_cast<std::size_t>(values->columns());
    std::vector<float> second(columns);
    ASSERT_TRUE(catalog.decodeRows(catalog.tensors()[0], 1, 1, second).ok());
    expectSame(second, std::vector<float>(wanted.begin() + static_cast<std::ptrdiff_t>(columns),
                                          wanted.begin() + static_cast<std::ptrdiff_t>(2 * columns)));
}

INSTANTIATE_TEST_SUITE_P(All, GgmlBlocks,
                         testing::Values(DType::Q4_0, DType::Q4_1, DType::Q5_0, DType::Q5_1, DType::Q8_0,
                                         DType::IQ4_NL, DType::Q2_K, DType::Q3_K, DType::Q4_K, DType::Q5_K,
                                         DType::Q6_K),
                         [](const auto& info) { return std::string(dtypeName(info.param)); });

class Float8 : public testing::TestWithParam<DType> {};

TEST_P(Float8, DecodesEveryCodeAsTheReference) {
    const auto model = golden();
    const TensorRecord* values = model.catalog.find(std::string(dtypeName(GetParam())) + ".values");
    ASSERT_NE(values, nullptr);
    std::string codes;
    for (int code = 0; code < 256; ++code)
        codes += static_cast<char>(code);
    const tests::TemporaryFolder folder;
    const auto catalog = catalogOf(folder, GetParam(), {256}, codes);
    expectSame(decodeAll(catalog, catalog.tensors()[0]), decodeAll(model.catalog, *values));
}

INSTANTIATE_TEST_SUITE_P(All, Float8,
                         testing::Values(DType::F8E4M3, DType::F8E5M2, DType::F8E8M0, DType::F8E4M3Fnuz,
                                         DType::F8E5M2Fnuz),
                         [](const auto& info) { return std::string(dtypeName(info.param)); });

TEST(DecodeValues, ReadsPlainTypesAtAnyOffset) {
    const tests::TemporaryFolder folder;
    const auto check = [&](DType dtype, const std::string& bytes, const std::vector<float>& wanted) {
        const auto catalog = catalogOf(folder, dtype, {static_cast<std::int64_t>(wanted.size())}, bytes, 3);
        expectSame(decodeAll(catalog, catalog.tensors()[0]), wanted);
    };
    check(DType::F32, bytesOf(1.5f) + bytesOf(-0.0f), {1.5f, -0.0f});
    check(DType::F64, bytesOf(0.1) + bytesOf(-2.0), {0.1f, -2.0f});
    check(DType::F16, bytesOf(base::floatToHalf(0.5f)) + bytesOf(std::uint16_t{1}), {0.5f, 0x1p-24f});
    check(DType::BF16, bytesOf(base::floatToBfloat(-3.0f)), {-3.0f});
    check(DType::I64, bytesOf(std::int64_t{-9}), {-9.0f});
    check(DType::I32, bytesOf(std::int32_t{-9}), {-9.0f});
    check(DType::I16, bytesOf(std::int16_t{-9}), {-9.0f});
    check(DType::I8, bytesOf(std::int8_t{-9}), {-9.0f});
    check(DType::U64, bytesOf(std::uint64_t{9}), {9.0f});
    check(DType::U32, bytesOf(std::uint32_t{9}), {9.0f});
    check(DType::U16, bytesOf(std::uint16_t{65535}), {65535.0f});
    check(DType::U8, bytesOf(std::uint8_t{255}), {255.0f});
    check(DType::Bool, bytesOf(std::uint8_t{1}) + bytesOf(std::uint8_t{0}), {1.0f, 0.0f});
}

TEST(TensorCatalog, RefusesTypesWithoutValuesAndRowsOutside) {
    const tests::TemporaryFolder folder;
    const auto complex = catalogOf(folder, DType::C64, {1}, std::string(8, '\0'));
    std::vector<float> one(1);
    const auto refused = complex.decodeRows(complex.tensors()[0], 0, 1, one);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, base::ErrorCode::Unsupported);

    const auto floats = catalogOf(folder, DType::F32, {2, 2}, std::string(16, '\0'));
    std::vector<float> row(2);
    EXPECT_TRUE(floats.decodeRows(floats.tensors()[0], 1, 1, row).ok());
    EXPECT_FALSE(floats.decodeRows(floats.tensors()[0], 2, 1, row).ok());
    EXPECT_FALSE(floats.decodeRows(floats.tensors()[0], -1, 1, row).ok());
    EXPECT_FALSE(floats.decodeRows(floats.tensors()[0], 0, 2, row).ok());
    EXPECT_FALSE(floats.decodeRows(floats.tensors()[0], 1, std::int64_t{1} << 62, row).ok());
}

TEST(TensorCatalog, FindsByNameInCopies) {
    TensorCatalog copy;
    EXPECT_EQ(copy.find("t"), nullptr);
    EXPECT_TRUE(copy.tensors().empty());
    {
        const tests::TemporaryFolder folder;
        copy = catalogOf(folder, DType::U8, {3}, "abc");
    }
    ASSERT_NE(copy.find("t"), nullptr);
    EXPECT_EQ(copy.find("t")->elements(), 3);
    EXPECT_EQ(copy.find("u"), nullptr);
    EXPECT_EQ(copy.totalBytes(), 3u);
}

TEST(DType, SizesOfBlocks) {
    EXPECT_EQ(info(DType::Q4_1).blockBits, 160);
    EXPECT_EQ(info(DType::F6E2M3).blockBits, 6);
    EXPECT_TRUE(isBlockQuantized(DType::IQ4_NL));
    EXPECT_FALSE(isBlockQuantized(DType::C64));
}

} // namespace lapidary::formats
