// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/builtin-maker/report.h"

#include "app/builtin-maker/name_cost.h"
#include "core/base/hash.h"
#include "core/builtin/ngram_model.h"
#include "core/engine/module/torch_engine.h"

#include <array>
#include <cstdio>

namespace lapidary::maker {

using base::Status;

namespace {

constexpr std::array<const char*, 4> kPrompts{"Once upon a time, in a village called",
                                              "Anna has three apples. Tom has", "What is a cat?",
                                              "Dear Peter,\n"};

Status reportContinuations(engine::Engine& engine, const std::filesystem::path& folder,
                           base::RunControl& control) {
    for (const char* prompt : kPrompts) {
        engine::GenerateRequest request;
        request.model = folder;
        request.prompt = prompt;
        request.tokens = 150;
        request.stopAtEnd = true;
        LAPIDARY_TRY(const auto generated, engine.generate(request, control));
        std::printf("---\n%s%s\n", prompt, generated.text.c_str());
    }
    return {};
}

} // namespace

Status report(const Recipe& recipe, const Made& made, const std::filesystem::path& folder,
              base::RunControl& control) {
    for (const char* file : {"config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json",
                             "calibration.txt", "evaluation.txt"}) {
        LAPIDARY_TRY(const std::string hash, base::sha256OfFile(folder / file, control));
        std::printf("%s  %s\n", hash.c_str(), file);
    }
    std::printf("training: %zu tokens, %.0f s, %d threads\n", made.trainingIds.size(), made.seconds,
                recipe.threads);
    const auto vocabulary = static_cast<std::int32_t>(recipe.vocabulary);
    const auto window = static_cast<std::size_t>(builtinConfig(recipe).context);
    for (const int order : {1, 5})
        std::printf(
            "perplexity of the %d-gram model: %.4f\n", order,
            builtin::NgramModel(made.trainingIds, order, vocabulary).perplexity(made.unseenIds, window));
    const auto engine = engine::makeTorchEngine();
    for (const std::filesystem::path& text : {made.unseenText, folder / "evaluation.txt"}) {
        engine::EvaluationRequest request;
        request.model = folder;
        request.text.path = text;
        LAPIDARY_TRY(const auto evaluation, engine->evaluate(request, control));
        std::printf("perplexity of the model on %s: %.4f\n", text.filename().c_str(), evaluation.perplexity);
    }
    LAPIDARY_TRY(const double cost, nameCost(folder, recipe.unseenSeed));
    std::printf("a name that its story said before: %.3f nats\n", cost);
    return reportContinuations(*engine, folder, control);
}

} // namespace lapidary::maker
