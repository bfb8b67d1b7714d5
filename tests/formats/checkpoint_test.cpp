// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/checkpoint.h"
#include "tests/support/bytes.h"
#include "tests/support/gguf_maker.h"
#include "tests/support/giant_model.h"
#include "tests/support/test_data.h"

#include <gtest/gtest.h>

namespace lapidary::formats {

using base::ErrorCode;
using tests::putFile;

namespace {

constexpr const char* kConfig = R"({"model_type":"llama","hidden_size":8,"intermediate_size":8,
    "num_hidden_layers":1,"num_attention_heads":2,"vocab_size":4})";

/// A folder whose weights are two values.
void makeFolder(const tests::TemporaryFolder& folder, const std::string& config,
                const std::string& metadata = {}) {
    putFile(folder / "config.json", config);
    putFile(folder / "model.safetensors",
            tests::safetensorsBytes(
                "{" + metadata + R"("lm_head.weight":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}})",
                "wxyz"));
}

ErrorCode codeOf(const base::Result<Checkpoint>& result) {
    EXPECT_FALSE(result.ok());
    return result ? ErrorCode::Internal : result.error().code;
}

} // namespace

TEST(Checkpoint, OpensAFolder) {
    const tests::TemporaryFolder folder;
    makeFolder(
        folder, kConfig,
        R"("__metadata__":{"format":"pt","model.embed_tokens.weight":"lm_head.weight","lm_head.weight":"x"},)");
    const auto checkpoint = openCheckpoint(folder.path());
    ASSERT_TRUE(checkpoint.ok()) << describe(checkpoint.error());
    EXPECT_EQ(checkpoint->kind, CheckpointKind::HuggingFace);
    EXPECT_EQ(checkpoint->config.name, folder.path().filename().string());
    EXPECT_EQ(checkpoint->config.dtype, "float16"); // from the tensors, as the config is silent
    EXPECT_EQ(checkpoint->rawConfig["hidden_size"], 8);
    // A tied weight stored under the head's name alone; "format" and names of stored tensors are no aliases.
    EXPECT_EQ(checkpoint->aliases,
              (std::map<std::string, std::string>{{"model.embed_tokens.weight", "lm_head.weight"}}));
    EXPECT_TRUE(checkpoint->sites.is_null());
    EXPECT_EQ(openCheckpoint(folder.path() / "")->config.name, checkpoint->config.name);
}

TEST(Checkpoint, TellsALapidaryFolderByItsSites) {
    const tests::TemporaryFolder folder;
    makeFolder(folder, kConfig);
    putFile(folder / "lapidary-sites.json", R"({"sites":{}})");
    const auto checkpoint = openCheckpoint(folder.path());
    ASSERT_TRUE(checkpoint.ok());
    EXPECT_EQ(checkpoint->kind, CheckpointKind::Lapidary);
    EXPECT_TRUE(checkpoint->sites.contains("sites"));
}

TEST(Checkpoint, GivesTheGenerationConfig) {
    const tests::TemporaryFolder folder;
    makeFolder(folder, kConfig);
    auto checkpoint = openCheckpoint(folder.path());
    ASSERT_TRUE(checkpoint.ok());
    EXPECT_EQ(base::Json::parse(generationConfigJson(*checkpoint)),
              base::Json::parse(R"({"bos_token_id":1,"eos_token_id":2})"));
    putFile(folder / "generation_config.json", "{ \"as\": \"found\" }");
    EXPECT_EQ(generationConfigJson(*checkpoint), "{ \"as\": \"found\" }");
}

TEST(Checkpoint, SaysWhatIsWrongWithAPath) {
    const tests::TemporaryFolder folder;
    EXPECT_EQ(codeOf(openCheckpoint(folder / "absent")), ErrorCode::FileNotFound);
    const auto empty = openCheckpoint(folder.path());
    EXPECT_EQ(codeOf(empty), ErrorCode::FileNotFound);
    EXPECT_FALSE(empty.error().remedy.empty());
    EXPECT_EQ(codeOf(openCheckpoint(putFile(folder / "a.bin", "text"))), ErrorCode::Malformed);
    makeFolder(folder, kConfig);
    EXPECT_EQ(codeOf(openCheckpoint(folder / "model.safetensors")), ErrorCode::BadUsage);
    std::filesystem::remove(folder / "model.safetensors");
    EXPECT_EQ(codeOf(openCheckpoint(folder.path())), ErrorCode::FileNotFound);
    makeFolder(folder, "{");
    EXPECT_EQ(codeOf(openCheckpoint(folder.path())), ErrorCode::Malformed);
    base::Json packed = base::Json::parse(kConfig);
    packed["quantization_config"] = {{"quant_method", "gptq"}};
    makeFolder(folder, packed.dump());
    EXPECT_EQ(codeOf(openCheckpoint(folder.path())), ErrorCode::Unsupported);
    EXPECT_FALSE(openTokenizer(Checkpoint{.path = folder.path(),
                                          .kind = {},
                                          .catalog = {},
                                          .config = {},
                                          .rawConfig = {},
                                          .aliases = {},
                                          .sites = {}})
                     .ok());
}

TEST(Checkpoint, OpensAGgufFile) {
    const tests::TemporaryFolder folder;
    const auto path =
        putFile(folder / "small.gguf", tests::llamaGguf().zeros("token_embd.weight", {64, 10}).bytes());
    const auto checkpoint = openCheckpoint(path);
    ASSERT_TRUE(checkpoint.ok()) << describe(checkpoint.error());
    EXPECT_EQ(checkpoint->kind, CheckpointKind::Gguf);
    EXPECT_EQ(checkpoint->config.dtype, "float32");
    EXPECT_EQ(checkpoint->config.name, "small");
    EXPECT_TRUE(checkpoint->rawConfig.is_null());
}

TEST(Checkpoint, OpensTheTiedStoriesModel) {
    LAPIDARY_TEST_DATA_OR_SKIP(folder, "models/tinystories-656k");
    const auto checkpoint = openCheckpoint(folder);
    ASSERT_TRUE(checkpoint.ok()) << describe(checkpoint.error());
    EXPECT_TRUE(checkpoint->config.tiedHead);
    EXPECT_EQ(checkpoint->aliases.at("model.embed_tokens.weight"), "lm_head.weight");
    EXPECT_EQ(checkpoint->catalog.find("model.embed_tokens.weight"), nullptr);
    EXPECT_EQ(checkpoint->catalog.find("lm_head.weight")->shape, (std::vector<std::int64_t>{2048, 128}));
    EXPECT_TRUE(openTokenizer(*checkpoint).ok());
}

TEST(Checkpoint, OpensTheRealModel) {
    const auto path = tests::smolLm2();
    if (!path)
        GTEST_SKIP() << "SmolLM2 is not here";
    const auto checkpoint = openCheckpoint(*path);
    ASSERT_TRUE(checkpoint.ok()) << describe(checkpoint.error());
    EXPECT_EQ(checkpoint->config.dtype, ""); // quantized
    EXPECT_EQ(base::Json::parse(generationConfigJson(*checkpoint)),
              base::Json::parse(R"({"bos_token_id":1,"eos_token_id":2,"pad_token_id":2})"));
}

TEST(Checkpoint, OpensAModelOf405BillionParameters) {
    const tests::TemporaryFolder folder;
    tests::makeGiantModel(folder.path());
    const auto checkpoint = openCheckpoint(folder.path());
    ASSERT_TRUE(checkpoint.ok()) << describe(checkpoint.error());
    EXPECT_EQ(checkpoint->catalog.tensors().size(), 1137u);
    EXPECT_EQ(checkpoint->catalog.files().size(), 191u);
    EXPECT_EQ(checkpoint->catalog.totalBytes(), 811706777600u);
    EXPECT_EQ(checkpoint->config.headDim, 128);
}

} // namespace lapidary::formats
