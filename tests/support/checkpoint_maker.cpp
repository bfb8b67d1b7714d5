// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/checkpoint_maker.h"

#include "core/base/file_system.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/formats/safetensors.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace lapidary::tests {

namespace fs = std::filesystem;
using base::OrderedJson;

namespace {

constexpr std::int64_t kVocabulary = 257;

class TensorMaker final {
public:
    explicit TensorMaker(std::uint64_t seed)
        : m_random(seed) {}

    void add(const std::string& name, std::vector<std::int64_t> shape, float mean, float deviation) {
        std::int64_t count = 1;
        for (const std::int64_t size : shape)
            count *= size;
        std::vector<float> values(static_cast<std::size_t>(count));
        std::normal_distribution<float> normal(mean, deviation);
        for (float& value : values)
            value = normal(m_random);
        formats::TensorToWrite tensor;
        tensor.name = name;
        tensor.dtype = formats::DType::F32;
        tensor.shape = std::move(shape);
        tensor.bytes = values.size() * sizeof(float);
        tensor.fill = [values]() -> base::Result<std::vector<std::byte>> {
            std::vector<std::byte> bytes(values.size() * sizeof(float));
            std::memcpy(bytes.data(), values.data(), bytes.size());
            return bytes;
        };
        tensors.push_back(std::move(tensor));
    }

    std::vector<formats::TensorToWrite> tensors;

private:
    std::mt19937_64 m_random;
};

/// GPT-2's letters for bytes: printable ones stand for themselves, the others for 256 + n.
std::string byteLetter(int byte) {
    const auto printable = [](int b) {
        return (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || (b >= 174 && b <= 255);
    };
    int code = byte;
    if (!printable(byte)) {
        code = 256;
        for (int b = 0; b < byte; ++b)
            code += printable(b) ? 0 : 1;
    }
    if (code < 0x80)
        return std::string(1, static_cast<char>(code));
    return {static_cast<char>(0xC0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3F))};
}

std::string tokenizerJson() {
    OrderedJson vocabulary;
    for (int byte = 0; byte < 256; ++byte)
        vocabulary[byteLetter(byte)] = byte;
    const OrderedJson bos = {{"id", 256},       {"content", "<s>"}, {"single_word", false},
                             {"lstrip", false}, {"rstrip", false},  {"normalized", false},
                             {"special", true}};
    OrderedJson json;
    json["version"] = "1.0";
    json["truncation"] = nullptr;
    json["padding"] = nullptr;
    json["added_tokens"] = {bos};
    json["normalizer"] = nullptr;
    json["pre_tokenizer"] = {
        {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}};
    json["post_processor"] = nullptr;
    json["decoder"] = {
        {"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", true}, {"use_regex", true}};
    json["model"] = {{"type", "BPE"},
                     {"dropout", nullptr},
                     {"unk_token", nullptr},
                     {"continuing_subword_prefix", nullptr},
                     {"end_of_word_suffix", nullptr},
                     {"fuse_unk", false},
                     {"byte_fallback", false},
                     {"vocab", vocabulary},
                     {"merges", OrderedJson::array()}};
    return json.dump();
}

std::string configJson(const RandomModel& model) {
    OrderedJson json;
    json["architectures"] = {"LlamaForCausalLM"};
    json["model_type"] = "llama";
    json["hidden_size"] = model.hidden;
    json["intermediate_size"] = model.ffn;
    json["num_hidden_layers"] = model.blocks;
    json["num_attention_heads"] = model.heads;
    json["num_key_value_heads"] = model.kvHeads;
    json["max_position_embeddings"] = model.context;
    json["rms_norm_eps"] = 1e-6;
    json["rope_theta"] = 10000.0;
    json["hidden_act"] = "silu";
    json["vocab_size"] = kVocabulary;
    json["bos_token_id"] = 256;
    json["eos_token_id"] = 256;
    json["tie_word_embeddings"] = model.tied;
    json["torch_dtype"] = "float32";
    return json.dump(1);
}

} // namespace

void writeFile(const fs::path& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    ASSERT_TRUE(out.flush().good()) << path;
}

void makeCheckpoint(const fs::path& folder, const RandomModel& model) {
    fs::create_directories(folder);
    TensorMaker maker(model.seed);
    const std::int64_t headDim = model.hidden / model.heads;
    const float spread = 0.7F / std::sqrt(static_cast<float>(model.hidden));
    maker.add("model.embed_tokens.weight", {kVocabulary, model.hidden}, 0.0F, 0.1F);
    if (!model.tied)
        maker.add("lm_head.weight", {kVocabulary, model.hidden}, 0.0F, spread);
    for (std::int64_t b = 0; b < model.blocks; ++b) {
        const std::string block = "model.layers." + std::to_string(b) + ".";
        maker.add(block + "input_layernorm.weight", {model.hidden}, 1.0F, 0.1F);
        maker.add(block + "post_attention_layernorm.weight", {model.hidden}, 1.0F, 0.1F);
        maker.add(block + "self_attn.q_proj.weight", {model.heads * headDim, model.hidden}, 0.0F, spread);
        maker.add(block + "self_attn.k_proj.weight", {model.kvHeads * headDim, model.hidden}, 0.0F, spread);
        maker.add(block + "self_attn.v_proj.weight", {model.kvHeads * headDim, model.hidden}, 0.0F, spread);
        maker.add(block + "self_attn.o_proj.weight", {model.hidden, model.heads * headDim}, 0.0F, spread);
        maker.add(block + "mlp.gate_proj.weight", {model.ffn, model.hidden}, 0.0F, spread);
        maker.add(block + "mlp.up_proj.weight", {model.ffn, model.hidden}, 0.0F, spread);
        maker.add(block + "mlp.down_proj.weight", {model.hidden, model.ffn}, 0.0F, spread);
    }
    maker.add("model.norm.weight", {model.hidden}, 1.0F, 0.1F);
    const auto written = formats::writeSafetensors(base::systemFiles(), folder / "model.safetensors",
                                                   maker.tensors, {{"format", "pt"}}, {});
    ASSERT_TRUE(written.ok()) << base::describe(written.error());
    writeFile(folder / "config.json", configJson(model));
    writeFile(folder / "tokenizer.json", tokenizerJson());
}

std::string randomText(std::size_t bytes, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::string text;
    while (text.size() < bytes) {
        const std::size_t letters = 1 + random() % 8;
        for (std::size_t i = 0; i < letters; ++i)
            text += static_cast<char>('a' + random() % 26);
        text += random() % 12 == 0 ? ".\n" : " ";
    }
    text.resize(bytes);
    return text;
}

std::string folderHash(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    base::Sha256 hash;
    for (const fs::path& file : files) {
        hash.add(file.lexically_relative(folder).string()).add("\n");
        const auto content = base::sha256OfFile(file, {});
        EXPECT_TRUE(content.ok()) << file;
        hash.add(content ? *content : std::string()).add("\n");
    }
    return hash.hex();
}

} // namespace lapidary::tests
