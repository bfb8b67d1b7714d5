// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/safetensors.h"
#include "tests/support/bytes.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>

namespace lapidary::formats {

using base::ErrorCode;
using tests::putFile;
using tests::safetensorsBytes;

namespace {

std::string oneTensor(const std::string& name, const std::string& metadata = {}) {
    return safetensorsBytes(
        "{" + metadata + "\"" + name + R"(":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", "x");
}

class Shards : public testing::Test {
protected:
    Shards() {
        putFile(m_folder / "one.safetensors", oneTensor("a", R"("__metadata__":{"format":"pt"},)"));
        putFile(m_folder / "two.safetensors", oneTensor("b"));
        index(R"({"a":"one.safetensors","b":"two.safetensors"})");
    }
    void index(const std::string& map) {
        putFile(m_folder / "model.safetensors.index.json",
                R"({"metadata":{"total_size":2},"weight_map":)" + map + "}");
    }
    base::Error error() {
        const auto result = openSafetensors(m_folder.path());
        EXPECT_FALSE(result.ok());
        return result ? base::Error{} : result.error();
    }
    const tests::TemporaryFolder m_folder;
};

} // namespace

TEST_F(Shards, OpenAsOneCatalog) {
    const auto model = openSafetensors(m_folder.path());
    ASSERT_TRUE(model.ok()) << describe(model.error());
    EXPECT_EQ(model->catalog.tensors().size(), 2u);
    EXPECT_EQ(model->catalog.files().size(), 2u);
    EXPECT_EQ(model->catalog.find("b")->file, 1u);
    EXPECT_EQ(model->metadata.at("format"), "pt");
}

TEST_F(Shards, NamesTheMissingShard) {
    std::filesystem::remove(m_folder / "two.safetensors");
    const auto failed = error();
    EXPECT_EQ(failed.code, ErrorCode::FileNotFound);
    EXPECT_TRUE(failed.file.ends_with("two.safetensors"));
}

TEST_F(Shards, RefuseATensorThatIsNotWhereTheIndexSays) {
    index(R"({"a":"one.safetensors","b":"two.safetensors","c":"two.safetensors"})");
    EXPECT_EQ(error().code, ErrorCode::MissingTensor);
    index(R"({"a":"two.safetensors","b":"one.safetensors"})");
    EXPECT_EQ(error().code, ErrorCode::Inconsistent);
    putFile(m_folder / "two.safetensors", oneTensor("a"));
    index(R"({"a":"one.safetensors","b":"two.safetensors"})");
    EXPECT_EQ(error().code, ErrorCode::Inconsistent);
}

TEST_F(Shards, RefuseNamesThatLeadOutOfTheFolder) {
    for (const char* name :
         {"../one.safetensors", "/etc/passwd", "sub/one.safetensors", "..", ".", "", "a\\\\b", "a\\u0000b"}) {
        index(std::string("{\"a\":\"") + name + "\"}");
        EXPECT_EQ(error().code, ErrorCode::BadValue) << name;
    }
}

TEST_F(Shards, RefuseABrokenIndex) {
    index("[]");
    EXPECT_EQ(error().code, ErrorCode::MissingKey);
    index("{}");
    EXPECT_EQ(error().code, ErrorCode::BadValue);
    index(R"({"a":7})");
    EXPECT_EQ(error().code, ErrorCode::BadValue);
    index(R"({"a":"one.safetensors","a":"one.safetensors"})");
    EXPECT_EQ(error().code, ErrorCode::Malformed);
    putFile(m_folder / "model.safetensors.index.json", "{");
    EXPECT_EQ(error().code, ErrorCode::Malformed);
}

TEST_F(Shards, ASingleFileGoesBeforeTheIndex) {
    putFile(m_folder / "model.safetensors", oneTensor("whole"));
    const auto model = openSafetensors(m_folder.path());
    ASSERT_TRUE(model.ok());
    EXPECT_NE(model->catalog.find("whole"), nullptr);
}

TEST(Safetensors, SaysWhatAnEmptyFolderLacks) {
    const tests::TemporaryFolder folder;
    const auto result = openSafetensors(folder.path());
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, ErrorCode::FileNotFound);
    EXPECT_FALSE(result.error().remedy.empty());
}

} // namespace lapidary::formats
