// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf.h"
#include "core/formats/model_config.h"
#include "tests/support/gguf_maker.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace lapidary::formats {

using base::ErrorCode;
using base::Json;

namespace {

Json llama() {
    return Json::parse(R"({"architectures":["LlamaForCausalLM"],"model_type":"llama","hidden_size":64,
        "intermediate_size":96,"num_hidden_layers":3,"num_attention_heads":4,"num_key_value_heads":2,
        "vocab_size":100,"rope_theta":5000.0,"torch_dtype":"bfloat16"})");
}

Json ofType(const std::string& type, const std::string& architecture) {
    Json json = llama();
    json["model_type"] = type;
    json["architectures"] = {architecture};
    return json;
}

ModelConfig read(const Json& json) {
    const auto config = configFromHuggingFace(json, "config.json");
    EXPECT_TRUE(config.ok()) << describe(config.error());
    return config ? *config : ModelConfig{};
}

base::Error errorOf(const Json& json) {
    const auto config = configFromHuggingFace(json, "config.json");
    EXPECT_FALSE(config.ok()) << json.dump();
    if (config)
        return {};
    EXPECT_EQ(config.error().file, "config.json");
    EXPECT_FALSE(config.error().expected.empty());
    return config.error();
}

Json with(const std::string& key, const Json& value) {
    Json json = llama();
    json[key] = value;
    return json;
}

base::Result<ModelConfig> readGguf(const tests::GgufMaker& maker) {
    const tests::TemporaryFolder folder;
    LAPIDARY_TRY(const auto gguf, GgufFile::open(tests::putFile(folder / "a.gguf", maker.bytes())));
    return configFromGguf(gguf);
}

void expectSameRope(const RopeConfig& a, const RopeConfig& b) {
    EXPECT_EQ(a.theta, b.theta);
    EXPECT_EQ(a.scaling, b.scaling);
    EXPECT_EQ(a.factor, b.factor);
    EXPECT_EQ(a.lowFrequencyFactor, b.lowFrequencyFactor);
    EXPECT_EQ(a.highFrequencyFactor, b.highFrequencyFactor);
    EXPECT_EQ(a.attentionFactor, b.attentionFactor);
    EXPECT_EQ(a.betaFast, b.betaFast);
    EXPECT_EQ(a.betaSlow, b.betaSlow);
    EXPECT_EQ(a.originalContext, b.originalContext);
}

/// What config.json says must survive being written and read again.
void expectRoundTrip(const Json& json) {
    const ModelConfig first = read(json);
    ASSERT_OK(checkHuggingFaceConfig(first));
    const ModelConfig second = read(Json::parse(huggingFaceConfig(first, first.dtype).dump()));
    EXPECT_EQ(second.modelType, first.modelType);
    EXPECT_EQ(second.architecture, first.architecture);
    EXPECT_EQ(second.hidden, first.hidden);
    EXPECT_EQ(second.blocks, first.blocks);
    EXPECT_EQ(second.vocabulary, first.vocabulary);
    EXPECT_EQ(second.context, first.context);
    EXPECT_EQ(second.heads, first.heads);
    EXPECT_EQ(second.kvHeads, first.kvHeads);
    EXPECT_EQ(second.ffn, first.ffn);
    EXPECT_EQ(second.headDim, first.headDim);
    EXPECT_EQ(second.normEps, first.normEps);
    EXPECT_EQ(second.attentionInBias, first.attentionInBias);
    EXPECT_EQ(second.attentionOutBias, first.attentionOutBias);
    EXPECT_EQ(second.mlpBias, first.mlpBias);
    EXPECT_EQ(second.qkNorm, first.qkNorm);
    EXPECT_EQ(second.tiedHead, first.tiedHead);
    EXPECT_EQ(second.slidingWindow, first.slidingWindow);
    EXPECT_EQ(second.bosId, first.bosId);
    EXPECT_EQ(second.eosIds, first.eosIds);
    EXPECT_EQ(second.padId, first.padId);
    EXPECT_EQ(second.dtype, first.dtype);
    expectSameRope(second.rope, first.rope);
}

} // namespace

TEST(HuggingFaceConfig, TakesDefaultsOfTheModelType) {
    const ModelConfig c = read(llama());
    EXPECT_EQ(c.headDim, 16);
    EXPECT_EQ(c.context, 2048);
    EXPECT_EQ(c.heads, (std::vector<std::int64_t>{4, 4, 4}));
    EXPECT_EQ(c.kvHeads, (std::vector<std::int64_t>{2, 2, 2}));
    EXPECT_EQ(c.rope.theta, 5000.0);
    EXPECT_EQ(c.rope.scaling, RopeScaling::None);
    EXPECT_EQ(c.dtype, "bfloat16");
    EXPECT_EQ(c.bosId, 1);
    EXPECT_EQ(c.eosIds, (std::vector<std::int64_t>{2}));
    EXPECT_FALSE(c.tiedHead);
    EXPECT_FALSE(c.attentionInBias);

    Json json = llama();
    json.erase("num_key_value_heads");
    EXPECT_EQ(read(json).kvHeads.front(), 4);

    const ModelConfig mistral = read(ofType("mistral", "MistralForCausalLM"));
    EXPECT_EQ(mistral.slidingWindow, (std::vector<std::int64_t>{4096, 4096, 4096}));
    const ModelConfig qwen2 = read(ofType("qwen2", "Qwen2ForCausalLM"));
    EXPECT_TRUE(qwen2.attentionInBias);
    EXPECT_FALSE(qwen2.attentionOutBias);
    EXPECT_EQ(qwen2.bosId, std::nullopt);
    const ModelConfig qwen3 = read(ofType("qwen3", "Qwen3ForCausalLM"));
    EXPECT_TRUE(qwen3.qkNorm);
    EXPECT_EQ(qwen3.headDim, 128);
}

TEST(HuggingFaceConfig, ReadsKeysOfVersions4And5Alike) {
    Json old = llama();
    old["rope_scaling"] = {{"type", "llama3"},
                           {"factor", 8.0},
                           {"low_freq_factor", 1.0},
                           {"high_freq_factor", 4.0},
                           {"original_max_position_embeddings", 8192}};
    Json fresh = llama();
    fresh.erase("rope_theta");
    fresh.erase("torch_dtype");
    fresh["dtype"] = "bfloat16";
    fresh["rope_parameters"] = old["rope_scaling"];
    fresh["rope_parameters"].erase("type");
    fresh["rope_parameters"]["rope_type"] = "llama3";
    fresh["rope_parameters"]["rope_theta"] = 5000.0;
    const ModelConfig a = read(old);
    const ModelConfig b = read(fresh);
    EXPECT_EQ(a.rope.scaling, RopeScaling::Llama3);
    EXPECT_EQ(a.rope.originalContext, 8192);
    expectSameRope(a.rope, b.rope);
    EXPECT_EQ(a.dtype, b.dtype);
}

TEST(HuggingFaceConfig, ReadsRopeScalings) {
    EXPECT_EQ(read(with("rope_scaling", {{"type", "linear"}, {"factor", 2}})).rope.factor, 2.0);
    const auto dynamic = read(with("rope_scaling", {{"rope_type", "dynamic"}, {"factor", 2.0}})).rope;
    EXPECT_EQ(dynamic.scaling, RopeScaling::Dynamic);
    EXPECT_EQ(dynamic.originalContext, 2048);
    Json yarn = with("rope_scaling", {{"rope_type", "yarn"}, {"original_max_position_embeddings", 512}});
    EXPECT_EQ(read(yarn).rope.factor, 4.0); // context / original
    yarn["rope_scaling"]["factor"] = 8.0;
    yarn["rope_scaling"]["mscale"] = 0.5;
    yarn["rope_scaling"]["mscale_all_dim"] = 1.0;
    EXPECT_NEAR(read(yarn).rope.attentionFactor, (0.05 * std::log(8.0) + 1.0) / (0.1 * std::log(8.0) + 1.0),
                1e-15);
    yarn["rope_scaling"]["truncate"] = false;
    EXPECT_EQ(errorOf(yarn).code, ErrorCode::Unsupported);
    const Json same = {{"rope_type", "default"}, {"rope_theta", 7.0}};
    EXPECT_EQ(
        read(with("rope_parameters", {{"full_attention", same}, {"sliding_attention", same}})).rope.theta,
        7.0);
    EXPECT_EQ(errorOf(with("rope_parameters",
                           {{"full_attention", same}, {"sliding_attention", {{"rope_type", "default"}}}}))
                  .code,
              ErrorCode::Unsupported);
}

TEST(HuggingFaceConfig, RefusesWhatIsNotComputed) {
    for (const auto& [key, value] : std::initializer_list<std::pair<const char*, Json>>{
             {"model_type", "gpt2"},
             {"architectures", {"LlamaForSequenceClassification"}},
             {"hidden_act", "gelu"},
             {"partial_rotary_factor", 0.5},
             {"rope_scaling", {{"rope_type", "longrope"}, {"factor", 2.0}}},
             {"rope_scaling", {{"rope_type", "mrope"}}}})
        EXPECT_EQ(errorOf(with(key, value)).code, ErrorCode::Unsupported) << key;
}

TEST(HuggingFaceConfig, RefusesBadValuesAndSaysWhere) {
    for (const char* key :
         {"hidden_size", "num_hidden_layers", "num_attention_heads", "vocab_size", "intermediate_size"}) {
        for (const Json& value :
             {Json("64"), Json(0), Json(-1), Json(1.5), Json(~std::uint64_t{0}), Json(true)}) {
            const auto error = errorOf(with(key, value));
            EXPECT_EQ(error.code, ErrorCode::BadValue) << key << value;
            EXPECT_EQ(error.place, key);
        }
        Json json = llama();
        json.erase(key);
        EXPECT_EQ(errorOf(json).code, ErrorCode::MissingKey) << key;
    }
    EXPECT_EQ(errorOf(with("num_key_value_heads", 3)).code, ErrorCode::BadValue);
    EXPECT_EQ(errorOf(with("head_dim", 15)).code, ErrorCode::BadValue);
    EXPECT_EQ(errorOf(with("hidden_size", 65)).code, ErrorCode::BadValue);
    EXPECT_EQ(errorOf(with("rms_norm_eps", 0.0)).code, ErrorCode::BadValue);
    EXPECT_EQ(errorOf(with("rope_theta", -1.0)).code, ErrorCode::BadValue);
    EXPECT_EQ(errorOf(with("tie_word_embeddings", "yes")).code, ErrorCode::BadValue);
    EXPECT_EQ(errorOf(with("eos_token_id", {1, "x"})).code, ErrorCode::BadValue);
    EXPECT_EQ(errorOf(with("rope_scaling", 3)).code, ErrorCode::BadValue);
    EXPECT_EQ(errorOf(with("rope_scaling", {{"type", "linear"}})).code, ErrorCode::MissingKey);
    EXPECT_EQ(errorOf(with("rope_scaling", {{"type", "linear"}, {"factor", -2.0}})).code,
              ErrorCode::BadValue);
    EXPECT_EQ(errorOf(Json::array()).code, ErrorCode::Malformed);
}

TEST(HuggingFaceConfig, ReadsSlidingWindows) {
    Json json = ofType("mistral", "MistralForCausalLM");
    json["sliding_window"] = nullptr;
    EXPECT_TRUE(read(json).slidingWindow.empty());
    json = ofType("qwen2", "Qwen2ForCausalLM");
    json["sliding_window"] = 16;
    json["max_window_layers"] = 1;
    EXPECT_TRUE(read(json).slidingWindow.empty());
    json["use_sliding_window"] = true;
    EXPECT_EQ(read(json).slidingWindow, (std::vector<std::int64_t>{0, 16, 16}));
    json["layer_types"] = {"sliding_attention", "full_attention", "full_attention"};
    EXPECT_EQ(read(json).slidingWindow, (std::vector<std::int64_t>{16, 0, 0}));
    json["layer_types"] = {"full_attention"};
    EXPECT_EQ(errorOf(json).code, ErrorCode::BadValue);
    json["layer_types"] = {"chunked_attention", "full_attention", "full_attention"};
    EXPECT_EQ(errorOf(json).code, ErrorCode::Unsupported);
    json["layer_types"] = {"sliding_attention", "full_attention", "full_attention"};
    json["use_sliding_window"] = false;
    EXPECT_EQ(errorOf(json).code, ErrorCode::Inconsistent);
}

TEST(HuggingFaceConfig, SurvivesWritingAndReading) {
    expectRoundTrip(llama());
    expectRoundTrip(with("attention_bias", true));
    expectRoundTrip(with("mlp_bias", true));
    expectRoundTrip(with("head_dim", 32));
    expectRoundTrip(with("eos_token_id", {5, 6}));
    expectRoundTrip(with("bos_token_id", nullptr));
    expectRoundTrip(with("tie_word_embeddings", true));
    expectRoundTrip(with("rope_scaling", {{"type", "linear"}, {"factor", 2.5}}));
    expectRoundTrip(with("rope_scaling", {{"type", "dynamic"}, {"factor", 2.5}}));
    expectRoundTrip(with("rope_scaling", {{"type", "yarn"},
                                          {"factor", 4.0},
                                          {"attention_factor", 1.5},
                                          {"beta_fast", 16},
                                          {"original_max_position_embeddings", 512}}));
    expectRoundTrip(with("rope_scaling", {{"rope_type", "llama3"},
                                          {"factor", 32.0},
                                          {"low_freq_factor", 1.0},
                                          {"high_freq_factor", 4.0},
                                          {"original_max_position_embeddings", 8192}}));
    expectRoundTrip(ofType("mistral", "MistralForCausalLM"));
    expectRoundTrip(ofType("qwen3", "Qwen3ForCausalLM"));
    Json json = ofType("qwen2", "Qwen2ForCausalLM");
    json["use_sliding_window"] = true;
    json["max_window_layers"] = 1;
    expectRoundTrip(json);
}

TEST(HuggingFaceConfig, SaysWhatItCannotExpress) {
    ModelConfig config = read(llama());
    EXPECT_TRUE(checkHuggingFaceConfig(config).ok());
    config.ffn[1] = 64;
    EXPECT_FALSE(checkHuggingFaceConfig(config).ok());
    config = read(llama());
    config.rope.frequencyFactors = {1, 2};
    EXPECT_FALSE(checkHuggingFaceConfig(config).ok());
    config = read(llama());
    config.attentionInBias = true;
    EXPECT_FALSE(checkHuggingFaceConfig(config).ok());
    config = read(llama());
    config.slidingWindow = {8, 8, 8};
    EXPECT_FALSE(checkHuggingFaceConfig(config).ok());
}

TEST(GgufConfig, ReadsALlama) {
    const auto maker =
        tests::llamaGguf().zeros("token_embd.weight", {64, 10}).zeros("output.weight", {64, 10});
    const auto config = readGguf(maker);
    ASSERT_TRUE(config.ok()) << describe(config.error());
    EXPECT_EQ(config->modelType, "llama");
    EXPECT_EQ(config->hidden, 64);
    EXPECT_EQ(config->headDim, 16);
    EXPECT_EQ(config->vocabulary, 10);
    EXPECT_EQ(config->kvHeads, (std::vector<std::int64_t>{2, 2}));
    EXPECT_EQ(config->normEps, static_cast<double>(1e-5f));
    EXPECT_EQ(config->rope.theta, 10000.0);
    EXPECT_FALSE(config->tiedHead);
    EXPECT_TRUE(config->slidingWindow.empty());
}

TEST(GgufConfig, ReadsWidthsPerBlock) {
    tests::GgufMaker maker;
    maker.text("general.architecture", "qwen3")
        .u32("qwen3.context_length", 128)
        .u32("qwen3.embedding_length", 64)
        .u32("qwen3.block_count", 2)
        .i32s("qwen3.feed_forward_length", {96, 32})
        .i32s("qwen3.attention.head_count", {4, 2})
        .i32s("qwen3.attention.head_count_kv", {2, 1})
        .u32("qwen3.attention.key_length", 24)
        .u32("qwen3.attention.value_length", 24)
        .f32("qwen3.attention.layer_norm_rms_epsilon", 1e-6f)
        .zeros("token_embd.weight", {64, 10});
    const auto config = readGguf(maker);
    ASSERT_TRUE(config.ok()) << describe(config.error());
    EXPECT_EQ(config->ffn, (std::vector<std::int64_t>{96, 32}));
    EXPECT_EQ(config->heads, (std::vector<std::int64_t>{4, 2}));
    EXPECT_EQ(config->headDim, 24);
    EXPECT_TRUE(config->qkNorm);
    EXPECT_TRUE(config->tiedHead);
}

TEST(GgufConfig, RecognisesLlama3RopeByItsFactors) {
    const auto maker = [](double factor, float disturb) {
        tests::GgufMaker made = tests::llamaGguf().f32("llama.rope.freq_base", 500000.0f);
        made.zeros("token_embd.weight", {64, 10}).tensor("rope_freqs.weight", {8}, 0, made.data.size());
        for (int i = 0; i < 8; ++i) {
            const double frequency = std::pow(500000.0, -2.0 * i / 16.0);
            const double wavelength = 2.0 * std::numbers::pi / frequency;
            const double smooth = (8192.0 / wavelength - 1.0) / 3.0;
            const double value = wavelength < 2048.0   ? 1.0
                                 : wavelength > 8192.0 ? factor
                                                       : 1.0 / ((1.0 - smooth) / factor + smooth);
            made.data += tests::bytesOf(static_cast<float>(value) + (i == 3 ? disturb : 0.0f));
        }
        return made;
    };
    const auto known = readGguf(maker(8.0, 0.0f));
    ASSERT_TRUE(known.ok()) << describe(known.error());
    EXPECT_EQ(known->rope.scaling, RopeScaling::Llama3);
    EXPECT_EQ(known->rope.factor, 8.0);
    EXPECT_EQ(known->rope.originalContext, 8192);
    EXPECT_TRUE(known->rope.frequencyFactors.empty());
    EXPECT_TRUE(checkHuggingFaceConfig(*known).ok());
    const auto unknown = readGguf(maker(8.0, 0.5f));
    ASSERT_TRUE(unknown.ok());
    EXPECT_EQ(unknown->rope.scaling, RopeScaling::None);
    EXPECT_EQ(unknown->rope.frequencyFactors.size(), 8u);
}

TEST(GgufConfig, RefusesWhatIsMissingOrNotComputed) {
    const auto code = [](const tests::GgufMaker& maker) {
        const auto config = readGguf(maker);
        EXPECT_FALSE(config.ok());
        return config ? ErrorCode::Internal : config.error().code;
    };
    EXPECT_EQ(code(tests::GgufMaker()), ErrorCode::MissingKey);
    EXPECT_EQ(code(tests::GgufMaker().text("general.architecture", "gemma")), ErrorCode::Unsupported);
    EXPECT_EQ(code(tests::GgufMaker().text("general.architecture", "llama")), ErrorCode::MissingKey);
    EXPECT_EQ(code(tests::llamaGguf()), ErrorCode::MissingKey); // neither vocab_size nor an embedding
    const auto base = [] { return tests::llamaGguf().u32("llama.vocab_size", 10); };
    EXPECT_TRUE(readGguf(base()).ok());
    EXPECT_EQ(code(base().u32("llama.expert_count", 8)), ErrorCode::Unsupported);
    EXPECT_EQ(code(base().u32("llama.rope.dimension_count", 8)), ErrorCode::Unsupported);
    EXPECT_EQ(code(base().u32("llama.attention.value_length", 8)), ErrorCode::Unsupported);
    EXPECT_EQ(code(base().text("llama.rope.scaling.type", "longrope").f32("llama.rope.scaling.factor", 2)),
              ErrorCode::Unsupported);
    EXPECT_EQ(code(base().u32("llama.rope.freq_base", 10000)), ErrorCode::BadValue);
    EXPECT_EQ(readGguf(base().text("llama.rope.scaling.type", "linear").f32("llama.rope.scaling.factor", 2))
                  ->rope.scaling,
              RopeScaling::Linear);
}

TEST(GgufConfig, ReadsTheRealModel) {
    const auto path = tests::smolLm2();
    if (!path)
        GTEST_SKIP() << "SmolLM2 is not here";
    const auto gguf = GgufFile::open(*path);
    ASSERT_TRUE(gguf.ok());
    const auto config = configFromGguf(*gguf);
    ASSERT_TRUE(config.ok()) << describe(config.error());
    EXPECT_EQ(config->blocks, 30);
    EXPECT_EQ(config->hidden, 576);
    EXPECT_EQ(config->heads.front(), 9);
    EXPECT_EQ(config->kvHeads.front(), 3);
    EXPECT_EQ(config->ffn.front(), 1536);
    EXPECT_EQ(config->vocabulary, 49152);
    EXPECT_EQ(config->rope.theta, 100000.0);
    EXPECT_TRUE(config->tiedHead);
    EXPECT_EQ(config->bosId, 1);
    EXPECT_EQ(config->eosIds, (std::vector<std::int64_t>{2}));
}

TEST(ExpertConfig, OfMixtralIsTheSameInAllBlocks) {
    Json json = ofType("mixtral", "MixtralForCausalLM");
    json["num_local_experts"] = 4;
    const ModelConfig config = read(json);
    EXPECT_EQ(config.experts, (std::vector<std::int64_t>{4, 4, 4}));
    EXPECT_EQ(config.expertsPerToken, 2);
    EXPECT_EQ(config.expertFfn, 96);
    EXPECT_TRUE(config.slidingWindow.empty());
    EXPECT_FALSE(checkHuggingFaceConfig(config).ok());
}

TEST(ExpertConfig, OfQwenLeavesBlocksDense) {
    Json json = ofType("qwen2_moe", "Qwen2MoeForCausalLM");
    json["num_experts"] = 6;
    json["mlp_only_layers"] = {1};
    const ModelConfig config = read(json);
    EXPECT_EQ(config.experts, (std::vector<std::int64_t>{6, 0, 6}));
    EXPECT_EQ(config.sharedFfn, 5632);
    EXPECT_TRUE(config.attentionInBias);
    json["mlp_only_layers"] = Json::array();
    json["decoder_sparse_step"] = 2;
    EXPECT_EQ(read(json).experts, (std::vector<std::int64_t>{0, 6, 0}));
    json["mlp_only_layers"] = {"one"};
    EXPECT_EQ(errorOf(json).code, ErrorCode::BadValue);
    Json three = ofType("qwen3_moe", "Qwen3MoeForCausalLM");
    three["num_experts"] = 0;
    EXPECT_EQ(errorOf(three).code, ErrorCode::BadValue);
    EXPECT_TRUE(read(llama()).experts.empty());
}

} // namespace lapidary::formats
