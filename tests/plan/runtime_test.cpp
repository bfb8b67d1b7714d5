// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/runtime.h"
#include "tests/plan/plan_maker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lapidary;
using namespace lapidary::plan;
using model::SiteId;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

namespace {

const model::ModelSpec& wide() {
    static const model::ModelSpec kModel =
        tests::makeLlama({.blocks = 3, .hidden = 512, .heads = 8, .kvHeads = 4, .headDim = 64, .ffn = 1024});
    return kModel;
}

std::vector<Problem> problems(Runtime runtime, const Plan& plan, const model::ModelSpec& model = wide()) {
    return runtimeProblems(runtime, tests::checked(plan, model).resolved, model);
}

std::vector<std::string> codes(const std::vector<Problem>& problems) {
    std::vector<std::string> all;
    for (const Problem& problem : problems)
        all.push_back(problem.code);
    return all;
}

std::vector<std::string> codes(Runtime runtime, const std::string& base) {
    return codes(problems(runtime, tests::planWithBase(base)));
}

std::string grid(int bits, int group, bool symmetric = true) {
    return R"({"quantization": {"method": "rtn", "bits": )" + std::to_string(bits) + R"(, "group": )" +
           std::to_string(group) + R"(, "symmetric": )" + (symmetric ? "true" : "false") + "}}";
}

} // namespace

TEST(Runtime, HasNames) {
    for (const Runtime runtime : kRuntimes)
        EXPECT_EQ(runtimeOf(runtimeName(runtime)), runtime);
    EXPECT_FALSE(runtimeOf("vlm").has_value());
}

TEST(Runtime, PlainFourBitsLoadEverywhere) {
    for (const Runtime runtime : kRuntimes)
        EXPECT_THAT(codes(runtime, grid(4, 32)), IsEmpty()) << runtimeName(runtime);
    for (const Runtime runtime : {Runtime::Vllm, Runtime::Transformers})
        EXPECT_THAT(codes(runtime, grid(8, 0)), IsEmpty()) << "whole rows";
}

TEST(Runtime, GridsThatNoKernelHasAreErrors) {
    EXPECT_THAT(codes(Runtime::Vllm, grid(3, 64)), ElementsAre("runtime-bits"));
    EXPECT_THAT(codes(Runtime::Vllm, grid(4, 16)), ElementsAre("runtime-group"));
    EXPECT_THAT(codes(Runtime::Transformers, grid(4, 16)), IsEmpty());
    EXPECT_THAT(codes(Runtime::Transformers, grid(4, 64, false)), ElementsAre("runtime-asymmetric"));
    EXPECT_THAT(codes(Runtime::Vllm, R"({"quantization": {"method": "rtn", "bits": 8, "per": "tensor"}})"),
                ElementsAre("runtime-per-tensor"));
    EXPECT_THAT(codes(Runtime::Vllm, R"({"quantization": {"method": "gptq", "order": "dynamic"}})"),
                ElementsAre("runtime-order"));
}

TEST(Runtime, LlamaCppHasATypeATensor) {
    EXPECT_THAT(codes(Runtime::LlamaCpp, grid(4, 64)), ElementsAre("runtime-bytes"));
    EXPECT_THAT(codes(Runtime::LlamaCpp, grid(4, 16)), ElementsAre("runtime-group"));
    EXPECT_THAT(codes(Runtime::LlamaCpp, grid(7, 32)), ElementsAre("runtime-bits"));
    EXPECT_THAT(codes(Runtime::LlamaCpp, grid(8, 32, false)), ElementsAre("runtime-asymmetric"));
    EXPECT_THAT(codes(Runtime::LlamaCpp, grid(3, 64)), ElementsAre("runtime-requantized"));
    const model::ModelSpec odd = tests::makeLlama(); // 576 columns: no multiple of 256
    EXPECT_THAT(codes(problems(Runtime::LlamaCpp, tests::planWithBase(grid(3, 64)), odd)),
                UnorderedElementsAre("runtime-super-block", "runtime-requantized"));
}

TEST(Runtime, FactorsAreRefusedAndZerosSaveNothing) {
    const std::string base = R"({"low_rank": {"method": "svd", "ratio": 0.5},
                                 "adapter": {"method": "whitened"},
                                 "sparsity": {"method": "wanda", "pattern": "2:4"}})";
    for (const Runtime runtime : {Runtime::Vllm, Runtime::LlamaCpp, Runtime::Transformers}) {
        const auto found = problems(runtime, tests::planWithBase(base));
        EXPECT_THAT(codes(found), ElementsAre("runtime-low-rank", "runtime-adapter", "runtime-sparsity"));
        EXPECT_EQ(found[0].sites.size(), wide().blockSites().size());
        EXPECT_EQ(found[2].severity, Severity::Warning);
    }
}

TEST(Runtime, FusedPartnersMustAgreeInVllm) {
    Plan plan = tests::planWithBase(grid(4, 64));
    plan.sites[SiteId("blocks.1.attn.q")] = tests::settings(R"({"quantization": {"bits": 8}})");
    const auto found = problems(Runtime::Vllm, plan);
    ASSERT_THAT(codes(found), ElementsAre("fused-differ"));
    EXPECT_EQ(found[0].severity, Severity::Error);
    EXPECT_THAT(found[0].sites,
                ElementsAre(SiteId("blocks.1.attn.q"), SiteId("blocks.1.attn.k"), SiteId("blocks.1.attn.v")));
    EXPECT_THAT(problems(Runtime::Transformers, plan), IsEmpty());
}

TEST(Runtime, ShapesThatMarlinDoesNotTakeAreSaidOnce) {
    const model::ModelSpec smol = tests::makeLlama();
    const auto found = problems(Runtime::Vllm, tests::planWithBase(grid(4, 64)), smol);
    ASSERT_THAT(codes(found), ElementsAre("runtime-shape"));
    EXPECT_GT(found[0].sites.size(), 30U);
}

TEST(Advice, StrongSettingsInTheOuterBlocks) {
    const auto advice = [](const std::string& base) {
        return adviceProblems(tests::checked(tests::planWithBase(base), wide()).resolved, wide());
    };
    EXPECT_THAT(advice(grid(4, 64)), IsEmpty());
    const auto found = advice(grid(3, 64));
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].sites.size(), 7U);
    EXPECT_EQ(found[1].sites.front(), SiteId("blocks.2.attn.q"));
}

TEST(Advice, ItsProblemsJoinTheChecksWithoutDoubles) {
    Plan plan = tests::planWithBase(grid(4, 64));
    plan.sites[SiteId("blocks.1.attn.q")] = tests::settings(R"({"quantization": {"bits": 8}})");
    PlanCheck check = tests::checked(plan, wide(), OutputFormat::CompressedTensors);
    ASSERT_THAT(codes(check.problems), ElementsAre("fused-differ"));
    addProblems(Runtime::Vllm, wide(), check);
    ASSERT_THAT(codes(check.problems), ElementsAre("fused-differ"));
    EXPECT_EQ(check.problems[0].severity, Severity::Error);
}
