// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/training_test_support.h"

namespace lapidary::tests {

formats::ModelConfig tinyTrainingConfig() {
    formats::ModelConfig config;
    config.modelType = "llama";
    config.architecture = "LlamaForCausalLM";
    config.hidden = 32;
    config.blocks = 2;
    config.vocabulary = 50;
    config.context = 64;
    config.heads = {4, 4};
    config.kvHeads = {2, 2};
    config.ffn = {48, 48};
    config.headDim = 8;
    config.normEps = 1e-5;
    config.tiedHead = true;
    return config;
}

std::vector<std::int32_t> doublingIds(std::size_t count) {
    std::vector<std::int32_t> ids{1};
    while (ids.size() < count)
        ids.push_back(ids.size() % 17 == 0 ? static_cast<std::int32_t>(ids.size() % 50)
                                           : 2 * ids.back() % 49);
    return ids;
}

engine::NewModelRequest tinyRequest(const std::filesystem::path& folder,
                                    const std::vector<std::int32_t>& ids) {
    engine::NewModelRequest request;
    request.config = tinyTrainingConfig();
    request.train.window = 32;
    request.train.batch = 4;
    request.train.steps = 40;
    request.train.warmUp = 5;
    request.ids = ids;
    request.folder = folder;
    return request;
}

} // namespace lapidary::tests
