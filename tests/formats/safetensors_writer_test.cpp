// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/half.h"
#include "core/base/hash.h"
#include "core/formats/safetensors.h"
#include "tests/support/bytes.h"
#include "tests/support/faulty_file_system.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

namespace lapidary::formats {

using tests::bytesOf;

namespace {

TensorToWrite tensorOf(std::string name, DType dtype, std::vector<std::int64_t> shape,
                       const std::string& bytes) {
    const auto view = std::as_bytes(std::span(bytes));
    std::vector<std::byte> data(view.begin(), view.end());
    return {std::move(name), dtype, std::move(shape), bytes.size(),
            [data] { return base::Result<std::vector<std::byte>>(data); }};
}

template<class T>
std::string listBytes(std::initializer_list<T> values) {
    std::string out;
    for (const T value : values)
        out += bytesOf(value);
    return out;
}

std::vector<TensorToWrite> randomTensors(std::mt19937& random) {
    constexpr DType kTypes[] = {DType::F32, DType::F16, DType::BF16, DType::U8, DType::I64, DType::Bool};
    std::vector<TensorToWrite> tensors;
    const auto count = random() % 6;
    for (std::size_t i = 0; i < count; ++i) {
        const DType dtype = kTypes[random() % std::size(kTypes)];
        std::vector<std::int64_t> shape;
        std::int64_t elements = 1;
        for (std::size_t d = random() % 4; d > 0; --d) {
            shape.push_back(static_cast<std::int64_t>(random() % 4));
            elements *= shape.back();
        }
        std::string bytes(
            static_cast<std::size_t>(elements) * static_cast<std::size_t>(info(dtype).blockBits) / 8, '\0');
        for (char& byte : bytes)
            byte = static_cast<char>(random());
        tensors.push_back(tensorOf("layer." + std::to_string(random() % 1000) + "." + std::to_string(i),
                                   dtype, std::move(shape), bytes));
    }
    return tensors;
}

base::Result<std::string> write(const std::filesystem::path& path, const std::vector<TensorToWrite>& tensors,
                                const std::map<std::string, std::string>& metadata = {}) {
    return writeSafetensors(base::systemFiles(), path, tensors, metadata, base::RunControl());
}

} // namespace

TEST(SafetensorsWriter, EqualsTheReferenceToTheByte) {
    std::string half, brain;
    for (int i = 0; i < 3; ++i)
        half += bytesOf(base::floatToHalf(static_cast<float>(i)));
    for (int i = 0; i < 5; ++i)
        brain += bytesOf(base::floatToBfloat(static_cast<float>(i)));
    const std::vector<TensorToWrite> tensors = {
        tensorOf("b.weight", DType::F32, {2, 3}, listBytes({0.f, 1.f, 2.f, 3.f, 4.f, 5.f})),
        tensorOf("a.weight", DType::F32, {4}, listBytes({0.f, 1.f, 2.f, 3.f})),
        tensorOf("half", DType::F16, {3}, half),
        tensorOf("brain", DType::BF16, {5}, brain),
        tensorOf("ids", DType::I64, {2}, listBytes<std::int64_t>({1, -2})),
        tensorOf("byte", DType::U8, {1}, "\x07"),
        tensorOf("int8", DType::I8, {2}, "\xFF\x02"),
        tensorOf("mask", DType::Bool, {3}, std::string("\x01\x00\x01", 3)),
        tensorOf("int32", DType::I32, {1, 1}, listBytes<std::int32_t>({3})),
        tensorOf("empty", DType::F32, {2, 0}, ""),
        tensorOf("scalar", DType::F32, {}, listBytes({2.5f})),
        tensorOf("quote\"\\\n\u00e9\u4e2d/", DType::F64, {1}, listBytes({1.0})),
    };
    const tests::TemporaryFolder folder;
    const auto hash = write(folder / "ours", tensors, {{"format", "pt"}});
    ASSERT_TRUE(hash.ok()) << describe(hash.error());
    const std::string ours = tests::fileBytes(folder / "ours");
    EXPECT_EQ(ours, tests::fileBytes(tests::goldenFile("formats/written.safetensors")));
    EXPECT_EQ(*hash, base::sha256Hex(ours));
}

TEST(SafetensorsWriter, ReadsBackWhatItWroteAndPredictsTheSize) {
    std::mt19937 random(7);
    const tests::TemporaryFolder folder;
    for (int round = 0; round < 50; ++round) {
        const auto tensors = randomTensors(random);
        std::map<std::string, std::string> metadata;
        if (round % 2 == 0)
            metadata = {{"format", "pt"}, {"key \"" + std::to_string(round), "\xC3\xA9"}};
        const auto path = folder / "file.safetensors";
        ASSERT_OK(write(path, tensors, metadata));
        EXPECT_EQ(std::filesystem::file_size(path), safetensorsFileBytes(tensors, metadata));
        const auto model = openSafetensors(path);
        ASSERT_TRUE(model.ok()) << describe(model.error());
        EXPECT_EQ(model->metadata, metadata);
        ASSERT_EQ(model->catalog.tensors().size(), tensors.size());
        for (const TensorToWrite& tensor : tensors) {
            const TensorRecord* found = model->catalog.find(tensor.name);
            ASSERT_NE(found, nullptr);
            EXPECT_EQ(found->dtype, tensor.dtype);
            EXPECT_EQ(found->shape, tensor.shape);
            const auto wanted = *tensor.fill();
            EXPECT_TRUE(std::ranges::equal(model->catalog.bytes(*found), wanted));
        }
    }
}

TEST(SafetensorsWriter, ReportsAFailureOfEveryStep) {
    const tests::TemporaryFolder folder;
    std::size_t steps = 0;
    for (std::size_t step = 1;; ++step) {
        tests::FaultyFileSystem files(tests::Fault{.at = step, .kind = {}, .number = ENOSPC});
        const auto result = writeSafetensors(
            files, folder / "file", {tensorOf("a", DType::U8, {1}, "x"), tensorOf("b", DType::U8, {1}, "y")},
            {}, base::RunControl());
        if (!files.fired()) {
            EXPECT_TRUE(result.ok());
            break;
        }
        ASSERT_FALSE(result.ok()) << "step " << step;
        EXPECT_EQ(result.error().code, base::ErrorCode::DiskFull);
        steps = step;
    }
    EXPECT_EQ(steps, 7u); // open, length, header, two tensors, sync, close
}

TEST(SafetensorsWriter, RefusesWhatCannotBeAFile) {
    const tests::TemporaryFolder folder;
    const auto refused = [&](const std::vector<TensorToWrite>& tensors) {
        const auto result = write(folder / "file", tensors);
        return !result.ok() && !std::filesystem::exists(folder / "file");
    };
    EXPECT_TRUE(refused({tensorOf("a", DType::U8, {1}, "x"), tensorOf("a", DType::U8, {1}, "x")}));
    EXPECT_TRUE(refused({tensorOf("a", DType::U8, {2}, "x")}));
    EXPECT_TRUE(refused({tensorOf("a", DType::U8, {-1}, "")}));
    EXPECT_TRUE(refused({tensorOf("a", DType::F32, {std::int64_t{1} << 62}, "")}));
    EXPECT_TRUE(refused({tensorOf("__metadata__", DType::U8, {1}, "x")}));
    EXPECT_TRUE(refused({tensorOf("\xFF", DType::U8, {1}, "x")}));
    EXPECT_TRUE(refused({tensorOf("a", DType::Q4_0, {32}, std::string(18, 'x'))}));
}

TEST(SafetensorsWriter, StopsWhenCancelledOrTheSourceFails) {
    const tests::TemporaryFolder folder;
    std::stop_source stop;
    stop.request_stop();
    const auto cancelled =
        writeSafetensors(base::systemFiles(), folder / "a", {tensorOf("a", DType::U8, {1}, "x")}, {},
                         base::RunControl(stop.get_token()));
    ASSERT_FALSE(cancelled.ok());
    EXPECT_EQ(cancelled.error().code, base::ErrorCode::Cancelled);

    TensorToWrite bad{"a", DType::U8, {1}, 1, [] {
                          return base::Result<std::vector<std::byte>>(
                              base::Error{base::ErrorCode::OutOfMemory, "x", {}, {}, {}, {}});
                      }};
    const auto failed = write(folder / "b", {bad});
    ASSERT_FALSE(failed.ok());
    EXPECT_EQ(failed.error().code, base::ErrorCode::OutOfMemory);

    bad.fill = [] { return base::Result<std::vector<std::byte>>(std::vector<std::byte>(2)); };
    EXPECT_FALSE(write(folder / "c", {bad}).ok());
}

} // namespace lapidary::formats
