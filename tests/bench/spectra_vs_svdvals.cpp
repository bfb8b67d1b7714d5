// SPDX-License-Identifier: GPL-3.0-or-later
// All spectra of a model's block linears against torch's svdvals loop, interleaved in one process on the same
// threads.
//
//     spectra_vs_svdvals [MODEL] [--threads 2] [--rounds 3]
//
// Without a model: random matrices of SmolLM2-135M's 210 sites. Prints seconds, the ratio of the fastest and
// of the median rounds, how near the products come to the matrix-multiply rate, and the largest difference of
// both from float64 SVD on the first block, relative to the largest value.

#include "core/engine/measuring/spectra.h"
#include "core/engine/storage/open_model.h"
#include "core/engine/storage/weight_reader.h"

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/linalg_svdvals.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/randn.h>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace lapidary;

namespace {

using Blocks = std::vector<std::vector<engine::SpectrumTask>>;

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

template<class T>
T orExit(base::Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s\n", base::describe(result.error()).c_str());
        std::exit(1);
    }
    return *std::move(result);
}

Blocks readModel(const std::string& path) {
    const auto model = orExit(engine::openModel(path));
    const engine::WeightReader reader(model->checkpoint, model->spec, at::kCPU);
    Blocks blocks;
    for (const model::Block& block : model->spec.blocks) {
        blocks.emplace_back();
        for (const model::Site& site : block.sites)
            blocks.back().push_back({site.id.name, orExit(reader.site(site)).weight(), {}, {}});
    }
    return blocks;
}

Blocks randomBlocks() {
    Blocks blocks(30);
    for (auto& block : blocks)
        for (const auto& [out, in] :
             {std::pair{576, 576}, {192, 576}, {192, 576}, {576, 576}, {1536, 576}, {1536, 576}, {576, 1536}})
            block.push_back({"random", at::randn({out, in}), {}, {}});
    return blocks;
}

double ours(const Blocks& blocks) {
    const double start = now();
    for (const auto& block : blocks)
        orExit(engine::computeSpectra(block, {}));
    return now() - start;
}

double svdvals(const Blocks& blocks, at::ScalarType type) {
    const double start = now();
    for (const auto& block : blocks)
        for (const engine::SpectrumTask& task : block)
            at::linalg_svdvals(task.weight.to(type));
    return now() - start;
}

void printAccuracy(const std::vector<engine::SpectrumTask>& block) {
    const auto spectra = orExit(engine::computeSpectra(block, {}));
    double own = 0.0;
    double torch = 0.0;
    for (std::size_t i = 0; i < block.size(); ++i) {
        const at::Tensor exact = at::linalg_svdvals(block[i].weight.to(at::kDouble));
        const at::Tensor single = at::linalg_svdvals(block[i].weight).to(at::kDouble);
        const double* reference = exact.const_data_ptr<double>();
        const double* other = single.const_data_ptr<double>();
        for (std::size_t k = 0; k < spectra[i].weight.size(); ++k) {
            own = std::max(own, std::abs(spectra[i].weight[k] - reference[k]) / reference[0]);
            torch = std::max(torch, std::abs(other[k] - reference[k]) / reference[0]);
        }
    }
    std::printf("largest error relative to the largest value: ours %.1e, svdvals float32 %.1e\n", own, torch);
}

double productRate() {
    const at::Tensor a = at::randn({1536, 1536}, at::kDouble);
    double best = 0.0;
    for (int i = 0; i < 5; ++i) {
        const double start = now();
        at::mm(a, a);
        best = std::max(best, 2.0 * 1536.0 * 1536.0 * 1536.0 / (now() - start));
    }
    return best;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char** argv) {
    const at::NoGradGuard noGrad;
    std::string model;
    int threads = 2;
    int rounds = 3;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--threads" && i + 1 < argc)
            threads = std::atoi(argv[++i]);
        else if (argument == "--rounds" && i + 1 < argc)
            rounds = std::atoi(argv[++i]);
        else
            model = argument;
    }
    at::set_num_threads(threads);
    const Blocks blocks = model.empty() ? randomBlocks() : readModel(model);
    printAccuracy(blocks.front());
    std::vector<double> own;
    std::vector<double> single;
    std::vector<double> exact;
    for (int round = 0; round < rounds; ++round) {
        own.push_back(ours(blocks));
        single.push_back(svdvals(blocks, at::kFloat));
        exact.push_back(svdvals(blocks, at::kDouble));
        std::printf("round %d: ours %.2f s, svdvals float32 %.2f s, float64 %.2f s\n", round, own.back(),
                    single.back(), exact.back());
    }
    double flops = 0.0;
    for (const auto& block : blocks)
        for (const auto& task : block) {
            const double small = static_cast<double>(std::min(task.weight.size(0), task.weight.size(1)));
            flops +=
                1.2 * static_cast<double>(task.weight.numel()) * small + 4.0 / 3.0 * small * small * small;
        }
    const double fastest = *std::min_element(own.begin(), own.end());
    std::printf("ratio ours / svdvals float32: %.3f fastest, %.3f median\n",
                fastest / *std::min_element(single.begin(), single.end()), median(own) / median(single));
    std::printf("ratio ours / svdvals float64, which alone has the accuracy: %.3f fastest, %.3f median\n",
                fastest / *std::min_element(exact.begin(), exact.end()), median(own) / median(exact));
    std::printf("%.1f GFLOP/s, float64 products here %.1f GFLOP/s\n", flops / fastest * 1e-9,
                productRate() * 1e-9);
    return 0;
}
