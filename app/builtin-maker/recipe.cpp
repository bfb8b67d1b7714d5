// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/builtin-maker/recipe.h"

#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/builtin/bpe_trainer.h"
#include "core/builtin/text_generator.h"
#include "core/engine/training/train_new_model.h"
#include "core/formats/tokenizer.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace lapidary::maker {

using base::Result;

namespace {

constexpr std::int64_t kBlocks = 6;
constexpr std::int64_t kWindow = 256;
constexpr std::int64_t kBatch = 4;

/// Large channels of a block's inputs, as large models have them: from a few small ones in the first block on
/// they grow towards the middle, and attention's output has them only there.
struct BlockOutliers {
    std::int64_t channels;
    double ratio;
    bool ofAttention;
};
constexpr std::array<BlockOutliers, kBlocks> kOutliers{{{2, 8.0, false},
                                                        {3, 12.0, false},
                                                        {3, 16.0, true},
                                                        {4, 32.0, true},
                                                        {3, 16.0, false},
                                                        {2, 12.0, false}}};

std::vector<engine::OutlierGroup> outlierGroups() {
    std::vector<engine::OutlierGroup> groups;
    for (std::size_t i = 0; i < kOutliers.size(); ++i) {
        const std::string block = "blocks." + std::to_string(i);
        for (const char* name : {".attn.in", ".mlp.in", ".mlp.down"})
            groups.push_back({model::InputGroupId(block + name), kOutliers[i].channels, kOutliers[i].ratio});
        if (kOutliers[i].ofAttention)
            groups.push_back({model::InputGroupId(block + ".attn.o"), 1, kOutliers[i].ratio});
    }
    return groups;
}

/// Enough text for the steps, by doubling: a text begins with every shorter one.
Result<std::vector<std::int32_t>> trainingIds(const Recipe& recipe, const formats::Tokenizer& tokenizer) {
    const auto tokens = static_cast<std::size_t>(recipe.steps * kBatch * kWindow + 1);
    std::vector<std::int32_t> ids;
    for (std::size_t bytes = 4 * tokens; ids.size() < tokens; bytes += bytes / 2) {
        LAPIDARY_TRY(ids, tokenizer.encode(builtin::generateText(recipe.trainingSeed, bytes), false));
    }
    ids.resize(tokens);
    return ids;
}

engine::NewModelRequest trainingRequest(const Recipe& recipe, const std::filesystem::path& folder,
                                        const std::vector<std::int32_t>& ids) {
    engine::NewModelRequest request;
    request.config = builtinConfig(recipe);
    request.start.seed = 1;
    request.train.window = kWindow;
    request.train.batch = kBatch;
    request.train.steps = recipe.steps;
    request.train.rate = 3e-3;
    request.outliers = outlierGroups();
    request.ids = ids;
    request.folder = folder;
    request.threads = recipe.threads;
    request.onStep = [](std::int64_t step, double loss) {
        if (step % 25 == 0)
            std::fprintf(stderr, "step %lld loss %.4f\n", static_cast<long long>(step), loss);
    };
    return request;
}

/// Texts of the model's kind that it never saw, for whoever tries it: one to calibrate on, one to judge by.
base::Status writeSampleTexts(const Recipe& recipe, const std::filesystem::path& folder) {
    base::FileSystem& files = base::systemFiles();
    LAPIDARY_CHECK(
        base::writeFileAtomically(files, folder / "calibration.txt",
                                  builtin::generateText(recipe.calibrationSeed, recipe.sampleBytes)));
    return base::writeFileAtomically(files, folder / "evaluation.txt",
                                     builtin::generateText(recipe.unseenSeed, recipe.sampleBytes));
}

/// What transformers needs beside tokenizer.json to take it as it is.
std::string tokenizerConfigJson(const Recipe& recipe) {
    const base::OrderedJson json = {{"tokenizer_class", "PreTrainedTokenizerFast"},
                                    {"eos_token", builtin::kEndOfText},
                                    {"clean_up_tokenization_spaces", false},
                                    {"model_max_length", builtinConfig(recipe).context}};
    return json.dump(2) + "\n";
}

} // namespace

formats::ModelConfig builtinConfig(const Recipe& recipe) {
    formats::ModelConfig config;
    config.modelType = "llama";
    config.architecture = "LlamaForCausalLM";
    config.hidden = 128;
    config.blocks = kBlocks;
    config.vocabulary = static_cast<std::int64_t>(recipe.vocabulary);
    config.context = kWindow;
    config.heads.assign(kBlocks, 4);
    config.kvHeads.assign(kBlocks, 2);
    config.ffn.assign(kBlocks, 384);
    config.headDim = 32;
    config.normEps = 1e-5;
    config.tiedHead = true;
    config.eosIds = {0};
    return config;
}

Result<Made> makeModel(const Recipe& recipe, const std::filesystem::path& folder, base::RunControl& control) {
    base::FileSystem& files = base::systemFiles();
    LAPIDARY_CHECK(files.makeFolder(folder));
    LAPIDARY_TRY(const auto vocabulary,
                 builtin::trainBpe(builtin::generateText(recipe.trainingSeed, recipe.tokenizerBytes),
                                   recipe.vocabulary, builtin::kEndOfText));
    const std::string json = builtin::tokenizerJson(vocabulary);
    LAPIDARY_CHECK(base::writeFileAtomically(files, folder / "tokenizer.json", json));
    LAPIDARY_CHECK(
        base::writeFileAtomically(files, folder / "tokenizer_config.json", tokenizerConfigJson(recipe)));
    LAPIDARY_CHECK(writeSampleTexts(recipe, folder));
    LAPIDARY_TRY(const auto tokenizer, formats::Tokenizer::fromJson(json, "tokenizer.json"));
    Made made;
    made.unseenText = folder.string() + ".unseen.txt";
    const std::string unseen = builtin::generateText(recipe.unseenSeed, recipe.unseenBytes);
    LAPIDARY_CHECK(base::writeFileAtomically(files, made.unseenText, unseen));
    LAPIDARY_TRY(made.unseenIds, tokenizer.encode(unseen, false));
    LAPIDARY_TRY(made.trainingIds, trainingIds(recipe, tokenizer));
    const auto begin = std::chrono::steady_clock::now();
    LAPIDARY_TRY(const auto losses,
                 engine::trainNewModel(trainingRequest(recipe, folder, made.trainingIds), control));
    made.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return made;
}

} // namespace lapidary::maker
